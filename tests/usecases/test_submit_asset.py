from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Asset, AssetKind, Contact, SourceKind
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.model.location import Location, LocationMethod, PublishLocation
from asset_map.model.message import LINK, MessageKind
from asset_map.model.query import Weekday
from asset_map.model.role import Actor, Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, SubmissionKind
from asset_map.model.times import Meeting
from asset_map.model.visibility import as_seen_by
from asset_map.register import assets, conversations, messages, submissions
from asset_map.usecases.alike_in_public import alike_in_public
from asset_map.usecases.find_duplicates import like_this
from asset_map.usecases.house import House
from asset_map.usecases.public_changes import laid_over
from asset_map.usecases.review_submission import Decision, approve, ask
from asset_map.usecases.revise_submission import own_entry, revise_submission
from asset_map.usecases.sent_times import Often, PlainTime, meeting_of, plain_time
from asset_map.usecases.submit_asset import Receipt, Sent, receipt_of, receipt_ticket, submit_asset
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TUESDAYS = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(19), ends_at=time(21))


def drafted(**altered: object) -> Asset:
    place = Location(id="", postcode="ZZ1 1AA", is_home=False, meetings=(TUESDAYS,))
    asset = Asset(
        id="",
        kind=AssetKind.GROUP,
        name="Tuesday Knitters",
        contact=Contact(role="the secretary", phone="01632 960123"),
        locations=(place,),
    )
    return replace(asset, **altered)  # type: ignore[arg-type]


def sent(asset: Asset | None = None, **more: object) -> Sent:
    return replace(Sent(asset=asset or drafted(), is_adult=True), **more)  # type: ignore[arg-type]


def submit(house: House, one: Sent, *, key: str = "a key") -> Receipt:
    return submit_asset(house, one, actor=RESIDENT, now=NOW, request_key=key)


def change_of(there: Asset, **altered: object) -> Sent:
    """Return a change by somebody who sees what the public sees."""
    seen = as_seen_by(there, Audience.PUBLIC)
    assert seen is not None
    return Sent(
        asset=replace(seen, **altered),  # type: ignore[arg-type]
        kind=SubmissionKind.CHANGE,
        is_adult=True,
        asset_id=there.id,
        base_version=there.version,
        start=seen,
    )


def let_in(house: House, receipt: Receipt) -> Asset:
    with house.register.reading() as connection:
        waiting = submissions.get(connection, receipt.submission_id)
    decision = Decision(submission_id=waiting.id, version=waiting.version, actor=OFFICER, now=NOW)
    asset = approve(house, decision)
    assert asset is not None
    return asset


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


def test_a_public_change_loses_nothing_that_the_public_cannot_see(house: House) -> None:
    home = replace(
        group().locations[0], address="4 Net Loft", is_home=True, publish=PublishLocation.WARD
    )
    refuge = replace(home, id="refuge", publish=PublishLocation.WITHHELD)
    secret = Contact(role="the chair", phone="01632 960999", email="chair@example.org")
    there = kept(house, replace(group(), contact=secret, locations=(home, refuge)), NOW)
    seen = as_seen_by(there, Audience.PUBLIC)
    assert seen is not None
    later = replace(seen.locations[0], meetings=(TUESDAYS,))
    shown = replace(seen.contact, phone="01632 960111", audience=Audience.PUBLIC)

    receipt = submit(house, change_of(there, name="Knit", locations=(later,), contact=shown))
    now = let_in(house, receipt)

    assert now.name == "Knit"
    assert now.locations == (replace(home, meetings=(TUESDAYS,)), refuge)
    assert now.contact == replace(secret, phone="01632 960111")
    with house.register.reading() as connection:
        flags = submissions.get(connection, receipt.submission_id).flags
    assert flags == ("The sender says that everybody may see the contact.",)


def test_a_place_that_moves_is_shown_no_more_closely_than_before(house: House) -> None:
    home = replace(group().locations[0], address="4 Net Loft", publish=PublishLocation.WARD)
    there = kept(house, replace(group(), locations=(home,)), NOW)
    moved = Location(id=home.id, postcode="ZZ2 1AA", is_home=False)

    place = let_in(house, submit(house, change_of(there, locations=(moved,)))).locations[0]

    assert (place.postcode, place.address, place.place_name) == ("ZZ2 1AA", "", "")
    assert place.publish is PublishLocation.WARD
    assert place.point != home.point


def test_what_an_officer_changed_meanwhile_stays(house: House) -> None:
    there = kept(house, group(), NOW)
    receipt = submit(house, change_of(there, summary="We knit."))
    kept(house, replace(there, name="Wool Club"), NOW)

    now = let_in(house, receipt)

    assert (now.name, now.summary) == ("Wool Club", "We knit.")


def test_a_change_of_an_older_version_is_refused(house: House) -> None:
    there = kept(house, group(), NOW)
    kept(house, replace(there, name="Wool Club"), NOW)

    with pytest.raises(ConflictError):
        submit(house, change_of(there, summary="We knit."))


def test_what_the_public_does_not_know_cannot_be_changed_from_outside(house: House) -> None:
    there = kept(house, replace(group(), visible_to=Audience.OFFICER), NOW)
    change = replace(sent(there), asset_id=there.id, base_version=there.version, start=there)

    with pytest.raises(NotFoundError):
        submit(house, replace(change, asset=replace(there, name="x")))


def test_a_sender_changes_their_own_and_it_goes_back_to_the_officer(house: House) -> None:
    receipt = submit(house, sent())
    token = receipt.status_path.removeprefix("/status/")
    question = Decision(
        submission_id=receipt.submission_id, version=1, actor=OFFICER, now=NOW, reason="Which hall?"
    )
    ask(house, question)
    own = own_entry(house, token, now=NOW)
    place = replace(own.draft.locations[0], place_name="The Net Loft")
    changed = sent(replace(own.draft, locations=(place,)))

    again = revise_submission(house, token, changed, actor=RESIDENT, now=NOW)

    assert again == receipt
    own = own_entry(house, token, now=NOW)
    assert own.submission.state is RecordState.SUBMITTED
    assert own.draft.locations[0].place_name == "The Net Loft"
    with house.register.reading() as connection:
        steps = conversations.of_submission(connection, receipt.submission_id)
    assert [step.action for step in steps] == [
        *(ReviewAction.SENT, ReviewAction.ASKED, ReviewAction.CHANGED)
    ]


def test_a_sender_who_looks_again_at_a_change_sees_their_own_words_and_no_secret(
    house: House,
) -> None:
    secret = Contact(role="the chair", phone="01632 960999")
    there = kept(house, replace(group(), contact=secret), NOW)
    contact = Contact(role="the chair", email="knit@example.org")
    receipt = submit(house, change_of(there, summary="We knit.", contact=contact))
    token = receipt.status_path.removeprefix("/status/")

    own = own_entry(house, token, now=NOW)
    second = Sent(
        asset=replace(own.draft, summary="We knit a lot."),
        kind=SubmissionKind.CHANGE,
        is_adult=True,
        asset_id=there.id,
        base_version=there.version,
        start=own.start,
    )
    revise_submission(house, token, second, actor=RESIDENT, now=NOW)

    assert own.draft.contact == contact
    now = let_in(house, replace(receipt))
    assert now.summary == "We knit a lot."
    assert now.contact == Contact(role="the chair", phone="01632 960999", email="knit@example.org")


def test_what_was_decided_cannot_be_changed_any_more(house: House) -> None:
    receipt = submit(house, sent())
    let_in(house, receipt)

    with pytest.raises(ConflictError):
        own_entry(house, receipt.status_path.removeprefix("/status/"), now=NOW)


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


NAMES = st.sampled_from(["", "one", "two", "three"])
VIEWS = st.builds(
    lambda name, summary, phone: replace(
        group(), name=name, summary=summary, contact=Contact(phone=phone)
    ),
    NAMES,
    NAMES,
    NAMES,
)


@given(VIEWS, VIEWS)
def test_laying_no_change_over_a_record_leaves_it_as_it_is(seen: Asset, whole: Asset) -> None:
    assert laid_over(seen, seen, whole) == whole
    assert laid_over(seen, whole, seen) == whole


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
