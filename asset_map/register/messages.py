"""What is written to people outside: kept first, then copied by hand or sent."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.message import Message, MessageKind
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import messages

__all__ = [
    "add",
    "add_many",
    "drop",
    "drop_unsent",
    "empty",
    "empty_sent",
    "every",
    "failed",
    "of_submission",
    "sent",
    "unsent",
]


def add(connection: sa.Connection, message: Message) -> bool:
    """Keep a message; return whether it is new: one with the same key is not written twice."""
    known = sa.select(messages.c.id).where(messages.c.key == message.key)
    if connection.execute(known).first() is not None:
        return False
    connection.execute(messages.insert(), row_of(message))
    return True


def add_many(connection: sa.Connection, letters: Sequence[Message]) -> None:
    """Keep messages that are new for certain."""
    if letters:
        connection.execute(messages.insert(), [row_of(letter) for letter in letters])


def of_submission(connection: sa.Connection, submission_id: str) -> list[Message]:
    """Return what was written about a proposal, the oldest first."""
    return _read(connection, messages.c.submission_id == submission_id)


def unsent(connection: sa.Connection, *, with_address: bool = True) -> list[Message]:
    """Return what was not sent yet, the oldest first."""
    has_address = messages.c.to_email != "" if with_address else sa.true()
    return _read(connection, messages.c.sent_at.is_(None), has_address)


def every(
    connection: sa.Connection, *, kinds: Sequence[MessageKind] = tuple(MessageKind)
) -> list[Message]:
    """Return every message of some kinds, the oldest first."""
    return _read(connection, messages.c.kind.in_([kind.value for kind in kinds]))


def sent(connection: sa.Connection, message_id: str, *, at: datetime) -> None:
    """Note that a message has gone out."""
    _note(connection, message_id, sent_at=at, fault="")


def failed(connection: sa.Connection, message_id: str, *, fault: str) -> None:
    """Note why a message could not be sent; it is tried again next time."""
    _note(connection, message_id, fault=fault)


def drop_unsent(connection: sa.Connection, message_id: str) -> None:
    """Take away a message that has not gone out: what it says is no longer so."""
    is_it = (messages.c.id == message_id) & messages.c.sent_at.is_(None)
    connection.execute(messages.delete().where(is_it))


def drop(connection: sa.Connection, kinds: Sequence[MessageKind], *, before: datetime) -> int:
    """Take away messages of some kinds written before a moment; return how many."""
    old = messages.c.kind.in_([kind.value for kind in kinds]) & (messages.c.made_at < before)
    return connection.execute(messages.delete().where(old)).rowcount


def empty(connection: sa.Connection, message_id: str) -> None:
    """Erase what a message said, and to whom; that it was written stays."""
    _note(connection, message_id, subject="", body="", to_email="", fault="")


def empty_sent(connection: sa.Connection, kinds: Sequence[MessageKind], *, before: datetime) -> int:
    """
    Erase what was said, and to whom, in messages sent before a moment; return how many.

    That they were written stays, so that nobody is written to twice.
    """
    is_old = messages.c.kind.in_([kind.value for kind in kinds]) & (messages.c.sent_at < before)
    holds_something = (messages.c.body != "") | (messages.c.to_email != "")
    emptied = messages.update().where(is_old, holds_something).values(body="", to_email="")
    return connection.execute(emptied).rowcount


def _note(connection: sa.Connection, message_id: str, **values: object) -> None:
    connection.execute(messages.update().where(messages.c.id == message_id).values(**values))


def _read(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> list[Message]:
    rows = connection.execute(
        sa.select(messages).where(*conditions).order_by(messages.c.made_at, messages.c.id)
    )
    return [record_from(Message, row) for row in rows.mappings()]
