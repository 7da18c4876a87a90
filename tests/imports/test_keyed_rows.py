"""Demand points, committees and mapping statuses: read whole, or refused with every fault."""

from datetime import date

import pytest

from asset_map.imports.committee_rows import read_committees
from asset_map.imports.demand_rows import read_demand
from asset_map.imports.mapping_rows import read_mapping
from asset_map.imports.spreadsheet import read_table
from asset_map.imports.table import Table
from asset_map.model.asset import Function
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.gap import MappingStatus

CODES = {"E05000001": "One", "E58000001": "Two"}
SET_OF = {
    ("", "E05000001"): "wards",
    ("", "E58000001"): "divisions",
    ("wards 2015", "E05000001"): "former",
}


def table(*lines: str) -> Table:
    return read_table("\n".join(lines).encode(), file_name="file.csv")


def faults(error: pytest.ExceptionInfo[InvalidSubmissionError]) -> list[tuple[str, str]]:
    return [(problem.fault.split(",")[0], problem.field) for problem in error.value.problems]


def test_demand_points_are_read_in_metres() -> None:
    read = read_demand(
        table(
            "code,easting,northing,people,imd2025_score,urban_rural_2021",
            'E01013128,530086,408677,"1,282",43.076,Urban',
            "E01013129,530655.5,408631,0,,D1",
        )
    )
    first, second = read.points
    assert (first.people, first.deprivation_score, first.is_rural) == (1282, 43.076, False)
    assert (second.easting, second.deprivation_score, second.is_rural) == (530655.5, None, True)


def test_demand_points_in_degrees_are_put_on_the_grid() -> None:
    (point,) = read_demand(
        table("OA21CD,residents,lat,lon", "E00000001,120,52.7721,-1.2062")
    ).points
    assert point.easting == pytest.approx(453_640, abs=50)
    assert point.northing == pytest.approx(319_600, abs=200)
    assert point.is_rural is None


def test_people_by_ward_need_no_coordinates() -> None:
    assert read_demand(table("WD25CD,population", "E05000001,9000")).by_area == (
        ("E05000001", 9000),
    )


def test_every_fault_of_a_demand_file_is_told_with_its_row_and_column() -> None:
    with pytest.raises(InvalidSubmissionError, match="Row 2, people: 'many'") as error:
        read_demand(
            table(
                "code,people,easting,northing,score,rural",
                "A,many,530086,408677,1,Urban",
                "A,-3,53.1,-1.2,1,Urban",
                "B,5,408677,530086,low,perhaps",
                "C,5,,408677,,",
            )
        )
    assert faults(error) == [
        ("Row 3", "code"),
        ("Row 2", "people"),
        ("Row 3", "people"),
        ("Row 5", "easting"),
        ("Row 3", "easting"),
        ("Row 4", "score"),
        ("Row 4", "rural"),
    ]
    assert "looks like longitude and latitude" in str(error.value)


def test_a_file_without_people_says_which_headings_it_has() -> None:
    with pytest.raises(
        InvalidSubmissionError, match="no column for people; its headings are: code"
    ):
        read_demand(table("code,height", "A,3"))


def test_committees_are_lists_of_dated_areas() -> None:
    read = read_committees(
        table(
            "ward_code,ward_name,constituency_code,constituency_name,from,officer,meetings",
            "E05000001,One,E14001118,Bradford East,2024-07-04,J. Doe,2026-12-01; 02/03/2027",
            "E58000001,Two,E14001118,Bradford East,,,",
        ),
        SET_OF,
    )
    (east,) = read
    assert (east.id, east.name) == ("E14001118", "Bradford East")
    assert [(one.code, one.set_id, one.from_day, one.officer) for one in east.members] == [
        ("E05000001", "wards", date(2024, 7, 4), "J. Doe"),
        ("E58000001", "divisions", None, ""),
    ]
    named = table("code,committee,boundary_set", "E05000001,North,Wards 2015")
    assert read_committees(named, SET_OF)[0].members[0].set_id == "former"
    assert east.meetings == (date(2026, 12, 1), date(2027, 3, 2))


def test_a_committee_of_unknown_areas_or_backward_days_is_refused() -> None:
    with pytest.raises(InvalidSubmissionError) as error:
        read_committees(
            table(
                "code,committee,from,to",
                "E05999999,North,2026-05-01,2025-05-01",
                "E05000001,North,soon,",
                "E05000001,,,",
                "E58000001,North,,",
                "E58000001,north,,",
            ),
            SET_OF,
        )
    assert faults(error) == [
        ("Row 2", "code"),
        ("Row 2", "to"),
        ("Row 3", "from"),
        ("Row 4", "committee"),
        ("Row 6", "code"),
    ]


def test_statuses_and_what_was_not_found_are_read() -> None:
    first, second = read_mapping(
        table(
            "code,status,found none,date,note",
            "E05000001,Partly mapped,,2026-05-03,At the roadshow",
            "E58000001,,youth; meeting space,,",
        ),
        CODES,
    )
    assert (first.status, first.on) == (MappingStatus.PARTLY_MAPPED, date(2026, 5, 3))
    assert second.found_none == (Function.YOUTH, Function.MEETING_SPACE)
    assert second.status is None


def test_an_unknown_status_ward_or_function_is_told() -> None:
    with pytest.raises(InvalidSubmissionError, match="'done' is no status") as error:
        read_mapping(
            table("code,status,found none", "E05000001,done,", "X,mapped,dragons", "E58000001,,"),
            CODES,
        )
    assert faults(error) == [
        ("Row 2", "status"),
        ("Row 3", "code"),
        ("Row 3", "found none"),
        ("Row 4", "status"),
    ]
