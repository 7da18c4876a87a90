"""Area committees: dated lists of areas, their ward officers and their meetings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from asset_map.imports.committee_rows import SetOf, read_committees
from asset_map.model.area import AreaCommittee, BoundarySet, CommitteeMember
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import LONDON, counted, fold, listed, long_date
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.reading_files import open_file
from asset_map.usecases.register_history import tell

__all__ = [
    "ImportedCommittees",
    "committee_named",
    "import_committees",
    "list_committees",
    "meeting_words",
    "members_on",
    "save_committee",
]

_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCommittees:
    """What came in: the committees, and which of them were there before."""

    committees: tuple[AreaCommittee, ...]
    replaced: tuple[str, ...]


def import_committees(
    house: House, source: Path | bytes, *, actor: Actor, now: datetime, file_name: str = ""
) -> ImportedCommittees:
    """
    Read committees from a table of areas; one of the same name gets the new list.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; nothing is changed.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    table = open_file(house, source, file_name=file_name)
    with house.register.writing() as connection:
        read = read_committees(table, _set_of(connection))
        known = {fold(one.name): one for one in areas.committees(connection)}
        kept = [_over(known.get(fold(one.name), one), one) for one in read]
        for committee in kept:
            _check(connection, committee)
            areas.put_committee(connection, committee)
            did = (
                "committee changed by a file"
                if fold(committee.name) in known
                else "committee added"
            )
            tell(connection, did, _said_of(committee), actor=actor, now=now)
    replaced = tuple(one.name for one in kept if fold(one.name) in known)
    return ImportedCommittees(committees=tuple(kept), replaced=replaced)


def save_committee(
    house: House,
    committee: AreaCommittee,
    *,
    seen: AreaCommittee | None = None,
    actor: Actor,
    now: datetime,
) -> AreaCommittee:
    """
    Keep a committee as it was edited, where it still stands as it was ``seen``.

    Raises
    ------
    ConflictError
        When somebody else changed it meanwhile.
    InvalidSubmissionError
        When it has no name, another's name, or an area that no set has.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.writing() as connection:
        if seen is not None and seen not in areas.committees(connection):
            message = f"Somebody else changed '{seen.name}' meanwhile. Look at it again first."
            raise ConflictError(message)
        _check(connection, committee)
        did = "committee changed" if seen else "committee added"
        tell(connection, did, _said_of(committee), actor=actor, now=now)
        return areas.put_committee(connection, committee)


def list_committees(house: House, *, actor: Actor, on: date | None = None) -> list[AreaCommittee]:
    """Return every committee by name; with ``on``, those that look after an area that day."""
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        return areas.committees(connection, on=on)


def committee_named(connection: Connection, name: str) -> AreaCommittee:
    """
    Return a committee by its name or id.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    there = areas.committees(connection)
    for committee in there:
        if name == committee.id or fold(name) == fold(committee.name):
            return committee
    named = ", ".join(f"'{one.name}'" for one in there) or "none yet"
    message = f"There is no area committee '{name}'; there are: {named}."
    raise NotFoundError(message)


def meeting_words(
    house: House, committee: str, meeting: date, *, actor: Actor, now: datetime
) -> str:
    """
    Return what is odd about the day of a meeting, "" where nothing is.

    Raises
    ------
    NotFoundError
        When there is no such committee.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        found = committee_named(connection, committee)
    today = now.astimezone(LONDON).date()
    if meeting < today:
        return (
            f"{long_date(meeting)} is past; the pack tells what is recorded today, "
            f"{long_date(today)}, and not what was known then."
        )
    if found.meetings and meeting not in found.meetings:
        coming = [long_date(day) for day in sorted(found.meetings) if day >= today]
        told = f"it meets on {listed(coming)}" if coming else "no meeting to come is listed"
        return f"'{found.name}' lists no meeting on {long_date(meeting)}; {told}."
    return ""


def members_on(committee: AreaCommittee, day: date) -> dict[str, list[str]]:
    """Return the codes that a committee looks after on a day, by the id of their set."""
    found: dict[str, list[str]] = {}
    for member in committee.members:
        if (member.from_day or day) <= day <= (member.to_day or day):
            found.setdefault(member.set_id, []).append(member.code)
    return found


def _set_of(connection: Connection) -> SetOf:
    """Return the set of each code by its name, and without one the set in use."""
    found: dict[tuple[str, str], str] = {}
    for one in sorted(areas.sets(connection), key=lambda one: _is_in_use(connection, one)):
        for code, _, _ in areas.names_of(connection, one.id):
            found["", code] = found[fold(one.name), code] = one.id
    return found


def _is_in_use(connection: Connection, boundary_set: BoundarySet) -> bool:
    return areas.set_in_use(connection, boundary_set.kind) == boundary_set


def _over(standing: AreaCommittee, read: AreaCommittee) -> AreaCommittee:
    """Return the committee with its new list; what the file does not say stays."""
    return replace(
        read,
        id=standing.id,
        council=read.council or standing.council,
        basis=read.basis or standing.basis,
        meetings=read.meetings or standing.meetings,
    )


def _check(connection: Connection, committee: AreaCommittee) -> None:
    problems: list[Problem] = []
    if not committee.name.strip():
        fault, remedy = "The committee has no name.", "Give it the name that people know."
        problems.append(Problem(field="name", fault=fault, remedy=remedy))
    if len(committee.name) > _LONGEST_NAME:
        fault = f"The name '{committee.name[:_LONGEST_NAME]}…' is too long."
        remedy = f"Give at most {_LONGEST_NAME} letters."
        problems.append(Problem(field="name", fault=fault, remedy=remedy))
    others = [one for one in areas.committees(connection) if one.id != committee.id]
    if any(fold(one.name) == fold(committee.name) for one in others):
        fault = f"There is another committee '{committee.name}'."
        problems.append(Problem(field="name", fault=fault, remedy="Give one another name."))
    problems += _faults_of_areas(connection, committee.members)
    if problems:
        message = " ".join(str(problem) for problem in problems)
        raise InvalidSubmissionError(message, problems=tuple(problems))


def _faults_of_areas(
    connection: Connection, members: Sequence[CommitteeMember]
) -> Iterator[Problem]:
    for set_id in dict.fromkeys(member.set_id for member in members):
        of_set = [member for member in members if member.set_id == set_id]
        names = {code: name for code, name, _ in areas.names_of(connection, set_id)}
        if unknown := sorted({member.code for member in of_set} - set(names)):
            fault = f"There is no area '{unknown[0]}' in that boundary set."
            yield Problem(field="members", fault=fault, remedy="Choose another area.")
        for number, member in enumerate(of_set):
            name = names.get(member.code, member.code)
            if member.from_day and member.to_day and member.to_day < member.from_day:
                fault = f"'{name}' ends on {long_date(member.to_day)}, before it begins."
                yield Problem(field="members", fault=fault, remedy="Check both days.")
            if any(_are_at_once(member, other) for other in of_set[:number]):
                fault = f"'{name}' is listed twice for the same days."
                yield Problem(field="members", fault=fault, remedy="Take one out.")


def _said_of(committee: AreaCommittee) -> str:
    return f"{committee.name}: {counted(len(committee.members), 'area')}"


def _are_at_once(one: CommitteeMember, other: CommitteeMember) -> bool:
    begins = max(one.from_day or date.min, other.from_day or date.min)
    return one.code == other.code and begins <= min(
        one.to_day or date.max, other.to_day or date.max
    )
