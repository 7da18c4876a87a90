"""Somebody says that a record is wrong, that the thing has closed, or that it is theirs."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import datetime

from asset_map.model.arrival import Arrival
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.mailer import mail_address
from asset_map.model.message import MessageKind
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import conversations, marks, public_view, submissions
from asset_map.register.engine import Connection
from asset_map.usecases.conversing import event_of, open_status_link, tell_sender
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.unlikely import unlikely_reasons

__all__ = [
    "NOTE_MAX",
    "RECEIPT",
    "SHORT_MAX",
    "Report",
    "reference_from",
    "report_problem",
    "taken_in",
]

NOTE_MAX = 1000
SHORT_MAX = 200
_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
RECEIPT = "Thank you. An officer will look at it; until then nothing changes."
_ASKED = {
    SubmissionKind.CLOSE: "Say in a sentence how you know",
    SubmissionKind.CLAIM: "Say in a sentence who you are to the group",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """
    What is wrong with which asset, in the reporter's words.

    ``since`` says when something closed, as people say it ("Easter"). ``reach`` is
    where somebody who claims a record can be reached, an email address or a telephone
    number. ``email`` is where the reporter wants to hear of it. ``arrival`` is how it came in
    at the open door.
    """

    asset_id: str
    kind: SubmissionKind
    note: str
    since: str = ""
    reach: str = ""
    email: str = ""
    arrival: Arrival | None = field(default=None, repr=False, compare=False)


def reference_from(new_id: str) -> str:
    """Return a reference that can be read out on the telephone: "K7M-4QX-B2D"."""
    number = int(new_id.replace("-", ""), 16)
    letters = []
    for _ in range(9):
        number, digit = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[digit])
    return "-".join("".join(letters[start : start + 3]) for start in range(0, 9, 3))


def report_problem(
    house: House,
    report: Report,
    *,
    actor: Actor,
    now: datetime,
    request_key: str = "",
    new_id: NewId = random_id,
) -> Submission:
    """
    Send word to the officers; the record stays as it is until one decides.

    The same report under the same ``request_key`` is kept once, however often it is sent.

    Raises
    ------
    InvalidSubmissionError
        With every problem: nothing is said, or too much, or an address is none.
    NotFoundError
        When the public knows no such asset.
    """
    require(actor, Action.SUBMIT)
    email = _checked(report)
    once = hashlib.sha256(repr((request_key, report)).encode()).hexdigest()
    with house.register.writing() as connection:
        asset = public_view.visible_asset(connection, report.asset_id, audience=actor.audience)
        submission_id = new_id()
        word = Submission(
            id=submission_id,
            reference=reference_from(submission_id),
            kind=report.kind,
            state=RecordState.SUBMITTED,
            made_at=now,
            made_by=actor.name,
            made_as=actor.role,
            asset_id=asset.id,
            base_version=asset.version,
            note=_written(report),
            sender_email=email,
        )
        once = once if request_key else ""
        return taken_in(house, connection, word, actor=actor, once=once, arrival=report.arrival)


def taken_in(
    house: House,
    connection: Connection,
    word: Submission,
    *,
    actor: Actor,
    once: str,
    arrival: Arrival | None = None,
) -> Submission:
    """
    Keep what somebody sent of a record, open its private link, and write the receipt.

    What was sent ``once`` before is returned as it was kept then.
    """
    if once and (sent_before := marks.acknowledged(connection, once)):
        return submissions.get(connection, sent_before)
    now = word.made_at
    (unlikely,) = unlikely_reasons(house, connection, [arrival], now=now)
    kept = submissions.add(connection, replace(word, unlikely=unlikely))
    open_status_link(house, connection, kept.id, now=now)
    if not kept.unlikely:
        step = event_of(kept, ReviewAction.SENT, actor=actor, at=now, from_state=None)
        conversations.add(connection, step)
        if kept.sender_email:
            tell_sender(connection, kept, MessageKind.RECEIPT, RECEIPT, now=now)
    if once:
        marks.acknowledge(connection, once, kept.id, at=now)
    return kept


def _written(report: Report) -> str:
    """Return all that was written as one note, as officers read it."""
    since, reach = report.since.strip(), report.reach.strip()
    parts = (
        f"Since: {since}." if since else "",
        report.note.strip(),
        f"To reach them: {reach}" if reach else "",
    )
    return "\n".join(filter(None, parts))


def _checked(report: Report) -> str:
    """Return where to write to the reporter, "" for nowhere; refuse with every problem."""
    problems = [*_too_long(report), *_missing(report)]
    addresses = {"email": report.email}
    if "@" in report.reach:
        addresses["reach"] = report.reach
    found = ""
    for asked, typed in addresses.items():
        try:
            found = found or mail_address(typed, field=asked)
        except InvalidSubmissionError as error:
            problems += error.problems
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return found


def _missing(report: Report) -> list[Problem]:
    problems = []
    if not report.note.strip():
        asked = _ASKED.get(report.kind, "Say in a sentence or two what is wrong")
        remedy = f"{asked} (up to {NOTE_MAX:,} letters)."
        problems.append(Problem(field="note", fault="Nothing is written.", remedy=remedy))
    if report.kind is SubmissionKind.CLAIM and not report.reach.strip():
        problems.append(
            Problem(
                field="reach",
                fault="There is no way to reach you.",
                remedy="Give an email address or a telephone number; only officers see it.",
            )
        )
    return problems


def _too_long(report: Report) -> list[Problem]:
    limits = {"note": NOTE_MAX, "since": SHORT_MAX, "reach": SHORT_MAX}
    return [
        Problem(
            field=field,
            fault=f"That has {length:,} letters; {limit:,} fit.",
            remedy="Say it more shortly.",
            value=str(length),
        )
        for field, limit in limits.items()
        if (length := len(getattr(report, field).strip())) > limit
    ]
