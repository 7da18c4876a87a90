"""Which hall each group of the demonstration meets in, where it has none of its own."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from random import Random

from asset_map.demo.district import Settlement
from asset_map.demo.links import hosting
from asset_map.demo.written import Table, key_in
from asset_map.model.asset import AssetKind
from asset_map.model.connection import Connection

__all__ = ["hosted", "with_halls"]

# Groups meet in rooms that hold at least so many people.
_ROOM_FOR = 20
_OUTDOORS = "outdoor space"
# How many of them are known to be guests of the hall.
_HOSTING_KNOWN = 0.6


def with_halls(tables: Sequence[Table], settlements: Sequence[Settlement]) -> list[Table]:
    """
    Return the tables, guests after their hosts, each guest with its host's key ("at").

    A group goes to a hall of its own village or quarter, else of its ward, and where
    there is none it meets somewhere of its own.
    """
    ward_of = {one.name: one.ward_code for one in settlements}
    halls: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        if _is_hall(table):
            halls[table["place"]].append(key_in(table))
            halls[ward_of[table["place"]]].append(key_in(table))
    found = []
    for table in tables:
        near = table.get("meets_in_a_hall") and (
            halls[table["place"]] or halls[ward_of[table["place"]]]
        )
        if near:
            hall = Random(f"hall for {key_in(table)}").choice(near)
            found.append({**table, "at": hall})
        else:
            found.append(dict(table))
    return sorted(found, key=lambda table: "at" in table)


def _is_hall(table: Table) -> bool:
    return (
        table["kind"] in {AssetKind.SPACE, AssetKind.GROUP}
        and table.get("space", {}).get("capacity_people", 0) >= _ROOM_FOR
        and not table.keys() & {"status", "closed", "at"}
        and _OUTDOORS not in table.get("tags", ())
    )


def hosted(tables: Sequence[Table]) -> Iterator[Connection]:
    """Yield that a hall hosts a group, for those of which it is known."""
    for table in tables:
        is_known = Random(f"diary of {key_in(table)}").random() < _HOSTING_KNOWN
        if table.get("meets_in_a_hall") and "at" in table and is_known:
            yield hosting(table["at"], key_in(table))
