"""
The network as two tables of texts: what every format writes, and reads back.

Where somebody is goes out as a ward alone; whoever hands the network decides what else of
it may go. Texts lose what XML cannot hold, so that all formats hold the same.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from asset_map.connections.graph import Member, Network, links_of, members_of, network
from asset_map.model.asset import AssetKind, BuildingBlock, Sector
from asset_map.model.cells import join_items, split_items
from asset_map.model.connection import SYMMETRIC, Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import WordEnum

__all__ = ["ASSETS", "CONNECTIONS", "Rows", "Taken", "rows_of", "taken"]

Row = dict[str, str]
Word = TypeVar("Word", bound=WordEnum)

ASSETS = (
    "id",
    "label",
    "kind",
    "sector",
    "building_block",
    "anchor",
    "ward_code",
    "ward",
    "committees",
)
CONNECTIONS = (
    "id",
    "from",
    "to",
    "direction",
    "kind",
    "state",
    "since",
    "ended_on",
    "amount_gbp",
    "note",
    "both_agreed",
    "source",
)
# A number of any length takes any time to read.
_MOST_DIGITS = 12
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A row for each asset and for each connection; every cell a text, "" where unknown."""

    assets: tuple[Row, ...]
    connections: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """The network that a file holds, and what of it could not be read; the rest is there."""

    graph: Network
    problems: tuple[Problem, ...]


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def rows_of(graph: Network) -> Rows:
    """Return the network as rows."""
    return Rows(
        assets=tuple(map(_asset, members_of(graph))),
        connections=tuple(map(_connection, links_of(graph))),
    )


def _row(names: tuple[str, ...], cells: Iterable[str]) -> Row:
    return {name: _clean(cell) for name, cell in zip(names, cells, strict=True)}


def _asset(member: Member) -> Row:
    cells = (
        member.asset_id,
        member.name,
        member.kind.label,
        member.sector.label if member.sector else "",
        member.building_block.label if member.building_block else "",
        "yes" if member.is_anchor else "no",
        member.ward_code or "",
        member.ward_name,
        join_items(member.committee_ids),
    )
    return _row(ASSETS, cells)


def _connection(link: Connection) -> Row:
    cells = (
        link.id,
        link.from_id,
        link.to_id,
        "mutual" if link.kind in SYMMETRIC else "directed",
        link.kind.label,
        link.state.label,
        link.since.isoformat() if link.since else "",
        link.ended_on.isoformat() if link.ended_on else "",
        "" if link.amount_gbp is None else str(link.amount_gbp),
        link.note,
        "yes" if link.both_agreed else "no",
        link.source,
    )
    return _row(CONNECTIONS, cells)


def taken(rows: Rows) -> Taken:
    """
    Return the network that rows hold, and a problem for each row that holds none.

    A row without an id is known by its label; who is only named by a connection is not
    made up.
    """
    problems: list[Problem] = []
    members = _each(rows.assets, "Assets", _member, problems)
    known = {member.asset_id for member in members}

    def link(row: Mapping[str, str], number: int) -> Connection:
        for end in ("from", "to"):
            if row.get(end, "") not in known:
                message = f"There is no asset '{row.get(end, '')}' in column '{end}'."
                raise InvalidSubmissionError(message)
        return _link(row, number)

    links = _each(rows.connections, "Connections", link, problems)
    return Taken(graph=network(members, links), problems=tuple(problems))


Made = TypeVar("Made")


def _each(
    rows: Iterable[Mapping[str, str]],
    sheet: str,
    make: Callable[[Mapping[str, str], int], Made],
    problems: list[Problem],
) -> list[Made]:
    made = []
    for number, row in enumerate(rows, start=2):
        try:
            made.append(make(row, number))
        except InvalidSubmissionError as error:
            remedy = "Mend the row and read the file again; the others are there."
            problems.append(
                Problem(field=f"{sheet}, row {number}", fault=str(error), remedy=remedy)
            )
    return made


def _member(row: Mapping[str, str], _: int) -> Member:
    name = row.get("label", "").strip("\n") or row.get("id", "")
    if not name:
        message = "The row has neither a label nor an id."
        raise InvalidSubmissionError(message)
    return Member(
        asset_id=row.get("id") or name,
        name=row.get("label") or name,
        kind=_word(AssetKind, row, "kind") or AssetKind.GROUP,
        sector=_word(Sector, row, "sector"),
        building_block=_word(BuildingBlock, row, "building_block"),
        is_anchor=_is_yes(row, "anchor"),
        ward_code=row.get("ward_code") or None,
        ward_name=row.get("ward", ""),
        committee_ids=split_items(row.get("committees", ""), at_commas=False),
    )


def _link(row: Mapping[str, str], number: int) -> Connection:
    return Connection(
        id=row.get("id") or f"row {number}",
        from_id=row.get("from", ""),
        to_id=row.get("to", ""),
        kind=_word(ConnectionKind, row, "kind") or ConnectionKind.WORKS_WITH,
        state=_word(ConnectionState, row, "state") or ConnectionState.ACTIVE,
        since=_day(row, "since"),
        ended_on=_day(row, "ended_on"),
        amount_gbp=_amount(row),
        note=row.get("note", ""),
        both_agreed=_is_yes(row, "both_agreed"),
        source=row.get("source", ""),
    )


def _word(kind: type[Word], row: Mapping[str, str], column: str) -> Word | None:
    said = row.get(column, "").strip().casefold().replace(" ", "_").replace("-", "_")
    if not said:
        return None
    try:
        return kind(said)
    except ValueError as error:
        words = ", ".join(one.label for one in kind)
        message = f"'{row[column]}' in column '{column}' is none of: {words}."
        raise InvalidSubmissionError(message) from error


def _day(row: Mapping[str, str], column: str) -> date | None:
    said = row.get(column, "").strip()
    try:
        return date.fromisoformat(said[:10]) if said else None
    except ValueError as error:
        message = f"'{said}' in column '{column}' is no date; write it as 2026-11-21."
        raise InvalidSubmissionError(message) from error


def _amount(row: Mapping[str, str]) -> int | None:
    said = row.get("amount_gbp", "").strip().replace(",", "").removeprefix("£")
    if not said:
        return None
    if not said.isdecimal() or len(said) > _MOST_DIGITS:
        message = f"'{said[:40]}' in column 'amount_gbp' is no whole number of pounds."
        raise InvalidSubmissionError(message)
    return int(said)


def _is_yes(row: Mapping[str, str], column: str) -> bool:
    return row.get(column, "").strip().casefold() in {"yes", "true", "1"}
