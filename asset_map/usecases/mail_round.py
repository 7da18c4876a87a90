"""Each who asked for the round-up gets a letter: their own cards, whom they met, and a link."""

from datetime import datetime

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.message import LINK, Message, MessageKind
from asset_map.model.roadshow import Participant, RoadshowState
from asset_map.model.role import Action, Actor, require
from asset_map.register import messages, roadshows
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.own_areas import require_area_of_roadshow
from asset_map.usecases.send_round import OwnRound, own_round_of

__all__ = ["drop_round", "write_round"]


def write_round(house: House, roadshow_id: str, *, actor: Actor, now: datetime) -> tuple[int, int]:
    """
    Write to everybody who left an address; return how many letters wait, and who left none.

    Pressed twice, nobody gets two letters.

    Raises
    ------
    InvalidSubmissionError
        When the roadshow is not over.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.writing() as connection:
        require_area_of_roadshow(connection, actor, roadshow_id)
        roadshow = roadshows.get(connection, roadshow_id)
        if roadshow.state is not RoadshowState.CLOSED:
            message = f"'{roadshow.title}' is {roadshow.state.label}; end it before you send round."
            raise InvalidSubmissionError(message)
        here = [
            one for one in roadshows.participants_of(connection, roadshow_id) if one.left_at is None
        ]
        written = 0
        for one in here:
            if one.email:
                key = _key(one)
                letter = _letter(key, own_round_of(connection, one), to=one.email, now=now)
                written += messages.add(connection, letter)
    return written, sum(not one.email for one in here)


def drop_round(connection: Connection, one: Participant) -> None:
    """Take away somebody's letter that has not gone out: it tells what they took back."""
    messages.drop_unsent(connection, _id(_key(one)))


def _key(one: Participant) -> str:
    return f"round-up:{one.roadshow_id}:{one.id}"


def _id(key: str) -> str:
    return key.replace(":", "-")


def _letter(key: str, own: OwnRound, *, to: str, now: datetime) -> Message:
    parts = [f"Thank you for coming to {own.roadshow.title}."]
    if own.introductions:
        parts.append("Whom you met:\n" + "\n".join(f"- {line}" for line in own.introductions))
    if own.cards:
        parts.append("What you wrote:\n" + "\n".join(f"- {card.text}" for card in own.cards))
    parts.append(f"Your own page, where you can take anything back:\n{LINK}\n")
    return Message(
        id=_id(key),
        key=key,
        kind=MessageKind.ROUND_UP,
        subject=f"What came of {own.roadshow.title}",
        body="\n\n".join(parts),
        made_at=now,
        to_email=to,
    )
