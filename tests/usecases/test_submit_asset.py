from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import AssetKind, Contact, SourceKind
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.location import Location, LocationMethod, PublishLocation
from asset_map.model.message import LINK, MessageKind
from asset_map.model.query import Weekday
from asset_map.model.role import Actor, Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction
from asset_map.model.times import Meeting
from asset_map.register import assets, conversations, messages, submissions
from asset_map.usecases.alike_in_public import alike_in_public
from asset_map.usecases.find_duplicates import like_this
from asset_map.usecases.house import House
from asset_map.usecases.sent_times import Often, PlainTime, meeting_of, plain_time
from asset_map.usecases.submit_asset import Receipt, receipt_of, receipt_ticket, submit_asset
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept
from tests.usecases.sending import NOW, TUESDAYS, change_of, drafted, let_in, sent, submit


def test_what_is_sent_waits_with_its_place_found_and_its_first_step(house: House) -> None:
    receipt = submit(house, sent())

    with house.register.reading() as connection:
        waiting = submissions.by_reference(connection, receipt.reference)
        (step,) = conversations.of_submission(connection, waiting.id)
        written = messages.of_submission(connection, waiting.id)
        assert assets.count(connection) == 0
    assert waiting.state is RecordState.SUBMITTED
    assert waiting.proposed is not None
    (place,) = waiting.proposed.locations
    assert (place.method, place.publish) == (LocationMethod.POSTCODE, PublishLocation.EXACT)
    assert step.action is ReviewAction.SENT
    assert written == []


@pytest.mark.parametrize(
    ("actor", "kind"),
    [
        (RESIDENT, SourceKind.PUBLIC_FORM),
        (PARTNER, SourceKind.PARTNER),
        (OFFICER, SourceKind.OFFICER),
    ],
)
def test_by_which_door_it_came_is_kept(house: House, actor: Actor, kind: SourceKind) -> None:
    receipt = submit_asset(house, sent(), actor=actor, now=NOW, request_key="one")
    with house.register.reading() as connection:
        proposed = submissions.get(connection, receipt.submission_id).proposed
    assert proposed is not None
    assert proposed.provenance is not None
    assert proposed.provenance.source_kind is kind


def test_an_email_address_gets_a_receipt_with_room_for_the_link(house: House) -> None:
    receipt = submit(house, sent(sender_email="me@example.org"))

    with house.register.reading() as connection:
        (message,) = messages.of_submission(connection, receipt.submission_id)
    assert (message.kind, message.to_email) == (MessageKind.RECEIPT, "me@example.org")
    assert LINK in message.body


def test_the_same_request_twice_is_one_submission(house: House) -> None:
    first, again, other = (submit(house, sent(), key=key) for key in ("a", "a", "b"))

    assert first == again != other


@pytest.mark.parametrize(
    ("is_home", "publish"),
    [
        (True, PublishLocation.WARD),
        (None, PublishLocation.WARD),
        (False, PublishLocation.EXACT),
    ],
)
def test_what_may_be_a_home_shows_its_ward_alone(
    house: House, *, is_home: bool | None, publish: PublishLocation
) -> None:
    place = Location(id="", postcode="ZZ1 1AA", is_home=is_home, meetings=(TUESDAYS,))
    for kind in (AssetKind.GROUP, AssetKind.SPACE):
        receipt = submit(house, sent(drafted(kind=kind, locations=(place,))), key=kind)
        assert let_in(house, receipt).locations[0].publish is publish


def test_every_fault_is_named_with_its_field_at_once(house: House) -> None:
    late = Meeting(rrule="FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", starts_at=time(12), ends_at=time(9))
    asset = drafted(
        name=" ",
        summary="Ring Joan on 01632 960123",
        contact=Contact(email="joan", url="no"),
        locations=(Location(id="", postcode="ZZ1 1AX", is_home=False, meetings=(late,)),),
    )

    with pytest.raises(InvalidSubmissionError) as caught:
        submit(house, sent(asset, is_adult=False))

    assert [problem.field for problem in caught.value.problems] == [
        *("name", "summary", "postcode", "first_0", "ends_0", "email", "url", "adult"),
    ]
    assert "ZZ1 1AA" in str(caught.value)


def test_a_receipt_is_shown_again_for_a_quarter_of_an_hour(house: House) -> None:
    receipt = submit(house, sent())
    ticket = receipt_ticket(house, receipt, now=NOW)

    assert receipt_of(house, ticket, now=NOW.replace(minute=44)) == receipt
    with pytest.raises(NotFoundError):
        receipt_of(house, ticket, now=NOW.replace(minute=46))


def test_likely_duplicates_are_shown_from_public_records_only(house: House) -> None:
    kept(house, group(), NOW)
    kept(house, replace(group("hidden"), visible_to=Audience.OFFICER), NOW)
    mine = replace(group("mine"), name="Tuesday Knitting")

    found = alike_in_public(house, mine, today=NOW.date())

    assert [one.asset_id for one in found] == ["knitters"]
    theirs = like_this(house, mine, actor=OFFICER)
    assert {pair.second.id for pair in theirs} == {"knitters", "hidden"}


def test_a_group_far_away_of_the_same_name_is_no_duplicate(house: House) -> None:
    kept(house, group(), NOW)
    far = replace(group("mine").locations[0], postcode="", point=None, grid=None)

    assert alike_in_public(house, replace(group("mine"), locations=(far,)), today=NOW.date()) == []


CHOICES = st.builds(
    PlainTime,
    often=st.sampled_from([Often.WEEKLY, Often.FORTNIGHTLY, Often.MONTHLY, Often.ARRANGEMENT]),
    day=st.sampled_from([day.value for day in Weekday]),
    nth=st.sampled_from(["1", "2", "3", "4", "-1"]),
    starts=st.times().map(lambda at: f"{at:%H:%M}"),
    term=st.sampled_from(["", "yes"]),
    note=st.sampled_from(["", "Not in August"]),
)


@given(CHOICES)
def test_a_time_reads_back_as_the_choices_that_made_it(said: PlainTime) -> None:
    meeting, problems = meeting_of(said, 0)
    again = plain_time(meeting)

    assert problems == ()
    assert again is not None
    assert meeting_of(again, 0) == (meeting, ())


def test_many_who_send_at_once_are_all_kept_and_one_that_fails_takes_none_with_it(
    house: House,
) -> None:
    there = kept(house, group(), NOW)
    stale = replace(change_of(there, summary="We knit."), base_version=0)

    def ask_for(number: int) -> Receipt | None:
        if number % 5:
            return submit(house, sent(), key=str(number))
        with pytest.raises(NotFoundError):
            submit(house, stale, key=str(number))
        return None

    with ThreadPoolExecutor(8) as people:
        receipts = [one for one in people.map(ask_for, range(40)) if one]

    with house.register.reading() as connection:
        waiting, total = submissions.queue(connection, states=(RecordState.SUBMITTED,), limit=100)
    assert total == len(receipts) == 32
    assert {one.reference for one in waiting} == {one.reference for one in receipts}
