"""What a file may be at most before it is opened."""

import io
import zipfile
import zlib

from asset_map.model.errors import UnreadableFileError

__all__ = ["check_archive", "check_size"]

# What zipfile raises for archives that are cut short, changed, locked or of another kind.
_DAMAGED = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, zlib.error)
_LARGEST, _UNPACKED, _ENTRIES = 20_000_000, 100_000_000, 200


def check_size(raw: bytes) -> None:
    """Refuse a file that is too large to be a network of a district."""
    if len(raw) > _LARGEST:
        message = f"The file has {len(raw):,} bytes; at most {_LARGEST:,} can be read."
        raise UnreadableFileError(message)


def check_archive(raw: bytes) -> None:
    """Refuse a file that is no whole, open zip archive, or is too large once unpacked."""
    check_size(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
            _check_unpacked(entries)
            # Each part is read against the size and checksum that the directory claims.
            damaged = archive.testzip()
    except _DAMAGED as error:
        message = "The file is damaged or locked, or not of the kind chosen. Choose it again."
        raise UnreadableFileError(message) from error
    if damaged is not None:
        message = "A part of the file is damaged; export it anew and try again."
        raise UnreadableFileError(message)


def _check_unpacked(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED:
        message = "The file would unpack to more than can be read; split it in parts."
        raise UnreadableFileError(message)
