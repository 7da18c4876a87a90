"""What changes from one boundary set to another: areas, people, and the assets that moved."""

from collections.abc import Mapping
from dataclasses import dataclass

from asset_map.gaps.overlap import Overlap
from asset_map.model.area import BoundarySet
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.register import areas, public_view
from asset_map.register.engine import Connection
from asset_map.usecases.gap_carried import overlaps_of
from asset_map.usecases.house import House

__all__ = ["BoundaryChange", "MovedAsset", "compare_boundaries"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedAsset:
    """A place of an asset that lies in another area than before; "" is outside every area."""

    asset_id: str
    name: str
    old_code: str
    old_name: str
    new_code: str
    new_name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryChange:
    """
    Two sets side by side.

    ``moved`` leaves out what lies in an area of the same name as before, since a new code
    alone moves nobody; ``stayed`` counts those. ``old_names`` and ``new_names`` are by code.
    """

    old: BoundarySet
    new: BoundarySet
    overlaps: tuple[Overlap, ...]
    moved: tuple[MovedAsset, ...]
    stayed: int
    old_names: Mapping[str, str]
    new_names: Mapping[str, str]


def compare_boundaries(house: House, old: str, new: str, *, actor: Actor) -> BoundaryChange:
    """
    Return what each new area was before, and which assets moved from which ward to which.

    Raises
    ------
    NotFoundError
        When there is no set of one of the names.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.reading() as connection:
        before, after = areas.set_named(connection, old), areas.set_named(connection, new)
        found = overlaps_of(house, connection, before, after)
        moved, stayed = _moves(house, connection, before, after)
        names = [
            {code: name for code, name, _ in areas.names_of(connection, one.id)}
            for one in (before, after)
        ]
    return BoundaryChange(
        old=before,
        new=after,
        overlaps=found,
        moved=moved,
        stayed=stayed,
        old_names=names[0],
        new_names=names[1],
    )


def _moves(
    house: House, connection: Connection, old: BoundarySet, new: BoundarySet
) -> tuple[tuple[MovedAsset, ...], int]:
    seen = public_view.every_visible(connection, audience=Audience.OFFICER)
    spots = [
        (asset, place.grid) for asset in seen for place in asset.locations if place.grid is not None
    ]
    x, y = [grid.easting for _, grid in spots], [grid.northing for _, grid in spots]
    codes = [
        house.ward_lookup(connection, one).place_many(x, y).codes.tolist() for one in (old, new)
    ]
    names = [
        {code: name for code, name, _ in areas.names_of(connection, one.id)} | {None: ""}
        for one in (old, new)
    ]
    moved = set()
    for (asset, _), was, is_now in zip(spots, *codes, strict=True):
        if was == is_now or (was and names[0][was] == names[1].get(is_now)):
            continue
        move = MovedAsset(
            asset_id=asset.id,
            name=asset.name,
            old_code=was or "",
            old_name=names[0][was],
            new_code=is_now or "",
            new_name=names[1][is_now],
        )
        moved.add(move)
    order = sorted(moved, key=lambda one: (one.old_name, one.new_name, one.name, one.asset_id))
    return tuple(order), len({asset.id for asset, _ in spots}) - len(
        {one.asset_id for one in moved}
    )
