"""Roadshows and who took part in them."""

from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.roadshow import Participant, Roadshow
from asset_map.register import flat
from asset_map.register.rows import text_from, text_of
from asset_map.register.schema import participants, roadshows

__all__ = [
    "add",
    "by_code",
    "end_phone",
    "end_phones",
    "every",
    "forget_names",
    "get",
    "join",
    "next_seq",
    "participant",
    "participant_of",
    "participants_of",
    "put_participant",
    "seq_of",
    "update",
]


def add(connection: sa.Connection, roadshow: Roadshow) -> Roadshow:
    """Keep a new roadshow; return it as version 1."""
    kept = replace(roadshow, version=1)
    connection.execute(roadshows.insert(), {**_row(kept), "seq": 0})
    return kept


def update(connection: sa.Connection, roadshow: Roadshow) -> Roadshow:
    """
    Keep a roadshow, made from its own version; return it with its new one.

    Raises
    ------
    ConflictError
        When somebody else changed it meanwhile.
    """
    kept = replace(roadshow, version=roadshow.version + 1)
    changed = connection.execute(
        roadshows.update()
        .where(roadshows.c.id == kept.id, roadshows.c.version == roadshow.version)
        .values(_row(kept))
    )
    if not changed.rowcount:
        standing = get(connection, kept.id)
        message = f"Somebody else changed '{standing.title}' meanwhile. Look at it again."
        raise ConflictError(message, version=standing.version)
    return kept


def get(connection: sa.Connection, roadshow_id: str) -> Roadshow:
    """
    Return a roadshow.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    return _one(connection, roadshows.c.id == roadshow_id, f"'{roadshow_id}'")


def by_code(connection: sa.Connection, code: str) -> Roadshow:
    """
    Return the roadshow that a code joins, in whatever state it is.

    Raises
    ------
    NotFoundError
        When no roadshow has that code.
    """
    return _one(connection, roadshows.c.code == code, f"with the code '{code}'")


def every(connection: sa.Connection) -> list[Roadshow]:
    """Return every roadshow, the latest day first."""
    order = roadshows.c.held_on.desc(), roadshows.c.id
    bodies = connection.scalars(sa.select(roadshows.c.body).order_by(*order))
    return [text_from(Roadshow, body) for body in bodies]


def seq_of(connection: sa.Connection, roadshow_id: str) -> int:
    """Return the number that every change of a roadshow's cards and people moves."""
    return connection.scalar(sa.select(roadshows.c.seq).where(roadshows.c.id == roadshow_id)) or 0


def next_seq(connection: sa.Connection, roadshow_id: str, *, by: int = 1) -> int:
    """Move that number on; return where it is now."""
    this = roadshows.c.id == roadshow_id
    connection.execute(roadshows.update().where(this).values(seq=roadshows.c.seq + by))
    return seq_of(connection, roadshow_id)


def join(connection: sa.Connection, one: Participant) -> Participant:
    """Let somebody in; the same id again changes nothing."""
    flat.add_new(connection, participants, [one])
    next_seq(connection, one.roadshow_id)
    return participant(connection, one.id)


def put_participant(connection: sa.Connection, one: Participant) -> Participant:
    """Keep what somebody now says of themselves."""
    next_seq(connection, one.roadshow_id)
    return flat.put(connection, participants, one)


def participant(connection: sa.Connection, participant_id: str) -> Participant:
    """Return somebody who took part."""
    return flat.get(connection, participants, Participant, participant_id)


def participant_of(connection: sa.Connection, token_hash: str) -> Participant:
    """
    Return whose phone holds a link.

    Raises
    ------
    NotFoundError
        When nobody's does.
    """
    found = flat.select(
        connection, participants, Participant, participants.c.token_hash == token_hash
    )
    if not token_hash or not found:
        message = "This link is not known. Join again with the code on the wall."
        raise NotFoundError(message)
    return found[0]


def participants_of(connection: sa.Connection, roadshow_id: str) -> list[Participant]:
    """Return who took part, in the order of coming, also who left."""
    return flat.select(
        connection,
        participants,
        Participant,
        participants.c.roadshow_id == roadshow_id,
        order=(participants.c.joined_at,),
    )


def forget_names(connection: sa.Connection, *, before: datetime) -> int:
    """Erase who came to roadshows before a moment; return of how many people."""
    is_known = sa.or_(
        participants.c.first_name != "",
        participants.c.role_words != "",
        participants.c.email != "",
    )
    forgotten = connection.execute(
        participants.update()
        .where(participants.c.joined_at < before, is_known)
        .values(first_name="", role_words="", email="")
    )
    return forgotten.rowcount


def end_phone(connection: sa.Connection, token_hash: str) -> bool:
    """Let a phone's link open nothing any more; False where it opened nothing before."""
    has_it = (participants.c.token_hash == token_hash, participants.c.token_hash != "")
    ended = connection.execute(participants.update().where(*has_it).values(token_hash=""))
    return bool(ended.rowcount)


def end_phones(connection: sa.Connection, *, before: datetime) -> None:
    """Let the links of phones that joined before a moment open nothing any more."""
    is_old = (participants.c.joined_at < before, participants.c.token_hash != "")
    connection.execute(participants.update().where(*is_old).values(token_hash=""))


def _one(connection: sa.Connection, chosen: sa.ColumnElement[bool], which: str) -> Roadshow:
    body = connection.scalar(sa.select(roadshows.c.body).where(chosen))
    if body is None:
        message = f"There is no roadshow {which}; check the list of roadshows."
        raise NotFoundError(message)
    return text_from(Roadshow, body)


def _row(roadshow: Roadshow) -> dict[str, object]:
    return {
        "id": roadshow.id,
        "code": roadshow.code,
        "state": roadshow.state.value,
        "held_on": roadshow.held_on,
        "version": roadshow.version,
        "body": text_of(roadshow),
    }
