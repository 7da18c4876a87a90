"""The area that each place lies in, for each boundary set it was worked out for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from asset_map.model.area import BoundaryKind, Placement
from asset_map.model.asset import Asset
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.register.chunks import chunks
from asset_map.register.engine import touch
from asset_map.register.listings import refresh_wards
from asset_map.register.schema import areas, assets, placements, places, sets_in_use

__all__ = [
    "WARD_SET",
    "Points",
    "placements_of",
    "points",
    "replace_placements",
    "ward_set_id",
    "write_wards",
]

# The id of the ward set in use, to be asked for inside of a larger question.
WARD_SET: Final = (
    sa.select(sets_in_use.c.set_id)
    .where(sets_in_use.c.kind == BoundaryKind.WARD.value)
    .scalar_subquery()
)
NO_ACCURACY = float("nan")


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """
    Every placed location, as columns of equal length.

    ``eastings`` and ``northings`` in EPSG:27700 (metres); an accuracy is NaN where
    nobody knows it.
    """

    asset_ids: tuple[str, ...]
    location_ids: tuple[str, ...]
    eastings: tuple[float, ...]
    northings: tuple[float, ...]
    accuracies_m: tuple[float, ...]


def points(connection: sa.Connection) -> Points:
    """Return every placed location of every asset, withheld ones too."""
    rows = connection.execute(
        sa.select(
            assets.c.id,
            places.c.location_id,
            places.c.easting,
            places.c.northing,
            sa.func.coalesce(places.c.accuracy_m, -1.0),
        )
        .join(assets, assets.c.number == places.c.number)
        .order_by(places.c.number, places.c.location_id)
    ).all()
    ids, location_ids, eastings, northings, accuracies = (
        zip(*rows, strict=True) if rows else [()] * 5
    )
    return Points(
        asset_ids=ids,
        location_ids=location_ids,
        eastings=eastings,
        northings=northings,
        accuracies_m=tuple(NO_ACCURACY if m < 0 else m for m in accuracies),
    )


def ward_set_id(connection: sa.Connection) -> str | None:
    """Return the id of the ward set in use; None where none is yet."""
    return connection.scalar(sa.select(WARD_SET))


def placements_of(connection: sa.Connection, asset_id: str) -> dict[str, Placement]:
    """Return the ward of each of an asset's places by location id, in the set in use."""
    rows = connection.execute(
        sa.select(placements)
        .join(assets, assets.c.number == placements.c.number)
        .where(assets.c.id == asset_id, placements.c.set_id == WARD_SET)
        .order_by(placements.c.location_id)
    )
    return {
        row.location_id: Placement(code=row.code, is_edge=row.is_edge, could_be=tuple(row.could_be))
        for row in rows
    }


def replace_placements(
    connection: sa.Connection, set_id: str, rows: Sequence[tuple[str, str, Placement]]
) -> None:
    """
    Write down which area of a set each place lies in: all of them, in the place of before.

    ``rows`` hold the asset's id, the location's id and its area. Where the set is the
    ward set in use, every listing follows.

    Raises
    ------
    ConflictError
        When an area is named that is not in the set.
    NotFoundError
        When an asset is named that is not in the register.
    """
    numbers = dict(connection.execute(sa.select(assets.c.id, assets.c.number)).all())
    if unknown := next((asset_id for asset_id, _, _ in rows if asset_id not in numbers), None):
        message = f"There is no asset '{unknown}' to place."
        raise NotFoundError(message)
    connection.execute(placements.delete().where(placements.c.set_id == set_id))
    _write(
        connection,
        set_id,
        [(numbers[asset_id], location_id, area) for asset_id, location_id, area in rows],
    )
    if set_id == ward_set_id(connection):
        refresh_wards(connection, set_id)
    touch(connection)


def write_places(
    connection: sa.Connection, before: Mapping[int, Asset], after: Mapping[int, Asset]
) -> None:
    """Write where the places are; what was worked out for one that moved goes with it."""
    gone, fresh = [], []
    for number, asset in after.items():
        was, is_now = _place_rows(number, before.get(number)), _place_rows(number, asset)
        gone += [row for row in was if row not in is_now]
        fresh += [row for row in is_now if row not in was]
    for row in gone:
        connection.execute(
            places.delete().where(
                places.c.number == row["number"], places.c.location_id == row["location_id"]
            )
        )
    if fresh:
        connection.execute(places.insert(), fresh)


def _place_rows(number: int, asset: Asset | None) -> list[dict[str, object]]:
    return [
        {
            "number": number,
            "location_id": place.id,
            "easting": place.grid.easting,
            "northing": place.grid.northing,
            "accuracy_m": place.accuracy_m,
        }
        for place in (asset.locations if asset else ())
        if place.grid
    ]


def write_wards(connection: sa.Connection, wards: Mapping[int, Mapping[str, Placement]]) -> None:
    """
    Write down the ward, in the set in use, of each place of some assets, by number.

    Raises
    ------
    ConflictError
        When another set was put to use since the wards were worked out.
    """
    rows = [(n, place, ward) for n, by_place in wards.items() for place, ward in by_place.items()]
    set_id = ward_set_id(connection)
    if set_id is None:
        if rows:
            message = "No boundary set is in use any more; place the asset again."
            raise ConflictError(message)
        return
    for numbers in chunks(list(wards)):
        connection.execute(
            placements.delete().where(
                placements.c.set_id == set_id, placements.c.number.in_(numbers)
            )
        )
    _write(connection, set_id, rows)


def _write(
    connection: sa.Connection, set_id: str, rows: Sequence[tuple[int, str, Placement]]
) -> None:
    known = set(connection.scalars(sa.select(areas.c.code).where(areas.c.set_id == set_id)))
    unknown = sorted({area.code for _, _, area in rows if area.code} - known)
    if unknown:
        message = (
            f"Area '{unknown[0]}' is not in the boundary set in use: "
            "another one was chosen meanwhile. Place it again."
        )
        raise ConflictError(message)
    if rows:
        connection.execute(
            placements.insert(),
            [
                {
                    "set_id": set_id,
                    "number": number,
                    "location_id": location_id,
                    "code": area.code,
                    "is_edge": area.is_edge,
                    "could_be": list(area.could_be),
                }
                for number, location_id, area in rows
            ],
        )
