"""Why a ward is in its class, as a person would say it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from asset_map.model.gap import GapClass, MappingStatus, NearestOver
from asset_map.model.words import counted, long_date

__all__ = ["Sought", "WardFacts", "metres", "why"]

_METRES_IN_KM = 1_000
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for: its name in commands, and what sentences call one and many."""

    name: str = "anchor"
    one: str = "recognised anchor organisation"
    many: str = "recognised anchor organisations"


@dataclass(frozen=True, slots=True, kw_only=True)
class WardFacts:
    """What the sentence of a ward is made of; shares from 0 to 1, None where unknown."""

    gap_class: GapClass
    names_inside: Sequence[str]
    residents: int | None
    beyond: int | None
    share_beyond: float
    mean_m: float | None
    hours: float
    status: MappingStatus
    said_on: date | None
    candidates: Sequence[str]
    nearest_over: NearestOver | None
    is_edge: bool


def metres(distance_m: float) -> str:
    """Return a distance in words: "100 m", "1.4 km"."""
    if round(distance_m) < _METRES_IN_KM:
        return f"{max(distance_m, 1):.0f} m"
    return f"{distance_m / _METRES_IN_KM:.1f} km"


def why(facts: WardFacts, sought: Sought, reach: str) -> str:
    """
    Return why the ward is in its class, in a few plain sentences; ``reach`` says what is near.

    How many are inside, who lives beyond reach, the nearest over the boundary, what
    comes by, who waits for a decision, and when somebody last looked.
    """
    parts = (
        _unmapped(facts),
        _inside(facts, sought),
        _people(facts, reach),
        _over(facts),
        _visiting(facts),
        _waiting(facts),
        "One lies so near a boundary that it could be in either ward." if facts.is_edge else "",
        f"Somebody last looked on {long_date(facts.said_on)}." if facts.said_on else "",
    )
    return " ".join(part for part in parts if part)


def _unmapped(facts: WardFacts) -> str:
    if facts.gap_class is not GapClass.NOT_YET_MAPPED:
        return ""
    return f"This ward is not yet mapped ({facts.status.label}): none recorded does not mean none."


def _inside(facts: WardFacts, sought: Sought) -> str:
    names = facts.names_inside
    if not names:
        return f"No {sought.one} is recorded inside."
    is_are = "is" if len(names) == 1 else "are"
    return f"{counted(len(names), sought.one, sought.many)} {is_are} inside: {_listed(names)}."


def _people(facts: WardFacts, reach: str) -> str:
    if facts.residents is None or facts.beyond is None:
        near = "beyond" if facts.share_beyond > 0 else "within"
        return f"Its middle is {near} reach of one ({reach}); nobody knows how many live there."
    if not facts.beyond:
        return f"All {counted(facts.residents, 'resident')} live within reach of one ({reach})."
    live = "lives" if facts.beyond == 1 else "live"
    start = "Even so, " if facts.gap_class is GapClass.ANCHORED else ""
    people = counted(facts.beyond, "resident")
    return f"{start}{people} ({facts.share_beyond:.0%}) {live} beyond reach of one ({reach})."


def _over(facts: WardFacts) -> str:
    over = facts.nearest_over
    if over is None:
        return "" if facts.names_inside else "None is recorded anywhere near."
    where = f"in {over.ward_name}" if over.ward_name else "outside the areas"
    mean = f"; residents live {metres(facts.mean_m)} from one on average" if facts.mean_m else ""
    far = metres(over.over_boundary_m)
    return f"The nearest is {over.name}, {far} over the boundary {where}{mean}."


def _visiting(facts: WardFacts) -> str:
    if facts.hours <= 0:
        return ""
    return f"Visiting services come within reach for {facts.hours:.1f} hours in 28 days."


def _waiting(facts: WardFacts) -> str:
    waiting = facts.candidates
    if not waiting:
        return ""
    verb = "waits" if len(waiting) == 1 else "wait"
    return f"{counted(len(waiting), 'candidate')} {verb} for a decision: {_listed(waiting)}."


def _listed(names: Sequence[str]) -> str:
    shown = list(names[:_MOST_NAMED])
    if more := len(names) - len(shown):
        return f"{', '.join(shown)} and {more} more"
    return " and ".join(", ".join(shown).rsplit(", ", 1)) if len(shown) > 1 else shown[0]
