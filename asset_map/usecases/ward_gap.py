"""
A ward's gap figures for a page that must not wait for them.

They are worked out once for each state of the register, beside the pages; until they are
there a page is shown without. What is hidden since is then in none: older figures are
never shown.
"""

from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from threading import Lock
from time import monotonic

from asset_map.model.area import BoundaryKind
from asset_map.model.errors import AssetMapError, RegisterAwayError
from asset_map.model.gap import GapClass, GapRow, GapSettings
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.words import LONDON
from asset_map.register import areas
from asset_map.usecases.gap_carried import said_of
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.gap_study import study_of
from asset_map.usecases.house import House

__all__ = ["WardGap", "ward_gap"]

# What takes longer than a page waits rests so many times as long before it begins anew: pages
# of a busy day cost a tenth of one processor at most.
_PATIENCE_S = 0.25
_REST = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class WardGap:
    """A ward's row, at the council's own reach; ``looked_on`` is when somebody last looked."""

    row: GapRow
    settings: GapSettings
    looked_on: date | None

    @property
    def is_told(self) -> bool:
        """Whether more can be said than that the ward is not yet mapped."""
        return self.row.gap_class is not GapClass.NOT_YET_MAPPED


_State = tuple[int, date]
_Rows = Mapping[str, WardGap]


@dataclass(slots=True, kw_only=True)
class _Shelf:
    """The latest figures of one audience, there or on their way, and when to begin anew."""

    state: _State | None = None
    coming: Future[_Rows] | None = None
    rests_until: float = 0.0


@dataclass(slots=True)
class _Desk:
    """Where the figures of a house are worked out, one audience after the other."""

    lock: Lock = field(default_factory=Lock)
    shelves: dict[Audience, _Shelf] = field(default_factory=dict)
    worker: ThreadPoolExecutor = field(
        default_factory=lambda: ThreadPoolExecutor(max_workers=1, thread_name_prefix="ward-gaps")
    )


def ward_gap(
    house: House, code: str, *, actor: Actor, now: datetime, patience_s: float = _PATIENCE_S
) -> WardGap | None:
    """
    Return a ward's figures as the actor may see them, or None where they are not there yet.

    ``patience_s`` is how long to wait for them.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        state = house.register.change_count(connection), now.astimezone(LONDON).date()
    coming = _coming(house, state, actor=actor, now=now)
    if coming is None:
        return None
    try:
        return coming.result(timeout=patience_s).get(code)
    except RegisterAwayError:
        # Nothing of the register changed, and yet it has to be worked out again.
        _desk(house).shelves.pop(actor.audience, None)
        return None
    except (TimeoutError, AssetMapError):
        return None


def _coming(house: House, state: _State, *, actor: Actor, now: datetime) -> Future[_Rows] | None:
    """Return the figures of this state of the register, begun if they may; None in a rest."""
    desk = _desk(house)
    with desk.lock:
        shelf = desk.shelves.setdefault(actor.audience, _Shelf())
        if shelf.state == state:
            return shelf.coming
        if monotonic() < shelf.rests_until or (shelf.coming and not shelf.coming.done()):
            return None
        shelf.state = state
        shelf.coming = desk.worker.submit(_worked_out, house, shelf, actor=actor, now=now)
        return shelf.coming


@lru_cache(maxsize=4)
def _desk(house: House) -> _Desk:
    del house
    return _Desk()


def _worked_out(house: House, shelf: _Shelf, *, actor: Actor, now: datetime) -> _Rows:
    began = monotonic()
    settings = gap_settings(house.settings)
    rows = study_of(house, ANCHOR, actor=actor, now=now).rows(settings)
    with house.register.reading() as connection:
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        looked = said_of(house, connection, ward_set, settings).said_on if ward_set else {}
    took_s = monotonic() - began
    if took_s > _PATIENCE_S:
        shelf.rests_until = monotonic() + _REST * took_s
    return {
        row.code: WardGap(row=row, settings=settings, looked_on=looked.get(row.code))
        for row in rows
    }
