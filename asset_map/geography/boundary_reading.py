"""
Boundary files read with care: a file may be broken, or made to break its reader.

Kind and size are judged before anything parses them: GDAL goes by content, some of its
kinds follow links to other files, and GEOS ends the process on deep nesting.
"""

import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pyogrio
import shapely
from pyarrow import ArrowException, parquet

from asset_map.geography.boundary_columns import has_code_column
from asset_map.geography.wkb_nesting import is_nested
from asset_map.model.errors import UnreadableFileError

__all__ = ["read_frame"]

_MAX_BYTES = 250_000_000
_MAX_UNPACKED_BYTES = 1_000_000_000
_MAX_ROWS = 50_000
_SHAPEFILE_START = b"\x00\x00\x27\x0a"
_JSON_HEAD_BYTES = 100_000
# GDAL takes a JSON text with this word for a command to run.
_JSON_COMMAND = b"gdal_streamed_alg"

# What GDAL, GEOS, Arrow and geopandas raise for files that are not what they should be.
_READING_FAULTS = (
    RuntimeError,
    OSError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    ArrowException,
    shapely.errors.ShapelyError,
)


def read_frame(path: Path, *, layer: str | None = None) -> tuple[gpd.GeoDataFrame, list[str]]:
    """
    Return the rows of a boundary file, and what its reader remarked on.

    Raises
    ------
    UnreadableFileError
        When it is missing, too large, of no kind that is known, or not what it says.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        fault = "is of no kind that is known; use GeoJSON, GeoPackage, a zipped Shapefile or "
        raise _unreadable(path, fault + "GeoParquet.")
    if not path.is_file():
        raise _unreadable(path, "is not there; check its name.")
    if path.stat().st_size > _MAX_BYTES:
        raise _unreadable(path, "is larger than 250 MB; use a generalised edition.")
    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            frame = read(path, layer)
        except _READING_FAULTS as error:
            raise _unreadable(path, f"cannot be read ({error}); save it again.") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise _unreadable(path, "holds no geometry; choose the file or layer with the areas.")
    return frame, [str(remark.message) for remark in remarks]


def _unreadable(path: Path, fault: str) -> UnreadableFileError:
    return UnreadableFileError(f"The file '{path.name}' {fault}")


def _read_geojson(path: Path, _: str | None) -> gpd.GeoDataFrame:
    with path.open("rb") as file:
        head = file.read(_JSON_HEAD_BYTES).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not head.startswith(b"{") or _JSON_COMMAND in head:
        raise _unreadable(path, "is not GeoJSON; save it again as GeoJSON.")
    return _read(path, str(path), kind="GeoJSON")


def _read_geopackage(path: Path, layer: str | None) -> gpd.GeoDataFrame:
    with path.open("rb") as file:
        if not file.read(16).startswith(b"SQLite format 3"):
            raise _unreadable(path, "is not a GeoPackage; save it again as one.")
    layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
    meant = [layer] if layer else _with_codes(path, layers) or layers
    if len(meant) != 1 or meant[0] not in layers:
        named = ", ".join(f"'{name}'" for name in layers) or "none with shapes"
        remedy = "save the one with the areas as a file of its own, or name it."
        raise _unreadable(path, f"has these layers: {named}; {remedy}")
    return _read(path, str(path), kind="GPKG", layer=meant[0])


def _with_codes(path: Path, layers: list[str]) -> list[str]:
    if len(layers) == 1:
        return layers
    return [
        name for name in layers if has_code_column(pyogrio.read_info(path, layer=name)["fields"])
    ]


def _read_zipped_shapefile(path: Path, _: str | None) -> gpd.GeoDataFrame:
    with zipfile.ZipFile(path) as archive:
        if sum(member.file_size for member in archive.infolist()) > _MAX_UNPACKED_BYTES:
            raise _unreadable(path, "unpacks to more than 1 GB; use a generalised edition.")
        shapefiles = [
            name
            for name in archive.namelist()
            if name.lower().endswith(".shp") and not name.startswith("__MACOSX")
        ]
        if len(shapefiles) != 1:
            fault = f"holds {len(shapefiles)} Shapefiles; zip exactly one, with its .dbf and .prj."
            raise _unreadable(path, fault)
        with archive.open(shapefiles[0]) as shapefile:
            if shapefile.read(4) != _SHAPEFILE_START:
                raise _unreadable(path, "holds no Shapefile, only its name; save it again.")
    return _read(path, f"/vsizip/{path.resolve()}/{shapefiles[0]}", kind="ESRI Shapefile")


def _read(path: Path, source: str, *, kind: str, layer: str | None = None) -> gpd.GeoDataFrame:
    found = pyogrio.read_info(source, layer=layer)
    if found["driver"] != kind:
        raise _unreadable(path, f"is not {kind} but {found['driver']}; save it again.")
    _refuse_too_many(path, found["features"])
    return pyogrio.read_dataframe(source, layer=layer)


def _read_geoparquet(path: Path, _: str | None) -> gpd.GeoDataFrame:
    with parquet.ParquetFile(path) as file:
        described = file.metadata
        _refuse_too_many(path, described.num_rows)
        unpacked = sum(described.row_group(n).total_byte_size for n in range(file.num_row_groups))
        if unpacked > _MAX_UNPACKED_BYTES:
            raise _unreadable(path, "unpacks to more than 1 GB; use a generalised edition.")
        # GEOS would follow nested collections until the process ends.
        for field in file.schema_arrow:
            if str(field.type) in {"binary", "large_binary", "binary_view"}:
                column = file.read([field.name]).column(0)
                if any(is_nested(value.as_buffer()) for value in column if value.is_valid):
                    fault = f"holds collections in '{field.name}'; save plain polygons."
                    raise _unreadable(path, fault)
    return gpd.read_parquet(path)


def _refuse_too_many(path: Path, rows: int) -> None:
    if rows > _MAX_ROWS:
        raise _unreadable(path, f"has {rows:,} rows, more than {_MAX_ROWS:,}; choose fewer areas.")


_READERS: dict[str, Callable[[Path, str | None], gpd.GeoDataFrame]] = {
    ".geojson": _read_geojson,
    ".json": _read_geojson,
    ".gpkg": _read_geopackage,
    ".zip": _read_zipped_shapefile,
    ".parquet": _read_geoparquet,
    ".geoparquet": _read_geoparquet,
}
