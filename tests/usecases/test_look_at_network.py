"""The network shows each audience its own, and how it stood on any day."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.connections.graph import links_of
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.register import links
from asset_map.usecases.connect_assets import connect, move
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import (
    Chosen,
    before_and_after,
    figures_of,
    network_seen,
    what_if_closed,
)
from asset_map.usecases.map_network import network_map
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

TODAY = date(2026, 11, 22)


@pytest.fixture
def hathern(house: House, now: datetime) -> House:
    for asset_id in ("library", "parish", "knitters", "cafe"):
        kept(house, group(asset_id, asset_id.title()), now)
    grant = Connection(
        id="grant",
        from_id="parish",
        to_id="library",
        kind=ConnectionKind.FUNDS,
        amount_gbp=500,
        note="each spring",
    )
    room = Connection(
        id="room", from_id="library", to_id="knitters", kind=ConnectionKind.HOSTS, both_agreed=True
    )
    with house.register.writing() as connection:
        links.add(connection, grant)
        links.add(connection, room)
    return house


def test_the_public_sees_what_both_sides_agreed_and_nobody_else_s_money(hathern: House) -> None:
    seen = {
        who.role: {
            link.id: (link.amount_gbp, link.note)
            for link in links_of(network_seen(hathern, actor=who, today=TODAY))
        }
        for who in (OFFICER, PARTNER, RESIDENT)
    }
    assert seen[OFFICER.role] == {"grant": (500, "each spring"), "room": (None, "")}
    assert seen[PARTNER.role] == {"grant": (None, "each spring"), "room": (None, "")}
    assert seen[RESIDENT.role] == {"room": (None, "")}


def test_a_change_is_seen_at_the_next_look(hathern: House, now: datetime) -> None:
    before = figures_of(network_seen(hathern, actor=PARTNER, today=TODAY))
    assert "Cafe" in before.not_linked.sentence
    link = Connection(id="new", from_id="knitters", to_id="cafe", kind=ConnectionKind.WORKS_WITH)
    connect(hathern, link, actor=PARTNER, now=now)
    after = figures_of(network_seen(hathern, actor=PARTNER, today=TODAY))
    assert not after.not_linked.asset_ids


def test_it_is_known_how_it_stood_on_any_day(hathern: House, now: datetime) -> None:
    new = Connection(
        id="new",
        from_id="knitters",
        to_id="cafe",
        kind=ConnectionKind.WORKS_WITH,
        state=ConnectionState.INTRODUCED,
    )
    connect(hathern, new, actor=PARTNER, now=now)
    later = now + timedelta(days=10)
    move(hathern, "new", ConnectionState.ACTIVE, actor=PARTNER, now=later)
    move(hathern, "new", ConnectionState.DORMANT, actor=PARTNER, now=later + timedelta(days=10))

    def state_on(day: date) -> ConnectionState | None:
        graph = network_seen(hathern, actor=PARTNER, today=TODAY, chosen=Chosen(on=day))
        return {link.id: link.state for link in links_of(graph)}.get("new")

    assert state_on(TODAY - timedelta(days=1)) is None
    assert state_on(TODAY + timedelta(days=10)) is ConnectionState.ACTIVE
    assert state_on(TODAY + timedelta(days=20)) is ConnectionState.DORMANT
    _, _, changed = before_and_after(
        hathern, first=TODAY, last=TODAY + timedelta(days=10), actor=PARTNER, today=TODAY
    )
    assert [link.id for link in changed.made] == ["new"]
    assert changed.linked_ids == ("cafe",)


def test_around_an_asset_and_without_it(hathern: House) -> None:
    for steps, reached in ((1, {"knitters", "library"}), (2, {"knitters", "library", "parish"})):
        chosen = Chosen(around_id="knitters", steps=steps)
        assert set(network_seen(hathern, actor=PARTNER, today=TODAY, chosen=chosen)) == reached
    lost = what_if_closed(network_seen(hathern, actor=PARTNER, today=TODAY), "library")
    assert lost.without_room_ids == ("knitters",)


def test_lines_are_drawn_between_places_that_may_be_shown(hathern: House, now: datetime) -> None:
    graph = network_seen(hathern, actor=PARTNER, today=TODAY)
    assert [line.links[0].id for line in network_map(graph).lines] == ["room", "grant"]
    parish = group("parish", "Parish")
    kept(hathern, replace(parish, version=1, locations=()), now)
    graph = network_seen(hathern, actor=PARTNER, today=TODAY)
    assert [line.links[0].id for line in network_map(graph).lines] == ["room"]
