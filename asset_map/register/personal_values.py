"""Every text in which a person may be found, one by one, and putting another in its place."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import sqlalchemy as sa

from asset_map.model.identifier import ERASED, Blotter
from asset_map.register.personal_columns import HISTORY, HOLDS, Holds, personal_columns
from asset_map.register.schema import metadata

__all__ = [
    "Found",
    "PersonalValue",
    "addresses_beside",
    "asset_of",
    "cleaned",
    "cleaned_value",
    "found_in",
    "personal_values",
    "put_value",
    "row_texts",
]

# In a record as JSON: what is somebody's by itself, and what no text of a person's is.
_ADDRESSES = frozenset({"email", "phone", "sender_email", "to_email", "owner_contact"})
_CONTACT = ("email", "phone")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalValue:
    """One value of a column that may hold a person, and the key of its row."""

    table: str
    column: str
    holds: Holds
    key: tuple[Any, ...]
    value: Any

    @property
    def row_id(self) -> str:
        """The key as one text."""
        return " ".join(map(str, self.key))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A text in which somebody was found: ``field`` is the way to it in its record."""

    value: PersonalValue
    field: str
    text: str
    is_withheld: bool = False


def personal_values(
    connection: sa.Connection, *kinds: Holds, is_worth_it: Callable[[str], bool] | None = None
) -> Iterator[PersonalValue]:
    """Give every value of the columns that hold something of these kinds, or the texts of worth."""
    for table, column, holds in personal_columns(*kinds):
        keys = list(table.primary_key.columns)
        chosen = sa.select(*(one.label(f"key_{n}") for n, one in enumerate(keys)), column)
        chosen = chosen.where(column.is_not(None)).order_by(*keys)
        for row in connection.execute(chosen).all():
            *key, value = row
            is_passed = is_worth_it and isinstance(value, str) and not is_worth_it(value)
            if value and not is_passed:
                yield PersonalValue(
                    table=table.name, column=column.name, holds=holds, key=tuple(key), value=value
                )


def found_in(one: PersonalValue, blotter: Blotter) -> Iterator[Found]:
    """Give each text of a value in which somebody stands."""
    if isinstance(one.value, str) and not blotter.may_hold(one.value):
        return
    for field, text, is_withheld in _texts(one.column, _parsed(one), is_withheld=False):
        if blotter.found(text):
            yield Found(value=one, field=field, text=text, is_withheld=is_withheld)


def asset_of(connection: sa.Connection, one: PersonalValue) -> str | None:
    """Return the record that a row belongs to; None where it belongs to none."""
    table: sa.FromClause = metadata.tables[one.table]
    if one.table == "assets":
        table_id = table.c.id
    elif "asset_id" in table.c:
        table_id = table.c.asset_id
    elif one.table == "revisions":
        table_id = metadata.tables["assets"].c.id
        table = table.join(metadata.tables["assets"])
    else:
        return None
    keys = metadata.tables[one.table].primary_key.columns
    chosen = (key == part for key, part in zip(keys, one.key, strict=True))
    return connection.scalar(sa.select(table_id).select_from(table).where(*chosen))


def row_texts(connection: sa.Connection, table_name: str, row_id: str) -> list[tuple[str, str]]:
    """Return what a row about one person says, by column; nothing of who wrote it down."""
    table = metadata.tables[table_name]
    held = HOLDS[table_name]
    names = [name for name, holds in held.items() if holds in {Holds.ABOUT, Holds.SAID}]
    chosen = sa.select(*(table.c[name] for name in names)).where(table.c.id == row_id)
    row = connection.execute(chosen).mappings().first()
    if row is None:
        return []
    said = ((name, row[name]) for name in names if row[name])
    return [(name, text if isinstance(text, str) else ", ".join(text)) for name, text in said]


def cleaned_value(one: PersonalValue, blotter: Blotter, *, put: str = ERASED) -> object:
    """Return the value with something in somebody's place; the same where they are not in it."""
    if isinstance(one.value, str) and not blotter.may_hold(one.value):
        return one.value
    parsed = _parsed(one)
    clean = cleaned(parsed, blotter, put=put, field=one.column)
    if clean == parsed:
        return one.value
    if one.holds is Holds.ABOUT and put == ERASED and isinstance(clean, str):
        return ""
    if isinstance(one.value, str) and not isinstance(clean, str):
        return json.dumps(clean, ensure_ascii=False, separators=(",", ":"))
    return clean


def cleaned(value: object, blotter: Blotter, *, put: str = ERASED, field: str = "") -> object:
    """Return what JSON holds with something in somebody's place; ids and codes stay."""
    if isinstance(value, str):
        is_address = put == ERASED and field in _ADDRESSES and blotter.found(value)
        return "" if is_address else blotter.replaced(value, put)
    if isinstance(value, list):
        return [cleaned(one, blotter, put=put, field=field) for one in value]
    if isinstance(value, dict):
        # Whose address it is, theirs is the number beside it.
        is_theirs = put == ERASED and any(
            blotter.found(str(value.get(name) or "")) for name in _CONTACT
        )
        return {
            name: one if _is_code(name) else cleaned(one, blotter, put=put, field=name)
            for name, one in value.items()
            if not (is_theirs and name in _CONTACT)
        }
    return value


def addresses_beside(one: PersonalValue, blotter: Blotter) -> set[str]:
    """Return the addresses and numbers that stand in one contact with somebody."""
    return set(_beside(_parsed(one), blotter))


def put_value(connection: sa.Connection, one: PersonalValue, value: object) -> None:
    """Put something in the place of a value; not for the history, nor for an asset's body."""
    assert one.table not in HISTORY  # noqa: S101 - the database would refuse it
    table = metadata.tables[one.table]
    keys = list(table.primary_key.columns)
    if one.column in {key.name for key in keys}:
        # Two keys that were one person's stay two.
        value = f"{value} {sha256(str(one.value).encode()).hexdigest()[:8]}"
    put = {one.column: value}
    if "version" in table.c and "body" not in table.c:
        put["version"] = table.c.version + 1
    chosen = (key == part for key, part in zip(keys, one.key, strict=True))
    connection.execute(table.update().where(*chosen).values(put))


def _parsed(one: PersonalValue) -> object:
    is_json = one.holds in {Holds.RECORD, Holds.GIVEN_OUT} and isinstance(one.value, str)
    return json.loads(one.value) if is_json else one.value


def _is_code(name: str) -> bool:
    return name == "id" or name.endswith(("_id", "_ids", "sha256"))


def _texts(field: str, value: object, *, is_withheld: bool) -> Iterator[tuple[str, str, bool]]:
    if isinstance(value, str):
        yield field, value, is_withheld
    elif isinstance(value, list):
        for one in value:
            yield from _texts(field, one, is_withheld=is_withheld)
    elif isinstance(value, dict):
        is_withheld = is_withheld or value.get("publish") == "withheld"
        for name, one in value.items():
            if not _is_code(name):
                yield from _texts(f"{field} {name}", one, is_withheld=is_withheld)


def _beside(value: object, blotter: Blotter) -> Iterator[str]:
    if isinstance(value, list):
        for one in value:
            yield from _beside(one, blotter)
    elif isinstance(value, dict):
        if any(name in value for name in _CONTACT):
            said = [one for one in value.values() if isinstance(one, str)]
            if any(map(blotter.found, said)):
                yield from (value[name] for name in _CONTACT if value.get(name))
        for one in value.values():
            yield from _beside(one, blotter)
