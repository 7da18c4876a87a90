"""What a file may be at most before it is opened."""

import io
import zipfile

from asset_map.model.errors import UnreadableFileError

__all__ = ["check_archive", "check_size"]

_LARGEST, _UNPACKED, _ENTRIES = 20_000_000, 100_000_000, 200


def check_size(raw: bytes) -> None:
    """Refuse a file that is too large to be a network of a district."""
    if len(raw) > _LARGEST:
        message = f"The file has {len(raw):,} bytes; at most {_LARGEST:,} can be read."
        raise UnreadableFileError(message)


def check_archive(raw: bytes) -> None:
    """Refuse a file that is no zip archive, or is too large once unpacked."""
    check_size(raw)
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        message = "The file is damaged, or not of the kind that was chosen. Choose it again."
        raise UnreadableFileError(message) from error
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > _UNPACKED:
        message = "The file would unpack to more than can be read; split it in parts."
        raise UnreadableFileError(message)
