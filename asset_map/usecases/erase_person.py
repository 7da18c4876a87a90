"""Somebody is erased: from every record, every screen and the history, and for good."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.identifier import ERASED, Blotter, Identifier, those_of
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import Submission
from asset_map.register import erasures, roadshows, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection, touch
from asset_map.register.erasures import ErasedRow
from asset_map.register.personal_columns import HISTORY, Holds
from asset_map.register.personal_values import (
    cleaned_value,
    found_in,
    personal_values,
    put_value,
)
from asset_map.register.rows import text_from
from asset_map.usecases.erased_list import keep_outside, remember
from asset_map.usecases.erased_rows import erase_row
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keeping import keep_many

__all__ = ["Erasing", "erase_person", "erase_within", "replace_within"]

# Rows that are about one person: found by one thing, they go whole.
ABOUT_ONE = frozenset({"participants", "sign_ups", "people", "messages"})
_SAID = (Holds.ABOUT, Holds.SAID, Holds.RECORD)
_WHY = "A person asked for it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Erasing:
    """
    One erasure in an open transaction: who is erased, by whom and when.

    ``rows`` are rows about them, which go whole whatever stands in them; ``counts`` is what
    it came to, by table. A correction puts other words in their place instead.
    """

    house: House
    connection: Connection
    blotter: Blotter
    actor: Actor
    now: datetime
    new_id: NewId
    rows: set[tuple[str, str]] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)
    put: str = ERASED


def erase_person(
    house: House,
    identifiers: Collection[Identifier],
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Counter[str]:
    """
    Take somebody out of the register; return in how many rows of each table they stood.

    What a group does and where it meets stays. The history keeps who did what, and when, and a
    hash of what was erased; a salted hash of who it was keeps them from coming back.
    """
    require(actor, Action.ANSWER_REQUESTS)
    with house.register.writing() as connection:
        erasing = Erasing(
            house=house,
            connection=connection,
            blotter=those_of(identifiers),
            actor=actor,
            now=now,
            new_id=new_id,
        )
        erase_within(erasing)
        rows = [ErasedRow(table_name=t, row_id=id_, at=now) for t, id_ in sorted(erasing.rows)]
        kept = remember(connection, identifiers, rows, now=now)
    keep_outside(house, kept)
    return erasing.counts


def erase_within(erasing: Erasing) -> None:
    """Erase somebody in a transaction that is open: their rows, then words, the history last."""
    connection = erasing.connection
    for one in personal_values(connection, Holds.ABOUT):
        if one.table in ABOUT_ONE and any(found_in(one, erasing.blotter)):
            erasing.rows.add((one.table, one.row_id))
    for table, row_id in sorted(erasing.rows):
        gone = erase_row(erasing.house, connection, table, row_id, erasing.now, erasing.new_id)
        erasing.counts[table] += gone
    replace_within(erasing)
    _clean_history(erasing)


def replace_within(erasing: Erasing) -> None:
    """Put something in somebody's place wherever they stand today; the history stays as it was."""
    _clean_assets(erasing)
    _clean_rows(erasing)
    # Whatever was worked out from the register before is out of date.
    touch(erasing.connection)


def _clean_assets(erasing: Erasing) -> None:
    action = "erased" if erasing.put == ERASED else "corrected"
    note = RevisionNote(id="", actor=erasing.actor, at=erasing.now, action=action, reason=_WHY)
    kept = []
    for one in personal_values(erasing.connection, Holds.RECORD):
        if one.table != "assets":
            continue
        body = cleaned_value(one, erasing.blotter, put=erasing.put)
        if body != one.value:
            asset = text_from(Asset, str(body))
            kept.append((asset, replace(note, id=erasing.new_id())))
    keep_many(erasing.house, erasing.connection, kept)
    erasing.counts["assets"] += len(kept)


def _clean_rows(erasing: Erasing) -> None:
    connection = erasing.connection
    for one in list(personal_values(connection, *_SAID)):
        if one.table in HISTORY or one.table in {"assets", "subject_requests"}:
            continue
        clean = cleaned_value(one, erasing.blotter, put=erasing.put)
        if clean == one.value:
            continue
        erasing.counts[one.table] += 1
        if one.table == "submissions":
            said = text_from(Submission, str(clean))
            submissions.update(connection, said, expected_version=said.version)
        elif one.table == "roadshows":
            roadshows.update(connection, text_from(Roadshow, str(clean)))
        else:
            put_value(connection, one, clean)


def _clean_history(erasing: Erasing) -> None:
    """Take somebody out of the steps of the history, of which each keeps who did what."""
    steps: dict[str, dict[int, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for one in personal_values(erasing.connection, Holds.SAID, Holds.RECORD):
        if one.table not in HISTORY:
            continue
        if (said := cleaned_value(one, erasing.blotter)) != one.value:
            steps[one.table][one.key[0]][one.column] = str(said)
    for table, its in steps.items():
        erasures.erase_in_history(
            erasing.connection, table, its, at=erasing.now, new_salt=erasing.new_id
        )
        erasing.counts[table] += len(its)
