from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.asset import Contact
from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotAllowedError
from asset_map.model.location import Location, PublishLocation
from asset_map.model.query import Query
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.submission import SubmissionKind
from asset_map.register import assets, links, submissions
from asset_map.usecases.edit_asset import (
    archive_asset,
    edit_asset,
    on_top_of,
    restore_asset,
    to_edit,
    verify_asset,
)
from asset_map.usecases.find_assets import find_assets
from asset_map.usecases.find_duplicates import find_duplicates, keep_apart
from asset_map.usecases.house import House
from asset_map.usecases.locating import near
from asset_map.usecases.merge_assets import merge_assets, merges_made, undo_merge
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import Decision, approve, ask, look_at, queue, reject
from asset_map.usecases.view_asset import history_of, view_asset
from asset_map.usecases.view_ward import view_ward
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST, group, kept


def reported(house: House, now: datetime, kind: SubmissionKind = SubmissionKind.CLOSE) -> Decision:
    report = Report(asset_id="knitters", kind=kind, note="The lights are off since May.")
    sent = report_problem(house, report, actor=RESIDENT, now=now)
    return Decision(submission_id=sent.id, version=sent.version, actor=OFFICER, now=now)


def test_what_a_resident_reports_changes_nothing_until_an_officer_decides(
    house: House, now: datetime, today: date
) -> None:
    kept(house, group(), now)
    decision = reported(house, now)
    assert find_assets(house, Query(), actor=RESIDENT, today=today).total == 1
    closed = approve(house, decision)
    assert closed is not None
    assert closed.operating_status is OperatingStatus.CLOSED
    assert closed.closed_on == today
    assert find_assets(house, Query(), actor=RESIDENT, today=today).total == 0


def test_a_report_of_something_wrong_changes_no_field(house: House, now: datetime) -> None:
    kept(house, group(), now)
    decision = reported(house, now, SubmissionKind.REPORT)
    assert look_at(house, decision.submission_id, actor=OFFICER).changes == ()
    assert approve(house, decision) is None
    assert queue(house, actor=OFFICER) == ([], 0)


def test_saying_nothing_is_not_a_report(house: House, now: datetime) -> None:
    kept(house, group(), now)
    report = Report(asset_id="knitters", kind=SubmissionKind.REPORT, note="  ")
    with pytest.raises(InvalidSubmissionError, match="Nothing is written"):
        report_problem(house, report, actor=RESIDENT, now=now)


def test_asking_and_rejecting_keep_their_words(house: House, now: datetime) -> None:
    kept(house, group(), now)
    decision = replace(reported(house, now), reason="Which lights?")
    asked = ask(house, decision)
    assert (asked.state, asked.question) == (RecordState.NEEDS_INFO, "Which lights?")
    rejected = reject(house, replace(decision, version=asked.version, reason="A power cut"))
    assert (rejected.state, rejected.reason) == (RecordState.REJECTED, "A power cut")


def test_of_two_officers_who_decide_at_once_the_second_is_told(house: House, now: datetime) -> None:
    kept(house, group(), now)
    decision = reported(house, now)
    ask(house, replace(decision, reason="Which lights?"))
    with pytest.raises(ConflictError, match="dealt with meanwhile"):
        approve(house, decision)
    assert len(history_of(house, "knitters", actor=OFFICER)) == 1


def test_a_partner_cannot_decide(house: House, now: datetime) -> None:
    kept(house, group(), now)
    with pytest.raises(NotAllowedError):
        approve(house, replace(reported(house, now), actor=PARTNER))


def test_an_officers_edit_is_kept_when_a_proposed_change_is_approved(
    house: House, now: datetime
) -> None:
    standing = kept(house, group(), now)
    report = Report(asset_id="knitters", kind=SubmissionKind.CHANGE, note="New name")
    sent = report_problem(house, report, actor=RESIDENT, now=now)
    with house.register.writing() as connection:
        proposed = replace(sent, proposed=replace(standing, name="Tuesday Stitchers"))
        sent = submissions.update(connection, proposed, expected_version=sent.version)
    edit_asset(
        house, replace(standing, summary="All are welcome."), reason="", actor=OFFICER, now=now
    )
    decision = Decision(submission_id=sent.id, version=sent.version, actor=OFFICER, now=now)
    after = approve(house, decision)
    assert after is not None
    assert (after.name, after.summary) == ("Tuesday Stitchers", "All are welcome.")


def test_the_second_of_two_editors_is_told_and_can_put_both_together(
    house: House, now: datetime
) -> None:
    base = kept(house, group(), now)
    theirs = edit_asset(
        house, replace(base, summary="Bring wool."), reason="", actor=OFFICER, now=now
    )
    mine = replace(base, cost_note="Free")
    with pytest.raises(ConflictError) as told:
        edit_asset(house, mine, reason="", actor=OFFICER, now=now)
    assert told.value.version == theirs.version
    both = edit_asset(house, on_top_of(base, mine, theirs), reason="", actor=OFFICER, now=now)
    assert (both.summary, both.cost_note) == ("Bring wool.", "Free")


def test_an_edit_never_moves_a_withheld_place(house: House, now: datetime) -> None:
    refuge = group("refuge", "The Refuge")
    hidden = replace(refuge.locations[0], publish=PublishLocation.WITHHELD)
    kept(house, replace(refuge, locations=(hidden,)), now)
    shown = to_edit(house, "refuge", actor=OFFICER)
    assert shown.locations == (Location(id=hidden.id, publish=PublishLocation.WITHHELD),)
    edit_asset(house, replace(shown, summary="Call first."), reason="", actor=OFFICER, now=now)
    with house.register.reading() as connection:
        assert assets.get(connection, "refuge").locations == (hidden,)


def test_every_fault_of_an_edit_is_told_at_once(house: House, now: datetime) -> None:
    base = kept(house, group(), now)
    with pytest.raises(InvalidSubmissionError) as told:
        edit_asset(
            house, replace(base, name=" ", summary="x" * 301), reason="", actor=OFFICER, now=now
        )
    assert {problem.field for problem in told.value.problems} == {"name", "summary"}


def test_archived_records_leave_the_public_and_come_back(
    house: House, now: datetime, today: date
) -> None:
    kept(house, group(), now)
    with pytest.raises(InvalidSubmissionError, match="needs a reason"):
        archive_asset(house, "knitters", reason="", actor=OFFICER, now=now)
    archive_asset(house, "knitters", reason="Said goodbye", actor=OFFICER, now=now)
    assert find_assets(house, Query(), actor=RESIDENT, today=today).total == 0
    restore_asset(house, "knitters", reason="Back again", actor=OFFICER, now=now)
    assert find_assets(house, Query(), actor=RESIDENT, today=today).total == 1
    actions = [one.action for one in history_of(house, "knitters", actor=OFFICER)]
    assert actions == ["restored", "archived", "added"]


def test_checking_makes_a_record_fresh(house: House, now: datetime, today: date) -> None:
    kept(house, group(), now)
    verify_asset(house, "knitters", how="Telephoned", actor=OFFICER, now=now)
    view = view_asset(house, "knitters", actor=RESIDENT, today=today)
    assert view.freshness == "fresh"
    assert view.asset.verification is not None
    assert view.asset.verification.role == "officer"


def test_merging_fills_blanks_moves_links_and_keeps_both_histories(
    house: House, now: datetime, today: date
) -> None:
    first = kept(house, replace(group(), tags=("wool",)), now)
    second = kept(
        house,
        replace(
            group("knitters-2", "Tuesday Knitting"),
            summary="Needles and tea.",
            tags=("tea",),
            contact=Contact(role="Secretary"),
        ),
        now,
    )
    kept(house, group("library", "Village Library"), now)
    with house.register.writing() as connection:
        link = Connection(
            id="hosting", from_id="library", to_id="knitters-2", kind=ConnectionKind.HOSTS
        )
        links.add(connection, link)
    merge = merge_assets(house, first, second, actor=OFFICER, now=now)
    with house.register.reading() as connection:
        one = assets.get(connection, "knitters")
        (moved,) = links.of_asset(connection, "knitters")
    assert one.tags == ("wool", "tea")
    assert one.summary == "Needles and tea."
    assert one.also_known_as == ("Tuesday Knitting",)
    assert moved.id == "hosting"
    assert find_assets(house, Query(), actor=RESIDENT, today=today).total == 2
    assert len(history_of(house, "knitters-2", actor=OFFICER)) == 2
    assert [made[0].id for made in merges_made(house, actor=OFFICER)] == [merge.id]


def test_taking_a_merge_back_keeps_what_was_edited_since(house: House, now: datetime) -> None:
    first = kept(house, group(), now)
    second = kept(house, replace(group("other", "Tuesday Knitting"), summary="Tea."), now)
    merge = merge_assets(house, first, second, actor=OFFICER, now=now)
    merged = to_edit(house, "knitters", actor=OFFICER)
    edit_asset(house, replace(merged, cost_note="Free"), reason="", actor=OFFICER, now=now)
    kept_one, other = undo_merge(house, merge.id, actor=OFFICER, now=now + timedelta(days=1))
    assert (kept_one.summary, kept_one.cost_note, kept_one.also_known_as) == ("", "Free", ())
    assert (other.record_state, other.summary) == (RecordState.APPROVED, "Tea.")
    with pytest.raises(InvalidSubmissionError, match="already taken back"):
        undo_merge(house, merge.id, actor=OFFICER, now=now)


def test_a_record_is_not_merged_with_itself(house: House, now: datetime) -> None:
    one = kept(house, group(), now)
    with pytest.raises(InvalidSubmissionError, match="itself"):
        merge_assets(house, one, one, actor=OFFICER, now=now)


def test_pairs_that_were_kept_apart_are_not_shown_again(house: House, now: datetime) -> None:
    kept(house, group(), now)
    kept(house, group("knitters-2", "The Tuesday Knitters"), now)
    (pair,) = find_duplicates(house, actor=OFFICER)
    assert pair.likeness.reasons
    keep_apart(house, pair.likeness, actor=OFFICER)
    assert find_duplicates(house, actor=OFFICER) == []


def test_near_a_postcode_the_nearest_comes_first(house: House, now: datetime, today: date) -> None:
    kept(house, group(), now)
    far = group("far", "Away Choir")
    moved = replace(far.locations[0], postcode="ZZ2 1AA", point=None, grid=None)
    edit_asset(
        house,
        replace(kept(house, far, now), locations=(moved,)),
        reason="moved",
        actor=OFFICER,
        now=now,
    )
    found = find_assets(house, Query(near=near(house, "zz11ab")), actor=RESIDENT, today=today)
    assert [one.name for one in found.listings] == ["Tuesday Knitters", "Away Choir"]
    assert found.listings[0].distance_m == pytest.approx(40, abs=2)


def test_a_wards_page_tells_strengths_then_what_is_not_recorded(
    house: House, now: datetime, today: date
) -> None:
    kept(house, group(), now)
    west = view_ward(house, WEST, actor=RESIDENT, today=today)
    east = view_ward(house, EAST, actor=RESIDENT, today=today)
    assert [one.name for one in west.by_kind["group"]] == ["Tuesday Knitters"]  # type: ignore[index]
    assert not any(east.by_kind.values())
    assert len(east.not_recorded) == 12
