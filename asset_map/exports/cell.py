"""How a value of the model stands in a cell: one small function for each sort of value."""

from datetime import date, datetime
from functools import singledispatch

from asset_map.model.asset import Identifier
from asset_map.model.cells import join_items
from asset_map.model.words import LONDON, WordEnum

__all__ = ["Cell", "cell_of"]

# An empty cell is "".
Cell = str | int | float


@singledispatch
def cell_of(value: object) -> Cell:
    """Return the cell: enums by their words, dates as ISO has them, None as empty."""
    return "" if value is None else str(value)


@cell_of.register
def _number(value: int | float) -> Cell:
    return value


@cell_of.register
def _claim(value: bool) -> Cell:  # noqa: FBT001  # the value itself
    return "yes" if value else "no"


@cell_of.register
def _word(value: WordEnum) -> Cell:
    return value.label


@cell_of.register
def _day(value: date) -> Cell:
    return value.isoformat()


@cell_of.register
def _moment(value: datetime) -> Cell:
    return value.astimezone(LONDON).isoformat(timespec="minutes")


@cell_of.register
def _identifier(value: Identifier) -> Cell:
    return f"{value.scheme}={value.value}"


@cell_of.register
def _several(value: tuple) -> Cell:  # type: ignore[type-arg]  # dispatched on the bare class
    return join_items(str(cell_of(one)) for one in value)
