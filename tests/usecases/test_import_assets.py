from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.asset import AssetKind
from asset_map.model.errors import NotAllowedError
from asset_map.model.location import LocationMethod, PublishLocation
from asset_map.model.query import Query
from asset_map.model.state import RecordState
from asset_map.register import assets, submissions
from asset_map.usecases.confirm_source import confirm_source
from asset_map.usecases.edit_asset import verify_asset
from asset_map.usecases.find_assets import find_assets
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    preview,
)
from asset_map.usecases.review_submission import (
    WAITING,
    BulkApproval,
    Decision,
    approve,
    approve_batch,
    batch_waiting,
)
from asset_map.usecases.take_back import take_back_batch
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST
from tests.usecases.importing_rows import FILE, brought_in, request_of


def test_every_row_is_placed_or_not_placed_or_refused(house: House, now: datetime) -> None:
    report = brought_in(house, FILE, now)
    assert report.rows_in == 7
    assert (report.rows_placed, report.rows_not_placed, report.rows_refused) == (2, 1, 4)
    assert report.rows_in == report.rows_placed + report.rows_not_placed + report.rows_refused
    assert report.waiting == 3
    assert report.located_by == {"postcode": 2, "no place": 1}


def test_refused_rows_say_where_what_and_how_to_mend_it(house: House, now: datetime) -> None:
    report = brought_in(house, FILE, now)
    faults = {problem.row: problem for problem in report.problems}
    assert sorted(faults) == [5, 6, 7, 8]
    assert faults[5].column == "name"
    assert faults[6].value == "ZZ9 9ZZ"
    assert "not in the directory" in faults[6].fault
    assert faults[6].remedy
    assert [problem.row for problem in report.problems] == sorted(faults)
    assert report.problems_csv.decode("utf-8-sig").count("Lost Postcode") == 1


def test_mended_rows_come_in_with_the_file_of_problems(house: House, now: datetime) -> None:
    report = brought_in(house, FILE, now)
    mended = report.problems_csv.decode("utf-8-sig").replace("ZZ9 9ZZ", "ZZ1 1AB")
    again = brought_in(house, mended, now)
    assert (again.rows_in, again.rows_placed, again.rows_refused) == (4, 1, 3)


def test_a_dry_run_tells_the_same_and_writes_nothing(house: House, now: datetime) -> None:
    told = brought_in(house, FILE, now, is_dry_run=True)
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == 0
    real = brought_in(house, FILE, now)
    assert (told.rows_placed, told.waiting) == (real.rows_placed, real.waiting)


def test_an_import_let_in_is_taken_back_whole_but_for_what_changed_since(
    house: House, now: datetime, today: date
) -> None:
    report = brought_in(house, FILE, now)
    bulk = BulkApproval(batch_id=report.batch_id, actor=OFFICER, now=now, include_flagged=True)
    approve_batch(house, bulk)
    found = find_assets(house, Query(text="Quayside"), actor=RESIDENT, today=today)
    edited = found.listings[0].asset_id
    later = now + timedelta(minutes=5)
    verify_asset(house, edited, how="telephoned", actor=OFFICER, now=later)

    done = take_back_batch(house, bulk, actor=OFFICER, now=later)

    assert done == (2, 1)
    left = find_assets(house, Query(), actor=RESIDENT, today=today)
    assert [one.asset_id for one in left.listings] == [edited]
    assert batch_waiting(house, report.batch_id, actor=OFFICER)[0] == 2
    assert approve_batch(house, replace(bulk, now=later)) == (2, 0)


def test_an_approved_state_lets_an_officers_row_in_and_not_a_partners(
    house: House, now: datetime
) -> None:
    text = "name,kind,postcode,record_state\nQuayside Hall,space,ZZ2 1AA,approved\n"
    assert brought_in(house, text, now, PARTNER).let_in == 0
    report = brought_in(house, text, now, OFFICER, source="Elsewhere")
    assert (report.let_in, report.waiting) == (1, 0)


def test_anchor_status_from_a_partner_is_left_out(house: House, now: datetime) -> None:
    text = (
        "name,kind,postcode,anchor_status,anchor_decided_by,anchor_decided_on\n"
        "The Net Loft,space,ZZ1 1AA,recognised,Panel,2026-01-02\n"
    )
    brought_in(house, text, now, PARTNER)
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert submission.proposed is not None
    assert submission.proposed.anchor is None


def test_residents_cannot_import(house: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        brought_in(house, FILE, now, RESIDENT)


def test_approved_rows_are_found_in_their_wards(house: House, now: datetime, today: date) -> None:
    report = brought_in(house, FILE, now)
    let_in, left = approve_batch(
        house,
        BulkApproval(batch_id=report.batch_id, actor=OFFICER, now=now, include_flagged=True),
    )
    assert (let_in, left) == (3, 0)
    found = find_assets(house, Query(), actor=RESIDENT, today=today)
    assert {one.name: one.ward_code for one in found.listings} == {
        "Tuesday Knitters": WEST,
        "Quayside Hall": EAST,
        "Helpline": None,
    }
    hall = next(one for one in found.listings if one.name == "Quayside Hall")
    assert hall.kind is AssetKind.SPACE
    assert hall.point is not None
    knitters = next(one for one in found.listings if one.name == "Tuesday Knitters")
    assert knitters.point is None, "what may be a home shows its ward alone"


def test_confirming_a_source_opens_contacts_and_places_now_and_later(
    house: House, now: datetime
) -> None:
    brought_in(house, FILE, now)
    done = confirm_source(house, "Directory", reason="They publish it", actor=OFFICER, now=now)
    assert done.submissions == 3
    with house.register.reading() as connection:
        waiting, _ = submissions.queue(connection, states=WAITING)
    places = [place for one in waiting if one.proposed for place in one.proposed.locations]
    assert {place.publish for place in places} == {PublishLocation.EXACT}
    more = "name,kind,postcode,phone\nNew Choir,group,ZZ1 1AA,01632 960002\n"
    brought_in(house, more, now)
    with house.register.reading() as connection:
        waiting, _ = submissions.queue(connection, states=WAITING)
    choir = next(
        one.proposed for one in waiting if one.proposed and one.proposed.name == "New Choir"
    )
    assert choir.contact.audience == "public"
    assert choir.locations[0].publish is PublishLocation.EXACT


def test_confirming_a_source_opens_no_place_that_may_be_a_home_or_that_somebody_chose(
    house: House, now: datetime
) -> None:
    rows = """name,kind,postcode,address,is_home,publish_location
Sewing Circle,group,ZZ1 1AA,12 Herring Row,,
Book Circle,group,ZZ1 1AA,,yes,
Quiet Circle,group,ZZ1 1AA,,,ward
Open Circle,group,ZZ1 1AA,,,
"""
    brought_in(house, rows, now)
    confirm_source(house, "Directory", reason="They publish it", actor=OFFICER, now=now)
    with house.register.reading() as connection:
        waiting, _ = submissions.queue(connection, states=WAITING)
    shown = {
        one.proposed.name: one.proposed.locations[0].publish for one in waiting if one.proposed
    }
    assert shown == {
        "Sewing Circle": PublishLocation.WARD,
        "Book Circle": PublishLocation.WARD,
        "Quiet Circle": PublishLocation.WARD,
        "Open Circle": PublishLocation.EXACT,
    }


def test_a_pin_far_from_its_postcode_is_told_and_flagged(house: House, now: datetime) -> None:
    text = "name,kind,postcode,easting,northing\nFar Hall,space,ZZ1 1AA,601400,511000\n"
    report = brought_in(house, text, now)
    assert [(pin.row, pin.metres) for pin in report.pins_off] == [(2, 400)]
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert any("400 metres" in flag for flag in submission.flags)
    assert submission.proposed is not None
    assert submission.proposed.locations[0].method is LocationMethod.MAP_CLICK


def test_a_northern_irish_postcode_is_refused_with_the_reason(house: House, now: datetime) -> None:
    report = brought_in(house, "name,kind,postcode\nBelfast Hall,space,BT1 1AA\n", now)
    assert report.rows_refused == 1
    assert "Northern Ireland" in report.problems[0].fault


def test_wards_that_got_nothing_are_counted(house: House, now: datetime) -> None:
    report = brought_in(house, "name,kind,postcode\nHall,space,ZZ1 1AA\n", now)
    assert (report.ward_count, report.wards_without, report.outside) == (2, 1, 0)


def test_the_preview_shows_rows_as_they_will_be_read(house: House, now: datetime) -> None:
    look = preview(house, request_of(house, FILE), actor=OFFICER, now=now)
    assert look.rows[1]["Kind"] == "space"
    assert look.rows[1]["Where"] == "ZZ2 1AA"
    assert len(look.problems) == 4
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == 0


def test_approving_writes_the_asset_and_its_history_at_once(house: House, now: datetime) -> None:
    brought_in(house, "name,kind,postcode\nHall,space,ZZ1 1AA\n", now)
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    decision = Decision(
        submission_id=submission.id, version=submission.version, actor=OFFICER, now=now
    )
    asset = approve(house, decision)
    assert asset is not None
    with house.register.reading() as connection:
        assert assets.get(connection, asset.id).record_state is RecordState.APPROVED


def test_a_fault_is_told_under_the_heading_that_people_know(house: House, now: datetime) -> None:
    report = brought_in(house, "Name,Type,Post Code\nHall,village hall,ZZ9 9ZZ\n", now)
    assert [problem.column for problem in report.problems] == ["Post Code"]


def test_what_was_left_out_of_a_row_is_told_with_the_first_of_it(
    house: House, now: datetime
) -> None:
    text = "name,kind,postcode,uprn\nHall,space,ZZ1 1AA,A00340\n"
    (line,) = [one for one in brought_in(house, text, now).lines if "left out" in one]
    assert line.startswith("1 value that could not be used left out, first in row 2, uprn: ")


def test_what_may_be_there_already_counts_the_rows_of_the_file(house: House, now: datetime) -> None:
    text = "name,kind,postcode,record_state\nQuayside Hall,space,ZZ2 1AA,approved\n"
    brought_in(house, text, now)
    report = brought_in(house, text.replace("approved", ""), now, source="Another")
    assert report.duplicates == 1
    assert report.lines[0].startswith("1 record waits in Review;")


def test_degrees_and_metres_of_two_places_are_refused(house: House, now: datetime) -> None:
    text = (
        "name,kind,lon,lat,easting,northing\n"
        "One,space,-1.2528,52.7970,450479,322425\n"
        "Two,space,-1.2528,52.7970,459000,305000\n"
    )
    report = brought_in(house, text, now)
    assert (report.rows_placed, [problem.row for problem in report.problems]) == (1, [3])
    assert "apart" in report.problems[0].fault


def test_a_home_shows_its_ward_and_no_more_whatever_else_the_row_says(
    house: House, now: datetime
) -> None:
    text = "name,kind,postcode,is_home,publish_location\nTea,group,ZZ1 1AA,yes,exact\n"
    brought_in(house, text, now)
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert submission.proposed is not None
    assert submission.proposed.locations[0].publish is PublishLocation.WARD


def test_coordinates_that_are_the_postcodes_own_are_no_better_known(
    house: House, now: datetime
) -> None:
    centre = house.postcodes.find("ZZ1 1AA").point
    text = (
        "name,kind,postcode,lon,lat\n"
        f"Centre,space,ZZ1 1AA,{centre.lon:.5f},{centre.lat:.5f}\n"
        f"Door,space,ZZ1 1AA,{centre.lon + 0.001:.5f},{centre.lat:.5f}\n"
    )
    assert brought_in(house, text, now).located_by == {"postcode": 1, "map click": 1}
