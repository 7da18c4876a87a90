import os
from datetime import date, time
from pathlib import Path

import pytest

from asset_map.imports.readers import Fault
from asset_map.imports.reading import ImportDefaults, Reading
from asset_map.imports.spreadsheet import read_table
from asset_map.imports.stops import STOP_FIELDS, is_timetable, read_stops
from asset_map.model.location import Coordinates, GridPoint, LocationKind
from asset_map.schedule.recurrence import occurrences
from tests.imports.tables import TODAY, csv_table

HEADINGS = (
    "organisation,mobile,route,community,stop,geox,geoy,day,type,"
    "arrival,departure,frequency,start,end,exceptions\n"
)
GREEN = "Norfolk,EDE,R1,Necton,The Green,0.7845,52.6519,Tuesday,Public,10:35,10:50,"
HALL = "Norfolk,EDE,R2,Sporle,Village Hall,0.7299,52.6774,Monday,Public,13:30,13:50,"
FORTNIGHTLY = "FREQ=WEEKLY;INTERVAL=2"


def stops_of(*rows: str, headings: str = HEADINGS) -> Reading:
    table = csv_table(headings + "\n".join(rows) + "\n")
    return read_stops(table, defaults=ImportDefaults(source="Norfolk", today=TODAY))


def test_the_stops_of_one_vehicle_are_one_asset() -> None:
    reading = stops_of(
        f"{GREEN}{FORTNIGHTLY},2019-08-13,2019-12-31,2019-12-24",
        f"{HALL}{FORTNIGHTLY},2019-08-19,,",
        f"{HALL.replace('EDE', 'CEN')}{FORTNIGHTLY},2019-08-19,,",
    )
    assert [row.asset.name for row in reading.rows] == [
        "Norfolk mobile library EDE",
        "Norfolk mobile library CEN",
    ]
    row = reading.rows[0]
    assert sorted(row.numbers) == [2, 3]
    places = {place.place_name: place for place in row.asset.locations}
    green = places["The Green, Necton"]
    assert green.kind is LocationKind.STOP
    assert green.stop is not None
    assert (green.stop.route, green.stop.arrives, green.stop.departs) == (
        *("R1", time(10, 35)),
        time(10, 50),
    )
    assert green.stop.rrule == "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU"
    assert green.stop.valid_to == date(2019, 12, 31)
    days = [visit.day for visit in occurrences(green.stop, between=(date(2019, 12, 1), TODAY))
            if visit.day.year == 2019]  # fmt: skip
    assert days == [date(2019, 12, 3), date(2019, 12, 17), date(2019, 12, 31)]
    stated = dict(zip((p.place_name for p in row.asset.locations), row.stated, strict=True))
    assert stated["The Green, Necton"].point == Coordinates(lon=0.7845, lat=52.6519)
    assert reading.rows_in == 3


def test_the_order_of_the_stops_changes_nothing() -> None:
    rows = [f"{GREEN}{FORTNIGHTLY},2019-08-13,,", f"{HALL}{FORTNIGHTLY},2019-08-19,,"]
    (one,), (two,) = stops_of(*rows).rows, stops_of(*reversed(rows)).rows
    assert (one.row_key, one.fingerprint) == (two.row_key, two.fingerprint)
    assert one.asset == two.asset


def test_a_home_visit_is_refused() -> None:
    reading = stops_of(
        f"{GREEN}{FORTNIGHTLY},2019-08-13,,", f"{HALL.replace('Public', 'Home')}{FORTNIGHTLY},,,"
    )
    assert "where somebody lives" in reading.refused[0].fault
    assert (reading.rows_in, reading.rows_read, reading.rows_refused) == (2, 1, 1)


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (f"{GREEN}FREQ=SECONDLY,2019-08-13,,", "frequency"),
        (f"{GREEN.replace('Tuesday', '')}FREQ=WEEKLY,,,", "frequency"),
        (f"{GREEN.replace('10:50', '09:50')}{FORTNIGHTLY},2019-08-13,,", "departure"),
        (f"{GREEN}{FORTNIGHTLY},2019-08-13,2019-08-01,", "end"),
        (f"{GREEN}{FORTNIGHTLY},2019-08-13,,soon", "exceptions"),
        (f"{GREEN.replace('The Green', '')}{FORTNIGHTLY},2019-08-13,,", "stop"),
        (f"{GREEN.replace('0.7845,52.6519', '0,0')}{FORTNIGHTLY},2019-08-13,,", "geox"),
    ],
)
def test_a_stop_that_cannot_be_meant_is_refused(row: str, column: str) -> None:
    reading = stops_of(row)
    assert reading.rows == ()
    assert [problem.column for problem in reading.refused] == [column]


def test_a_first_day_on_another_weekday_is_told() -> None:
    reading = stops_of(f"{GREEN}{FORTNIGHTLY},2019-08-14,,")
    assert len(reading.rows) == 1
    assert "14 August 2019 is no Tuesday" in reading.remarks[0].fault


def test_stops_in_metres_are_read_as_metres() -> None:
    reading = stops_of(f"{GREEN.replace('0.7845,52.6519', '588500,309500')}{FORTNIGHTLY},,,")
    assert reading.rows[0].stated[0].grid == GridPoint(easting=588500, northing=309500)


def test_a_timetable_is_known_by_its_headings() -> None:
    assert is_timetable(HEADINGS.strip().split(","))
    assert not is_timetable(["name", "address", "frequency", "stop"])


def test_every_field_of_a_stop_reads_its_own_example() -> None:
    for field in STOP_FIELDS:
        assert not isinstance(field.read(field.example), Fault), field.name


@pytest.mark.real_data
def test_the_mobile_libraries_of_breckland_come_in_to_the_last_stop() -> None:
    path = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "mobile_library_stops_breckland_2019.csv"
    table = read_table(path)
    assert is_timetable(table.headings)
    reading = read_stops(table, defaults=ImportDefaults(source="Norfolk", today=TODAY))
    assert (reading.rows_in, reading.rows_refused, len(reading.rows)) == (233, 0, 5)
    assert all(place.point is not None for row in reading.rows for place in row.stated)
    stops = [place.stop for row in reading.rows for place in row.asset.locations if place.stop]
    assert len(stops) == 233
    year = (date(2019, 9, 1), date(2020, 8, 30))
    assert {len(occurrences(stop, between=year)) for stop in stops} == {13}
