"""The commands that gaps need, from an empty register to figures."""

import csv
import io
import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from asset_map.cli import commands
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from tests.cli.conftest import WARDS, Run

DEMAND = """code,people,lon,lat,imd_score,urban_rural
W1,1000,1.21,54.52,40.1,Urban
W2,500,1.22,54.52,,Rural
E1,2000,1.28,54.52,10,Urban
OUT,70,1.40,54.52,10,Urban
"""
STATUS = "code,status,found none\nE05999001,mapped,youth\nE05999002,confirmed,\n"
COMMITTEES = "ward_code,committee,meetings\nE05999001,West,2026-12-01\nE05999002,East,\n"


@pytest.fixture
def counted(with_wards: Run, tmp_path: Path) -> Run:
    """Residents, statuses and committees are in."""
    for words, name, text in (
        (("demand", "add"), "demand.csv", DEMAND),
        (("wards", "status"), "status.csv", STATUS),
        (("committees", "import"), "committees.csv", COMMITTEES),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
        result = with_wards(*words, str(tmp_path / name), "--by", "officer:Ward officer")
        assert result.exit_code == 0, result.output
    return with_wards


def test_demand_points_say_who_lives_where(with_wards: Run, tmp_path: Path) -> None:
    (tmp_path / "demand.csv").write_text(DEMAND, encoding="utf-8")
    output = with_wards("demand", "add", str(tmp_path / "demand.csv")).output
    assert "Added 4 points where 3,570 residents live." in output
    assert "'Wards 2025': 3,500 residents in its areas, 70 in none; 0 areas" in output


def test_people_by_ward_count_at_a_point_inside(with_wards: Run, tmp_path: Path) -> None:
    file = tmp_path / "populations.csv"
    file.write_text("WD25CD,population\nE05999001,1200\nE05999002,900\n", encoding="utf-8")
    assert "each ward counts as one point" in with_wards("demand", "add", str(file)).output
    rows = json.loads(with_wards("gaps", "--format", "json").output)
    assert [row["residents"] for row in rows["rows"]] == [1200, 900]
    assert rows["conditions"]["people_source"] == "ward_populations"
    file.write_text("WD25CD,population\nE05000000,1200\n", encoding="utf-8")
    assert isinstance(with_wards("demand", "add", str(file)).exception, InvalidSubmissionError)


def test_the_figures_are_the_same_in_every_format(counted: Run) -> None:
    asked = ("gaps", "--reach", "1200")
    table = counted(*asked).output
    text = counted(*asked, "--format", "csv").output.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(text)))
    whole = json.loads(counted(*asked, "--format", "json").output)
    assert [row["code"] for row in rows] == ["E05999002", "E05999001"]
    assert [row["residents_beyond_reach"] for row in rows] == ["2000", "1500"]
    assert [row["residents_beyond_reach"] for row in whole["rows"]] == [2000, 1500]
    assert "gap confirmed 0 2,000 2,000 100%" in " ".join(table.split())
    assert "within reach: 1,200 m, in a straight line" in table
    assert whole["rows"][1]["missing"] == ["youth"]


def test_one_committee_or_district_can_be_asked_for(counted: Run) -> None:
    west = json.loads(counted("gaps", "--committee", "west", "--format", "json").output)
    assert [row["code"] for row in west["rows"]] == ["E05999001"]
    assert isinstance(counted("gaps", "--committee", "North").exception, NotFoundError)
    assert isinstance(counted("gaps", "--district", "E07000999").exception, NotFoundError)


def test_a_run_is_kept_once_under_its_name(counted: Run) -> None:
    kept = counted("gaps", "--freeze", "North").output
    assert re.search(r"Kept as 'North'.* /api/gaps/[0-9a-f-]+[.]json", kept)
    assert isinstance(counted("gaps", "--freeze", "North").exception, InvalidSubmissionError)


def test_committees_are_replaced_and_listed(counted: Run, tmp_path: Path) -> None:
    file = tmp_path / "again.csv"
    file.write_text("ward_code,committee\nE05999002,west\n", encoding="utf-8")
    assert "west: 1 area (replaced)." in counted("committees", "import", str(file)).output
    assert "west: 1 area; 1 December 2026." in counted("committees", "list").output


def test_two_editions_are_held_side_by_side(counted: Run, tmp_path: Path) -> None:
    renamed = json.loads(json.dumps(WARDS).replace("E0599900", "E0599910"))
    file = tmp_path / "new.geojson"
    file.write_text(json.dumps(renamed), encoding="utf-8")
    counted("boundaries", "add", str(file), "--name", "Wards 2027", "--valid-from", "2027-05-01")
    output = counted("boundaries", "compare", "Wards 2025", "Wards 2027").output
    assert "E05999001  E05999101" in output
    assert "0 assets in an area of the same name as before." in output
    counted("boundaries", "use", "Wards 2027")
    assert "2 of 2 areas carried over from 'Wards 2025'" in counted("gaps").output


STAND_IN = "Libraries as a stand-in for anchors"
# The postcodes in and around the East Midlands.
NEAR = r"(?:DE|NG|LE|LN|NN|PE|S|SK|DN|CV|MK|OX|B|WS)\d"


@pytest.mark.real_data
def test_the_east_midlands_are_measured_with_libraries_as_stand_ins(
    sqlite_url: str, postcode_cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real_data = Path(os.environ["ASSET_MAP_REAL_DATA"])
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", str(postcode_cache))

    def run(*words: str) -> str:
        result = CliRunner().invoke(commands, list(words))
        assert result.exit_code == 0, (result.output, result.exception)
        return result.output

    file = tmp_path / "libraries.csv"
    recognised = {
        "type": "group",
        "record_state": "approved",
        "anchor_status": "recognised",
        "anchor_decided_by": STAND_IN,
        "anchor_decided_on": "2026-01-05",
        "verified_on": datetime.now(tz=UTC).date().isoformat(),
        "verified_by": "officer",
    }
    with (real_data / "libraries_england_2023.csv").open(encoding="utf-8-sig") as source:
        static = [
            {"name": row["name"], "postcode": row["postcode"]} | recognised
            for row in csv.DictReader(source)
            if row["type"] == "Static Library" and re.match(NEAR, row["postcode"])
        ]
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=list(static[0]))
        writer.writeheader()
        writer.writerows(static)
    wards = real_data / "wards_2025_east_midlands.geojson"
    run("boundaries", "add", str(wards), "--name", "Wards 2025", "--valid-from", "2025-05-01")
    run("demand", "add", str(real_data / "demand_points_lsoa_2021.csv"))
    run("import", str(file), "--source", STAND_IN)
    whole = json.loads(run("gaps", "--audience", "officer", "--format", "json"))
    rows = whole["rows"]
    assert len(rows) == 761
    classes = {row["gap_class"] for row in rows}
    assert classes == {"anchored", "served_next_door", "not_yet_mapped"}
    people = sum(row["residents"] or 0 for row in rows)
    demand = np.genfromtxt(
        real_data / "demand_points_lsoa_2021.csv", delimiter=",", skip_header=1, usecols=[3]
    )
    # Conservation: whoever is in the file is in a ward or in none of them, once.
    assert people + whole["conditions"]["people_outside"] == int(demand.sum())
    anchored = [row for row in rows if row["gap_class"] == "anchored"]
    assert (
        sum(row["anchors"] for row in anchored) + whole["conditions"]["places_beyond"]
        == (whole["conditions"]["places_counted"])
    )
    near = json.loads(run("gaps", "--audience", "officer", "--reach", "3000", "--format", "json"))
    beyond = {row["code"]: row["residents_beyond_reach"] for row in rows}
    assert all(
        row["residents_beyond_reach"] <= beyond[row["code"]]
        for row in near["rows"]
        if row["residents"] is not None
    )
