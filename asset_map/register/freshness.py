"""How fresh the register is, ward by ward, and which records nobody has checked for long."""

from datetime import date
from typing import Any, NamedTuple

import sqlalchemy as sa

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register.rows import asset_from
from asset_map.register.schema import LISTINGS, assets

__all__ = ["CheckCount", "check_counts", "checked_between", "longest_unchecked"]

_LISTED, _PLACES, _ = LISTINGS[Audience.OFFICER]
# What is going and let in; people's skills are counted elsewhere and never listed.
_STANDS = (
    _LISTED.c.record_state == RecordState.APPROVED.value,
    _LISTED.c.operating_status == OperatingStatus.ACTIVE.value,
    _LISTED.c.kind != AssetKind.SKILL.value,
)


class CheckCount(NamedTuple):
    """How many assets of a ward were last checked on one day; None is never."""

    ward_code: str
    checked_on: date | None
    assets: int


def _in_wards(*columns: sa.ColumnElement[Any]) -> sa.Select[Any]:
    """Return each asset once for every ward that it has a place in."""
    return (
        sa.select(_PLACES.c.ward_code, *columns)
        .distinct()
        .join(_LISTED, _LISTED.c.number == _PLACES.c.number)
        .where(_PLACES.c.ward_code.is_not(None), *_STANDS)
    )


def check_counts(connection: sa.Connection) -> list[CheckCount]:
    """Return how many assets of each ward were last checked on which day."""
    there = _in_wards(_LISTED.c.number, _LISTED.c.verified_on).subquery()
    counted = sa.select(there.c.ward_code, there.c.verified_on, sa.func.count()).group_by(
        there.c.ward_code, there.c.verified_on
    )
    return [CheckCount(*row) for row in connection.execute(counted)]


def longest_unchecked(connection: sa.Connection, *, most: int) -> dict[str, list[str]]:
    """Return the ids of each ward's assets that wait longest for a check, never checked first."""
    there = _in_wards(_LISTED.c.asset_id, _LISTED.c.sort_name, _LISTED.c.verified_on).subquery()
    order = (
        there.c.verified_on.is_not(None),
        there.c.verified_on,
        there.c.sort_name,
        there.c.asset_id,
    )
    turn = sa.func.row_number().over(partition_by=there.c.ward_code, order_by=order)
    ranked = sa.select(there.c.ward_code, there.c.asset_id, turn.label("turn")).subquery()
    rows = connection.execute(
        sa.select(ranked.c.ward_code, ranked.c.asset_id)
        .where(ranked.c.turn <= most)
        .order_by(ranked.c.ward_code, ranked.c.turn)
    )
    found: dict[str, list[str]] = {}
    for ward_code, asset_id in rows:
        found.setdefault(ward_code, []).append(asset_id)
    return found


def checked_between(connection: sa.Connection, first: date, last: date) -> list[Asset]:
    """
    Return what stands and was last checked on one of these days, or never, by id.

    Never checked ones are there whenever they were recorded: look at their provenance.
    """
    checked = _LISTED.c.verified_on
    bodies = connection.scalars(
        sa.select(assets.c.body)
        .join(_LISTED, _LISTED.c.number == assets.c.number)
        .where(*_STANDS, sa.or_(checked.is_(None), checked.between(first, last)))
        .order_by(_LISTED.c.asset_id)
    )
    return [asset_from(body) for body in bodies]
