"""
A register of any version of the program, with rows in every table that this version has.

The tables themselves are asked what they are, so that one that a later version adds has rows as
well. No migration reads a text; the assets, their history, what was sent in and the roadshows are
as programs of that time wrote them, and words of an enum its words, for the program to read after.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, Final

import pytest
import sqlalchemy as sa

from asset_map.register import seals
from asset_map.register.engine import Register, open_as_it_is
from asset_map.register.migrations import migrate
from asset_map.register.schema import LISTINGS, metadata, revisions, sealed_rows
from asset_map.register.schema.columns import Instant
from asset_map.register.word_index import index_words

__all__ = ["KNITTERS", "columns_of", "emptied", "make", "rows_of"]

Rows = Mapping[str, list[dict[str, Any]]]

KNITTERS: Final = "knitters"
_AT: Final = datetime(2026, 5, 7, 9, 30, tzinfo=UTC)
# What SQLite keeps of a search index beside the words that are its truth, and Alembic's own note.
_NOT_KEPT: Final = ("_index", "_vocabulary", "_config", "_data", "_docsize", "_idx", "c_version")
# ``changes`` has its row from the beginning; seals are worked out and not made up.
_NOT_FILLED: Final = {"changes", "seals", "sealed_rows"}
_GROUP: Final = (
    '{"id":"%s","kind":"group","name":"%s","summary":"Health walks round the canal.",'
    '"building_block":"association","sector":"community","tags":["walking"],'
    '"functions":["sport"],"contact":{"role":"Walk leader","email":"walks@doggerby.example"},'
    '"locations":[{"id":"%s","method":"map_click","accuracy_m":20.0,'
    '"point":{"lon":1.20721205,"lat":54.48669338},'
    '"grid":{"easting":607841.7,"northing":514883.0},"address":"8 Kipper Street, Silverpit",'
    '"postcode":"ZZ3 1BB","is_home":false}],"operating_status":"inactive",'
    '"record_state":"approved","provenance":{"source":"Harvest roadshow",'
    '"source_kind":"roadshow","recorded_on":"2025-07-13"},"version":1}'
)
_GROUPS: Final = (
    _GROUP % (KNITTERS, "Tuesday Knitters", "hall"),
    _GROUP % ("walkers", "Silverpit Strollers", "canal"),
)
_SENT: Final = (
    '{"id":"%s","reference":"%s","kind":"report","state":"submitted",'
    '"made_at":"2026-11-21T18:25:00Z","made_by":"A resident","made_as":"public",'
    '"asset_id":"knitters","base_version":1,"note":"The number rings at the fish shop.",'
    '"version":1}'
)
_ROADSHOW: Final = (
    '{"id":"%s","title":"Harbour roadshow","held_on":"2026-10-15","code":"%s",'
    '"place":"The Net Loft","starts":"10:00:00","ends":"12:00:00","ward_codes":["E05999101"],'
    '"invitations":[{"name":"The Net Loft","reply":"came"}],"state":"closed","head_count":34,'
    '"made_at":"2026-08-16T09:00:00Z","made_by":"Olu","version":1}'
)
_OFFER: Final = '{"id":"%s","asset_id":"knitters","side":"offer","text":"A warm room"}'
# The words of each row where the program knows some words only; a table's own before any table's.
_WORDS: Final[Mapping[str, tuple[object, ...]]] = {
    "accounts.state": ("active", "ended"),
    "actions.state": ("doing", "stuck"),
    "actor_role": ("officer", "admin"),
    "anchor_status": ("none", "none"),
    "asset_id": (KNITTERS, "walkers"),
    "asset_kind": ("group", "space"),
    "assets.body": _GROUPS,
    "assets.id": (KNITTERS, "walkers"),
    "audience": ("public", "partners"),
    "barrier": ("money", "time"),
    "boundary_sets.kind": ("ward", "division"),
    "cards.kind": ("story", "offer"),
    "cards.source": ("typed", "phone"),
    "check_ins.state": ("doing", "done"),
    "committee_packs.state": ("draft", "released"),
    "committees.meetings": (["2026-01-13", "2026-04-14"], []),
    "connection_events.action": ("added", "moved"),
    "connections.kind": ("funds", "hosts"),
    "connections.state": ("active", "ended"),
    "dismissed_because": ("not_now", "other"),
    "from_state": ("idea", "idea"),
    "functions": ("|sport|", "|sport|"),
    "is_public": (True, True),
    "language_words": ("", ""),
    "languages": ("[]", "[]"),
    "looked_for.function": ("childcare", "sport"),
    "messages.kind": ("receipt", "question"),
    "offer_events.action": ("made", "changed"),
    # The first was emptied.
    "offer_events.after": (None, _OFFER % "row 2 of offers.id"),
    "offer_events.before": (None, _OFFER % "row 2 of offers.id"),
    "offers.state": ("open", "matched"),
    "officer_assets.kind": ("group", "group"),
    "operating_status": ("active", "inactive"),
    "partner_assets.kind": ("group", "group"),
    "places.location_id": ("hall", "canal"),
    "private_links.purpose": ("status", "still_right"),
    "public_assets.kind": ("group", "group"),
    "public_assets.tags": ('["walking"]', "[]"),
    "public_bodies.body": _GROUPS,
    "public_words.name": (" tuesday knitters ", " silverpit strollers "),
    "record_state": ("approved", "approved"),
    "review_events.action": ("sent", "asked"),
    "review_events.from_state": ("submitted", "submitted"),
    "revisions.action": ("added", "added"),
    "revisions.after": _GROUPS,
    "revisions.before": (None, _GROUPS[1]),
    "roadshows.body": tuple(
        _ROADSHOW % (f"row {row} of roadshows.id", f"row {row} of roadshows.code") for row in (1, 2)
    ),
    "roadshows.state": ("closed", "planned"),
    "role": ("officer", "admin"),
    "sets_in_use.kind": ("ward", "division"),
    "side": ("offer", "need"),
    "stories.state": ("draft", "shown"),
    "submissions.body": tuple(
        _SENT % (f"row {row} of submissions.id", f"row {row} of submissions.reference")
        for row in (1, 2)
    ),
    "submissions.state": ("submitted", "submitted"),
    "suggestions.state": ("proposed", "accepted"),
    "terms": ("gift", "loan"),
    "to_state": ("active", "active"),
    "tree_part": ("roots", "fruit"),
    "urgency": ("now", "soon"),
    "vocabulary_terms.kind": ("resource", "skill"),
    "ward_mappings.status": ("mapped", "confirmed"),
}


def emptied(url: str) -> str:
    """Return the address of a database without tables in the place of a register that is new."""
    if url.startswith("sqlite"):
        return f"{url}.old"
    with open_as_it_is(url) as register, register.writing() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    return url


def make(register: Register, revision: str) -> None:
    """Bring empty tables to a revision, and put rows into each of them."""
    with register.writing() as connection:
        migrate(connection, to=revision)
        there = columns_of(connection)
        rows: dict[str, list[dict[str, Any]]] = {}
        for table in metadata.sorted_tables:
            if table.name in there.keys() - _NOT_FILLED:
                columns = [table.c[name] for name in there[table.name]]
                rows[table.name] = [_row(columns, row, rows) for row in (0, 1)]
                connection.execute(table.insert(), rows[table.name])
        for audience in LISTINGS:
            index_words(connection, audience, [1, 2])
        _seal(connection, there.keys())


def columns_of(connection: sa.Connection) -> Mapping[str, Sequence[str]]:
    """Return the columns of every table, but for what a database works out by itself."""
    asked = sa.inspect(connection)
    names = [name for name in asked.get_table_names() if not name.endswith(_NOT_KEPT)]
    return {
        name: [one["name"] for one in asked.get_columns(name) if "computed" not in one]
        for name in names
    }


def rows_of(register: Register) -> Rows:
    """Return every row of every table, in an order that does not depend on the database."""
    with register.reading() as connection:
        return {
            name: sorted(
                (
                    dict(row)
                    for row in connection.execute(
                        sa.select(*(metadata.tables[name].c[column] for column in columns))
                    ).mappings()
                ),
                key=repr,
            )
            for name, columns in columns_of(connection).items()
        }


def _row(columns: Iterable["sa.Column[Any]"], row: int, rows: Rows) -> dict[str, Any]:
    return {column.name: _value(column, row, rows) for column in columns}


def _value(column: "sa.Column[Any]", row: int, rows: Rows) -> object:
    """Return what stands in a row: every column is filled in the first, only what must be after."""
    table = column.table.name
    for reference in column.foreign_keys:
        if reference.column.table is not column.table:
            named = rows[reference.column.table.name][row][reference.column.name]
            return named if row == 0 or not column.nullable else None
        # A row that names one of its own table names the first.
        return _value(reference.column, 0, rows) if row else None
    words = _WORDS.get(f"{table}.{column.name}") or _WORDS.get(column.name)
    if words:
        return words[row]
    return None if row and column.nullable else _of_type(column, row)


def _of_type(column: "sa.Column[Any]", row: int) -> object:
    text = f"row {row + 1} of {column.table.name}.{column.name}"
    if isinstance(column.type, Instant):
        return _AT.replace(hour=9 + row)
    if isinstance(column.type, sa.JSON):
        return [text]
    values: Mapping[type, object] = {
        str: text,
        bool: False,
        int: row + 1,
        float: 607_841.7 + row,
        bytes: bytes([0, row, 255]),
        date: date(2026, 5, 7 + row),
    }
    return values[column.type.python_type]


def _seal(connection: sa.Connection, names: Collection[str]) -> None:
    """Seal the history as a program of that time did, and erase some of it: it knew less."""
    if "seals" not in names:
        return
    known = {table: words for table, words in seals.SEALED.items() if table.name in names}
    salts = count(1)
    with pytest.MonkeyPatch.context() as then:
        then.setattr(seals, "SEALED", known)
        then.setattr(seals, "_seal_emptied", lambda _connection: None)
        seals.seal(
            connection, day="2026-05-08", made_at=_AT, new_salt=lambda: f"salt {next(salts)}"
        )
    row = connection.execute(sa.select(revisions).order_by("seq")).mappings().first()
    assert row is not None
    erased = sealed_rows.update().where(sealed_rows.c.seq == row["seq"])
    leaf = seals._leaf("salt 0", revisions, row)  # noqa: SLF001 - the words alone were hashed
    connection.execute(
        erased.where(sealed_rows.c.table_name == "revisions").values(
            salt="salt 0", erased_at=_AT, erased_sha256=leaf
        )
    )
    # Of what had been emptied the next seal took the salt, and no more.
    connection.execute(erased.where(sealed_rows.c.table_name == "offer_events").values(salt=""))
