from datetime import datetime

from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import (
    WAITING,
    BulkApproval,
    approve_batch,
)
from tests.usecases.conftest import OFFICER
from tests.usecases.importing_rows import brought_in

TIMETABLE = """organisation,mobile,route,community,stop,address,postcode,geox,geoy,day,type,arrival,departure,frequency,start,end,exceptions,timetable
Doggerby,Book Bus,B1,Quayside,The Steps,"The Steps, Quayside",,603000,511000,Tuesday,Public,10:35,10:50,FREQ=WEEKLY;INTERVAL=2,2026-08-11,,,
Doggerby,Book Bus,B1,Net Loft,The Green,"The Green, Net Loft",,601000,511000,Wednesday,Public,11:00,11:30,FREQ=MONTHLY;BYDAY=-1WE,2026-08-26,,,
"""  # noqa: E501 - a file's own lines


def test_a_timetable_of_stops_becomes_one_service_with_its_stops(
    house: House, now: datetime
) -> None:
    report = brought_in(house, TIMETABLE, now)
    assert (report.rows_in, report.rows_placed, report.rows_refused) == (2, 2, 0)
    assert report.waiting == 1
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert submission.proposed is not None
    rules = [place.stop.rrule for place in submission.proposed.locations if place.stop]
    assert "FREQ=MONTHLY;BYDAY=-1WE" in rules


STOPS = """organisation,mobile,route,stop,postcode,day,type,arrival,frequency,start
Dogger,One,R1,Green,ZZ1 1AA,Monday,Public,09:00,FREQ=WEEKLY,2026-01-05
Dogger,One,R1,Quay,ZZ9 9ZZ,Monday,Public,10:00,FREQ=WEEKLY,2026-01-05
Dogger,One,R1,Hall,ZZ2 1AA,Monday,Public,11:00,FREQ=WEEKLY,2026-01-05
"""


def stops_waiting(house: House) -> list[str]:
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert submission.proposed is not None
    return sorted(place.place_name for place in submission.proposed.locations)


def test_a_stop_that_is_not_found_keeps_no_other_stop_out(house: House, now: datetime) -> None:
    report = brought_in(house, STOPS, now)
    assert (report.rows_in, report.rows_placed, report.rows_refused) == (3, 2, 1)
    assert [problem.row for problem in report.problems] == [3]
    assert stops_waiting(house) == ["Green", "Hall"]


def test_a_mended_stop_joins_those_that_wait_and_takes_none_away(
    house: House, now: datetime
) -> None:
    report = brought_in(house, STOPS, now)
    mended = report.problems_csv.decode("utf-8-sig").replace("ZZ9 9ZZ", "ZZ1 1AB")
    for _ in range(2):
        again = brought_in(house, mended, now)
        assert (again.rows_in, again.rows_refused) == (1, 0)
        assert stops_waiting(house) == ["Green", "Hall", "Quay"]
    assert brought_in(house, STOPS, now).rows_unchanged == 2
    assert stops_waiting(house) == ["Green", "Hall", "Quay"]


def test_a_stop_that_left_the_timetable_leaves_the_record_and_no_other_twice(
    house: House, now: datetime
) -> None:
    whole = STOPS.replace("ZZ9 9ZZ", "ZZ1 1AB")
    report = brought_in(house, whole, now)
    approve_batch(
        house,
        BulkApproval(batch_id=report.batch_id, actor=OFFICER, now=now, include_flagged=True),
    )
    heading, _, *rest = whole.splitlines(keepends=True)
    brought_in(house, heading + "".join(rest), now)
    assert stops_waiting(house) == ["Hall", "Quay"]
