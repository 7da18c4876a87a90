"""GeoJSON and GeoPackage: the points' coordinates become columns beside the others."""

import re
import struct
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from asset_map.imports.headings import check_size, told_apart
from asset_map.imports.table import RowProblem, Table
from asset_map.imports.workbook import as_text
from asset_map.model.cells import join_items
from asset_map.model.errors import CrsError, UnreadableFileError

__all__ = ["is_geojson", "is_geopackage", "read_geofile"]

# GeoJSON of points nests six deep; the parser below it has no limit of its own.
MAX_DEPTH = 32
_DEGREES = ("lon", "lat")
_METRES = ("easting", "northing")
_AXES = {"EPSG:4326": _DEGREES, "OGC:CRS84": _DEGREES, "EPSG:27700": _METRES}
# Kinds of geometry in well-known binary.
_POINT = 1
_SEVERAL_POINTS = 4
_NESTED = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]')


def is_geojson(raw: bytes) -> bool:
    """Whether the bytes begin as GeoJSON does."""
    return raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def is_geopackage(raw: bytes) -> bool:
    """Whether the bytes are an SQLite file, as a GeoPackage is."""
    return raw.startswith(b"SQLite format 3\0")


def read_geofile(raw: bytes, *, file_name: str, layer: str | None, max_rows: int) -> Table:
    """
    Return one row for each feature, with its point in the first two columns.

    They are called ``lon`` and ``lat``, or ``easting`` and ``northing`` where the file
    is on the British National Grid. A feature without geometry has them empty; one that
    is no point is a fault of its row, for a middle that nobody chose would be a guess.

    Raises
    ------
    CrsError
        When the coordinates are in another system.
    UnreadableFileError
        When the file cannot be read, is nested too deep, or has no such layer.
    """
    if is_geojson(raw):
        _check_depth(raw)
    # A quarter of a second to import, wanted for these files only.
    from pyogrio import list_layers  # noqa: PLC0415
    from pyogrio.errors import DataLayerError, DataSourceError  # noqa: PLC0415
    from pyogrio.raw import read  # noqa: PLC0415

    # GDAL warns of a GeoPackage that is not called one.
    suffix = ".geojson" if is_geojson(raw) else ".gpkg"
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"features{suffix}"
        path.write_bytes(raw)
        try:
            layers = [str(name) for name, _ in list_layers(path)]
            chosen = _chosen(layers, layer if is_geopackage(raw) else None)
            meta, _, shapes, columns = read(path, layer=chosen, max_features=max_rows + 1)
        except (DataSourceError, DataLayerError, UnicodeDecodeError) as error:
            message = "The file is no readable GeoJSON or GeoPackage. Export it anew, try again."
            raise UnreadableFileError(message) from error
    headings, notes = told_apart([*_axes(meta["crs"]), *map(str, meta["fields"])])
    if len(layers) > 1:
        notes = (f"Only the layer '{chosen}' was read, of: {', '.join(layers)}.", *notes)
    points, faults = _points_of(shapes)
    texts = [[_as_text(value) for value in column.tolist()] for column in columns]
    rows = tuple(zip(*zip(*points, strict=True), *texts, strict=True)) if points else ()
    _check_count(len(rows), max_rows)
    check_size(len(headings), enumerate(rows, start=1))
    return Table(
        file_name=file_name,
        headings=headings,
        rows=rows,
        row_numbers=tuple(range(1, len(rows) + 1)),
        encoding="utf-8",
        sheet=chosen if is_geopackage(raw) else "",
        sheets=tuple(layers) if is_geopackage(raw) and len(layers) > 1 else (),
        faults=faults,
        notes=notes,
    )


def _check_depth(raw: bytes) -> None:
    depth = 0
    for mark in _NESTED.finditer(raw):
        depth += {b"{": 1, b"[": 1, b"}": -1, b"]": -1}.get(mark[0], 0)
        if depth > MAX_DEPTH:
            message = f"The GeoJSON is nested more than {MAX_DEPTH} deep, which no point needs."
            raise UnreadableFileError(message)


def _chosen(layers: Sequence[str], layer: str | None) -> str:
    if layer is not None and layer not in layers:
        message = f"There is no layer '{layer}'. The file has: {', '.join(layers)}."
        raise UnreadableFileError(message)
    if not layers:
        message = "The file has no layer. Export one with points into it."
        raise UnreadableFileError(message)
    return layer or layers[0]


def _check_count(count: int, max_rows: int) -> None:
    if count > max_rows:
        message = f"The file has more than {max_rows:,} features. Import it in parts."
        raise UnreadableFileError(message)


def _axes(crs: str | None) -> tuple[str, str]:
    axes = _AXES.get(crs or "")
    if axes is None:
        named = f"are in {crs[:60]}" if crs else "name no reference system"
        message = (
            f"The file's coordinates {named}. Export it in EPSG:4326 (degrees) or EPSG:27700 "
            "(British National Grid)."
        )
        raise CrsError(message)
    return axes


def _points_of(
    shapes: Sequence[bytes | None],
) -> tuple[list[tuple[str, str]], tuple[RowProblem, ...]]:
    points: list[tuple[str, str]] = []
    faults: list[RowProblem] = []
    for number, shape in enumerate(shapes, start=1):
        point = _point_of(shape)
        points.append(point or ("", ""))
        if point is None:
            faults.append(
                RowProblem(
                    row=number,
                    column="geometry",
                    value="",
                    fault="The feature is a line, an area or several points, not one point.",
                    remedy="Choose one point for it (in QGIS: 'Point on surface') and export anew.",
                )
            )
    return points, tuple(faults)


def _point_of(shape: bytes | None) -> tuple[str, str] | None:
    """Return a point's coordinates as text, empty where there are none; None for no point."""
    if not shape:
        return ("", "")
    order = "<" if shape[0] == 1 else ">"
    (kind,) = struct.unpack_from(f"{order}I", shape, 1)
    kind = (kind & 0x0FFFFFFF) % 1000
    if kind == _SEVERAL_POINTS and struct.unpack_from(f"{order}I", shape, 5) == (1,):
        # What QGIS writes for layers of points is often sets of one.
        return _point_of(shape[9:])
    if kind != _POINT:
        return None
    x, y = struct.unpack_from(f"{order}dd", shape, 5)
    return as_text(x), as_text(y)


def _as_text(value: Any) -> str:  # noqa: ANN401  # whatever a field of the file can hold
    if hasattr(value, "tolist"):
        return join_items(as_text(part) for part in value.tolist())
    return as_text(value).strip()
