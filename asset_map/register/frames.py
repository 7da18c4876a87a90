"""The listings as frames, for maps, lists and sums over many assets."""

from typing import Final

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
            *(listed.c[name] for name in ASSET_COLUMNS), *(place.c[name] for name in PLACE_COLUMNS)
        )
        .join_from(listed, place, first, isouter=True)
        .order_by(listed.c.number)
    )
    result = connection.execute(chosen)
    names = list(result.keys())
    parts = [pa.table(dict.fromkeys(names, ()))]
    # Straight from the driver into Arrow, a little at a time: a hundred thousand tuples at once
    # keep the garbage collector and the memory busy, which takes a quarter longer.
    while rows := result.cursor.fetchmany(PART) if result.cursor else None:
        parts.append(pa.table(dict(zip(names, zip(*rows, strict=True), strict=True))))
    frame: pd.DataFrame = pa.concat_tables(parts, promote_options="default").to_pandas()
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float)
    frame["verified_on"] = pd.to_datetime(frame["verified_on"])
    return frame.set_index("asset_id")
