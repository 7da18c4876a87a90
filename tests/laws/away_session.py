"""A session that is held away from the office."""

from dataclasses import replace
from datetime import timedelta

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.register import (
    packs_out,
)
from asset_map.usecases.hold_session import begin, close
from asset_map.usecases.house import House
from asset_map.usecases.return_roadshow import held
from asset_map.usecases.write_cards import write_cards
from tests.usecases.away import (
    NOW,
    ROADSHOW,
)
from tests.usecases.conftest import PARTNER

LATER = NOW + timedelta(days=1)
SAID = [
    ("shed", CardKind.ASSET, "Repair Café", ""),
    ("lamps", CardKind.OFFER, "Mending lamps", "Repair Café"),
    ("known", CardKind.ASSET, "tuesday knitters", ""),
    ("mine", CardKind.OFFER, "I can teach crochet", ""),
    ("room", CardKind.NEED, "A room on Fridays", "Quay Choir"),
]


def card(card_id: str, kind: CardKind, text: str, for_group: str) -> Card:
    return Card(
        id=card_id, kind=kind, text=text, for_group=for_group, made_at=LATER, made_by="",
        source=CardSource.TYPED, roadshow_id=ROADSHOW.id,
    )  # fmt: skip


def hold_session(house: House) -> None:
    begin(house, ROADSHOW.id, actor=PARTNER, now=LATER)
    write_cards(house, [card(*said) for said in SAID], actor=PARTNER, now=LATER)
    close(house, ROADSHOW.id, actor=PARTNER, now=LATER)


def everything(house: House) -> object:
    with house.register.reading() as connection:
        return replace(held(connection, ROADSHOW.id)), packs_out.every(connection)
