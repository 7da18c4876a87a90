"""
The register as a GeoPackage in EPSG:27700 (metres), which QGIS opens already styled.

Layers: ``assets_public`` (or whose view it is) with the columns of the CSV, ``wards`` with how
many assets are recorded in each, ``about_this_file`` with the conditions in words.
"""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

from asset_map.exports.columns import columns_for
from asset_map.exports.qgis_styles import asset_style, layer_style, ward_style
from asset_map.exports.table import Conditions, ExportRow, cells
from asset_map.geography.crs import BRITISH_NATIONAL_GRID, grid_of
from asset_map.model.area import Area

__all__ = ["assets_geopackage"]

_NUMBERS = frozenset(
    {"lon", "lat", "easting", "northing", "accuracy_m", "min_age", "max_age", "capacity_people"}
)
# The one moment that GDAL writes by itself.
_STAMP = "UPDATE gpkg_contents SET last_change = ?"


def assets_geopackage(
    rows: Iterable[ExportRow], conditions: Conditions, wards: Sequence[Area] = ()
) -> bytes:
    """Return the file; the same rows, wards and conditions give the same bytes."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    told = list(rows)
    layer = f"assets_{conditions.audience.value}"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "assets.gpkg"
        _write_layer(file, _assets(told, conditions), layer)
        if wards:
            _write_layer(file, _wards(told, wards), "wards")
        said = [{"heading": key, "words": words} for key, words in conditions.in_words().items()]
        _write_table(file, pd.DataFrame(said), "about_this_file")
        styles = [layer_style(layer, asset_style(), at=conditions.cut_off)]
        if wards:
            styles.append(layer_style("wards", ward_style(), at=conditions.cut_off))
        _write_table(file, pd.DataFrame(styles), "layer_styles")
        _stamp(file, conditions)
        # GDAL writes in as many transactions as it takes that day, and SQLite counts them: written
        # anew at one go, equal content is equal to the byte.
        anew = Path(folder) / "anew.gpkg"
        with closing(sqlite3.connect(file)) as database:
            database.execute("VACUUM INTO ?", (str(anew),))
        return anew.read_bytes()


def _assets(rows: Sequence[ExportRow], conditions: Conditions) -> Any:  # noqa: ANN401
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


def _wards(rows: Sequence[ExportRow], wards: Sequence[Area]) -> Any:  # noqa: ANN401
    import geopandas as gpd  # noqa: PLC0415 - slow to import
    import shapely  # noqa: PLC0415 - slow to import

    assets = Counter(row.ward[0] for row in rows)
    anchors = Counter(row.ward[0] for row in rows if row.is_recognised_anchor)
    return gpd.GeoDataFrame(
        {
            "code": [ward.code for ward in wards],
            "name": [ward.name for ward in wards],
            "district": [ward.district_name for ward in wards],
            "assets_recorded": [assets[ward.code] for ward in wards],
            "recognised_anchors": [anchors[ward.code] for ward in wards],
        },
        geometry=[
            shapely.multipolygons(shapely.get_parts(shapely.from_wkb(ward.assign_wkb)))
            for ward in wards
        ],
        crs=BRITISH_NATIONAL_GRID,
    )


def _write_layer(file: Path, frame: Any, layer: str) -> None:  # noqa: ANN401
    import pyogrio  # noqa: PLC0415 - slow to import

    geometry = "MultiPolygon" if layer == "wards" else "MultiPoint"
    pyogrio.write_dataframe(
        frame, file, layer=layer, driver="GPKG", geometry_type=geometry, append=file.exists()
    )


def _write_table(file: Path, frame: Any, layer: str) -> None:  # noqa: ANN401
    import pyogrio  # noqa: PLC0415 - slow to import

    pyogrio.write_dataframe(frame, file, layer=layer, driver="GPKG", append=True)


def _stamp(file: Path, conditions: Conditions) -> None:
    at = f"{conditions.cut_off.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
    with closing(sqlite3.connect(file)) as database:
        database.execute(_STAMP, (at,))
        database.commit()
