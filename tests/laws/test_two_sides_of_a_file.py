from dataclasses import replace
from pathlib import Path

import pytest

from asset_map.model.asset import Asset, Contact, Verification
from asset_map.model.card import CardKind
from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    OfferState,
)
from asset_map.model.errors import UnreadableFileError
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import (
    assets,
    links,
    submissions,
)
from asset_map.usecases.hold_session import session_of
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Decision, approve, look_at, queue
from asset_map.usecases.roadshow_file import file_text, read_file
from asset_map.usecases.tidy_cards import merge_cards
from asset_map.usecases.write_cards import write_cards
from tests.laws.away_session import LATER, card, everything, hold_session
from tests.usecases.away import (
    NOW,
    ROADSHOW,
    brought_back,
    laptop_of,
    merged,
    packed,
)
from tests.usecases.conftest import OFFICER, PARTNER, kept


def test_an_edit_on_the_laptop_becomes_a_proposal_and_the_offices_own_edit_stays(
    office: House, laptop: House
) -> None:
    with laptop.register.reading() as connection:
        there = assets.get(connection, "choir")
    kept(laptop, replace(there, summary="Sings on Mondays.", cost_note="Free"), LATER)
    with office.register.reading() as connection:
        here = assets.get(connection, "choir")
    secret = Contact(role="Treasurer", email="ann@doggerby.example")
    kept(office, replace(here, summary="Sings on Sundays.", contact=secret), LATER)

    merged(office, brought_back(laptop))

    waiting = queue(office, actor=OFFICER)[0]
    assert [(one.kind, one.base_version) for one in waiting] == [(SubmissionKind.CHANGE, 1)]
    seen = look_at(office, waiting[0].id, actor=OFFICER)
    assert seen.standing is not None
    assert seen.proposed is not None
    assert seen.standing.summary == "Sings on Sundays."
    assert (seen.proposed.summary, seen.proposed.cost_note) == ("Sings on Mondays.", "Free")
    assert seen.proposed.contact == secret


def test_what_only_an_officer_decides_is_told_and_not_taken(office: House, laptop: House) -> None:
    with laptop.register.reading() as connection:
        there = assets.get(connection, "choir")
    checked = Verification(verified_on=LATER.date(), role="somebody")
    kept(laptop, replace(there, verification=checked, record_state=RecordState.ARCHIVED), LATER)
    merged(office, brought_back(laptop))
    with office.register.reading() as connection:
        standing = assets.get(connection, "choir")
    assert (standing.version, standing.verification) == (1, None)
    told = queue(office, actor=OFFICER)[0]
    assert [one.kind for one in told] == [SubmissionKind.REPORT]
    assert "22 November 2026" in told[0].note
    assert "archived" in told[0].note


def test_what_both_sides_changed_stays_as_it_is_here_and_review_tells_of_the_other(
    office: House, laptop: House
) -> None:
    def change(house: House, state: OfferState, link_state: ConnectionState, text: str) -> None:
        with house.register.writing() as connection:
            offer = links.get_offer(connection, "wool")
            links.update_offer(connection, replace(offer, state=state, availability=text))
            link = links.get(connection, "friends")
            links.update(connection, replace(link, state=link_state))

    change(laptop, OfferState.MATCHED, ConnectionState.DORMANT, "")
    change(office, OfferState.WITHDRAWN, ConnectionState.ACTIVE, "never")
    report = merged(office, brought_back(laptop))
    with office.register.reading() as connection:
        assert links.get_offer(connection, "wool").state is OfferState.WITHDRAWN
        assert links.get(connection, "friends").state is ConnectionState.DORMANT
    assert report.disputes == 1
    told = queue(office, actor=OFFICER)[0][0]
    assert (told.kind, told.asset_id) == (SubmissionKind.REPORT, "knitters")
    assert "matched (there), withdrawn (here)" in told.note


def test_a_grant_that_both_sides_agreed_to_away_is_told_and_its_sum_stays_hidden(
    office: House, tmp_path: Path, migrated_file: Path
) -> None:
    grant = Connection(
        id="grant", from_id="choir", to_id="knitters", kind=ConnectionKind.FUNDS, amount_gbp=7654
    )
    with office.register.writing() as connection:
        links.add(connection, grant)
    with laptop_of(office, migrated_file, tmp_path, packed(office)) as laptop:
        with laptop.register.writing() as connection:
            there = links.get(connection, "grant")
            assert there.amount_gbp is None
            links.update(connection, replace(there, both_agreed=True, state=ConnectionState.ENDED))
        merged(office, brought_back(laptop))
    with office.register.reading() as connection:
        assert links.get(connection, "grant") == replace(grant, state=ConnectionState.ENDED)
    (told,) = queue(office, actor=OFFICER)[0]
    assert "Both sides agreed to a grant there." in told.note


def test_a_new_record_follows_the_laptop_as_long_as_nobody_here_has_touched_it(
    office: House, laptop: House
) -> None:
    def edit(cost: str) -> None:
        with laptop.register.reading() as connection:
            cafe = next(one for one in assets.every(connection) if one.name == "Repair Café")
        kept(laptop, replace(cafe, cost_note=cost), LATER)
        merged(office, brought_back(laptop))

    hold_session(laptop)
    merged(office, brought_back(laptop))
    edit("Free")
    (waiting,) = queue(office, actor=OFFICER)[0]
    assert waiting.proposed is not None
    assert waiting.proposed.cost_note == "Free"
    decision = Decision(submission_id=waiting.id, version=waiting.version, actor=OFFICER, now=LATER)
    approved = approve(office, decision)
    assert approved is not None
    assert approved.cost_note == "Free"
    edit("£2")
    (change,) = queue(office, actor=OFFICER)[0]
    assert change.kind is SubmissionKind.CHANGE
    with office.register.reading() as connection:
        assert assets.get(connection, approved.id).cost_note == "Free"


def test_what_somebody_proposed_on_the_laptop_is_laid_over_the_whole_record(
    office: House, laptop: House
) -> None:
    with office.register.reading() as connection:
        here = assets.get(connection, "choir")
    private = Contact(role="Treasurer", email="ann@doggerby.example")
    kept(office, replace(here, contact=private), NOW)
    with laptop.register.writing() as connection:
        there = assets.get(connection, "choir")
        proposal = Submission(
            id="p" * 32, reference="K7M-4QX-B2D", kind=SubmissionKind.CHANGE,
            state=RecordState.SUBMITTED, made_at=LATER, made_by="A resident",
            made_as=Role.PUBLIC, asset_id="choir", base_version=there.version,
            proposed=replace(there, cost_note="Free"),
        )  # fmt: skip
        submissions.add(connection, proposal)
    merged(office, brought_back(laptop))
    (waiting,) = queue(office, actor=OFFICER)[0]
    seen = look_at(office, waiting.id, actor=OFFICER)
    assert seen.proposed is not None
    assert (seen.proposed.cost_note, seen.proposed.contact) == ("Free", private)


def test_two_cards_made_one_from_both_sides_are_one_and_stand(office: House, laptop: House) -> None:
    words = {"a": "A shed", "b": "The shed", "c": "Sheds"}
    said = [card(id_, CardKind.ASSET, text, "") for id_, text in words.items()]
    write_cards(laptop, said, actor=PARTNER, now=NOW)
    merged(office, brought_back(laptop))
    merge_cards(office, "a", into="b", actor=PARTNER, now=NOW)
    merge_cards(laptop, "c", into="b", actor=PARTNER, now=NOW)
    merge_cards(laptop, "b", into="a", actor=PARTNER, now=NOW)

    merged(office, brought_back(laptop))

    room = session_of(office, ROADSHOW.id, actor=PARTNER)
    assert {card.text for card in room.cards} == {"A shed"}
    assert sorted(room.sayings["a"]) == ["Sheds", "The shed"]


def test_a_merge_that_breaks_off_leaves_nothing_half_done(office: House, laptop: House) -> None:
    hold_session(laptop)
    before = everything(office)
    file = read_file(brought_back(laptop), is_coming_back=True)
    stray = replace(file.holding.cards[0], id="stray", offer_id="of somebody else")
    spoilt = replace(file.holding, cards=(*file.holding.cards, stray))
    with pytest.raises(UnreadableFileError, match="of somebody else"):
        merged(office, file_text(replace(file, holding=spoilt)))
    assert everything(office) == before


def test_a_file_may_not_speak_of_records_that_did_not_go_out(office: House, laptop: House) -> None:
    kept(office, replace(fresh(office), id="refuge", name="Safe Haven"), NOW)
    kept(laptop, replace(fresh(laptop), id="refuge", name="Taken over"), NOW)
    with pytest.raises(UnreadableFileError, match="'refuge'"):
        merged(office, brought_back(laptop))
    with office.register.reading() as connection:
        assert assets.get(connection, "refuge").name == "Safe Haven"


def fresh(house: House) -> Asset:
    with house.register.reading() as connection:
        return replace(assets.get(connection, "choir"), version=0)
