"""The stalls of a market place, and who signed up at them."""

from datetime import datetime

import sqlalchemy as sa

from asset_map.model.market import SignUp, Stall
from asset_map.register import flat
from asset_map.register.schema import sign_ups, stalls

__all__ = [
    "add_sign_up",
    "counts_of",
    "erase_sign_ups",
    "get",
    "hand_over",
    "of_roadshow",
    "put",
    "remove",
    "remove_sign_up",
    "sign_ups_of",
]


def put(connection: sa.Connection, stall: Stall) -> Stall:
    """Keep a stall as it now is."""
    return flat.put(connection, stalls, stall)


def get(connection: sa.Connection, stall_id: str) -> Stall:
    """Return a stall."""
    return flat.get(connection, stalls, Stall, stall_id)


def remove(connection: sa.Connection, stall_id: str) -> None:
    """Take a stall away, with its list of visitors."""
    connection.execute(sign_ups.delete().where(sign_ups.c.stall_id == stall_id))
    connection.execute(stalls.delete().where(stalls.c.id == stall_id))


def of_roadshow(connection: sa.Connection, roadshow_id: str) -> list[Stall]:
    """Return the stalls of a roadshow by number."""
    return flat.select(
        connection,
        stalls,
        Stall,
        stalls.c.roadshow_id == roadshow_id,
        order=(stalls.c.number,),
    )


def add_sign_up(connection: sa.Connection, one: SignUp) -> None:
    """Keep that a visitor signed up; the same again does nothing."""
    flat.add_new(connection, sign_ups, [one])


def sign_ups_of(connection: sa.Connection, stall_id: str) -> list[SignUp]:
    """Return who signed up at a stall and is not erased yet, in order."""
    return flat.select(
        connection,
        sign_ups,
        SignUp,
        sign_ups.c.stall_id == stall_id,
        sign_ups.c.contact != "",
        order=(sign_ups.c.made_at,),
    )


def counts_of(connection: sa.Connection, roadshow_id: str) -> dict[str, int]:
    """Return how many people signed up at each stall, also when their names are erased."""
    counted = (
        sa.select(sign_ups.c.stall_id, sa.func.count())
        .join(stalls, stalls.c.id == sign_ups.c.stall_id)
        .where(stalls.c.roadshow_id == roadshow_id)
        .group_by(sign_ups.c.stall_id)
    )
    return {row[0]: row[1] for row in connection.execute(counted)}


def hand_over(connection: sa.Connection, stall_id: str, *, at: datetime) -> None:
    """Note that the list of a stall was handed to its group."""
    connection.execute(
        sign_ups.update()
        .where(sign_ups.c.stall_id == stall_id, sign_ups.c.handed_over_at.is_(None))
        .values(handed_over_at=at)
    )


def remove_sign_up(connection: sa.Connection, sign_up_id: str) -> None:
    """Take away what one visitor left at a stall."""
    connection.execute(sign_ups.delete().where(sign_ups.c.id == sign_up_id))


def erase_sign_ups(connection: sa.Connection, *, before: datetime) -> int:
    """Erase names and contacts given before a moment; the counts stay. Return how many."""
    erased = connection.execute(
        sign_ups.update()
        .where(sign_ups.c.made_at < before, sign_ups.c.contact != "")
        .values(name="", contact="", consent_words="")
    )
    return erased.rowcount
