"""Connections come in from a spreadsheet: good rows are kept, the others say what to mend."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime

from asset_map.imports.links import LinkReading, ReadLink, read_links
from asset_map.imports.problems import problems_csv
from asset_map.imports.readers import Fault
from asset_map.imports.table import RowProblem, Table
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import links
from asset_map.register.engine import Connection as Database
from asset_map.usecases.connect_assets import connect_within
from asset_map.usecases.house import House
from asset_map.usecases.name_assets import NamedAssets, named_assets

__all__ = ["LinkReport", "import_connections"]

_COLUMNS = {"amount_gbp": "amount"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReport:
    """What became of a file's rows: ``rows_in`` is new and known and refused."""

    rows_in: int
    new: int
    known: int
    rows_refused: int
    problems: tuple[RowProblem, ...]
    problems_csv: bytes
    headline: str


def import_connections(house: House, table: Table, *, actor: Actor, now: datetime) -> LinkReport:
    """
    Keep every connection of a file whose two ends are known; nobody counts as asked yet.

    What is recorded already stays as it is, also where somebody moved or ended it since:
    the same file again changes nothing.

    Raises
    ------
    InvalidSubmissionError
        When no column says who, what, or for whom.
    """
    require(actor, Action.CONNECT)
    reading = read_links(table)
    problems = list(reading.refused)
    new = 0
    with house.register.writing() as connection:
        named = named_assets(connection, audience=actor.audience)
        standing = {link.id for link in links.every(connection)}
        for row in reading.links:
            link = _link(row, named, reading, actor=actor)
            if not isinstance(link, Connection):
                problems += link
            elif link.id not in standing and not _is_known(connection, link):
                refused = _kept(connection, link, row, reading, actor=actor, now=now)
                problems += refused
                standing.add(link.id)
                new += not refused
    refused_rows = len({problem.row for problem in problems})
    known = len(table.rows) - new - refused_rows
    return LinkReport(
        rows_in=len(table.rows),
        new=new,
        known=known,
        rows_refused=refused_rows,
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        problems_csv=problems_csv(table, problems) if problems else b"",
        headline=_headline(new, known, refused_rows),
    )


def _is_known(connection: Database, link: Connection) -> bool:
    return links.same_live(connection, link) is not None


def _link(
    row: ReadLink, named: NamedAssets, reading: LinkReading, *, actor: Actor
) -> Connection | list[RowProblem]:
    """Return the connection that a row says, or what is wrong with its ends."""
    one = named.meant(row.from_words, place=row.from_place)
    other = named.meant(row.to_words, place=row.to_place)
    faults = [
        _problem(row, reading, name, words, fault)
        for name, words, fault in (("from", row.from_words, one), ("to", row.to_words, other))
        if isinstance(fault, Fault)
    ]
    if isinstance(one, Fault) or isinstance(other, Fault):
        return faults
    try:
        link = Connection(
            id="",
            from_id=one,
            to_id=other,
            kind=row.kind,
            state=row.state,
            since=row.since,
            ended_on=row.ended_on if row.state is ConnectionState.ENDED else None,
            amount_gbp=row.amount_gbp,
            note=row.note,
            source=row.source or actor.name,
        )
    except InvalidSubmissionError as error:
        name = "amount" if row.amount_gbp is not None and one != other else "to"
        fault = Fault(str(error), "Put the row right.")
        return [_problem(row, reading, name, row.to_words, fault)]
    return replace(link, id=_key(link))


def _key(link: Connection) -> str:
    """Return an id that says the same of the same words again."""
    said = (link.from_id, link.to_id, link.kind.value, link.since, link.ended_on)
    return f"file-{hashlib.sha256(repr(said).encode()).hexdigest()[:32]}"


def _kept(
    connection: Database,
    link: Connection,
    row: ReadLink,
    reading: LinkReading,
    *,
    actor: Actor,
    now: datetime,
) -> list[RowProblem]:
    """Keep a connection; return what is wrong with it instead."""
    try:
        connect_within(connection, link, actor=actor, now=now)
    except InvalidSubmissionError as error:
        return [
            _problem(
                row,
                reading,
                _COLUMNS.get(one.field, one.field),
                one.value,
                Fault(one.fault, one.remedy),
            )
            for one in error.problems
        ]
    return []


def _problem(
    row: ReadLink, reading: LinkReading, name: str, value: str, fault: Fault
) -> RowProblem:
    return RowProblem(
        row=row.row,
        column=reading.headings.get(name, name),
        value=value,
        fault=fault.fault,
        remedy=fault.remedy,
    )


def _headline(new: int, known: int, refused: int) -> str:
    said = (
        f"{counted(new, 'connection')} added.",
        f"{counted(known, 'row')} here already." if known else "",
        f"{counted(refused, 'row')} to mend." if refused else "",
    )
    return " ".join(filter(None, said))
