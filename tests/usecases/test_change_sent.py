from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Asset, Contact
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.location import Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, SubmissionKind
from asset_map.model.visibility import as_seen_by
from asset_map.register import conversations, submissions
from asset_map.usecases.house import House
from asset_map.usecases.public_changes import laid_over
from asset_map.usecases.review_submission import Decision, ask
from asset_map.usecases.revise_submission import own_entry, revise_submission
from asset_map.usecases.submit_asset import Sent
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept
from tests.usecases.sending import NOW, TUESDAYS, change_of, let_in, sent, submit


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
