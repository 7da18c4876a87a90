"""The file that a roadshow travels in: written, sealed, opened, and never trusted."""

import json
import secrets
from collections.abc import Iterator

from pydantic import ValidationError

from asset_map.credentials.sealed_file import RANDOM_BYTES, seal, unseal
from asset_map.model.away import FILE_VERSION, Holding, RoadshowFile
from asset_map.model.errors import AssetMapError, UnreadableFileError
from asset_map.register.rows import text_from, text_of

__all__ = ["MOST_BYTES", "file_text", "opened_file", "read_file", "sealed_file"]

MOST_BYTES = 64 * 1024 * 1024
_LONGEST_TEXT = 20_000
_MOST_RECORDS = 200_000
_LONGEST_ID = 128
# What a database keeps as a whole number.
_LARGEST = 2**31 - 1


def sealed_file(file: RoadshowFile, passphrase: str, *, randomness: bytes | None = None) -> bytes:
    """Return the file as it leaves: one JSON, sealed with a passphrase."""
    randomness = secrets.token_bytes(RANDOM_BYTES) if randomness is None else randomness
    return seal(file_text(file), passphrase, randomness=randomness)


def file_text(file: RoadshowFile) -> bytes:
    """Return the file as JSON, before it is sealed."""
    return text_of(file).encode()


def opened_file(sealed: bytes, passphrase: str, *, is_coming_back: bool) -> RoadshowFile:
    """
    Return what lies in a file, checked from top to bottom.

    Raises
    ------
    UnreadableFileError
        When it is too large, damaged, of another version or direction, or its content is
        not what this program writes.
    InvalidSubmissionError
        When the passphrase is another one.
    """
    if len(sealed) > MOST_BYTES:
        message = f"The file has {len(sealed) / 1e6:,.0f} MB; no roadshow is as large as that."
        raise UnreadableFileError(message)
    return read_file(unseal(sealed, passphrase), is_coming_back=is_coming_back)


def read_file(text: bytes, *, is_coming_back: bool) -> RoadshowFile:
    """
    Return what a file's text says.

    Raises
    ------
    UnreadableFileError
        When it is of another version or direction, or not what this program writes.
    """
    try:
        raw = json.loads(text)
        _check_version(raw)
        _check_leaves(raw)
        file = text_from(RoadshowFile, text.decode())
    except AssetMapError as error:
        message = f"The file cannot be taken in. {error}"
        raise UnreadableFileError(message) from error
    except (ValueError, RecursionError, ValidationError) as error:
        message = "The file does not hold what this program writes. Ask for it to be made again."
        raise UnreadableFileError(message) from error
    if is_coming_back != (file.before is not None):
        message = (
            "This file is on its way out: unpack it on the laptop, and bring back the file that "
            "'return' writes there."
            if is_coming_back
            else "This file is on its way back: merge it at the office."
        )
        raise UnreadableFileError(message)
    _check_ids(file.holding)
    return file


def _check_version(raw: object) -> None:
    version = raw.get("version", FILE_VERSION) if isinstance(raw, dict) else None
    if version != FILE_VERSION:
        message = "It was made by another version of this program; bring both up to date."
        raise UnreadableFileError(message)


def _check_leaves(raw: object) -> None:
    """Go on only when every text and number is one that anybody types, and can be kept."""
    if isinstance(raw, dict) and isinstance(raw.get("area"), dict):
        raw = {**raw, "area": {**raw["area"], "shapes": None}}
    for leaf in _leaves(raw):
        if isinstance(leaf, str) and (len(leaf) > _LONGEST_TEXT or "\x00" in leaf):
            message = f"A text in it is longer than {_LONGEST_TEXT:,} letters, or cannot be kept."
            raise UnreadableFileError(message)
        if isinstance(leaf, int) and not 0 <= leaf <= _LARGEST:
            message = f"A number in it is less than nothing, or more than {_LARGEST:,}."
            raise UnreadableFileError(message)


def _leaves(raw: object) -> Iterator[object]:
    if isinstance(raw, dict):
        for key, value in raw.items():
            yield key
            yield from _leaves(value)
    elif isinstance(raw, list):
        for value in raw:
            yield from _leaves(value)
    else:
        yield raw


def _is_id(id_: str) -> bool:
    return 0 < len(id_) <= _LONGEST_ID and id_.isprintable()


def _check_ids(holding: Holding) -> None:
    """Go on only when there are not too many records, and no id stands twice in its kind."""
    kinds = (
        *(holding.assets, holding.submissions, holding.connections, holding.offers),
        *(holding.suggestions, holding.talks, holding.participants, holding.cards),
        *(holding.actions, holding.check_ins, holding.stories, holding.stalls, holding.sign_ups),
        *(holding.people, holding.consents),
    )
    if sum(map(len, kinds)) > _MOST_RECORDS:
        message = f"The file holds more than {_MOST_RECORDS:,} records; that is no roadshow."
        raise UnreadableFileError(message)
    for records in kinds:
        ids = [record.id for record in records]
        if len(set(ids)) < len(ids) or not all(map(_is_id, ids)):
            message = "The file names a record twice, or one has no proper id."
            raise UnreadableFileError(message)
