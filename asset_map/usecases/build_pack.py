"""
An area committee's pack for one meeting, made from what anybody may know.

It stays a draft, to be made anew as often as somebody likes, until it is released.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from asset_map.model.area import AreaCommittee
from asset_map.model.committee_pack import CommitteePack, PackPurpose, PackState
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import fold, long_date
from asset_map.register import committee_packs
from asset_map.register.engine import Connection
from asset_map.usecases.committees import committee_named
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from asset_map.usecases.pack_facts import with_facts

__all__ = [
    "LONGEST_TEXT",
    "Edition",
    "PackRequest",
    "asked_of",
    "build_pack",
    "check_still_open",
    "check_texts",
    "made_as",
    "throw_away_pack",
]

_TEXTS = ("officer", "contact", "asked_to")
LONGEST_TEXT = 300
_NAME_MAX = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class PackRequest:
    """
    What somebody wants for a meeting.

    ``committee`` is a name or id; ``asked_to`` goes on with "You are asked to decide: …";
    ``contact`` is an office's address, not a person's.
    """

    committee: str
    meeting: date
    purpose: PackPurpose = PackPurpose.NOTING
    officer: str = ""
    contact: str = ""
    asked_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """Which issue of a meeting's pack is made, and what was put right in it."""

    id: str
    issue: int = 1
    corrected: str = ""
    replaces_id: str = ""


def build_pack(house: House, request: PackRequest, *, actor: Actor, now: datetime) -> CommitteePack:
    """
    Make the draft for a meeting, or make it anew from what is recorded now.

    Raises
    ------
    ConflictError
        When the meeting's pack was released already.
    InvalidSubmissionError
        When a text does not fit.
    NotFoundError
        When there is no such committee, or it looks after no areas.
    """
    require(actor, Action.BUILD_PACK)
    check_texts(request)
    with house.register.reading() as connection:
        committee = committee_named(connection, request.committee)
        edition = _edition(connection, committee, request.meeting)
    return made_as(house, request, edition, actor=actor, now=now)


def throw_away_pack(house: House, pack_id: str, *, actor: Actor) -> None:
    """
    Forget a draft.

    Raises
    ------
    ConflictError
        When it was released.
    NotFoundError
        When there is none.
    """
    require(actor, Action.BUILD_PACK)
    with house.register.writing() as connection:
        pack = committee_packs.pack_of(connection, pack_id)
        if pack.state is not PackState.DRAFT:
            message = f"Pack '{pack_id}' was released and stays; correct it with a new issue."
            raise ConflictError(message)
        committee_packs.throw_away(connection, pack_id)


def check_texts(request: PackRequest) -> None:
    """
    Refuse texts that do not fit.

    Raises
    ------
    InvalidSubmissionError
        When one of them is too long.
    """
    problems = [
        Problem(
            field=name,
            fault=f"What stands under '{name.replace('_', ' ')}' has {len(text):,} letters.",
            remedy=f"Up to {LONGEST_TEXT} fit.",
        )
        for name in _TEXTS
        if len(text := getattr(request, name)) > LONGEST_TEXT
    ]
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))


def _edition(connection: Connection, committee: AreaCommittee, meeting: date) -> Edition:
    issues = committee_packs.packs(connection, committee_id=committee.id, meeting=meeting)
    if not issues:
        return Edition(id=_free_id(connection, committee, meeting))
    latest = issues[0]
    if latest.state is not PackState.DRAFT:
        message = (
            f"The pack '{latest.id}' for {long_date(meeting)} was released already; "
            "correct it with a new issue."
        )
        raise ConflictError(message)
    return Edition(
        id=latest.id,
        issue=latest.issue,
        corrected=latest.corrected,
        replaces_id=latest.replaces_id,
    )


def _free_id(connection: Connection, committee: AreaCommittee, meeting: date) -> str:
    """Return an id that people can type from paper: "north-2027-03-04"."""
    plain = unicodedata.normalize("NFKD", fold(committee.name)).encode("ascii", "ignore").decode()
    name = "-".join(plain.split())[:_NAME_MAX].strip("-") or "committee"
    wanted = f"{name}-{meeting.isoformat()}"
    taken = {pack.id for pack in committee_packs.packs(connection, meeting=meeting)}
    number = 2
    while wanted in taken:
        wanted, number = f"{name}-{number}-{meeting.isoformat()}", number + 1
    return wanted


def made_as(
    house: House, request: PackRequest, edition: Edition, *, actor: Actor, now: datetime
) -> CommitteePack:
    """
    Make one issue's draft from what is recorded now, and keep it.

    Raises
    ------
    ConflictError
        When somebody released that issue meanwhile.
    NotFoundError
        When the committee looks after no areas.
    """
    run = measure_gaps(
        house,
        GapRequest(committee=request.committee, committee_on=request.meeting),
        actor=actor,
        now=now,
        new_id=lambda: edition.id,
    )
    if not run.rows:
        message = f"The committee '{request.committee}' looks after no areas; mend its list."
        raise NotFoundError(message)
    with house.register.reading() as connection:
        committee = committee_named(connection, request.committee)
        last = committee_packs.last_before(connection, committee.id, request.meeting)
        bare = CommitteePack(
            **asked_of(request),
            id=edition.id,
            committee_id=committee.id,
            committee=committee.name,
            council=committee.council or house.settings.council_name,
            made_at=now,
            made_by=actor.name,
            run=run,
            issue=edition.issue,
            corrected=edition.corrected,
            replaces_id=edition.replaces_id,
            previous_id=last.id if last else "",
            previous_meeting=last.meeting if last else None,
            is_fictional=house.is_demonstration(),
        )
        pack = with_facts(house, connection, bare, committee=committee, last=last)
    with house.register.writing() as connection:
        check_still_open(connection, pack)
        return committee_packs.put_pack(connection, pack)


def asked_of(request: PackRequest) -> dict[str, Any]:
    """Return the parts of a pack that somebody types for it."""
    texts = {name: " ".join(getattr(request, name).split()) for name in _TEXTS}
    return {"meeting": request.meeting, "purpose": request.purpose, **texts}


def check_still_open(connection: Connection, pack: CommitteePack) -> None:
    """
    Refuse to write over what somebody released, or began, meanwhile.

    Raises
    ------
    ConflictError
        When somebody did.
    """
    standing = committee_packs.packs(
        connection, committee_id=pack.committee_id, meeting=pack.meeting
    )
    if any(
        one.issue == pack.issue and (one.state is not PackState.DRAFT or one.id != pack.id)
        for one in standing
    ):
        message = f"Somebody released the pack '{pack.id}' meanwhile. Look at it again."
        raise ConflictError(message)
