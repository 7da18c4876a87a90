"""Nobody but its audience reads an offer or a need."""

from dataclasses import replace
from datetime import date

import pytest

from asset_map.model.asset import AssetKind
from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register import links
from asset_map.register.engine import Register
from asset_map.register.public_offers import public_offers
from tests.register.drawn import asset, save_all

TODAY = date(2026, 11, 22)
HELP = Offer(
    id="help", asset_id="knitters", side=Side.NEED, text="Help", audience=OfferAudience.PUBLIC
)


def shown(register: Register) -> list[str]:
    with register.reading() as connection:
        return [one.offer.text for one in public_offers(connection, today=TODAY)]


def test_a_public_need_of_a_public_group_is_read_by_anybody(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, asset("knitters"))
        links.add_offer(connection, HELP)
        (one,) = public_offers(connection, today=TODAY, asset_id="knitters")
        assert (one.offer, one.name, one.kind) == (HELP, "Tuesday Knitters", AssetKind.GROUP)
        assert public_offers(connection, today=TODAY, asset_id="other") == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"audience": OfferAudience.PARTNERS},
        {"audience": OfferAudience.THIS_ROOM},
        {"state": OfferState.WITHDRAWN},
        {"valid_until": date(2026, 11, 21)},
    ],
)
def test_what_is_not_public_or_not_open_is_read_by_nobody(
    register: Register, hidden: dict[str, object]
) -> None:
    with register.writing() as connection:
        save_all(connection, asset("knitters"))
        links.add_offer(connection, replace(HELP, **hidden))  # type: ignore[arg-type]
    assert shown(register) == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"record_state": RecordState.DRAFT},
        {"visible_to": Audience.PARTNER},
        {"operating_status": OperatingStatus.CLOSED},
        {"kind": AssetKind.SKILL},
    ],
)
def test_nothing_is_said_of_an_asset_that_is_not_public(
    register: Register, hidden: dict[str, object]
) -> None:
    with register.writing() as connection:
        save_all(connection, asset("knitters", **hidden))  # type: ignore[arg-type]
        links.add_offer(connection, HELP)
    assert shown(register) == []
