"""Somebody says that a record is wrong, or that the thing has closed."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import public_view, submissions
from asset_map.usecases.house import House, NewId, random_id

__all__ = ["NOTE_MAX", "Report", "report_problem"]

NOTE_MAX = 1000
_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What is wrong with which asset, in the reporter's words."""

    asset_id: str
    kind: SubmissionKind
    note: str


def reference_from(new_id: str) -> str:
    """Return a reference that can be read out on the telephone: "K7M-4QX-B2D"."""
    number = int(new_id.replace("-", ""), 16)
    letters = []
    for _ in range(9):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "-".join("".join(letters[start : start + 3]) for start in range(0, 9, 3))


def report_problem(
    house: House, report: Report, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> Submission:
    """
    Send word to the officers; the record stays as it is until one decides.

    Raises
    ------
    InvalidSubmissionError
        When nothing is said, or too much.
    NotFoundError
        When the public knows no such asset.
    """
    require(actor, Action.SUBMIT)
    note = report.note.strip()
    if not note or len(note) > NOTE_MAX:
        problem = Problem(
            field="note",
            fault="Nothing is written." if not note else f"That has {len(note):,} letters.",
            remedy=f"Say in a sentence or two (up to {NOTE_MAX:,} letters) what is wrong.",
        )
        raise InvalidSubmissionError(str(problem), problems=(problem,))
    submission_id = new_id()
    with house.register.writing() as connection:
        asset = public_view.visible_asset(connection, report.asset_id, audience=actor.audience)
        return submissions.add(
            connection,
            Submission(
                id=submission_id,
                reference=reference_from(submission_id),
                kind=report.kind,
                state=RecordState.SUBMITTED,
                made_at=now,
                made_by=actor.name,
                made_as=actor.role,
                asset_id=asset.id,
                base_version=asset.version,
                note=note,
            ),
        )
