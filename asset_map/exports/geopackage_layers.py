"""The layers of a GeoPackage as frames in EPSG:27700 (metres)."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from asset_map.exports.columns import columns_for
from asset_map.exports.table import Conditions, ExportRow, cells
from asset_map.geography.crs import BRITISH_NATIONAL_GRID, grid_of
from asset_map.model.area import Area
from asset_map.model.connection import Connection
from asset_map.model.gap import GapRow
from asset_map.model.location import GridPoint

__all__ = ["LinkRow", "asset_layer", "connection_layer", "ward_layer"]

_NUMBERS = frozenset(
    {"lon", "lat", "easting", "northing", "accuracy_m", "min_age", "max_age", "capacity_people"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkRow:
    """A connection as its audience sees it; an end is None where it may not be measured to."""

    link: Connection
    from_name: str
    to_name: str
    here: GridPoint | None = None
    there: GridPoint | None = None


def asset_layer(rows: Sequence[ExportRow], conditions: Conditions) -> Any:  # noqa: ANN401
    """Return a row for each asset with the columns of the CSV, and all its points as one shape."""
    import geopandas as gpd  # noqa: PLC0415 - slow to import
    import pandas as pd  # noqa: PLC0415 - slow to import

    columns = columns_for(conditions.audience)
    names = [column.name for column in columns]
    frame = pd.DataFrame([list(cells(row, conditions, columns)) for row in rows], columns=names)
    for name in names:
        if name in _NUMBERS:
            frame[name] = pd.to_numeric(frame[name].replace("", None)).astype(float)
        else:
            frame[name] = frame[name].map(lambda cell: str(cell) or None).astype(object)
    return gpd.GeoDataFrame(frame, geometry=_points(rows), crs=BRITISH_NATIONAL_GRID)


def _points(rows: Sequence[ExportRow]) -> list[Any]:
    """Return all the places of each row that may be pinned, in metres; None where there is none."""
    import shapely  # noqa: PLC0415 - slow to import

    pinned = [
        (number, place.point)
        for number, row in enumerate(rows)
        for place in row.places
        # 0, 0 is nobody's place but a missing one that was counted as nought.
        if place.point is not None and (place.point.lon or place.point.lat)
    ]
    eastings, northings = grid_of(
        [point.lon for _, point in pinned], [point.lat for _, point in pinned]
    )
    by_row: dict[int, list[tuple[float, float]]] = {}
    for (number, _), easting, northing in zip(pinned, eastings, northings, strict=True):
        # What is not in Great Britain has no metres on its grid.
        if easting == easting:  # noqa: PLR0124 - NaN alone is not itself
            by_row.setdefault(number, []).append((round(easting, 1), round(northing, 1)))
    return [
        shapely.MultiPoint(by_row[number]) if number in by_row else None
        for number in range(len(rows))
    ]


def ward_layer(rows: Sequence[ExportRow], wards: Sequence[Area], figures: Sequence[GapRow]) -> Any:  # noqa: ANN401
    """Return a row for each ward: how much is recorded in it, and its figures about gaps."""
    import geopandas as gpd  # noqa: PLC0415 - slow to import
    import shapely  # noqa: PLC0415 - slow to import

    assets = Counter(row.ward[0] for row in rows)
    anchors = Counter(row.ward[0] for row in rows if row.is_recognised_anchor)
    by_code = {row.code: row for row in figures}
    told = [
        {
            "code": ward.code,
            "name": ward.name,
            "district": ward.district_name,
            "assets_recorded": assets[ward.code],
            "recognised_anchors": anchors[ward.code],
            **_figures(by_code.get(ward.code)),
        }
        for ward in wards
    ]
    shapes = [
        shapely.multipolygons(shapely.get_parts(shapely.from_wkb(ward.assign_wkb)))
        for ward in wards
    ]
    return gpd.GeoDataFrame(told, geometry=shapes, crs=BRITISH_NATIONAL_GRID)


def _figures(row: GapRow | None) -> Mapping[str, Any]:
    """Return a ward's figures, each None where nobody can know it."""
    if row is None:
        return {}
    return {
        "gap_class": row.gap_class.label,
        "mapping_status": row.mapping_status.label,
        "anchors_counted": row.anchors,
        "residents": _number(row.residents),
        "residents_beyond_reach": _number(row.residents_beyond_reach),
        "share_beyond_reach": row.share_beyond_reach,
        "mean_m": _number(row.mean_m),
        "median_m": _number(row.median_m),
        "is_edge": row.is_edge,
        "visiting_hours": row.visiting_hours,
        "looked_found_none": ", ".join(one.label for one in row.missing),
        "none_recorded": ", ".join(one.label for one in row.none_recorded),
        "why": row.why,
    }


def _number(value: float | None) -> float:
    return float("nan") if value is None else float(value)


def connection_layer(links: Sequence[LinkRow]) -> Any:  # noqa: ANN401
    """Return a row for each connection; a line where both ends may be measured to, else none."""
    import geopandas as gpd  # noqa: PLC0415 - slow to import
    import pandas as pd  # noqa: PLC0415 - slow to import

    told = [
        {
            "id": one.link.id,
            "kind": one.link.kind.label,
            "state": one.link.state.label,
            "from_id": one.link.from_id,
            "from_name": one.from_name,
            "to_id": one.link.to_id,
            "to_name": one.to_name,
            "since": one.link.since.isoformat() if one.link.since else None,
        }
        for one in links
    ]
    frame = pd.DataFrame(told).astype(object)
    return gpd.GeoDataFrame(frame, geometry=list(_lines(links)), crs=BRITISH_NATIONAL_GRID)


def _lines(links: Sequence[LinkRow]) -> Iterator[Any]:
    import shapely  # noqa: PLC0415 - slow to import

    for one in links:
        ends = [
            (round(point.easting, 1), round(point.northing, 1))
            for point in (one.here, one.there)
            if point is not None
        ]
        yield shapely.LineString(ends) if len(ends) > 1 else None
