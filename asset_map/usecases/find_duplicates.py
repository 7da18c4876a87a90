"""Which records may be the same, for a person to decide."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from asset_map.likeness.pairs import Comparable, likely_duplicates
from asset_map.model.asset import Asset
from asset_map.model.likeness import Likeness
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.state import RecordState
from asset_map.register import assets, merges
from asset_map.register.alike import candidates
from asset_map.register.engine import Connection
from asset_map.usecases.house import House

__all__ = ["Pair", "alike_to", "find_duplicates", "keep_apart", "like_this"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records that may be one, and why."""

    likeness: Likeness
    first: Asset
    second: Asset


def find_duplicates(house: House, *, actor: Actor, limit: int = 100) -> list[Pair]:
    """Return pairs of approved records that may be the same, most alike first."""
    require(actor, Action.MERGE)
    with house.register.reading() as connection:
        there = {
            asset.id: asset
            for asset in assets.every(connection)
            if asset.record_state is RecordState.APPROVED
        }
        apart = merges.kept_apart(connection)
    alike = likely_duplicates([Comparable.from_asset(asset) for asset in there.values()])
    pairs = [
        Pair(likeness=one, first=there[one.first_id], second=there[one.second_id])
        for one in alike
        if (one.first_id, one.second_id) not in apart
    ]
    return pairs[:limit]


def like_this(house: House, asset: Asset, *, actor: Actor) -> list[Pair]:
    """Return the approved records that may be the same as this one."""
    require(actor, Action.MERGE)
    with house.register.reading() as connection:
        alike = alike_to(
            connection, asset, audience=Audience.OFFICER, read=partial(assets.get_many, connection)
        )
    return [Pair(likeness=likeness, first=asset, second=other) for likeness, other in alike]


def alike_to(
    connection: Connection,
    asset: Asset,
    *,
    audience: Audience,
    read: Callable[[Sequence[str]], Sequence[Asset]],
) -> list[tuple[Likeness, Asset]]:
    """Return which of the records that an audience may see may be this one, most alike first."""
    mine = Comparable.from_asset(asset)
    ids = candidates(
        connection, audience=audience, name=asset.name, point=mine.point, postcode=mine.postcode
    )
    there = {other.id: other for other in read([one for one in ids if one != asset.id])}
    alike = likely_duplicates(
        [mine], against=[Comparable.from_asset(other) for other in there.values()]
    )
    return [
        (one, there[one.second_id if one.first_id == asset.id else one.first_id]) for one in alike
    ]


def keep_apart(house: House, pair: Likeness, *, actor: Actor) -> None:
    """Remember that two records are not the same, so that nobody is asked again."""
    require(actor, Action.MERGE)
    with house.register.writing() as connection:
        merges.not_same(connection, pair.first_id, pair.second_id)
