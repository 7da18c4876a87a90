"""The listings as frames, for maps, lists and sums over many assets."""

import json
from typing import Any, Final

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from asset_map.model.role import Audience
from asset_map.register.schema import LISTINGS

__all__ = ["ASSET_COLUMNS", "PLACE_COLUMNS", "assets_frame"]

ASSET_COLUMNS: Final = (
    "asset_id",
    "kind",
    "name",
    "functions",
    "anchor_status",
    "operating_status",
    "record_state",
    "verified_on",
)
PART: Final = 2000
PLACE_COLUMNS: Final = ("ward_code", "lon", "lat")


def assets_frame(connection: sa.Connection, *, audience: Audience) -> pd.DataFrame:
    """
    Return every asset that an audience may see, indexed by its id, with its first place.

    ``lon`` and ``lat`` are in EPSG:4326 (degrees), NaN where there is no pin;
    ``ward_code`` is missing where the ward is not known; ``functions`` stand between
    bars ("|food|youth|"); ``verified_on`` is NaT for what nobody checked.
    """
    listed, place, _ = LISTINGS[audience]
    first = (place.c.number == listed.c.number) & (place.c.ordinal == 0)
    chosen = (
        sa.select(
            listed.c.number,
            *(listed.c[name] for name in ASSET_COLUMNS),
            *(place.c[name] for name in PLACE_COLUMNS),
        )
        .join_from(listed, place, first, isouter=True)
        .order_by(listed.c.number)
    )
    read = _streamed if connection.dialect.name == "postgresql" else _as_lists
    # What lies in the columns of many rows is Arrow's from the first: tuples of a hundred
    # thousand rows keep the garbage collector and the memory busy.
    frame: pd.DataFrame = read(connection, chosen).to_pandas(date_as_object=False)
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float)
    frame["verified_on"] = pd.to_datetime(frame["verified_on"]).astype("datetime64[s]")
    return frame.sort_values("number").drop(columns="number").set_index("asset_id")


def _as_lists(connection: sa.Connection, chosen: sa.Select[Any]) -> pa.Table:
    """Read each column as one list in JSON: SQLite writes it in half the time of its rows."""
    columns = chosen.order_by(None).subquery().c
    lists = sa.select(*(sa.func.json_group_array(column, type_=sa.Text) for column in columns))
    row = connection.execute(lists).one()
    return pa.table(dict(zip(columns.keys(), map(json.loads, row), strict=True)))


def _streamed(connection: sa.Connection, chosen: sa.Select[Any]) -> pa.Table:
    """Read straight from the driver, a little at a time."""
    result = connection.execute(chosen)
    names = list(result.keys())
    parts = [pa.table(dict.fromkeys(names, ()))]
    while rows := result.cursor.fetchmany(PART) if result.cursor else None:
        parts.append(pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))))
    return pa.concat_tables(parts, promote_options="default")
