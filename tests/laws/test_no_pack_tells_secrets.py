"""Whatever the register holds, a committee's pack names no person, no money, no hidden place."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.agreement import AgreedAction
from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState, Offer, Side
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.register import agreements, assets, links
from asset_map.register.rows import text_of
from asset_map.usecases.build_pack import build_pack
from asset_map.usecases.house import House
from asset_map.usecases.release_pack import release_pack
from tests.usecases.conftest import OFFICER, house, kept
from tests.usecases.pack_district import DAY, MARCH, asked, at, with_committee, with_records

__all__ = ["house"]

SECRET = "zanzibar"
AMOUNT = 48_151
# The places of the hidden ones: eastings and northings that nothing else has.
HIDDEN_X = 1_357
_HIDDEN = re.compile(rf"{SECRET}|Helpline|{AMOUNT:,}|{AMOUNT}|60{HIDDEN_X}", re.IGNORECASE)


@pytest.fixture
def register_url(sqlite_url: str) -> str:
    return sqlite_url


def hidden(number: int, how: str) -> Asset:
    """A record that no pack may name, each for another reason."""
    drawn = replace(at(f"hidden-{number}", HIDDEN_X), name=f"{SECRET} {number}")
    match how:
        case "partners":
            return replace(drawn, visible_to=Audience.PARTNER)
        case "skill":
            return replace(drawn, kind=AssetKind.SKILL)
        case _:
            place = replace(
                drawn.locations[0],
                publish=PublishLocation.WITHHELD,
                address=SECRET,
                place_name=SECRET,
                postcode="ZZ1 1AB",
            )
            return replace(drawn, name=f"Helpline {number}", locations=(place,))


HOW = st.lists(st.sampled_from(["partners", "skill", "withheld"]), min_size=1, max_size=3)
turns = iter(range(1, 1_000))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=HOW, after=HOW, kind=st.sampled_from(ConnectionKind), agreed=st.booleans())
def test_a_pack_and_the_next_one_hold_nothing_that_is_not_public(
    house: House, *, before: list[str], after: list[str], kind: ConnectionKind, agreed: bool
) -> None:
    turn = next(turns)
    with house.register.reading() as connection:
        is_new = assets.count(connection) == 0
    if is_new:
        with_records(house)
        with_committee(house)
    day = DAY + timedelta(days=turn)
    kept(house, replace(at(f"shown-{turn}", 600), name=f"Once shown {turn}"), DAY)
    first = written(house, before, turn * 100, kind, agreed=agreed)
    meeting = MARCH + timedelta(days=2 * turn)
    pack = build_pack(house, asked(meeting), actor=OFFICER, now=day)
    release_pack(house, pack.id, as_made_at=pack.made_at, actor=OFFICER, now=day)
    # What was public once is hidden now: the next pack does not name it either.
    with house.register.reading() as connection:
        shown = assets.get(connection, f"shown-{turn}")
    kept(house, replace(shown, visible_to=Audience.OFFICER), day + timedelta(hours=1))
    written(house, after, turn * 100 + 50, kind, agreed=agreed)
    second = build_pack(
        house, asked(meeting + timedelta(days=1)), actor=OFFICER, now=day + timedelta(hours=2)
    )
    for told in (text_of(pack), text_of(second)):
        assert _HIDDEN.findall(told) == []
        for one in first:
            assert f'"{one}"' not in told
    assert f"Once shown {turn}" in text_of(pack)
    assert f"Once shown {turn}" not in text_of(second)


def written(
    house: House, how: list[str], start: int, kind: ConnectionKind, *, agreed: bool
) -> list[str]:
    """Write hidden records with links, money, asks and actions that name people."""
    ids = []
    secretive = Contact(role="secretary", email=f"{SECRET}@doggerby.example", phone=SECRET)
    for number, one in enumerate(how, start=start):
        record = kept(house, replace(hidden(number, one), contact=secretive), DAY)
        ids.append(record.id)
        with house.register.writing() as connection:
            links.add(
                connection,
                Connection(
                    id=f"link-{number}",
                    from_id="hall",
                    to_id=record.id,
                    kind=kind,
                    state=ConnectionState.ACTIVE,
                    amount_gbp=AMOUNT if kind is ConnectionKind.FUNDS else None,
                    note=SECRET,
                    since=date(2030, 1, 1),
                    both_agreed=agreed,
                ),
            )
            links.add_offer(
                connection,
                Offer(id=f"ask-{number}", asset_id="choir", side=Side.NEED, text=SECRET),
            )
            agreements.add(
                connection,
                AgreedAction(
                    id=f"action-{number}",
                    title=f"{SECRET} asks",
                    made_at=DAY,
                    asset_ids=("choir", "hall") if number % 2 else ("choir", record.id),
                    owner=SECRET,
                    owner_contact=f"{SECRET}@doggerby.example",
                    helpers=(SECRET,),
                    first_step=SECRET,
                    barrier_words=SECRET,
                ),
            )
    return ids
