"""What grows old in the register, and the reminder that needs no account."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from asset_map.model.asset import Asset, AssetKind, Verification
from asset_map.model.errors import NotAllowedError
from asset_map.model.location import Location
from asset_map.model.state import OperatingStatus
from asset_map.usecases.house import House
from asset_map.usecases.still_right import freshness_by_ward
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept

TODAY = date(2026, 11, 22)


def checked(asset_id: str, checked_on: date | None, *more_places: Location) -> Asset:
    drawn = group(asset_id, f"The {asset_id}")
    said = Verification(verified_on=checked_on, role="ward officer") if checked_on else None
    return replace(drawn, verification=said, locations=(*drawn.locations, *more_places))


def test_a_ward_counts_what_is_fresh_ageing_and_stale_and_names_whom_to_ask(
    house: House, now: datetime
) -> None:
    second_hall = replace(group("b").locations[0], id="second-hall")
    for asset in (
        checked("fresh", date(2026, 10, 1)),
        checked("ageing", date(2026, 2, 1), second_hall),
        checked("stale", date(2025, 2, 1)),
        checked("never", None),
        replace(checked("closed", None), operating_status=OperatingStatus.CLOSED),
        replace(checked("person", None), kind=AssetKind.SKILL),
    ):
        kept(house, asset, now)

    found = {one.code: one for one in freshness_by_ward(house, actor=OFFICER, today=TODAY)}

    west = found[WEST]
    assert (west.name, west.fresh, west.ageing, west.stale) == ("Net Loft", 1, 1, 2)
    assert [one.asset_id for one in west.ask_next] == ["never", "stale", "ageing"]
    assert (found[EAST].fresh, found[EAST].stale, found[EAST].ask_next) == (0, 0, ())


def test_nobody_is_asked_about_what_is_fresh(house: House, now: datetime) -> None:
    kept(house, checked("fresh", date(2026, 10, 1)), now)
    west = next(one for one in freshness_by_ward(house, actor=OFFICER, today=TODAY) if one.fresh)
    assert west.ask_next == ()


def test_freshness_by_ward_is_for_officers(house: House) -> None:
    with pytest.raises(NotAllowedError):
        freshness_by_ward(house, actor=RESIDENT, today=TODAY)
