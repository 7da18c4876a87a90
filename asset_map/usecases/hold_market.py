"""The market place: stalls made from what was said, numbered, placed and printed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NoReturn

from asset_map.exports.printing import printed
from asset_map.exports.qr import qr_svg
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.market import Stall
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.typed import as_words
from asset_map.model.words import fold, long_date
from asset_map.register import cards, market, roadshows
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.likely_stalls import NAME_MAX, WORDS_MAX, Proposed, likely_stalls
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.reach_phones import join_address

__all__ = [
    "MarketView",
    "Proposed",
    "change_stall",
    "checked_stall",
    "floor_plan",
    "market_of",
    "plan_of",
    "remove_stall",
    "set_up_stalls",
    "stall_path",
    "stall_sheets",
]

_LONGEST = {"name": NAME_MAX, "shows": WORDS_MAX, "wants_to_meet": WORDS_MAX, "spot": 12}
_SPOT = re.compile(r"([A-Za-z])([1-9]\d?)")  # a row of the hall and a table in it


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketView:
    """The stalls of a roadshow, how many signed up at each, and who could still have one."""

    roadshow: Roadshow
    stalls: tuple[Stall, ...]
    sign_ups: dict[str, int]
    proposed: tuple[Proposed, ...]

    @property
    def signed_up(self) -> int:
        """How many signed up anywhere."""
        return sum(self.sign_ups.values())


def market_of(house: House, roadshow_id: str, *, actor: Actor) -> MarketView:
    """Return the market place as it stands."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        roadshow = roadshows.get(connection, roadshow_id)
        stalls = market.of_roadshow(connection, roadshow_id)
        every = cards.of_roadshow(connection, roadshow_id)
        counts = market.counts_of(connection, roadshow_id)
    return MarketView(
        roadshow=roadshow,
        stalls=tuple(stalls),
        sign_ups=counts,
        proposed=tuple(likely_stalls(roadshow, every, stalls)),
    )


def set_up_stalls(
    house: House,
    roadshow_id: str,
    chosen: Sequence[Proposed],
    *,
    actor: Actor,
    new_id: NewId = random_id,
) -> list[Stall]:
    """
    Give each chosen group a stall with the next number; return those that are new.

    Who has one keeps it: setting up again adds nobody twice.
    """
    require(actor, Action.RUN_ROADSHOW)
    made = []
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshows.get(connection, roadshow_id))
        standing = market.of_roadshow(connection, roadshow_id)
        taken = {fold(stall.name) for stall in standing}
        number = max((stall.number for stall in standing), default=0)
        for one in chosen:
            if fold(one.name) in taken:
                continue
            number += 1
            stall = Stall(
                id=new_id(),
                roadshow_id=roadshow_id,
                number=number,
                name=one.name,
                asset_id=one.asset_id,
                shows=one.shows,
                wants_to_meet=one.wants_to_meet,
            )
            made.append(market.put(connection, checked_stall(stall)))
            taken.add(fold(one.name))
    return made


def change_stall(house: House, stall: Stall, *, actor: Actor) -> Stall:
    """
    Keep a stall as it now is; its number stays.

    Raises
    ------
    InvalidSubmissionError
        When it has no name, a text is too long, its spot is taken, or visitors agreed
        to be told to the group that it is now.
    """
    require(actor, Action.RUN_ROADSHOW)
    ready = checked_stall(stall)
    with house.register.writing() as connection:
        standing = market.get(connection, stall.id)
        require_area_of_roadshow(connection, actor, standing.roadshow_id)
        others = market.of_roadshow(connection, standing.roadshow_id)
        rival = next((one for one in others if one.id != ready.id and _is_at(one, ready)), None)
        if rival is not None:
            fault = f"Spot '{ready.spot}' is taken by {rival.name}."
            _refuse("spot", fault, "Choose another one, or move that stall first.")
        signed = market.sign_ups_of(connection, stall.id)
        is_waiting = any(one.handed_over_at is None for one in signed)
        if is_waiting and fold(ready.name) != fold(standing.name):
            fault = f"Visitors agreed that {standing.name} gets their names, and nobody else."
            _refuse("name", fault, "Hand the list over first, or set up a stall of its own.")
        kept = replace(ready, number=standing.number, roadshow_id=standing.roadshow_id)
        return market.put(connection, kept)


def remove_stall(house: House, stall_id: str, *, actor: Actor) -> None:
    """Take a stall away, with its list of visitors."""
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, market.get(connection, stall_id).roadshow_id)
        market.remove(connection, stall_id)


def stall_path(roadshow: Roadshow, stall: Stall) -> str:
    """Return the page where visitors sign up at a stall."""
    return f"/stalls/{roadshow.code}/{stall.number}"


def stall_sheets(house: House, roadshow_id: str, *, actor: Actor) -> bytes:
    """Return a sheet for each table, to print, with a code that phones in the hall can open."""
    view = market_of(house, roadshow_id, actor=actor)
    code = view.roadshow.code
    base = join_address(house, code).removesuffix(f"/join/{code}")
    sheets = [
        {
            "number": stall.number,
            "name": stall.name,
            "shows": stall.shows,
            "wants": stall.wants_to_meet,
            "link": f"{base}{stall_path(view.roadshow, stall)}",
            "qr": qr_svg(f"{base}{stall_path(view.roadshow, stall)}"),
        }
        for stall in view.stalls
    ]
    return printed("stall_sheets", {**_head(house, view.roadshow), "stalls": sheets})


def floor_plan(house: House, roadshow_id: str, *, actor: Actor) -> bytes:
    """Return the stalls by number and where they stand, to print and hang up at the door."""
    view = market_of(house, roadshow_id, actor=actor)
    lines = [
        {
            "number": stall.number,
            "name": stall.name,
            "spot": stall.spot,
            "needs": _needs(stall),
            "confirmed": stall.is_confirmed,
        }
        for stall in view.stalls
    ]
    plan = [
        [f"{stall.number} {stall.name}" if stall else "" for stall in row]
        for row in plan_of(view.stalls)
    ]
    return printed("floor_plan", {**_head(house, view.roadshow), "stalls": lines, "plan": plan})


def plan_of(stalls: Sequence[Stall]) -> list[list[Stall | None]]:
    """
    Return the hall as rows of spots from the door on, where all spots are like "A1".

    A letter names a row, a number a table in it; ``[]`` where spots are called otherwise.
    """
    placed = {}
    for stall in stalls:
        spot = _SPOT.fullmatch(stall.spot.strip())
        if stall.spot and not spot:
            return []
        if spot:
            placed[spot[1].upper(), int(spot[2])] = stall
    if not placed:
        return []
    rows = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    last = max(row for row, _ in placed)
    most = max(number for _, number in placed)
    return [
        [placed.get((row, number)) for number in range(1, most + 1)]
        for row in rows[: rows.index(last) + 1]
    ]


def _head(house: House, roadshow: Roadshow) -> dict[str, object]:
    where = ", ".join(part for part in (roadshow.place, long_date(roadshow.held_on)) if part)
    return {
        "title": roadshow.title,
        "where": where,
        "accent": house.settings.accent_colour,
        "foot": f"{house.settings.council_name}: {roadshow.title}",
    }


def _needs(stall: Stall) -> str:
    needed = [("table", stall.needs_table), ("power", stall.needs_power)]
    return " and ".join(word for word, is_needed in needed if is_needed)


def _is_at(one: Stall, other: Stall) -> bool:
    return bool(one.spot) and fold(one.spot) == fold(other.spot)


def _refuse(field: str, fault: str, remedy: str) -> NoReturn:
    problem = Problem(field=field, fault=fault, remedy=remedy)
    raise InvalidSubmissionError(str(problem), problems=(problem,))


def checked_stall(stall: Stall) -> Stall:
    """Return a stall with its texts tidied, or refuse it with every problem."""
    ready = replace(
        stall,
        name=as_words(stall.name),
        shows=as_words(stall.shows),
        wants_to_meet=as_words(stall.wants_to_meet),
        spot=as_words(stall.spot),
    )
    problems = [
        Problem(field=name, fault=f"That has {length:,} letters.", remedy=f"Up to {most} fit.")
        for name, most in _LONGEST.items()
        if (length := len(getattr(ready, name))) > most
    ]
    if not ready.name:
        problems.append(
            Problem(field="name", fault="The stall has no name.", remedy="Write whose it is.")
        )
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return ready
