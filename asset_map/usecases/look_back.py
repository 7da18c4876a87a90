"""What officers decided, and what was said about each proposal."""

from datetime import date, datetime, time

from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import ReviewEvent, Submission
from asset_map.model.words import LONDON
from asset_map.register import conversations, submissions
from asset_map.usecases.house import House

__all__ = ["DECIDED_SHOWN", "decided_on", "steps_of"]

DECIDED_SHOWN = 20


def steps_of(house: House, submission_id: str, *, actor: Actor) -> list[ReviewEvent]:
    """Return every step of a proposal's way, the first one first."""
    require(actor, Action.REVIEW)
    with house.register.reading() as connection:
        return conversations.of_submission(connection, submission_id)


def decided_on(house: House, today: date, *, actor: Actor) -> tuple[list[Submission], int]:
    """
    Return what was decided today and stands, the latest first, and how many there are in all.

    Rows of imports are left out: they are let in by the hundred.
    """
    require(actor, Action.REVIEW)
    midnight = datetime.combine(today, time(), tzinfo=LONDON)
    with house.register.reading() as connection:
        return submissions.decided_since(connection, midnight, limit=DECIDED_SHOWN)
