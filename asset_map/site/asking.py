"""What somebody asks of Find, read from the page's address."""

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from asset_map.model.asset import AssetKind, Function
from asset_map.model.location import Coordinates
from asset_map.model.query import ADDRESS_NAMES, Access, Query, Weekday
from asset_map.model.state import RecordState
from asset_map.model.typed import as_one_line
from asset_map.model.words import MILE_M
from asset_map.usecases.find_assets import LISTED_KINDS, Choices

__all__ = ["MILES", "NAMES", "NUMBERS", "PAGE", "Asked", "read_asked"]

# The least and the most of what is written as a number.
NUMBERS: Mapping[str, tuple[int, int]] = {"age": (0, 120), "seats": (1, 5_000)}
PAGE = 20
LONGEST = 200
# Further on nobody turns, and a number of any length would be too large for a database.
_LAST_PAGE = 9_999
MILES = ("0.5", "1", "3", "10")
# How far away is asked in a choice of miles, beside the query's own choices.
NAMES: Mapping[str, str] = {**ADDRESS_NAMES, "within_m": "within", "only_open": "closed"}
_FOLDED = frozenset(NAMES.values()) - {"q"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """
    The choices that stand in an address, as they were typed.

    ``values`` holds each choice that can be made, by its name in the address; what
    is on offer no longer is left out. ``faults`` are the names of those that do not do.
    """

    values: Mapping[str, tuple[str, ...]]
    faults: tuple[str, ...] = ()
    page: int = 1

    def one(self, name: str) -> str:
        """Return a choice of which there is one; "" where it was not made."""
        return self.values.get(name, ("",))[-1]

    def all(self, name: str) -> tuple[str, ...]:
        """Return a choice of which there may be several."""
        return self.values.get(name, ())

    @property
    def folded(self) -> int:
        """How many choices were made that are folded away."""
        return sum(name in _FOLDED for name in self.values)

    def pairs(self, *, without: str = "") -> list[tuple[str, str]]:
        """Return the choices as they stand in the address, but for one."""
        return [
            (name, value) for name, some in self.values.items() if name != without for value in some
        ]

    def query(self, near: Coordinates | None) -> Query:
        """Return what to look for, measured from a point."""
        within = self.one("within")
        day = self.one("day")
        return Query(
            text=self.one("q"),
            kinds=tuple(AssetKind(one) for one in self.all("kind")) or LISTED_KINDS,
            ward_codes=self.all("ward"),
            committee_id=self.one("committee"),
            functions=tuple(Function(one) for one in self.all("for")),
            day=Weekday(day) if day else None,
            age=int(self.one("age")) if self.one("age") else None,
            language=self.one("language"),
            access=tuple(Access(one) for one in self.all("access")),
            seats=int(self.one("seats")) if self.one("seats") else None,
            only_open=not self.one("closed"),
            anchors_only=bool(self.one("anchors")),
            near=near,
            within_m=float(within) * MILE_M if near and within else None,
            record_states=(RecordState.APPROVED,),
            offset=(self.page - 1) * PAGE,
            limit=PAGE,
        )


def read_asked(params: QueryParams, choices: Choices) -> Asked:
    """Return what an address asks; what it holds besides is passed over."""
    offered = {
        "kind": [one.value for one in LISTED_KINDS],
        "ward": [ward.code for ward in choices.wards],
        "committee": [committee_id for committee_id, _ in choices.committees],
        "for": [one.value for one in Function],
        "day": [one.value for one in Weekday],
        "language": choices.languages,
        "access": [one.value for one in Access],
        "anchors": ["yes"],
        "closed": ["yes"],
        "within": MILES,
    }
    values: dict[str, tuple[str, ...]] = {
        name: (text,) for name in ("q", "near", *NUMBERS) if (text := _text(params, name))
    }
    for name, some in offered.items():
        if chosen := tuple(dict.fromkeys(one for one in params.getlist(name) if one in some)):
            values[name] = chosen
    faults = tuple(
        name
        for name, (low, high) in NUMBERS.items()
        if name in values and not _is_number(values[name][0], low, high)
    )
    return Asked(values=values, faults=faults, page=_page(params.get("page", "")))


def _is_number(text: str, low: int, high: int) -> bool:
    return text.isascii() and text.isdecimal() and low <= int(text[:5]) <= high


def _text(params: QueryParams, name: str) -> str:
    return as_one_line(params.get(name, ""))[:LONGEST]


def _page(text: str) -> int:
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(_LAST_PAGE))
    return max(1, int(text)) if is_number else 1
