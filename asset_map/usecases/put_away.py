"""What a card brought into the register goes with it, while nobody has let it in."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.model.card import Card
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission
from asset_map.register import assets, cards, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.follow_submission import withdraw_within
from asset_map.usecases.house import House, NewId
from asset_map.usecases.keeping import keep

__all__ = ["IN_THE_ROOM", "put_away"]

IN_THE_ROOM = Actor(name="Somebody in the room", role=Role.PUBLIC)
_NOT_LET_IN = frozenset({RecordState.DRAFT, RecordState.SUBMITTED, RecordState.NEEDS_INFO})


def put_away(
    house: House, connection: Connection, card: Card, *, now: datetime, new_id: NewId
) -> None:
    """
    Put away the record of a card that was taken back, and its proposal out of Review.

    ``card`` is as it was. A record that somebody else's card speaks of stays, and its
    proposal says what they said; one that an officer let in lives a life of its own.
    """
    asset = assets.get(connection, card.asset_id or "")
    if asset.record_state not in _NOT_LET_IN:
        return
    waiting = submissions.waiting_for(connection, asset.id)
    if _is_spoken_of(connection, card):
        _unsay(connection, waiting, card)
        return
    note = RevisionNote(id=new_id(), actor=IN_THE_ROOM, at=now, action="took back")
    keep(house, connection, replace(asset, record_state=RecordState.ARCHIVED), note)
    for one in waiting:
        withdraw_within(connection, one, text="Whoever said it took it back.", now=now)


def _is_spoken_of(connection: Connection, card: Card) -> bool:
    return any(
        one.asset_id == card.asset_id and one.id != card.id and one.taken_back_at is None
        for one in cards.of_roadshow(connection, card.roadshow_id or "")
    )


def _unsay(connection: Connection, waiting: Sequence[Submission], card: Card) -> None:
    for one in waiting:
        said = [line for line in one.note.splitlines() if line != card.text]
        kept = replace(one, note="\n".join(said))
        submissions.update(connection, kept, expected_version=one.version)
