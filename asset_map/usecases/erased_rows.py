"""What becomes of a row that is about somebody who is erased."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from asset_map.model.agreement import StoryState
from asset_map.model.card import Card
from asset_map.model.errors import NotFoundError
from asset_map.model.identifier import ERASED
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.register import (
    agreements,
    assets,
    cards,
    erasures,
    history,
    market,
    messages,
    people,
    roadshows,
)
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.register.listings import refresh_skills
from asset_map.register.rows import asset_text
from asset_map.usecases.house import House, NewId
from asset_map.usecases.keeping import keep
from asset_map.usecases.tidy_cards import take_back_within

__all__ = ["BY_THE_LIST", "erase_row"]

# Nobody presses anything when the list is gone through again.
BY_THE_LIST = Actor(name="The list of who was erased", role=Role.DATA_PROTECTION)
_Emptying = Callable[[House, Connection, str, datetime, NewId], object]


def erase_row(
    house: House, connection: Connection, table: str, row_id: str, now: datetime, new_id: NewId
) -> bool:
    """Empty or remove a row about one person; whether it is there."""
    try:
        _EMPTYING[table](house, connection, row_id, now, new_id)
    except NotFoundError:
        # A backup from before they came has nothing of them.
        return False
    return True


def _participant(
    house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId
) -> None:
    one = roadshows.participant(connection, row_id)
    said = cards.of_participant(connection, row_id)
    standing = [card for card in said if card.taken_back_at is None]
    take_back_within(house, connection, standing, now=now, new_id=new_id)
    for card in said:
        _empty_draft(house, connection, card, now=now, new_id=new_id)
    gone = replace(
        one,
        first_name="",
        role_words="",
        for_group="",
        email="",
        may_leave_room=False,
        left_at=one.left_at or now,
    )
    roadshows.put_participant(connection, gone)
    for person in people.of_participant(connection, row_id):
        _person(house, connection, person.id, now, new_id)


def _empty_draft(
    house: House, connection: Connection, card: Card, *, now: datetime, new_id: NewId
) -> None:
    """Empty the record that only this card had made, with all that its history says."""
    if card.asset_id is None:
        return
    asset = assets.get(connection, card.asset_id)
    made_by = asset.provenance.source_id if asset.provenance else ""
    if asset.record_state is not RecordState.ARCHIVED or made_by != card.id:
        return
    empty = replace(asset, name=ERASED, summary="", description="", tags=(), also_known_as=())
    note = RevisionNote(id=new_id(), actor=BY_THE_LIST, at=now, action="erased")
    kept = keep(house, connection, empty, note)
    tomb = asset_text(kept)
    steps = {
        seq: {name: tomb for name, text in (("before", before), ("after", after)) if text}
        for seq, before, after in history.texts_of(connection, asset.id)
    }
    erasures.erase_in_history(connection, "revisions", steps, at=now, new_salt=new_id)


def _person(
    house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId
) -> None:
    del house, new_id
    one = people.get(connection, row_id)
    agreed = [consent.id for consent in people.consents_of(connection, [row_id])]
    people.withdraw(connection, agreed, at=now)
    gone = replace(one, display_name="", contact="", gifts=(), tags=(), ward_code=None, card_ids=())
    people.put(connection, replace(gone, erased_at=one.erased_at or now))
    refresh_skills(connection)


def _consent(
    house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId
) -> None:
    del house, new_id
    people.withdraw(connection, [row_id], at=now)
    refresh_skills(connection)


def _story(house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId) -> None:
    del house, now, new_id
    story = agreements.get_story(connection, row_id)
    gone = replace(story, state=StoryState.WITHDRAWN, consent_on=None)
    agreements.put_story(connection, gone)


def _sign_up(
    house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId
) -> None:
    del house, now, new_id
    market.remove_sign_up(connection, row_id)


def _message(
    house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId
) -> None:
    del house, now, new_id
    messages.drop_unsent(connection, row_id)
    messages.empty(connection, row_id)


def _card(house: House, connection: Connection, row_id: str, now: datetime, new_id: NewId) -> None:
    card = cards.get(connection, row_id)
    if card.taken_back_at is None:
        take_back_within(house, connection, [card], now=now, new_id=new_id)


_EMPTYING: dict[str, _Emptying] = {
    "cards": _card,
    "participants": _participant,
    "people": _person,
    "consents": _consent,
    "stories": _story,
    "sign_ups": _sign_up,
    "messages": _message,
}
