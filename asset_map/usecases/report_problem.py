"""Somebody says that a record is wrong, that the thing has closed, or that it is theirs."""

from dataclasses import dataclass, field
from datetime import datetime

from asset_map.model.arrival import Arrival
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.mailer import mail_address
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import public_view
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.taking_in import Word, once_of, take_in

__all__ = ["NOTE_MAX", "SHORT_MAX", "Report", "report_problem"]

NOTE_MAX = 1000
SHORT_MAX = 200
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
    with house.register.writing() as connection:
        word = Word(
            asset=public_view.visible_asset(connection, report.asset_id, audience=actor.audience),
            kind=report.kind,
            note=_written(report),
            sender_email=email,
            once=once_of(request_key, report),
            arrival=report.arrival,
        )
        return take_in(house, connection, word, actor=actor, now=now, new_id=new_id)


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
