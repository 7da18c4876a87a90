"""Boundary sets, the areas in them, and which of them is in use."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.area import Area, BoundaryKind, BoundarySet
from asset_map.model.errors import BoundaryError, NotFoundError
from asset_map.register.committees import committees, put_committee
from asset_map.register.demand import demand_of, demand_points, place_demand, put_demand_points
from asset_map.register.engine import touch
from asset_map.register.listings import refresh_wards
from asset_map.register.placements import placements_of, points, replace_placements
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import areas as area_table
from asset_map.register.schema import boundary_sets, sets_in_use

__all__ = [
    "add_set",
    "areas_of",
    "committees",
    "count_of",
    "demand_of",
    "demand_points",
    "districts_of",
    "names_of",
    "place_demand",
    "placements_of",
    "points",
    "put_committee",
    "put_demand_points",
    "replace_placements",
    "set_in_use",
    "set_named",
    "sets",
    "use_set",
]


def add_set(connection: sa.Connection, boundary_set: BoundarySet, areas: Sequence[Area]) -> None:
    """
    Keep a boundary set with its areas; it is not in use yet.

    Raises
    ------
    BoundaryError
        When two areas have one code.
    """
    rows = [row_of(replace(area, set_id=boundary_set.id)) for area in areas]
    codes = {row["code"] for row in rows}
    if len(codes) < len(rows):
        message = (
            f"The boundary set '{boundary_set.name}' has {len(rows):,} areas "
            f"but only {len(codes):,} codes; give each area a code of its own."
        )
        raise BoundaryError(message)
    connection.execute(boundary_sets.insert(), row_of(boundary_set))
    if rows:
        connection.execute(area_table.insert(), rows)
    touch(connection)


def sets(connection: sa.Connection) -> list[BoundarySet]:
    """Return every boundary set, the oldest first."""
    order = boundary_sets.c.kind, boundary_sets.c.valid_from, boundary_sets.c.id
    rows = connection.execute(sa.select(boundary_sets).order_by(*order)).mappings()
    return [record_from(BoundarySet, row) for row in rows]


def set_named(connection: sa.Connection, name: str) -> BoundarySet:
    """
    Return a boundary set by its name or id.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    every = sets(connection)
    for one in every:
        if name in {one.id, one.name}:
            return one
    there = ", ".join(f"'{one.name}'" for one in every) or "none yet"
    message = f"There is no boundary set '{name}'; there are: {there}."
    raise NotFoundError(message)


def set_in_use(
    connection: sa.Connection, kind: BoundaryKind = BoundaryKind.WARD
) -> BoundarySet | None:
    """Return the set of a kind that is in use; None where none is yet."""
    found = connection.execute(
        sa.select(boundary_sets)
        .join(sets_in_use, sets_in_use.c.set_id == boundary_sets.c.id)
        .where(sets_in_use.c.kind == kind.value)
    ).mappings()
    row = found.one_or_none()
    return record_from(BoundarySet, row) if row else None


def use_set(connection: sa.Connection, set_id: str, *, by: str, at: datetime) -> BoundarySet:
    """
    Put a set to use for its kind; the wards of listed places follow it.

    Places that were not worked out for this set yet have no ward until
    ``replace_placements`` says which.

    Raises
    ------
    NotFoundError
        When there is no such set.
    """
    row = (
        connection.execute(sa.select(boundary_sets).where(boundary_sets.c.id == set_id))
        .mappings()
        .one_or_none()
    )
    if row is None:
        message = f"There is no boundary set '{set_id}'; `asset-map boundaries list` shows them."
        raise NotFoundError(message)
    boundary_set = record_from(BoundarySet, row)
    kind = boundary_set.kind.value
    connection.execute(sets_in_use.delete().where(sets_in_use.c.kind == kind))
    connection.execute(sets_in_use.insert(), {"kind": kind, "set_id": set_id, "by": by, "at": at})
    if boundary_set.kind is BoundaryKind.WARD:
        refresh_wards(connection, set_id)
    touch(connection)
    return boundary_set


def areas_of(connection: sa.Connection, set_id: str) -> list[Area]:
    """Return the areas of a set by code, with their geometries."""
    rows = connection.execute(
        sa.select(area_table).where(area_table.c.set_id == set_id).order_by(area_table.c.code)
    ).mappings()
    return [record_from(Area, row) for row in rows]


def names_of(connection: sa.Connection, set_id: str) -> list[tuple[str, str, str]]:
    """Return the code, name and district name of each area of a set, by code."""
    column = area_table.c
    rows = connection.execute(
        sa.select(column.code, column.name, column.district_name)
        .where(column.set_id == set_id)
        .order_by(column.code)
    )
    return [(row.code, row.name, row.district_name) for row in rows]


def districts_of(connection: sa.Connection, set_id: str) -> list[tuple[str, str, str]]:
    """Return the code of each area of a set with the code and name of its district, by code."""
    column = area_table.c
    rows = connection.execute(
        sa.select(column.code, column.district_code, column.district_name)
        .where(column.set_id == set_id)
        .order_by(column.code)
    )
    return [(row.code, row.district_code, row.district_name) for row in rows]


def count_of(connection: sa.Connection, set_id: str) -> int:
    """Return how many areas a set has."""
    counted = sa.select(sa.func.count()).where(area_table.c.set_id == set_id)
    return connection.scalar(counted) or 0
