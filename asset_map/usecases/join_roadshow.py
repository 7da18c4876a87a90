"""Somebody joins a roadshow with a phone: no account, a code, and a link of their own."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from asset_map.credentials.tokens import derived_token, token_hash
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.mailer import mail_address
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState
from asset_map.model.typed import as_code, as_words
from asset_map.register import roadshows
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.sign_in import signing_key

__all__ = ["Joining", "join", "open_roadshow", "own_page", "participant_path", "say_who"]

NAME_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Joining:
    """What somebody says when they join; everything but the code may be left empty."""

    code: str
    first_name: str = ""
    role_words: str = ""
    for_group: str = ""
    may_leave_room: bool = False
    email: str = ""


def open_roadshow(house: House, code: str) -> Roadshow:
    """
    Return the open roadshow of a code, however it is typed.

    Raises
    ------
    NotFoundError
        When there is none, or it has not begun or is over.
    """
    plain = as_code(code)
    with house.register.reading() as connection:
        try:
            found = roadshows.by_code(connection, plain)
        except NotFoundError:
            found = None
    if found is None or found.state is not RoadshowState.OPEN:
        message = (
            f"Nothing is open under the code '{plain[:12]}'. Check the code on the wall, "
            "or ask whoever runs the roadshow."
        )
        raise NotFoundError(message)
    return found


def join(
    house: House, said: Joining, *, now: datetime, new_id: NewId = random_id
) -> tuple[Participant, str]:
    """
    Let somebody in; return who they are here and the path of their own page.

    Raises
    ------
    NotFoundError
        When nothing is open under the code.
    InvalidSubmissionError
        When what they say of themselves does not fit.
    """
    roadshow = open_roadshow(house, said.code)
    fresh = Participant(id=new_id(), roadshow_id=roadshow.id, joined_at=now)
    one = replace(_saying(fresh, said), token_hash=token_hash(_token(house, fresh.id)))
    with house.register.writing() as connection:
        roadshows.join(connection, one)
    return one, participant_path(house, one)


def own_page(house: House, token: str) -> tuple[Participant, Roadshow]:
    """
    Return whose phone holds a link, and the roadshow it belongs to.

    Raises
    ------
    NotFoundError
        When the link is not known.
    """
    with house.register.reading() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        return one, roadshows.get(connection, one.roadshow_id)


def say_who(house: House, token: str, said: Joining) -> Participant:
    """
    Keep what somebody now says of themselves, and whether it may leave the room.

    Raises
    ------
    ConflictError
        When they took everything back, and left.
    """
    with house.register.writing() as connection:
        one = roadshows.participant_of(connection, token_hash(token))
        if one.left_at is not None:
            message = "You took everything back and left. Join again with the code on the wall."
            raise ConflictError(message)
        return roadshows.put_participant(connection, _saying(one, said))


def participant_path(house: House, one: Participant) -> str:
    """Return the path of somebody's own page, from the first slash on."""
    return f"/room/{_token(house, one.id)}"


def _token(house: House, participant_id: str) -> str:
    key = signing_key(Path(house.settings.cache_dir))
    return derived_token(key, "take part", participant_id)


def _saying(one: Participant, said: Joining) -> Participant:
    words = {
        "first_name": as_words(said.first_name),
        "role_words": as_words(said.role_words),
        "for_group": as_words(said.for_group),
    }
    for field, text in words.items():
        if len(text) > NAME_MAX:
            problem = Problem(
                field=field,
                fault=f"That has {len(text):,} letters.",
                remedy=f"Up to {NAME_MAX} fit.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))
    return replace(
        one,
        first_name=words["first_name"],
        role_words=words["role_words"],
        for_group=words["for_group"],
        may_leave_room=said.may_leave_room,
        email=mail_address(said.email, field="email") if said.email.strip() else "",
    )
