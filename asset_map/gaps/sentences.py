"""Why a ward is in its class, as a person would say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from asset_map.model.gap import GapClass, GapSettings, MappingStatus, NearestOver
from asset_map.model.words import counted, listed, long_date, percent

__all__ = [
    "Lasting",
    "People",
    "Sought",
    "lasting",
    "metres",
    "over_words",
    "people_words",
    "sentences_beside",
    "why",
]

_METRES_IN_KM = 1_000
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: its name in commands, and what sentences call one and many."""

    name: str = "anchor"
    one: str = "recognised anchor organisation"
    many: str = "recognised anchor organisations"


class Lasting(NamedTuple):
    """The sentences that no reach changes: what is inside, what is over the edge, and the rest."""

    inside: str
    over: str
    rest: str


class People(NamedTuple):
    """Who lives beyond reach; None where nobody is counted. ``share`` is from 0 to 1."""

    residents: int | None
    beyond: int | None
    share: float


def metres(distance_m: float) -> str:
    """Return a distance in words: "100 m", "1.4 km"."""
    if round(distance_m) < _METRES_IN_KM:
        return f"{max(distance_m, 1):.0f} m"
    return f"{distance_m / _METRES_IN_KM:.1f} km"


def lasting(
    inside: Sequence[str],
    over: str,
    beside: str,
    *,
    is_edge: bool,
    said_on: date | None,
    sought: Sought,
) -> Lasting:
    """
    Return the sentences that no reach changes.

    ``over`` is that of the nearest one, ``beside`` that of those inside which do not count.
    """
    rest = (
        beside,
        "One lies so near a boundary that it could be in either ward." if is_edge else "",
        f"Somebody last looked on {long_date(said_on)}." if said_on else "",
    )
    return Lasting(
        inside=_inside(inside, sought), over=over, rest=" ".join(one for one in rest if one)
    )


def why(
    gap_class: GapClass, status: MappingStatus, lasts: Lasting, people: str, hours: float
) -> str:
    """
    Return why a ward is in its class, in a few plain sentences.

    How many are inside, who lives beyond reach, the nearest over the boundary, what
    comes by, who waits for a decision, and when somebody last looked.
    """
    unmapped = visiting = ""
    if gap_class is GapClass.NOT_YET_MAPPED:
        unmapped = f"Not yet mapped ({status.label}): none recorded does not mean none."
    if hours > 0:
        visiting = f"Visiting services come within reach for {hours:.1f} hours in 28 days."
    parts = (unmapped, lasts.inside, people, lasts.over, visiting, lasts.rest)
    return " ".join(part for part in parts if part)


def people_words(people: People, reach: str, *, is_anchored: bool) -> str:
    """Return the sentence of who lives beyond reach; ``reach`` says how far that is."""
    residents, beyond, share = people
    if not residents or beyond is None:
        near = "beyond" if share > 0 else "within"
        lives = "nobody knows how many live" if residents is None else "nobody is counted as living"
        return f"Its middle is {near} reach of one ({reach}); {lives} there."
    if not beyond:
        return f"All {counted(residents, 'resident')} live within reach of one ({reach})."
    live = "lives" if beyond == 1 else "live"
    start = "Even so, " if is_anchored else ""
    told = counted(beyond, "resident")
    return f"{start}{told} ({percent(share)}) {live} beyond reach of one ({reach})."


def over_words(
    over: NearestOver | None, mean_m: float | None, settings: GapSettings, *, is_anchored: bool
) -> str:
    """Return the sentence of the nearest one over the boundary; with each distance its walk."""
    if over is None:
        return "" if is_anchored else "None is recorded anywhere near."
    where = f"in {over.ward_name}" if over.ward_name else "outside the areas"
    mean = ""
    if mean_m:
        walked = settings.walk_words(mean_m)
        mean = f"; residents live {metres(mean_m)} from one on average, {walked}"
    far = metres(over.over_boundary_m)
    walk = settings.walk_words(over.over_boundary_m)
    return f"The nearest is {over.name}, {far} over the boundary {where}, {walk}{mean}."


def _inside(names: Sequence[str], sought: Sought) -> str:
    if not names:
        return f"No {sought.one} is recorded inside."
    is_are = "is" if len(names) == 1 else "are"
    return f"{counted(len(names), sought.one, sought.many)} {is_are} inside: {_listed(names)}."


def sentences_beside(candidates: Sequence[str], not_checked: Sequence[str]) -> str:
    """Return the sentences of those inside that do not count, each with why."""
    told = []
    if not_checked:
        verb, whose = ("is", "its") if len(not_checked) == 1 else ("are", "their")
        told.append(
            f"{_listed(not_checked)} {verb} recognised and not counted, since nobody has checked "
            f"{whose} record for too long."
        )
    if candidates:
        verb = "waits" if len(candidates) == 1 else "wait"
        many = counted(len(candidates), "candidate")
        told.append(f"{many} {verb} for a decision: {_listed(candidates)}.")
    return " ".join(told)


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return listed(shown)
