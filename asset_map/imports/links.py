"""Connections in a spreadsheet: one row each, who does what for whom, in whatever words."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from asset_map.imports import readers as read
from asset_map.imports.fields import Field
from asset_map.imports.readers import Fault
from asset_map.imports.rows import ReadCells, RowReader
from asset_map.imports.small_tables import guessed_mapping, known_words
from asset_map.imports.table import RowProblem, Table
from asset_map.model.connection import ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError, Problem

__all__ = ["LINK_FIELDS", "LinkReading", "ReadLink", "read_links"]

_NAME_MAX, _NOTE_MAX, _SOURCE_MAX, _MOST_GBP = 300, 1_000, 200, 10**9
_ABOUT = "Connections"
_KINDS = {
    **{kind.label: kind for kind in ConnectionKind},
    **dict.fromkeys(("gives money to", "gives a grant to", "pays for"), ConnectionKind.FUNDS),
    **dict.fromkeys(("gives room to", "gives space to", "houses"), ConnectionKind.HOSTS),
    **dict.fromkeys(("rents to", "lets to"), ConnectionKind.LEASES_TO),
    **dict.fromkeys(
        ("shares a place with", "shares a building with", "shares space with"),
        ConnectionKind.SHARES_SPACE,
    ),
    **dict.fromkeys(("lends to", "lends things to"), ConnectionKind.LENDS),
    **dict.fromkeys(("serves", "does things for", "supplies"), ConnectionKind.PROVIDES_FOR),
    **dict.fromkeys(("volunteers at", "helps", "helps out at"), ConnectionKind.VOLUNTEERS_FOR),
    **dict.fromkeys(("sends people to", "signposts to", "refers"), ConnectionKind.REFERS_TO),
    **dict.fromkeys(("teaches",), ConnectionKind.TRAINS),
    **dict.fromkeys(("spreads the word for", "advertises"), ConnectionKind.PROMOTES),
    **dict.fromkeys(("is a member of", "belongs to"), ConnectionKind.MEMBER_OF),
    **dict.fromkeys(("partners with", "partner of", "works together with"),
                    ConnectionKind.WORKS_WITH),
}  # fmt: skip
_STATES = {
    **{state.label: state for state in ConnectionState},
    **dict.fromkeys(("an idea", "proposed"), ConnectionState.IDEA),
    **dict.fromkeys(("put in touch", "in touch"), ConnectionState.INTRODUCED),
    **dict.fromkeys(("going on", "current", "live", "yes"), ConnectionState.ACTIVE),
    **dict.fromkeys(("resting", "asleep", "paused"), ConnectionState.DORMANT),
    **dict.fromkeys(("over", "finished", "stopped", "no longer"), ConnectionState.ENDED),
}


def _pounds(cell: str) -> int | Fault:
    amount = cell.removeprefix("£").removesuffix("GBP").strip()
    whole = read.whole_number(0, _MOST_GBP)(amount)
    if isinstance(whole, int):
        return whole
    return Fault("This is no amount in whole pounds.", "Write it in figures, like 1200.")


def _words(name: str, meaning: str, example: str, aliases: tuple[str, ...]) -> Field:
    return Field(name, _ABOUT, meaning, example, read.text(_NAME_MAX), aliases, is_text=True)


LINK_FIELDS = (
    _words("from", "Who does it: an id, an identifier, or a name.", "Hatherby Library",
           ("from id", "source asset", "giver", "who", "who does it")),
    _words("to", "For whom.", "Hatherby Knitters",
           ("to id", "target", "receiver", "for", "whom", "for whom")),
    _words("from_place", "Ward, place or postcode of the first, where several have its name.",
           "Fishergate", ("from place", "from ward", "ward", "place")),
    _words("to_place", "The same of the second.", "Castle",
           ("to place", "to ward", "ward of the other", "place of the other")),
    Field("kind", _ABOUT, "What one does for the other.", "gives room to", known_words(_KINDS),
          ("type", "does what", "what", "relationship", "connection")),
    Field("since", _ABOUT, "Since when.", "2024-09-01", read.day,
          ("from date", "start", "started", "start date", "since when")),
    Field("state", _ABOUT, "How it stands; going on unless it says otherwise.", "going on",
          known_words(_STATES), ("status", "how it goes", "how it stands")),
    Field("ended_on", _ABOUT, "When it ended.", "2025-03-31", read.day,
          ("end", "ended", "end date", "until")),
    Field("note", _ABOUT, "What else there is to say.", "Tuesdays", read.text(_NOTE_MAX),
          ("notes", "comment", "comments", "remark"), is_text=True),
    Field("amount", _ABOUT, "Whole pounds; only where one gives money.", "1200", _pounds,
          ("amount gbp", "pounds", "grant", "gbp")),
    Field("source", _ABOUT, "How this is known.", "Hall diary", read.text(_SOURCE_MAX),
          ("evidence", "how do you know", "how is it known", "said by"), is_text=True),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLink:
    """A connection as its row says it; its two ends are still words."""

    row: int
    from_words: str
    to_words: str
    from_place: str
    to_place: str
    kind: ConnectionKind
    state: ConnectionState
    since: date | None
    ended_on: date | None
    amount_gbp: int | None
    note: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkReading:
    """Every row that could be read, what is wrong with the others, and the headings used."""

    links: tuple[ReadLink, ...]
    refused: tuple[RowProblem, ...]
    headings: dict[str, str]


def read_links(table: Table) -> LinkReading:
    """
    Return the connections of a table, and all faults of the rows that hold none.

    Raises
    ------
    InvalidSubmissionError
        When no column says who, what, or for whom.
    """
    mapping = guessed_mapping(table.headings, LINK_FIELDS)
    _check_columns(table, {name for name in mapping.values() if name})
    reader = RowReader(table, mapping, fields=LINK_FIELDS, needed="from")
    found: list[ReadLink] = []
    refused: list[RowProblem] = []
    for number, cells in table.numbered():
        row = reader.read(number, cells)
        for name in ("from", "to", "kind"):
            if name not in row.typed:
                reader.blame(row, name, Fault("This is empty.", "Say who does what for whom."))
        if row.problems:
            refused += row.problems
        else:
            found.append(_link(row))
    headings = {name: heading for heading, name in mapping.items() if name}
    return LinkReading(links=tuple(found), refused=tuple(refused), headings=headings)


def _check_columns(table: Table, found: set[str]) -> None:
    missing = [name for name in ("from", "to", "kind") if name not in found]
    if not missing:
        return
    problems = tuple(
        Problem(
            field=name,
            fault=f"None of the headings ({', '.join(table.headings[:8])}) is '{name}'.",
            remedy=f"Write '{name}' above the column that says it.",
        )
        for name in missing
    )
    raise InvalidSubmissionError(" ".join(map(str, problems)), problems=problems)


def _link(row: ReadCells) -> ReadLink:
    values: dict[str, Any] = row.values
    is_over = "ended_on" in values
    return ReadLink(
        row=row.number,
        from_words=values["from"],
        to_words=values["to"],
        from_place=values.get("from_place", ""),
        to_place=values.get("to_place", ""),
        kind=values["kind"],
        state=values.get("state", ConnectionState.ENDED if is_over else ConnectionState.ACTIVE),
        since=values.get("since"),
        ended_on=values.get("ended_on"),
        amount_gbp=values.get("amount"),
        note=values.get("note", ""),
        source=values.get("source", ""),
    )
