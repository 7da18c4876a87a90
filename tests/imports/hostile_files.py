"""Every kind of file that is taken in, made to do harm in every way, and what becomes of each."""

import io
import sqlite3
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from asset_map.connections.formats import FORMATS
from asset_map.exports.committee_pack.docx_template import opened
from asset_map.geography.boundary_files import read_boundaries
from asset_map.imports.spreadsheet import read_table
from asset_map.model.errors import AssetMapError
from asset_map.usecases.roadshow_file import read_file
from tests.imports.tables import ods, xlsx

__all__ = ["SORTS", "Became", "all_of_them"]

Became = tuple[str, str, float]
_WIDE, _DEEP = 100_000, 100_000


def _bomb(part: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(part, b"0" * 150_000_000)
    return packed.getvalue()


def _deep_geojson() -> bytes:
    shape = b"[" * _DEEP + b"0" + b"]" * _DEEP
    return (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        b'{"type":"Polygon","coordinates":' + shape + b"}}]}"
    )


def _deep_geopackage(folder: Path) -> bytes:
    """A shape of collections within collections, which ends the interpreter that follows it."""
    shape = b"\x01\x07\x00\x00\x00\x01\x00\x00\x00" * 20_000 + b"\x01\x01\x00\x00\x00" + bytes(16)
    file = folder / "deep.gpkg"
    with sqlite3.connect(file) as made:
        made.executescript(
            "PRAGMA application_id = 0x47504B47; CREATE TABLE gpkg_contents (table_name TEXT, "
            "data_type TEXT, identifier TEXT, description TEXT, last_change TEXT, min_x, min_y, "
            "max_x, max_y, srs_id INTEGER);"
            "CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, "
            "geometry_type_name TEXT, srs_id INTEGER, z INTEGER, m INTEGER);"
            "CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER, organization TEXT, "
            "organization_coordsys_id INTEGER, definition TEXT, description TEXT);"
            "CREATE TABLE wards (fid INTEGER PRIMARY KEY, geom BLOB, WD25CD TEXT, WD25NM TEXT);"
            "INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS', '');"
            "INSERT INTO gpkg_contents VALUES ('wards', 'features', 'wards', '', '2026-01-01', 0, "
            "0, 1, 1, 4326);"
            "INSERT INTO gpkg_geometry_columns VALUES ('wards', 'geom', 'GEOMETRY', 4326, 0, 0)"
        )
        geometry = b"GP\x00\x01\xe6\x10\x00\x00" + shape
        made.execute("INSERT INTO wards VALUES (1, ?, 'E05990001', 'Ward')", (geometry,))
    made.close()
    return file.read_bytes()


@cache
def _wide_xlsx() -> bytes:
    cells = b"".join(b'<c t="inlineStr"><is><t>c%d</t></is></c>' % one for one in range(_WIDE))
    return _with_sheet(b"<worksheet><sheetData><row>" + cells + b"</row></sheetData></worksheet>")


def _with_sheet(sheet: bytes) -> bytes:
    packed = io.BytesIO()
    sound = zipfile.ZipFile(io.BytesIO(xlsx(["name"], ["Hall"])))
    with sound, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sound.namelist():
            is_sheet = name.startswith("xl/worksheets/sheet")
            archive.writestr(name, sheet if is_sheet else sound.read(name))
    return packed.getvalue()


def _tables(folder: Path) -> Iterator[tuple[str, bytes]]:
    headings = [b"c%d" % one for one in range(_WIDE)]
    cells = '<table:table-cell office:value-type="string"><text:p>c</text:p></table:table-cell>'
    yield "bomb.xlsx", _bomb("xl/workbook.xml")
    yield "bomb.ods", _bomb("content.xml")
    yield "deep.xlsx", _with_sheet(b"<worksheet>" + b"<a>" * _DEEP)
    yield "deep.ods", ods("<table:table-row>" * 50_000)
    yield "deep.geojson", _deep_geojson()
    yield "deep.gpkg", _deep_geopackage(folder)
    yield "wide.csv", b",".join(headings) + b"\nx\n"
    yield "wide.tsv", b"\t".join(headings) + b"\nx\n"
    yield "wide.xlsx", _wide_xlsx()
    yield "wide.ods", ods(f"<table:table-row>{cells * _WIDE}</table:table-row>")
    yield "formula.xlsx", xlsx(["name", "holds"], ["=1+1", "=SUM(A1:A9)"])
    yield (
        "formula.ods",
        ods('<table:table-row><table:table-cell table:formula="of:=1+1"/></table:table-row>'),
    )
    for kind in ("csv", "tsv", "xlsx", "ods", "geojson", "gpkg"):
        yield f"nuls.{kind}", b"name\n" + b"\0" * 100_000
        yield f"cut.{kind}", _wide_xlsx()[:5_000]
        yield f"page.{kind}", b"<html>" * 1_000


def _boundaries(folder: Path) -> Iterator[tuple[str, bytes]]:
    yield "deep.geojson", _deep_geojson()
    yield "deep.gpkg", _deep_geopackage(folder)
    yield "bomb.zip", _bomb("wards.shp")
    for kind in ("geojson", "gpkg", "zip", "parquet"):
        yield f"nuls.{kind}", b"\0" * 100_000
        yield f"cut.{kind}", _wide_xlsx()[:5_000]
        yield f"page.{kind}", b"<html>" * 1_000


def _parts(bombs: str, deep: bytes) -> Callable[[Path], Iterator[tuple[str, bytes]]]:
    def made(_: Path) -> Iterator[tuple[str, bytes]]:
        yield "bomb", _bomb(bombs)
        yield "deep", deep
        yield "nuls", b"\0" * 100_000
        yield "cut", _wide_xlsx()[:5_000]
        yield "page", b"<html>" * 1_000

    return made


def _boundary(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    read_boundaries(file, set_id="wards")


_SORTS: dict[str, tuple[Callable[[Path], Iterator[tuple[str, bytes]]], Callable[..., object]]] = {
    "table": (_tables, lambda file, content: read_table(content, file_name=file.name)),
    "boundaries": (_boundaries, _boundary),
    "template": (
        _parts("word/document.xml", b"<w:p>" * _DEEP),
        lambda _, content: opened(content),
    ),
    "roadshow": (
        _parts("roadshow.json", b'{"version":' + b"[" * _DEEP),
        lambda _, content: read_file(content, is_coming_back=True),
    ),
    **{
        f"network {name}": (
            _parts("xl/workbook.xml", b"<graphml>" + b"<node>" * _DEEP),
            lambda _, content, form=form: form.read(content),
        )
        for name, form in FORMATS.items()
    },
}

SORTS = tuple(_SORTS)


def all_of_them(sort: str) -> list[Became]:
    """Read every hostile file of a sort; return what was said of each, and in what time."""
    made, read = _SORTS[sort]
    became = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in made(folder):
            began = time.process_time()
            try:
                read(folder / file, content)
                said = "read"
            except AssetMapError as error:
                said = str(error)
            except Exception as error:  # noqa: BLE001 - that is what is looked for
                said = f"broken: {error!r}"
            became.append((file, said, time.process_time() - began))
    return became
