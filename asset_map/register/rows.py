"""Between the model's dataclasses and what the tables hold; nothing is lost either way."""

import dataclasses
import math
import re
from collections.abc import Callable
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import sqlalchemy as sa
from pydantic import TypeAdapter
from pydantic_core import PydanticSerializationError

from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, Problem

__all__ = ["asset_from", "asset_text", "record_from", "row_of", "text_from", "text_of"]

T = TypeVar("T")

# JSON's spelling of the character U+0000, behind an even number of backslashes.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")


_adapter: Callable[[Any], TypeAdapter[Any]] = cache(TypeAdapter)


def text_of(record: object) -> str:
    """
    Return a record as JSON; what is as the model's defaults say is left out.

    Raises
    ------
    InvalidSubmissionError
        When a text holds a character that a database cannot keep.
    """
    try:
        text = _adapter(type(record)).dump_json(record, exclude_defaults=True).decode()
    except (PydanticSerializationError, UnicodeEncodeError):
        text = r"\u0000"
    if r"\u0000" in text and _NUL.search(text):
        raise _unkeepable(field="name")
    return text


def text_from(of: type[T], text: str) -> T:
    """Return the record that ``text_of`` wrote."""
    record: T = _adapter(of).validate_json(text)
    return record


def asset_text(asset: Asset) -> str:
    """
    Return an asset as JSON.

    Raises
    ------
    InvalidSubmissionError
        When it holds a text or a number that cannot be kept.
    """
    for place in asset.locations:
        point, grid = place.point, place.grid
        degrees = (point.lon, point.lat) if point else ()
        metres = (grid.easting, grid.northing) if grid else ()
        if not all(map(math.isfinite, (*degrees, *metres, place.accuracy_m or 0.0))):
            problem = Problem(
                field="point",
                fault="A place has a coordinate that is no number.",
                remedy="Place it again, or leave it without a point.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))
    return text_of(asset)


def asset_from(text: str) -> Asset:
    """Return the asset that ``asset_text`` wrote."""
    return text_from(Asset, text)


def row_of(record: object) -> dict[str, Any]:
    """Return a flat record as a row: enums by their value, tuples as lists."""
    assert dataclasses.is_dataclass(record)  # noqa: S101 - narrows the type
    return {field.name: _plain(getattr(record, field.name)) for field in dataclasses.fields(record)}


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and not value.isascii():
        _check_keepable(value)
    elif isinstance(value, str) and "\x00" in value:
        raise _unkeepable()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def _check_keepable(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise _unkeepable() from None
    if "\x00" in text:
        raise _unkeepable()


def _unkeepable(*, field: str = "text") -> InvalidSubmissionError:
    problem = Problem(
        field=field,
        fault="A text holds a character that cannot be kept (a NUL or half a character).",
        remedy="Type the text again instead of pasting it.",
    )
    return InvalidSubmissionError(str(problem), problems=(problem,))


def record_from(of: type[T], row: sa.RowMapping, **more: object) -> T:
    """Return the flat record that ``row_of`` made a row of, with ``more`` beside it."""
    record: T = _adapter(of).validate_python({**row, **more})
    return record
