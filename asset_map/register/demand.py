"""Where the people live, and which area of each boundary set they live in."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from asset_map.model.area import DemandPoint, Placement
from asset_map.register.engine import touch
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import demand_placements
from asset_map.register.schema import demand_points as point_table

__all__ = ["demand_of", "demand_points", "place_demand", "put_demand_points"]


def put_demand_points(connection: sa.Connection, points: Sequence[DemandPoint]) -> None:
    """Keep these points, in the place of all that were there, and of where they lay."""
    connection.execute(demand_placements.delete())
    connection.execute(point_table.delete())
    if points:
        connection.execute(point_table.insert(), [row_of(point) for point in points])
    touch(connection)


def demand_points(connection: sa.Connection) -> list[DemandPoint]:
    """Return every demand point by code."""
    rows = connection.execute(sa.select(point_table).order_by(point_table.c.code)).mappings()
    return [record_from(DemandPoint, row) for row in rows]


def place_demand(
    connection: sa.Connection, set_id: str, rows: Sequence[tuple[str, Placement]]
) -> None:
    """Write down which area of a set each demand point, by code, lies in: all of them."""
    connection.execute(demand_placements.delete().where(demand_placements.c.set_id == set_id))
    if rows:
        connection.execute(
            demand_placements.insert(),
            [row_of(area) | {"set_id": set_id, "point_code": code} for code, area in rows],
        )
    touch(connection)


def demand_of(connection: sa.Connection, set_id: str) -> list[tuple[DemandPoint, Placement]]:
    """Return every demand point that was placed in a set, with its area, by code."""
    area = demand_placements.c
    rows = connection.execute(
        sa.select(point_table, area.code.label("area_code"), area.is_edge, area.could_be)
        .join(demand_placements, area.point_code == point_table.c.code)
        .where(area.set_id == set_id)
        .order_by(point_table.c.code)
    ).mappings()
    return [(record_from(DemandPoint, row), _placement(row)) for row in rows]


def _placement(row: sa.RowMapping | dict[str, Any]) -> Placement:
    return Placement(code=row["area_code"], is_edge=row["is_edge"], could_be=tuple(row["could_be"]))
