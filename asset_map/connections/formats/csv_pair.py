"""Two CSV tables, assets and connections, together in a zip file."""

import csv
import io
import zipfile
from collections.abc import Iterable

from asset_map.connections.formats.limits import check_archive
from asset_map.connections.formats.rows import (
    ASSETS,
    CONNECTIONS,
    Row,
    Rows,
    Taken,
    rows_of,
    taken,
)
from asset_map.connections.graph import Network
from asset_map.model.cells import neutralised, restored
from asset_map.model.errors import UnreadableFileError

__all__ = ["csv_zip", "from_csv_zip"]

_TABLES = {"assets.csv": ASSETS, "connections.csv": CONNECTIONS}


def csv_zip(graph: Network) -> bytes:
    """Return both tables; the same network gives the same bytes."""
    rows, file = rows_of(graph), io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in zip(_TABLES, (rows.assets, rows.connections), strict=True):
            # A date of its own: the archive would else tell when it was made.
            archive.writestr(zipfile.ZipInfo(name), _written(_TABLES[name], table))
    return file.getvalue()


def _written(names: tuple[str, ...], table: Iterable[Row]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(names)
    writer.writerows([neutralised(cell) for cell in row.values()] for row in table)
    return text.getvalue().encode("utf-8-sig")


def from_csv_zip(raw: bytes) -> Taken:
    """
    Return the network that two such tables hold.

    Raises
    ------
    UnreadableFileError
        When it is no zip file, lacks a table, or a table is no UTF-8 text.
    """
    check_archive(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            assets, connections = (_table(archive.read(name)) for name in _TABLES)
    except (KeyError, ValueError, csv.Error, zipfile.BadZipFile) as error:
        names = " and ".join(_TABLES)
        message = f"The zip file must hold {names}, as UTF-8; export it anew and try again."
        raise UnreadableFileError(message) from error
    return taken(Rows(assets=assets, connections=connections))


def _table(raw: bytes) -> tuple[Row, ...]:
    reader = csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline=""), restkey="")
    return tuple(
        {name: restored(cell or "") for name, cell in row.items() if name} for row in reader
    )
