"""Connections come in from a spreadsheet: good rows are kept, the others say what to mend."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple, Self

from asset_map.imports.links import LinkReading, ReadLink, read_links
from asset_map.imports.problems import problems_csv
from asset_map.imports.readers import Fault
from asset_map.imports.table import RowProblem, Table
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import counted
from asset_map.register import links
from asset_map.register.engine import Connection as Database
from asset_map.usecases.connect_assets import connect_all
from asset_map.usecases.house import House
from asset_map.usecases.link_checks import check_link
from asset_map.usecases.name_assets import NamedAssets, named_assets
from asset_map.usecases.own_areas import require_area_of_assets

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
    new: list[Connection] = []
    with house.register.writing() as connection:
        # Who it is by now is asked once, and not again for each row.
        desk = _Desk(connection, actor.by_now(), now)
        named = named_assets(connection, audience=actor.audience)
        known_links = _Known.of(links.every(connection))
        for row in reading.links:
            link = _link(row, named, reading, actor=actor)
            if not isinstance(link, Connection):
                problems += link
            elif link not in known_links:
                refused = _refused(desk, link, row, reading)
                problems += refused
                if not refused:
                    known_links.add(link)
                    new.append(link)
        connect_all(connection, new, actor=actor, now=now)
    refused_rows = len({problem.row for problem in problems})
    known = len(table.rows) - len(new) - refused_rows
    return LinkReport(
        rows_in=len(table.rows),
        new=len(new),
        known=known,
        rows_refused=refused_rows,
        problems=tuple(sorted(problems, key=lambda problem: problem.row)),
        problems_csv=problems_csv(table, problems) if problems else b"",
        headline=_headline(len(new), known, refused_rows),
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What is recorded already, and what the rows above say: no two rows say the same."""

    ids: set[str]
    live: set[tuple[str, str, ConnectionKind]]

    @classmethod
    def of(cls, standing: Sequence[Connection]) -> Self:
        """Return what is known before the first row."""
        known = cls(set(), set())
        for link in standing:
            known.add(link)
        return known

    def __contains__(self, link: Connection) -> bool:
        """Whether it is the very same, or another that has not ended says the same."""
        is_live = link.state is not ConnectionState.ENDED
        return link.id in self.ids or (is_live and _says(link) in self.live)

    def add(self, link: Connection) -> None:
        """Know one more."""
        self.ids.add(link.id)
        if link.state is not ConnectionState.ENDED:
            self.live.add(_says(link))


def _says(link: Connection) -> tuple[str, str, ConnectionKind]:
    return link.from_id, link.to_id, link.kind


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


class _Desk(NamedTuple):
    """Where, by whom and when the rows are written."""

    connection: Database
    actor: Actor
    now: datetime


def _refused(
    desk: _Desk, link: Connection, row: ReadLink, reading: LinkReading
) -> list[RowProblem]:
    """Return what is wrong with a connection, or that it is not this actor's to add."""
    try:
        check_link(link, now=desk.now)
        require_area_of_assets(desk.connection, desk.actor, link.from_id, link.to_id)
    except NotAllowedError as error:
        fault = Fault(str(error), "Give this row to somebody who looks after that area.")
        return [_problem(row, reading, "from", row.from_words, fault)]
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
