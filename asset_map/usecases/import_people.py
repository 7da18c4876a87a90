"""Rows of a file that are what somebody can do: kept among the people, and never as a record."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.person import Person
from asset_map.model.role import Actor
from asset_map.model.typed import as_one_line
from asset_map.register import people
from asset_map.register.engine import Connection
from asset_map.usecases.house import House
from asset_map.usecases.import_placing import PlacedRow

__all__ = ["PeopleIn", "people_in"]

GIFT_MAX = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleIn:
    """The rows that are people, and who of them is new here."""

    rows: Sequence[PlacedRow] = ()
    new: Sequence[Person] = ()
    known: int = 0


def people_in(
    house: House,
    connection: Connection,
    rows: Sequence[PlacedRow],
    *,
    source: str,
    actor: Actor,
    now: datetime,
) -> PeopleIn:
    """
    Return what rows about people become, writing nothing.

    No file says what somebody agreed to: nothing of them is counted or shown until they are
    asked, and how to reach them is not kept. Who is known already, or was erased, stays so.
    """
    ids = [_id_of(source, one) for one in rows]
    known = people.known(connection, ids)
    places = [one.asset.locations[0] for one in rows]
    wards = house.wards_of(connection, places)
    new = {
        person_id: Person(
            id=person_id,
            made_at=now,
            made_by=actor.name,
            gifts=_gifts(one),
            tags=one.asset.tags,
            ward_code=ward.code if ward else None,
        )
        for person_id, one, ward in zip(ids, rows, wards, strict=True)
        if person_id not in known
    }
    count = sum(len(one.row.numbers) for id_, one in zip(ids, rows, strict=True) if id_ in known)
    return PeopleIn(rows=rows, new=tuple(new.values()), known=count)


def _id_of(source: str, one: PlacedRow) -> str:
    return hashlib.sha256(f"{source}\n{one.row.row_key}".encode()).hexdigest()[:32]


def _gifts(one: PlacedRow) -> tuple[str, ...]:
    said = (one.asset.name, one.asset.summary, one.asset.description)
    return tuple(as_one_line(text)[:GIFT_MAX] for text in said if text.strip())
