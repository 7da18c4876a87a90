"""Introductions, cards alike, paper, the tree and the network of a room."""

from datetime import date, datetime

import pytest

from asset_map.model.agreement import AgreedAction
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import Connection, ConnectionKind, OfferAudience
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.roadshow import Roadshow, TreePart
from asset_map.usecases.agree_actions import agree
from asset_map.usecases.connect_assets import connect
from asset_map.usecases.draw_tree import on_the_tree, tree_drawn, tree_printed
from asset_map.usecases.hold_session import SessionView, begin, session_of
from asset_map.usecases.house import House
from asset_map.usecases.introduce import Introduction, introduce, take_out
from asset_map.usecases.join_dots import room_network
from asset_map.usecases.likely_cards import likely_same
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.print_roadshow import Paper, print_paper
from asset_map.usecases.set_up_roadshow import Planned, set_up
from asset_map.usecases.tidy_cards import merge_cards
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import PARTNER, group, kept


@pytest.fixture
def hall(house: House, now: datetime) -> Roadshow:
    kept(house, group(), now)
    planned = Planned(title="Net Loft roadshow", held_on=date(2026, 11, 28))
    made = set_up(house, planned, actor=PARTNER, now=now)
    return begin(house, made.id, actor=PARTNER, now=now)


def typed(hall: Roadshow, text: str, kind: CardKind = CardKind.ASSET) -> Card:
    return Card(
        id=text,
        kind=kind,
        text=text,
        made_at=datetime.fromisoformat("2026-11-28T10:00:00+00:00"),
        made_by="",
        source=CardSource.TYPED,
        roadshow_id=hall.id,
    )


def seen(house: House, hall: Roadshow) -> SessionView:
    return session_of(house, hall.id, actor=PARTNER)


def test_what_somebody_can_do_leaves_the_room_only_if_they_say_so(
    house: House, hall: Roadshow, now: datetime
) -> None:
    for name, may_leave in (("Ada", True), ("Bea", False)):
        said = Introduction(first_name=name, can_do=(f"{name} sews", " "), may_leave_room=may_leave)
        introduce(house, hall.id, said, actor=PARTNER, now=now)
    audiences = {card.text: card.audience for card in seen(house, hall).cards}
    assert audiences == {
        "Ada sews": OfferAudience.PARTNERS,
        "Bea sews": OfferAudience.THIS_ROOM,
    }
    with pytest.raises(InvalidSubmissionError, match="Nothing is said"):
        introduce(house, hall.id, Introduction(can_do=("",)), actor=PARTNER, now=now)


def test_taking_somebody_out_leaves_nothing_of_theirs(
    house: House, hall: Roadshow, now: datetime
) -> None:
    said = Introduction(first_name="Ada", can_do=("sews",))
    one = introduce(house, hall.id, said, actor=PARTNER, now=now)
    write_cards(house, [typed(hall, "sewing", CardKind.SKILL)], actor=PARTNER, now=now)
    mine = next(card for card in seen(house, hall).cards if card.participant_id)
    merge_cards(house, "sewing", into=mine.id, actor=PARTNER, now=now)
    take_out(house, one.id, actor=PARTNER, now=now)
    view = seen(house, hall)
    assert [card.text for card in view.cards] == ["sewing"]
    assert not view.people


def test_cards_that_say_the_same_are_found_and_rivals_are_not(
    house: House, hall: Roadshow, now: datetime
) -> None:
    said = ["Village hall", "the village-hall", "Monday club", "Friday club", "Sea"]
    write_cards(house, [typed(hall, one) for one in said], actor=PARTNER, now=now)
    pairs = [(one.text, other.text) for one, other in likely_same(seen(house, hall))]
    assert [set(pair) for pair in pairs] == [{"Village hall", "the village-hall"}]


@pytest.mark.parametrize("paper", list(Paper))
def test_every_paper_is_a_tagged_pdf(house: House, hall: Roadshow, paper: Paper) -> None:
    made = print_paper(house, hall.id, paper, actor=PARTNER, copies=2)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made


def test_what_is_agreed_hangs_on_the_tree_and_is_printed(
    house: House, hall: Roadshow, now: datetime
) -> None:
    write_cards(house, [typed(hall, "Harbour Singers")], actor=PARTNER, now=now)
    wanted = AgreedAction(id="lamp", title="Mend lamps", made_at=now, roadshow_id=hall.id)
    agree(house, wanted, actor=PARTNER, now=now)
    view = seen(house, hall)
    said = on_the_tree(view)
    assert (said[TreePart.BRANCHES], said[TreePart.BUDS]) == (["Harbour Singers"], ["Mend lamps"])
    assert "Mend lamps" in tree_drawn(view)
    assert tree_printed(view) == tree_printed(view)
    assert b"pdfuaid" in tree_printed(view)


def test_a_room_knows_who_is_linked_with_nobody_yet(
    house: House, hall: Roadshow, now: datetime
) -> None:
    said = [typed(hall, "Tuesday Knitters"), typed(hall, "Repair Café")]
    write_cards(house, said, actor=PARTNER, now=now)
    place_cards(house, hall.id, actor=PARTNER, now=now)
    room = room_network(house, seen(house, hall), actor=PARTNER, today=now.date())
    assert sorted(name for _, name in room.unlinked) == ["Repair Café", "Tuesday Knitters"]
    assert room.pairs == 0
    assert "Repair Café" in room.drawn


def test_who_is_linked_outside_the_room_alone_is_not_drawn_as_linked_with_nobody(
    house: House, hall: Roadshow, now: datetime
) -> None:
    kept(house, group("choir", "Sea Shanty Choir"), now)
    link = Connection(id="l", from_id="choir", to_id="knitters", kind=ConnectionKind.KNOWS)
    connect(house, link, actor=PARTNER, now=now)
    said = [typed(hall, "Tuesday Knitters"), typed(hall, "Repair Café")]
    write_cards(house, said, actor=PARTNER, now=now)
    place_cards(house, hall.id, actor=PARTNER, now=now)
    room = room_network(house, seen(house, hall), actor=PARTNER, today=now.date())
    assert [name for _, name in room.unlinked] == ["Repair Café"]
    assert room.elsewhere == ("Tuesday Knitters",)
    assert "Tuesday Knitters" not in room.drawn
