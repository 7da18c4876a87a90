"""A partner who is limited to areas: everything may be read, elsewhere nothing is changed."""

from dataclasses import replace
from functools import partial

import pytest

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState, Offer, Side
from asset_map.model.errors import NotAllowedError
from asset_map.model.location import GridPoint
from asset_map.model.role import Actor, Role
from asset_map.register import committees
from asset_map.usecases.accounts import NewAccount, change_account
from asset_map.usecases.connect_assets import connect, move
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import add_offer, offers_on_page
from asset_map.usecases.set_up_roadshow import Planned, change_roadshow, roadshow_of, set_up
from tests.usecases.conftest import EAST, OFFICER, WEST, group, kept
from tests.usecases.people import ADMIN, NOW, actor_of, come_in

JO = "jo@council.example"


@pytest.fixture
def wests_partner(house: House) -> Actor:
    """Somebody who looks after the west alone; of three groups two lie in the east."""
    kept(house, group(), NOW)
    for name in ("rowers", "singers"):
        east = GridPoint(easting=603_000, northing=511_000)
        drawn = group(name, name.title())
        kept(house, replace(drawn, locations=(replace(drawn.locations[0], grid=east),)), NOW)
    _, token = come_in(house, Role.PARTNER, areas=("Net Loft",))
    return actor_of(house, token)


def link(one: str, other: str) -> Connection:
    return Connection(
        id=f"{one}-{other}",
        from_id=one,
        to_id=other,
        kind=ConnectionKind.HOSTS,
        state=ConnectionState.IDEA,
        source="Somebody said so",
    )


def test_connections_need_one_side_in_the_partners_wards(
    house: House, wests_partner: Actor
) -> None:
    connect(house, link("knitters", "rowers"), actor=wests_partner, now=NOW)
    connect(house, link("rowers", "singers"), actor=OFFICER, now=NOW)

    with pytest.raises(NotAllowedError, match="outside the areas"):
        connect(house, link("singers", "rowers"), actor=wests_partner, now=NOW)
    with pytest.raises(NotAllowedError, match="outside the areas"):
        move(house, "rowers-singers", ConnectionState.INTRODUCED, actor=wests_partner, now=NOW)


def test_offers_are_of_the_partners_wards_and_the_others_are_read(
    house: House, wests_partner: Actor
) -> None:
    offer = Offer(id="o", asset_id="singers", side=Side.OFFER, text="Piano", tags=("music",))

    with pytest.raises(NotAllowedError, match="outside the areas"):
        add_offer(house, offer, actor=wests_partner, now=NOW)
    add_offer(house, offer, actor=OFFICER, now=NOW)

    seen = offers_on_page(house, "singers", actor=wests_partner, today=NOW.date())
    assert [one.text for one in seen] == ["Piano"]
    add_offer(house, replace(offer, id="p", asset_id="knitters"), actor=wests_partner, now=NOW)


def test_a_roadshow_is_the_partners_where_one_of_its_wards_is(
    house: House, wests_partner: Actor
) -> None:
    planned = Planned(title="In the Net Loft", held_on=NOW.date())
    own = set_up(house, planned, actor=wests_partner, now=NOW)
    assert own.ward_codes == (WEST,)
    easts = set_up(house, replace(planned, title="Quayside"), actor=OFFICER, now=NOW)
    easts = change_roadshow(house, replace(easts, ward_codes=(EAST,)), actor=OFFICER)

    assert begin(house, own.id, actor=wests_partner, now=NOW)
    assert roadshow_of(house, easts.id, actor=wests_partner).title == "Quayside"
    refused = (
        partial(begin, house, easts.id, actor=wests_partner, now=NOW),
        partial(change_roadshow, house, replace(easts, title="Mine"), actor=wests_partner),
        # Nor does it become the partner's by moving it, or by copying it.
        partial(change_roadshow, house, replace(easts, ward_codes=(WEST,)), actor=wests_partner),
        partial(change_roadshow, house, replace(own, ward_codes=(EAST,)), actor=wests_partner),
        partial(set_up, house, replace(planned, like=easts.id), actor=wests_partner, now=NOW),
    )
    for act in refused:
        with pytest.raises(NotAllowedError, match="outside the areas"):
            act()


def test_areas_may_be_those_of_a_committee_and_count_at_the_next_action(
    house: House, wests_partner: Actor
) -> None:
    members = (CommitteeMember(code=EAST, set_id="wards-2026"),)
    with house.register.writing() as connection:
        committees.put_committee(
            connection, AreaCommittee(id="harbour", name="Harbour", members=members)
        )
    new = NewAccount(name="", email=JO, role=Role.PARTNER, committees=("Harbour",))
    change_account(house, JO, new, actor=ADMIN, now=NOW)

    assert wests_partner.by_now().ward_codes == frozenset({EAST})
    connect(house, link("singers", "rowers"), actor=wests_partner, now=NOW)
