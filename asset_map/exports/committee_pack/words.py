"""How the facts of a pack are put in words, the same on every page and in every format."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any, TypeVar, cast

from asset_map.model.asset import Function
from asset_map.model.committee_pack import CommitteePack, PackState, PackWard
from asset_map.model.gap import GapRow, GapRun
from asset_map.model.words import counted, long_date, percent

__all__ = [
    "area",
    "beyond_words",
    "class_words",
    "day_words",
    "foot_of",
    "functions_words",
    "in_one_line",
    "inside_words",
    "named",
    "printable",
    "title_of",
    "ward_numbers",
]


T = TypeVar("T")
# Signs that no XML may hold, and those that turn the words behind them round.
_NO_WORDS = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


def printable(told: T) -> T:
    """Return a text, or whatever holds texts, without the signs that no paper may hold."""
    known: Any = told
    if type(known) is str:
        known = _NO_WORDS.sub("", known)
    elif isinstance(known, tuple):
        known = tuple(map(printable, known))
    elif is_dataclass(known) and not isinstance(known, type):
        known = replace(
            known, **{one.name: printable(getattr(known, one.name)) for one in fields(known)}
        )
    return cast("T", known)


def title_of(pack: CommitteePack) -> str:
    """Return the title of the pack, as its cover and its file's properties have it."""
    return printable(f"{pack.committee}: strengths and gaps, {long_date(pack.meeting)}")


def class_words(row: GapRow, run: GapRun) -> str:
    """Return the class, and whether most live beyond reach all the same."""
    far = ", yet most live beyond reach" if row.is_mostly_beyond else ""
    return f"{row.gap_class.words(run.conditions.sought)}{far}"


def beyond_words(row: GapRow) -> str:
    """Return how many residents are beyond reach, with their share."""
    if row.residents_beyond_reach is None:
        return "not known"
    if not row.residents:
        return "nobody lives here"
    return f"{row.residents_beyond_reach:,} ({percent(row.share_beyond_reach)})"


def inside_words(run: GapRun) -> str:
    """Return the heading over what is counted inside a ward."""
    return "Anchors" if run.conditions.sought == "anchor" else "Inside"


def functions_words(some: Sequence[Function]) -> str:
    """Return functions in words."""
    return (
        "every function" if len(some) == len(Function) else in_one_line(one.label for one in some)
    )


def in_one_line(some: Iterable[str]) -> str:
    """Return several things in one line."""
    return ", ".join(some)


def area(pack: CommitteePack) -> str:
    """Return what the areas are called."""
    return pack.run.area_word


def named(wards: Iterable[PackWard]) -> str:
    """Return wards as they are keyed: "2 Harbour, 5 Moor"."""
    return in_one_line(f"{one.number} {one.name}" for one in wards)


def ward_numbers(pack: CommitteePack) -> str:
    """Return how many areas there are, and which."""
    return f"{counted(len(pack.wards), area(pack))}: {named(pack.wards)}" if pack.wards else ""


def day_words(day: date | None) -> str:
    """Return a day in words; "" where none is known."""
    return long_date(day) if day else ""


def foot_of(pack: CommitteePack) -> str:
    """Return the line at the foot of each page."""
    issue = f", issue {pack.issue}" if pack.issue > 1 else ""
    draft = ", draft" if pack.state is PackState.DRAFT else ""
    return printable(f"{pack.council} · {pack.committee}, {long_date(pack.meeting)}{issue}{draft}")
