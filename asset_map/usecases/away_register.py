"""A register that is away from the office: the copy on a laptop, and what it came with."""

from datetime import datetime

from asset_map.model.away import AwayPack, Holding
from asset_map.model.words import LONDON, long_date
from asset_map.register import marks
from asset_map.register.engine import Connection
from asset_map.register.rows import text_from, text_of
from asset_map.usecases.house import House

__all__ = ["away_words", "before_of", "mark_away", "pack_here"]

AWAY_MARK = "away"
_BEFORE_MARK = "away before"


def pack_here(house: House) -> AwayPack | None:
    """Return the file that this register was made from; None at the office."""
    with house.register.reading() as connection:
        kept = marks.get(connection, AWAY_MARK)
    return text_from(AwayPack, kept) if kept else None


def mark_away(connection: Connection, pack: AwayPack, holding: Holding) -> None:
    """Note that this register is a copy, and what it was when it came."""
    marks.put(connection, AWAY_MARK, text_of(pack))
    marks.put(connection, _BEFORE_MARK, text_of(holding))


def before_of(connection: Connection) -> Holding:
    """Return what this copy was when it came."""
    return text_from(Holding, marks.get(connection, _BEFORE_MARK) or "")


def away_words(pack: AwayPack, *, now: datetime) -> str:
    """Return what people who work with the copy should know, in a sentence or two."""
    until = long_date(pack.expires_at.astimezone(LONDON))
    if now >= pack.expires_at:
        return (
            f"This copy of the register was good until {until} and is over. Bring its session "
            "back to the office, then delete it from this laptop."
        )
    return (
        f"You are away from the office: this is a copy of a part of the register, good until "
        f"{until}. Bring the session back to the office afterwards."
    )
