"""What a connection has to say, whoever says it; every problem is told at once."""

from datetime import datetime

from asset_map.model.connection import Connection
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import LONDON

__all__ = ["NOTE_MAX", "check_link"]

NOTE_MAX = 1000


def check_link(link: Connection, *, now: datetime) -> None:
    """
    Go on only with a connection that holds together.

    Raises
    ------
    InvalidSubmissionError
        With every problem, each naming its field.
    """
    today = now.astimezone(LONDON).date()
    faults = []
    if link.amount_gbp is not None and link.amount_gbp < 0:
        less = f"{link.amount_gbp} is less than nothing."
        faults.append(("amount_gbp", less, "Write whole pounds, or leave it empty."))
    if link.since and link.since > today:
        ahead = f"{link.since:%d.%m.%Y} is still to come."
        faults.append(("since", ahead, "Write since when it has been so, or leave it empty."))
    if link.since and link.ended_on and link.ended_on < link.since:
        faults.append(("ended_on", "It ends before it begins.", "Put one of the two days right."))
    if len(link.note) > NOTE_MAX:
        long = f"That has {len(link.note):,} letters."
        faults.append(("note", long, f"Up to {NOTE_MAX:,} fit."))
    if faults:
        problems = [Problem(field=name, fault=what, remedy=how) for name, what, how in faults]
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
