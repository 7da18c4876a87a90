"""The listings as frames, for maps, lists and sums over many assets."""

from typing import Final

import pandas as pd
import pyarrow as pa
import sqlalchemy as sa

from asset_map.model.role import Audience
from asset_map.register.schema import LISTINGS

__all__ = ["assets_frame"]

_ASSET: Final = (
    "asset_id",
    "kind",
    "name",
    "functions",
    "anchor_status",
    "operating_status",
    "record_state",
    "verified_on",
)
_PLACE: Final = ("place_name", "postcode", "ward_code", "lon", "lat")


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
        sa.select(*(listed.c[name] for name in _ASSET), *(place.c[name] for name in _PLACE))
        .join_from(listed, place, first, isouter=True)
        .order_by(listed.c.number)
    )
    result = connection.execute(chosen)
    # Straight from the driver, and through Arrow: pandas looks at each text by itself.
    rows = result.cursor.fetchall() if result.cursor else []
    columns = zip(*rows, strict=True) if rows else ((),) * len(result.keys())
    frame: pd.DataFrame = pa.table(dict(zip(result.keys(), columns, strict=True))).to_pandas()
    frame[["lon", "lat"]] = frame[["lon", "lat"]].astype(float)
    frame["verified_on"] = pd.to_datetime(frame["verified_on"])
    return frame.set_index("asset_id")
