"""Nobody who was erased comes back: not by a backup that is put back, nor from a laptop."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from asset_map.imports.table import Table
from asset_map.model.away import Holding, RoadshowFile
from asset_map.model.identifier import ERASED, Blotter
from asset_map.model.words import counted
from asset_map.register.engine import Connection
from asset_map.register.personal_columns import HOLDS, Holds
from asset_map.register.personal_values import cleaned
from asset_map.register.rows import text_from, text_of
from asset_map.usecases.erase_person import Erasing, erase_within
from asset_map.usecases.erased_list import (
    KeptList,
    blotter_of,
    has_applied,
    keep_outside,
    kept_list,
    outside,
    take_over,
)
from asset_map.usecases.erased_rows import BY_THE_LIST
from asset_map.usecases.house import House, NewId, random_id

if TYPE_CHECKING:
    from asset_map.model.card import Card
    from asset_map.model.person import Person
    from asset_map.model.roadshow import Participant

__all__ = ["erase_again", "table_without_the_erased", "without_the_erased"]


def erase_again(house: House, *, now: datetime, new_id: NewId = random_id) -> bool:
    """
    Erase anew whoever is on the list and still here; return whether there was a need.

    The list lies beside the register too, so that a register that was put back, by whatever
    means, is known by what it has not heard of.
    """
    with house.register.reading() as connection:
        here = kept_list(connection)
        beside = outside(house, here.register)
        every = here | beside
        is_due = not (every.is_empty or has_applied(connection, every))
    if is_due:
        with house.register.writing() as connection:
            _erase_all(house, connection, every, now=now, new_id=new_id)
    if beside != every:
        keep_outside(house, every)
    return is_due


def _erase_all(
    house: House, connection: Connection, every: KeptList, *, now: datetime, new_id: NewId
) -> None:
    erasing = Erasing(
        house=house,
        connection=connection,
        blotter=blotter_of(every),
        actor=BY_THE_LIST,
        now=now,
        new_id=new_id,
        rows={(one.table_name, one.row_id) for one in every.known.rows},
    )
    erase_within(erasing)
    take_over(connection, every)


def without_the_erased(
    connection: Connection, file: RoadshowFile, *, now: datetime
) -> RoadshowFile:
    """Return what a laptop brings home without anybody who was erased meanwhile."""
    every = kept_list(connection)
    if every.is_empty:
        return file
    blotter = blotter_of(every)
    gone = {(one.table_name, one.row_id) for one in every.known.rows}
    raw = json.loads(text_of(file))
    gone |= set(_about_the_erased(raw["holding"], blotter))
    file = text_from(RoadshowFile, json.dumps(cleaned(raw, blotter)))
    return replace(file, holding=_without(file.holding, gone, now=now))


def _about_the_erased(holding: Mapping[str, Any], blotter: Blotter) -> Iterator[tuple[str, str]]:
    """Give each row about one person that is theirs: found by one thing, it goes whole."""
    for table in ("participants", "sign_ups", "people"):
        about = [name for name, holds in HOLDS[table].items() if holds is Holds.ABOUT]
        for one in holding.get(table, ()):
            if any(blotter.found(str(one.get(name) or "")) for name in about):
                yield table, one["id"]


def table_without_the_erased(connection: Connection, table: Table) -> Table:
    """Return a file's cells without anybody who was erased since it was written."""
    every = kept_list(connection)
    if not every.known.subjects:
        return table
    blotter = blotter_of(every)
    rows = tuple(_cells_without(row, blotter) for row in table.rows)
    gone = sum(one is not two for one, two in zip(table.rows, rows, strict=True))
    if not gone:
        return table
    note = f"{counted(gone, 'row')} named somebody who was erased: they were left out of it."
    return replace(table, rows=rows, notes=(*table.notes, note))


def _cells_without(row: tuple[str, ...], blotter: Blotter) -> tuple[str, ...]:
    if not blotter.found("\n".join(row)):
        return row
    cells = [blotter.replaced(cell, ERASED) for cell in row]
    return tuple("" if cell == ERASED else cell for cell in cells)


def _without(holding: Holding, gone: set[tuple[str, str]], *, now: datetime) -> Holding:
    def person(one: "Participant") -> "Participant":
        if ("participants", one.id) not in gone:
            return one
        return replace(
            one, first_name="", role_words="", for_group="", email="", left_at=one.left_at or now
        )

    def is_theirs(one: "Person") -> bool:
        return bool(gone & {("people", one.id), ("participants", one.participant_id or "")})

    def card(one: "Card") -> "Card":
        if not gone & {("participants", one.participant_id or ""), ("cards", one.id)}:
            return one
        said = replace(one, text="", for_group="", availability="", tags=(), merged_into=None)
        return replace(said, taken_back_at=one.taken_back_at or now)

    theirs = {one.id for one in holding.people if is_theirs(one)}
    return replace(
        holding,
        participants=tuple(map(person, holding.participants)),
        cards=tuple(map(card, holding.cards)),
        sign_ups=tuple(one for one in holding.sign_ups if ("sign_ups", one.id) not in gone),
        people=tuple(one for one in holding.people if one.id not in theirs),
        consents=tuple(
            one
            for one in holding.consents
            if ("consents", one.id) not in gone and one.person_id not in theirs
        ),
        stories=tuple(one for one in holding.stories if ("stories", one.id) not in gone),
    )
