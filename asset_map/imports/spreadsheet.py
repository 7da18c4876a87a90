"""
Any file that holds a table: CSV, TSV, XLSX, ODS, GeoJSON, GeoPackage.

What a file is shows in its first bytes; its name is only a hint. Every limit is checked
before a parser sees the file, or as soon as it is known.
"""

from codecs import BOM_UTF8
from pathlib import Path

from asset_map.imports.delimited import decoded, records_of
from asset_map.imports.geofile import is_geojson, is_geopackage, read_geofile
from asset_map.imports.headings import Records, tabled
from asset_map.imports.table import RowProblem, Table
from asset_map.imports.workbook import is_workbook, read_workbook
from asset_map.model.errors import UnreadableFileError

__all__ = ["MAX_BYTES", "MAX_ROWS", "RowProblem", "Table", "read_table"]

MAX_BYTES = 50_000_000
MAX_ROWS = 200_000

_NOT_TABLES = {
    b"\xd0\xcf\x11\xe0": "an old Excel file (.xls), or a workbook that is locked with a password",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document (RTF)",
    b"\x1f\x8b": "a gzip archive",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"<": "a web page or XML, whatever its name says",
}


def read_table(
    source: Path | bytes,
    *,
    file_name: str = "",
    sheet: str | None = None,
    max_rows: int = MAX_ROWS,
    max_bytes: int = MAX_BYTES,
) -> Table:
    """
    Return the table in a file.

    ``sheet`` names the sheet of a workbook or the layer of a GeoPackage; otherwise the
    first sheet that has headings is read, or the first that holds anything.

    Raises
    ------
    UnreadableFileError
        When it is too large, empty, damaged or no table at all; it says what to do.
    CrsError
        When a GeoJSON or GeoPackage is in another reference system than the two known.
    """
    file_name = file_name or (source.name if isinstance(source, Path) else "the file")
    raw = _read(source, max_bytes)
    start = raw[:1024].removeprefix(BOM_UTF8).lstrip()
    for mark, what in _NOT_TABLES.items():
        if start.startswith(mark):
            message = f"The file is {what}. Save the table as XLSX or CSV and try again."
            raise UnreadableFileError(message)
    if is_geopackage(raw) or is_geojson(raw):
        return read_geofile(raw, file_name=file_name, layer=sheet, max_rows=max_rows)
    if is_workbook(raw):
        records = read_workbook(raw, file_name=file_name, sheet=sheet, max_rows=max_rows)
    else:
        text, encoding = decoded(raw)
        records = Records(
            file_name=file_name,
            rows=records_of(text, prefer_tab=file_name.lower().endswith((".tsv", ".tab"))),
            encoding=encoding,
            is_delimited=True,
        )
    table = tabled(records)
    if len(table.rows) > max_rows:
        message = (
            f"The file has {len(table.rows):,} rows; at most {max_rows:,} can be read at once. "
            "Import it in parts."
        )
        raise UnreadableFileError(message)
    return table


def _read(source: Path | bytes, max_bytes: int) -> bytes:
    try:
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > max_bytes:
            message = (
                f"The file has {size / 1e6:,.1f} MB; at most {max_bytes / 1e6:,.0f} MB can be "
                "read. Take out what is not needed, or import it in parts."
            )
            raise UnreadableFileError(message)
        raw = source if isinstance(source, bytes) else source.read_bytes()
    except OSError as error:
        message = f"The file cannot be opened ({error.strerror}). Check its name and place."
        raise UnreadableFileError(message) from error
    if not raw.strip():
        message = "The file is empty. It needs a row of headings and rows under it."
        raise UnreadableFileError(message)
    return raw
