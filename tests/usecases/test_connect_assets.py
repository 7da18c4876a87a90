"""A connection is what a person said, and only a person moves it."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.asset import AssetKind, Sector
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState, ConnectionStep
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.usecases.connect_assets import change, connect, move, steps_of, take_back
from asset_map.usecases.house import House
from asset_map.usecases.network_members import members_seen_by, next_wards
from tests.usecases.conftest import EAST, OFFICER, PARTNER, RESIDENT, WEST, group, kept

LINK = Connection(
    id="room",
    from_id="library",
    to_id="knitters",
    kind=ConnectionKind.HOSTS,
    state=ConnectionState.INTRODUCED,
)


@pytest.fixture
def hathern(house: House, now: datetime) -> House:
    kept(house, group(), now)
    library = replace(group("library", "Library"), kind=AssetKind.INSTITUTION, sector=Sector.PUBLIC)
    kept(house, library, now)
    return house


def test_a_connection_comes_along_step_by_step(hathern: House, now: datetime) -> None:
    connect(hathern, LINK, actor=PARTNER, now=now)
    active = move(hathern, "room", ConnectionState.ACTIVE, actor=PARTNER, now=now)
    assert active.since == date(2026, 11, 22)
    ended = move(hathern, "room", ConnectionState.ENDED, actor=PARTNER, now=now, text="moved out")
    assert ended.ended_on == date(2026, 11, 22)
    again = take_back(hathern, "room", actor=PARTNER, now=now)
    assert (again.state, again.ended_on) == (ConnectionState.ACTIVE, None)
    assert [
        (one.action, one.to_state, one.text) for one in steps_of(hathern, "room", actor=PARTNER)
    ] == [
        (ConnectionStep.ADDED, ConnectionState.INTRODUCED, ""),
        (ConnectionStep.MOVED, ConnectionState.ACTIVE, ""),
        (ConnectionStep.MOVED, ConnectionState.ENDED, "moved out"),
        (ConnectionStep.TOOK_BACK, ConnectionState.ACTIVE, ""),
    ]


def test_it_cannot_jump_to_where_no_step_leads(hathern: House, now: datetime) -> None:
    connect(hathern, LINK, actor=PARTNER, now=now)
    with pytest.raises(InvalidSubmissionError, match="it can become: active, ended"):
        move(hathern, "room", ConnectionState.DORMANT, actor=PARTNER, now=now)


def test_the_same_said_twice_of_two_is_refused(hathern: House, now: datetime) -> None:
    both = replace(LINK, kind=ConnectionKind.WORKS_WITH)
    connect(hathern, both, actor=PARTNER, now=now)
    turned = replace(both, id="turned", from_id="knitters", to_id="library")
    with pytest.raises(InvalidSubmissionError, match="is recorded already"):
        connect(hathern, turned, actor=PARTNER, now=now)


def test_a_change_of_what_was_agreed_has_to_be_agreed_again(hathern: House, now: datetime) -> None:
    grant = replace(LINK, kind=ConnectionKind.FUNDS, amount_gbp=500, both_agreed=True)
    connect(hathern, grant, actor=PARTNER, now=now)
    noted = change(hathern, replace(grant, note="each spring"), actor=PARTNER, now=now)
    assert noted.both_agreed
    assert not change(hathern, replace(grant, amount_gbp=900), actor=PARTNER, now=now).both_agreed


def test_who_is_not_shown_the_money_does_not_take_it_away(hathern: House, now: datetime) -> None:
    grant = replace(LINK, kind=ConnectionKind.FUNDS, amount_gbp=250)
    connect(hathern, grant, actor=OFFICER, now=now)
    as_seen = replace(grant, amount_gbp=None, note="Every spring")
    kept_now = change(hathern, as_seen, actor=PARTNER, now=now)
    assert (kept_now.amount_gbp, kept_now.note) == (250, "Every spring")
    assert change(hathern, as_seen, actor=OFFICER, now=now).amount_gbp is None


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": ConnectionKind.FUNDS, "amount_gbp": -1},
        {"since": date(2026, 11, 23)},
        {"since": date(2026, 1, 2), "ended_on": date(2026, 1, 1)},
        {"note": "x" * 1001},
    ],
)
def test_what_does_not_hold_together_is_refused(
    hathern: House, now: datetime, fault: dict[str, object]
) -> None:
    with pytest.raises(InvalidSubmissionError):
        connect(hathern, replace(LINK, **fault), actor=PARTNER, now=now)  # type: ignore[arg-type]


def test_residents_connect_nothing_and_nobody_connects_what_is_not_there(
    hathern: House, now: datetime
) -> None:
    with pytest.raises(NotAllowedError):
        connect(hathern, LINK, actor=RESIDENT, now=now)
    with pytest.raises(NotFoundError, match="nobody"):
        connect(hathern, replace(LINK, to_id="nobody"), actor=OFFICER, now=now)


def test_the_network_knows_no_place_closer_than_it_is_published(
    hathern: House, now: datetime
) -> None:
    home = group("tea", "Tea at home")
    (place,) = home.locations
    kept(hathern, replace(home, locations=(replace(place, publish=PublishLocation.WARD),)), now)
    refuge = replace(home, id="refuge", name="Refuge")
    hidden = replace(place, publish=PublishLocation.WITHHELD)
    kept(hathern, replace(refuge, locations=(hidden,)), now)
    officers_only = replace(group("quiet", "Quiet"), visible_to=Audience.OFFICER)
    kept(hathern, officers_only, now)
    with hathern.register.reading() as connection:
        seen = {
            audience: {
                one.asset_id: one
                for one in members_seen_by(connection, audience=audience, today=now.date())
            }
            for audience in Audience
        }
        assert next_wards(hathern, connection) == {frozenset({WEST, EAST})}
    public, officers = seen[Audience.PUBLIC], seen[Audience.OFFICER]
    assert set(public) == {"knitters", "library", "tea", "refuge"}
    assert set(officers) == {*public, "quiet"}
    assert public["library"].sector is Sector.PUBLIC
    for members in seen.values():
        assert members["knitters"].point is not None
        assert members["tea"].point is None
        assert members["tea"].ward_code == WEST
        assert (members["refuge"].point, members["refuge"].ward_code) == (None, None)
