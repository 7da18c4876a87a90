"""
The chain of hashes over the history.

A seal covers every row that was added since the seal before, and that seal's hash. The
words of a row, which may have to be erased one day, go into it by a hash of their own,
with salt: erasing them leaves that hash, so that the chain holds, and takes the salt, so
that nobody can guess what stood there.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, Final

import sqlalchemy as sa

from asset_map.model.seal import Seal, SealCheck
from asset_map.register.chunks import chunks
from asset_map.register.schema import (
    account_events,
    connection_events,
    looks,
    offer_events,
    register_events,
    review_events,
    revisions,
    sealed_rows,
    seals,
)

__all__ = ["SEALED", "check", "erased", "has_day", "last", "seal"]

# Of each table that is only added to: the columns whose words may have to be erased.
SEALED: Final[Mapping[sa.Table, tuple[str, ...]]] = {
    revisions: ("actor_name", "reason", "before", "after"),
    review_events: ("actor_name", "text"),
    connection_events: ("actor_name", "text"),
    offer_events: ("before", "after"),
    account_events: ("actor_name", "said"),
    register_events: ("actor_name", "said"),
    looks: ("actor_name", "reason"),
}
_EMPTIED: Final = "emptied_at"
_NewSalt = Callable[[], str]


def seal(
    connection: sa.Connection, *, day: str, made_at: datetime, new_salt: _NewSalt
) -> Seal | None:
    """Seal what was added since the last seal; None where nothing was."""
    before = last(connection)
    up_to = {table.name: _last_seq(connection, table) for table in SEALED}
    if up_to == {name: before.up_to.get(name, 0) if before else 0 for name in up_to}:
        return None
    number = before.number + 1 if before else 1
    draft = Seal(number=number, day=day, made_at=made_at, up_to=up_to, sha256="")
    chain = _begin(draft, before)
    for table in SEALED:
        fresh = []
        for row in _rows(connection, table, before, draft):
            salt = new_salt()
            leaf = _leaf(salt, table, row)
            _add(chain, table, row, leaf)
            fresh.append(
                {
                    "table_name": table.name, "seq": row["seq"], "seal_number": number,
                    "salt": salt, "sha256": leaf,
                }
            )  # fmt: skip
        if fresh:
            connection.execute(sealed_rows.insert(), fresh)
    _seal_emptied(connection)
    made = Seal(**{**asdict(draft), "sha256": chain.hexdigest()})
    connection.execute(seals.insert(), asdict(made))
    return made


def last(connection: sa.Connection) -> Seal | None:
    """Return the last seal; None where nothing was sealed yet."""
    row = connection.execute(sa.select(seals).order_by(seals.c.number.desc()).limit(1)).mappings()
    return next((Seal(**one) for one in row), None)


def has_day(connection: sa.Connection, day: str) -> bool:
    """Whether a day was sealed already, whatever the clock said since."""
    asked = sa.select(seals.c.number).where(seals.c.day == day).limit(1)
    return connection.execute(asked).first() is not None


def check(connection: sa.Connection) -> SealCheck:
    """Work every seal out anew, and name what is not as it was."""
    try:
        return _checked(connection)
    except (ValueError, TypeError) as error:
        # What is no moment, or no JSON, any more cannot even be read.
        fault = f"Something that was sealed cannot be read any more: {type(error).__name__}."
        return SealCheck(last=None, seal_count=0, row_count=0, erased_count=0, faults=(fault,))


def _checked(connection: sa.Connection) -> SealCheck:
    faults: list[str] = []
    rows = erased_rows = 0
    before: Seal | None = None
    every = [
        Seal(**row) for row in connection.execute(sa.select(seals).order_by("number")).mappings()
    ]
    for number, one in enumerate(every, start=1):
        if one.number != number:
            faults.append(f"A seal before that of {one.day} is missing.")
        chain = _begin(one, before)
        for table in SEALED:
            count, emptied = _check_table(connection, table, (before, one), chain, faults)
            rows, erased_rows = rows + count, erased_rows + emptied
        if chain.hexdigest() != one.sha256:
            faults.append(f"What was sealed on {one.day} is not as it was.")
        before = one
    faults += _beyond(connection, before)
    return SealCheck(
        last=before,
        seal_count=len(every),
        row_count=rows,
        erased_count=erased_rows,
        faults=tuple(faults),
    )


def erased(
    connection: sa.Connection,
    table: sa.Table,
    seqs: Sequence[int],
    *,
    at: datetime,
    new_salt: _NewSalt,
) -> None:
    """Note that the words of some rows were erased or made shorter, in that transaction."""
    for some in chunks(list(seqs)):
        for row in connection.execute(sa.select(table).where(table.c.seq.in_(some))).mappings():
            _note_erased(connection, table, row, at=at, salt=new_salt())


def _check_table(
    connection: sa.Connection,
    table: sa.Table,
    between: tuple[Seal | None, Seal],
    chain: Any,  # noqa: ANN401 - hashlib names no type for what it makes
    faults: list[str],
) -> tuple[int, int]:
    before, one = between
    wanted = _sealed(connection, table, before, one)
    count = emptied = 0
    for row in _rows(connection, table, before, one):
        count += 1
        kept = wanted.pop(row["seq"], None)
        how = _how(table, row, kept) if kept and kept["seal_number"] == one.number else "altered"
        if how == "altered":
            faults.append(f"Row {row['seq']} of {table.name}, sealed on {one.day}, was altered.")
        emptied += how == "erased"
        _add(chain, table, row, kept["sha256"] if kept else "")
    faults += [f"Row {seq} of {table.name}, sealed on {one.day}, is gone." for seq in wanted]
    return count, emptied


def _how(table: sa.Table, row: sa.RowMapping, kept: sa.RowMapping) -> str:
    at, emptied_at = kept["erased_at"], row.get(_EMPTIED)
    if emptied_at is not None and kept["salt"] and emptied_at != at:
        # Emptied since the last seal: the next one takes the salt, and takes down when.
        is_so = all(row[name] is None for name in SEALED[table])
    elif at is not None:
        is_so = kept["erased_sha256"] == _erased_leaf(kept["salt"], table, row, at=at)
    else:
        is_whole = kept["erased_sha256"] is None and kept["sha256"] == _leaf(
            kept["salt"], table, row
        )
        return "whole" if is_whole else "altered"
    return "erased" if is_so else "altered"


def _begin(one: Seal, before: Seal | None) -> Any:  # noqa: ANN401 - as above
    head = [one.number, one.day, one.made_at, dict(one.up_to), before.sha256 if before else ""]
    return hashlib.sha256(_canonical(head))


def _add(chain: Any, table: sa.Table, row: sa.RowMapping, leaf: str) -> None:  # noqa: ANN401
    left_out = {*SEALED[table], _EMPTIED}
    fixed = {name: value for name, value in row.items() if name not in left_out}
    chain.update(_canonical([table.name, fixed, leaf]))


def _leaf(salt: str, table: sa.Table, row: sa.RowMapping) -> str:
    return hashlib.sha256(
        _canonical([salt, {name: row[name] for name in SEALED[table]}])
    ).hexdigest()


def _erased_leaf(salt: str, table: sa.Table, row: sa.RowMapping, *, at: datetime) -> str:
    """Return what holds for a row after an erasure: its words, and when each was taken out."""
    emptied_at = row.get(_EMPTIED)
    return hashlib.sha256(_canonical([at, emptied_at, _leaf(salt, table, row)])).hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, default=_written).encode() + b"\n"


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    message = f"A {type(value).__name__} has no form that can be sealed."
    raise TypeError(message)


def _rows(
    connection: sa.Connection, table: sa.Table, before: Seal | None, one: Seal
) -> Iterator[sa.RowMapping]:
    first, final = _range(table, before, one)
    chosen = sa.select(table).where(table.c.seq <= final)
    if before is not None:  # nothing is put in before the first row
        chosen = chosen.where(table.c.seq > first)
    return iter(connection.execute(chosen.order_by(table.c.seq)).mappings())


def _sealed(
    connection: sa.Connection, table: sa.Table, before: Seal | None, one: Seal
) -> dict[int, sa.RowMapping]:
    first, final = _range(table, before, one)
    chosen = sa.select(sealed_rows).where(
        sealed_rows.c.table_name == table.name,
        sealed_rows.c.seq > first,
        sealed_rows.c.seq <= final,
    )
    return {row["seq"]: row for row in connection.execute(chosen).mappings()}


def _range(table: sa.Table, before: Seal | None, one: Seal) -> tuple[int, int]:
    return (before.up_to.get(table.name, 0) if before else 0), one.up_to.get(table.name, 0)


def _last_seq(connection: sa.Connection, table: sa.Table) -> int:
    return connection.scalar(sa.select(sa.func.max(table.c.seq))) or 0


def _beyond(connection: sa.Connection, one: Seal | None) -> list[str]:
    """Name sealed rows that belong to no seal: the last seals were taken away."""
    up_to = one.up_to if one else {}
    within = [
        sa.and_(sealed_rows.c.table_name == name, sealed_rows.c.seq <= seq)
        for name, seq in up_to.items()
    ]
    outside = (
        sa.select(sa.func.count()).select_from(sealed_rows).where(~sa.or_(sa.false(), *within))
    )
    count = connection.scalar(outside) or 0
    return [f"{count} sealed rows belong to no seal: the last seals are gone."] if count else []


def _seal_emptied(connection: sa.Connection) -> None:
    """Take the salt of words that were emptied since the last seal, and hold when they were."""
    for table in (one for one in SEALED if _EMPTIED in one.c):
        known = sa.and_(sealed_rows.c.table_name == table.name, sealed_rows.c.seq == table.c.seq)
        emptied = (
            sa.select(table)
            .join(sealed_rows, known)
            .where(table.c[_EMPTIED].is_not(None), sealed_rows.c.salt != "")
        )
        for row in connection.execute(emptied).mappings().all():
            _note_erased(connection, table, row, at=row[_EMPTIED], salt="")


def _note_erased(
    connection: sa.Connection, table: sa.Table, row: sa.RowMapping, *, at: datetime, salt: str
) -> None:
    own = (sealed_rows.c.table_name == table.name, sealed_rows.c.seq == row["seq"])
    leaf = _erased_leaf(salt, table, row, at=at)
    connection.execute(
        sealed_rows.update().where(*own).values(salt=salt, erased_at=at, erased_sha256=leaf)
    )
