"""Writing a file whole or not at all."""

from contextlib import suppress
from pathlib import Path

from asset_map.model.errors import UnwritableFileError

__all__ = ["write_whole"]


def write_whole(file: Path, content: bytes) -> None:
    """
    Write a file under another name first, so that nobody ever finds half of it.

    Raises
    ------
    UnwritableFileError
        When there is no room, or nobody may write there; what stood there before stays.
    """
    if not file.name:
        message = f"'{file}' is no name for a file. Name one, like register.csv."
        raise UnwritableFileError(message)
    draft = file.with_name(f".{file.name}.part")
    try:
        draft.write_bytes(content)
        draft.replace(file)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        message = (
            f"'{file}' cannot be written: {error.strerror}. Make room on that disk, or name "
            "another folder; nothing of it was left there."
        )
        raise UnwritableFileError(message) from error
