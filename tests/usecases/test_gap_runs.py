import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import Function
from asset_map.model.errors import (
    InvalidSubmissionError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.gap import GapClass, MappingStatus, PeopleSource
from asset_map.register import areas
from asset_map.register.engine import open_register
from asset_map.settings import Settings
from asset_map.usecases.gap_snapshots import compare_snapshots, freeze, frozen, snapshots
from asset_map.usecases.gap_tables import as_csv, as_json, as_text
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import looked_and_found_none, set_status
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST, kept, ward
from tests.usecases.gap_district import AT, OFFICERS, anchor, place, run, with_mill, with_people


@pytest.fixture
def district(house: House) -> House:
    return with_mill(house)


def test_without_residents_every_output_says_so(house: House) -> None:
    kept(house, anchor("mill", 2100), AT)
    found = run(house)
    assert found.conditions.people_source is PeopleSource.NONE
    assert "No residents are known" in as_text(found)
    assert {row.residents for row in found.rows} == {None}


def test_nobody_sees_figures_made_for_those_who_may_see_more(district: House) -> None:
    with pytest.raises(NotAllowedError, match="choose 'partner'"):
        measure_gaps(district, OFFICERS, actor=PARTNER, now=AT)
    with pytest.raises(NotAllowedError):
        measure_gaps(district, GapRequest(), actor=RESIDENT, now=AT)


def test_a_frozen_run_stays_as_it_was(district: House) -> None:
    before = freeze(district, run(district), " North,\x1b March ", actor=OFFICER, now=AT)
    kept(district, anchor("chapel", 500), AT)
    assert frozen(district, "North, March", actor=OFFICER) == before
    assert run(district).rows != before.rows
    with pytest.raises(InvalidSubmissionError, match="already"):
        freeze(district, run(district), "North, March", actor=OFFICER, now=AT)
    # It was made for officers, so a partner does not even learn of it.
    assert [one.name for one in snapshots(district, actor=OFFICER)] == ["North, March"]
    assert snapshots(district, actor=PARTNER) == []
    with pytest.raises(NotFoundError):
        frozen(district, "North, March", actor=PARTNER)


def test_two_snapshots_say_what_changed_and_under_which_conditions(district: House) -> None:
    set_status(district, [WEST, EAST], MappingStatus.MAPPED, actor=OFFICER, now=AT)
    freeze(district, run(district), "March", actor=OFFICER, now=AT)
    kept(district, anchor("chapel", 500), AT)
    longer = replace(OFFICERS, reach_m=1000.0)
    freeze(district, run(district, longer), "June", actor=OFFICER, now=AT)
    found = compare_snapshots(district, "March", "June", actor=OFFICER)
    west = next(one for one in found.changes if one.code == WEST)
    assert (west.was, west.is_now) == (GapClass.GAP, GapClass.ANCHORED)
    assert (west.anchors_more, west.beyond_more, west.came) == (1, -600, ("The chapel",))
    assert found.cautions == (
        (
            "within reach: 800 m in town, 1,600 m in the country, in a straight line before, "
            "1,000 m, in a straight line after"
        ),
    )


def test_walks_measured_elsewhere_take_the_place_of_straight_lines(
    district: House, tmp_path: Path
) -> None:
    file = tmp_path / "walks.csv"
    file.write_text("point,asset id,metres\np1900,mill,5000\np0100,mill,10\n", encoding="utf-8")
    west = next(
        row for row in run(district, replace(OFFICERS, walks=file)).rows if row.code == WEST
    )
    # One point fewer near the mill by the path, one more.
    assert west.residents_beyond_reach == 600
    assert west.mean_m != next(row for row in run(district).rows if row.code == WEST).mean_m
    assert run(district, replace(OFFICERS, walks=file)).conditions.walked == 2


def test_what_was_said_of_wards_is_carried_to_new_ones(district: House) -> None:
    set_status(district, [WEST], MappingStatus.CONFIRMED, actor=OFFICER, now=AT)
    looked_and_found_none(district, WEST, [Function.FOOD], actor=OFFICER, now=AT)
    new = BoundarySet(
        id="wards-2027", name="Wards 2027", kind=BoundaryKind.WARD, valid_from=date(2027, 5, 6)
    )
    with district.register.writing() as connection:
        areas.add_set(
            connection,
            new,
            [ward("N1", "Netwick", 600_000), ward("N2", "Quayham", 602_000)],
        )
        areas.use_set(connection, new.id, by="the test", at=AT)
    found = {row.code: row for row in run(district).rows}
    assert found["N1"].mapping_status is MappingStatus.CONFIRMED
    assert found["N1"].missing == (Function.FOOD,)
    assert found["N2"].mapping_status is MappingStatus.NOT_STARTED
    assert "2 of 2 areas carried over from 'Wards 2026'" in as_text(run(district))
    # What somebody says of a new ward itself stands above what was carried.
    later = AT + timedelta(days=1)
    set_status(district, ["N1"], MappingStatus.DESK_ONLY, actor=OFFICER, now=later)
    assert {row.code: row.mapping_status for row in run(district).rows}["N1"] is (
        MappingStatus.DESK_ONLY
    )


def test_table_csv_and_json_have_the_same_figures(district: House) -> None:
    kept(district, replace(anchor("sum", 700), name="=SUM(A1)"), AT)
    found = run(district)
    rows = list(csv.DictReader(io.StringIO(as_csv(found).decode("utf-8-sig"))))
    whole = json.loads(as_json(found))
    assert [row["code"] for row in rows] == [row["code"] for row in whole["rows"]]
    for typed, row, model in zip(rows, whole["rows"], found.rows, strict=True):
        assert typed["residents_beyond_reach"] == str(row["residents_beyond_reach"])
        assert row["why"] == model.why
        assert f"{model.residents_beyond_reach:,}" in as_text(found)
    assert any(row["anchor_names"].startswith("'=SUM") for row in rows)
    assert "within reach: 800 m in town" in rows[0]["conditions"]
    assert not any(row["conditions"] for row in rows[1:])


@pytest.mark.postgresql
def test_equal_inputs_make_equal_bytes_on_both_databases(
    sqlite_url: str, postgresql_url: str, postcode_cache: Path
) -> None:
    texts = []
    for url in (sqlite_url, postgresql_url):
        postcodes = PostcodeDirectory(postcode_cache)
        with open_register(url) as register:
            house = House(
                settings=Settings(),
                register=register,
                postcodes=postcodes,
                geocoder=OfflineGeocoder(postcodes),
            )
            wards = BoundarySet(
                id="wards", name="Wards", kind=BoundaryKind.WARD, valid_from=date(2026, 5, 7)
            )
            with register.writing() as connection:
                squares = [ward(WEST, "Net Loft", 600_000), ward(EAST, "Quayside", 602_000)]
                areas.add_set(connection, wards, squares)
                areas.use_set(connection, "wards", by="the test", at=AT)
            with_people(house)
            for number, x in enumerate((2100, 900, 3300)):
                two = replace(
                    anchor(f"a{number}", x), locations=(place(x), place(x + 333, name="q"))
                )
                kept(house, two, AT)
            set_status(house, [WEST], MappingStatus.MAPPED, actor=OFFICER, now=AT)
            texts.append(as_json(run(house)).encode())
    assert texts[0] == texts[1]
