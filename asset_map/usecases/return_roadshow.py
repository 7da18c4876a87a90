"""A roadshow goes home: what is new or changed on the laptop, in one sealed file."""

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeVar

from asset_map.model.away import Holding, RoadshowFile
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.register import (
    agreements,
    assets,
    cards,
    link_events,
    links,
    market,
    people,
    roadshows,
    submissions,
    suggestions,
)
from asset_map.register.engine import Connection
from asset_map.usecases.away_register import before_of, pack_here
from asset_map.usecases.house import House

if TYPE_CHECKING:
    from asset_map.model.roadshow import Roadshow

__all__ = ["Returned", "held", "return_roadshow"]

_EVERYTHING = 1_000_000


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


class Returned(NamedTuple):
    """The file that goes home, and how many cards and changed records are in it."""

    file: RoadshowFile
    cards: int
    records: int
    other_roadshows: int


def return_roadshow(house: House, *, actor: Actor) -> Returned:
    """
    Return what the office does not have yet; it can be asked for as often as wanted.

    Raises
    ------
    NotFoundError
        When this register is no copy that was taken away.
    """
    require(actor, Action.TAKE_AWAY)
    pack = pack_here(house)
    if pack is None:
        message = (
            "This register is no copy from a roadshow's file, so there is nothing to take back. "
            "Run this on the laptop where the file was unpacked."
        )
        raise NotFoundError(message)
    with house.register.reading() as connection:
        before = before_of(connection)
        after = held(connection, pack.roadshow_id)
        others = len(roadshows.every(connection)) - 1
    was, is_now = _differing(before, after)
    stalls = {stall.id for stall in after.stalls}
    removed = tuple(stall.id for stall in before.stalls if stall.id not in stalls)
    file = RoadshowFile(pack=pack, holding=is_now, before=was, removed=removed)
    return Returned(
        file=file,
        cards=len(is_now.cards),
        records=sum(len(getattr(is_now, one.name)) for one in fields(is_now)[1:]),
        other_roadshows=others,
    )


def held(connection: Connection, roadshow_id: str) -> Holding:
    """Return everything that a register holds besides areas, for one roadshow."""
    roadshow: Roadshow = roadshows.get(connection, roadshow_id)
    talks = cards.every_talk(connection)
    actions = agreements.every(connection)
    stalls = market.of_roadshow(connection, roadshow_id)
    helping = people.met_at(connection, roadshow_id)
    return Holding(
        roadshow=roadshow,
        assets=tuple(assets.every(connection)),
        submissions=tuple(
            submissions.queue(connection, states=tuple(RecordState), limit=_EVERYTHING)[0]
        ),
        connections=tuple(links.every(connection)),
        events=tuple(link_events.every(connection)),
        offers=tuple(links.every_offer(connection)),
        suggestions=tuple(suggestions.every(connection)),
        talks=tuple(talks),
        participants=tuple(roadshows.participants_of(connection, roadshow_id)),
        cards=(
            *cards.of_roadshow(connection, roadshow_id),
            *(card for talk in talks for card in cards.of_talk(connection, talk.id)),
        ),
        actions=tuple(one for one in actions if one.roadshow_id in {None, roadshow_id}),
        check_ins=tuple(agreements.every_check_in(connection)),
        stories=tuple(agreements.every_story(connection)),
        stalls=tuple(stalls),
        sign_ups=tuple(one for stall in stalls for one in market.sign_ups_of(connection, stall.id)),
        people=tuple(helping),
        consents=tuple(people.consents_of(connection, [one.id for one in helping])),
    )


def _differing(before: Holding, after: Holding) -> tuple[Holding, Holding]:
    """Return both holdings with only those records that are not the same in them."""
    was: dict[str, Any] = {}
    is_now: dict[str, Any] = {"events": after.events}
    for one in fields(Holding):
        if one.name in {"roadshow", "events"}:
            continue
        was[one.name], is_now[one.name] = _changed(
            getattr(before, one.name), getattr(after, one.name)
        )
    return replace(before, **was), replace(after, **is_now)


def _changed(before: Sequence[T], after: Sequence[T]) -> tuple[tuple[T, ...], tuple[T, ...]]:
    known = {record.id: record for record in before}
    changed = [record for record in after if known.get(record.id) != record]
    return (
        tuple(known[record.id] for record in changed if record.id in known),
        tuple(changed),
    )
