"""Reading a file that somebody uploaded or named, within the limits of the settings."""

from collections.abc import Callable
from pathlib import Path
from typing import ParamSpec, TypeVar

from asset_map.imports.child import read_apart
from asset_map.imports.spreadsheet import read_table
from asset_map.imports.table import Table
from asset_map.usecases.erased_again import table_without_the_erased
from asset_map.usecases.house import House

__all__ = ["open_file", "read_within_limits"]

P = ParamSpec("P")
T = TypeVar("T")


def read_within_limits(
    house: House, reader: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs
) -> T:
    """
    Return what a reader makes of a file, in a child with limits unless they are switched off.

    Raises
    ------
    AssetMapError
        What the reader refuses.
    UnreadableFileError
        When it takes too long, or too much memory.
    """
    seconds, megabytes = house.settings.upload_seconds, house.settings.upload_memory_mb
    if not seconds:
        return reader(*args, **kwargs)
    return read_apart(seconds, megabytes, reader, *args, **kwargs)


def open_file(
    house: House, source: Path | bytes, *, file_name: str = "", sheet: str | None = None
) -> Table:
    """
    Return the table in a file, without anybody who was erased since it was written.

    ``sheet`` names the sheet of a workbook or the layer of a GeoPackage; otherwise the first
    that has headings is read.

    Raises
    ------
    UnreadableFileError
        When it is too large, too deep, empty, no file that is known here, or has no such sheet.
    """
    table = read_within_limits(
        house,
        read_table,
        source,
        file_name=file_name,
        sheet=sheet,
        max_rows=house.settings.max_import_rows,
        max_bytes=house.settings.max_upload_mb * 1024 * 1024,
    )
    with house.register.reading() as connection:
        return table_without_the_erased(connection, table)
