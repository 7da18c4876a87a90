"""Connections through the commands: in, their figures, and away."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Run

PLACES = """Name,Type,Longitude,Latitude,record_state
Quayside Hall,village hall,1.26,54.52,approved
Net Loft Choir,group,1.21,54.52,approved
Net Loft Knitters,group,1.21,54.52,approved
"""
LINKS = """from,kind,to,note
Quayside Hall,gives room to,Net Loft Choir,'=1+1
Quayside Hall,gives room to,Nobody,
"""


@pytest.fixture
def office(with_wards: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Three places and one file of connections, brought in."""
    monkeypatch.chdir(tmp_path)
    Path("places.csv").write_text(PLACES, encoding="utf-8")
    Path("links.csv").write_text(LINKS, encoding="utf-8")
    assert with_wards("import", "places.csv", "--source", "A").exit_code == 0
    done = with_wards("connections", "import", "links.csv", "--by", "Jo", "--problems", "mend.csv")
    assert "1 connection added. 1 row to mend." in done.output
    assert "Row 3, to, 'Nobody'" in done.output
    return with_wards


def test_the_rows_to_mend_are_a_file_of_their_own(office: Run) -> None:
    assert "Nobody" in Path("mend.csv").read_text(encoding="utf-8")
    assert "1 row here already." in office("connections", "import", "links.csv").output


def test_figures_name_who_is_not_linked_yet_first(office: Run) -> None:
    lines = office("connections", "figures").output.splitlines()
    assert lines[0] == "3 places and groups, 1 linked pair."
    assert "Net Loft Knitters" in lines[1] or "1 " in lines[1]
    told = json.loads(office("connections", "figures", "--format", "json").output)
    assert (told["members"], told["pairs"]) == (3, 1)
    public = office("connections", "figures", "--format", "json", "--audience", "public")
    assert json.loads(public.output)["pairs"] == 0


def test_what_is_taken_away_is_cut_to_its_readers(office: Run) -> None:
    for audience, count in (("public", 0), ("officer", 1)):
        done = office("connections", "export", f"{audience}.zip", "--audience", audience)
        assert f"Wrote {count} connection" in done.output
    with zipfile.ZipFile("officer.zip") as archive:
        cells = archive.read("connections.csv").decode("utf-8-sig")
    assert "'=1+1" in cells


def test_nobody_takes_away_more_than_they_may_see(office: Run) -> None:
    refused = office(
        "connections", "export", "all.zip", "--audience", "officer", "--by", "partner:Jo"
    )
    assert refused.exit_code == 1
    assert not Path("all.zip").exists()
