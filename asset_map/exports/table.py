"""
What an export is made of: its rows, their cells and its conditions.

A row is one asset at its first place that may be told; its other places stand in words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from asset_map.exports.cell import Cell, cell_of
from asset_map.exports.columns import Column
from asset_map.exports.times import times_of, when_words
from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset
from asset_map.model.location import Location, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.words import LONDON, long_date

__all__ = ["Conditions", "ExportRow", "cells"]

# A tenth of a metre either way: no place here is known more closely.
_DECIMALS = {"lon": 6, "lat": 6, "easting": 1, "northing": 1, "accuracy_m": 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One asset as its audience sees it, with the ward of ``place``."""

    asset: Asset
    ward_code: str = ""
    ward_name: str = ""

    @property
    def places(self) -> tuple[Location, ...]:
        """The places that may be told: never a withheld one."""
        return tuple(
            place for place in self.asset.locations if place.publish is not PublishLocation.WITHHELD
        )

    @property
    def place(self) -> Location | None:
        """The place that the row's columns tell of."""
        return next(iter(self.places), None)

    @property
    def ward(self) -> tuple[str, str]:
        """The ward's code and name; empty where the row has no place to be in it."""
        return (self.ward_code, self.ward_name) if self.place else ("", "")

    @property
    def other_places(self) -> tuple[str, ...]:
        """The further places, in words."""
        return tuple(said for place in self.places[1:] if (said := _place_words(place)))

    @property
    def is_recognised_anchor(self) -> bool:
        """Whether it was recognised as an anchor organisation."""
        anchor = self.asset.anchor
        return anchor is not None and anchor.status is AnchorStatus.RECOGNISED


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """
    What a reader must know of an export: whose it is, of when, by which wards.

    ``boundary_set`` is the set's name; ``attributions`` are the lines that the licences
    of the wards and postcodes ask for.
    """

    council: str
    audience: Audience
    cut_off: datetime
    boundary_set: str
    attributions: tuple[str, ...] = ()

    @property
    def attribution(self) -> str:
        """The attributions in one line."""
        return " ".join(self.attributions)

    def in_words(self) -> dict[str, str]:
        """Return the conditions as people read them, each under its heading."""
        at = self.cut_off.astimezone(LONDON)
        return {
            "Register of": self.council,
            "As it stood on": f"{long_date(at)}, {at:%H:%M}",
            "As these may see it": self.audience.label,
            "Wards": self.boundary_set,
            "Sources": self.attribution,
        }


@cache
def _ways(columns: tuple[Column, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return where each column's value begins, and the names to follow from there."""
    parted = (column.path.split(".") for column in columns)
    return tuple((root, tuple(names)) for root, *names in parted)


def cells(row: ExportRow, conditions: Conditions, columns: tuple[Column, ...]) -> Iterator[Cell]:
    """Give the row's cells, column by column."""
    ward_code, ward_name = row.ward
    roots = {
        "row": row,
        "asset": row.asset,
        "place": row.place,
        "times": times_of(row.place),
        "ward_code": ward_code,
        "ward_name": ward_name,
        "conditions": conditions,
    }
    for column, (root, names) in zip(columns, _ways(columns), strict=True):
        value: object = roots[root]
        for name in names:
            value = None if value is None else getattr(value, name)
        if isinstance(value, float):
            value = round(value, _DECIMALS[column.name])
        # Most cells are empty, or texts as they are.
        yield (value or "") if value is None or type(value) is str else cell_of(value)


def _place_words(place: Location) -> str:
    where = ", ".join(part for part in (place.place_name, place.address, place.postcode) if part)
    when = "; ".join(when_words(place))
    return f"{where} ({when})" if where and when else where or when
