"""How well wards are mapped, what was looked for in vain, and frozen runs of figures."""

from collections.abc import Sequence

import sqlalchemy as sa

from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.gap import FoundNone, GapRun, MappingStatus, WardMapping
from asset_map.register.engine import touch
from asset_map.register.rows import record_from, row_of, text_from, text_of
from asset_map.register.schema import gap_runs, looked_for, ward_mappings

__all__ = [
    "add_run",
    "found_none",
    "mapping_history",
    "mappings",
    "proposed_mappings",
    "put_found_none",
    "put_mappings",
    "run_named",
    "runs",
    "take_back_found_none",
]


def put_mappings(
    connection: sa.Connection, said: Sequence[WardMapping], *, is_proposed: bool = False
) -> None:
    """Write down how well wards are mapped; what was said before stays below it."""
    _add(connection, ward_mappings, said, is_proposed=is_proposed)


def mappings(connection: sa.Connection, set_id: str) -> dict[str, WardMapping]:
    """Return how well each ward of a set is mapped, by code; the last word stands."""
    return {one.code: one for one in _mappings(connection, set_id, is_proposed=False)}


def mapping_history(connection: sa.Connection, set_id: str, code: str) -> list[WardMapping]:
    """Return everything that was said of a ward, the first first."""
    return [one for one in _mappings(connection, set_id, is_proposed=False) if one.code == code]


def proposed_mappings(connection: sa.Connection, set_id: str) -> dict[str, WardMapping]:
    """
    Return what is proposed and nobody has decided since, by code.

    To propose what stands already is to propose nothing: so a proposal is put away.
    """
    last: dict[str, tuple[WardMapping, bool]] = {}
    rows = connection.execute(
        sa.select(ward_mappings)
        .where(ward_mappings.c.set_id == set_id)
        .order_by(ward_mappings.c.seq)
    ).mappings()
    stands: dict[str, MappingStatus] = {}
    for row in rows:
        said, is_proposed = _mapping(row), bool(row["is_proposed"])
        last[said.code] = (said, is_proposed)
        if not is_proposed:
            stands[said.code] = said.status
    return {
        code: one
        for code, (one, is_proposed) in last.items()
        if is_proposed and one.status is not stands.get(code, MappingStatus.NOT_STARTED)
    }


def put_found_none(connection: sa.Connection, said: Sequence[FoundNone]) -> None:
    """Write down that somebody looked and found none."""
    _add(connection, looked_for, said, is_found=False)


def take_back_found_none(connection: sa.Connection, said: Sequence[FoundNone]) -> None:
    """Write down that there is one after all."""
    _add(connection, looked_for, said, is_found=True)


def found_none(connection: sa.Connection, set_id: str) -> list[FoundNone]:
    """Return what was looked for in vain, by ward and function; the last word stands."""
    rows = connection.execute(
        sa.select(looked_for).where(looked_for.c.set_id == set_id).order_by(looked_for.c.seq)
    ).mappings()
    last = {(row["code"], row["function"]): row for row in rows}
    standing = [row for row in last.values() if not row["is_found"]]
    return [
        record_from(FoundNone, _without(row, "seq", "is_found"))
        for row in sorted(standing, key=lambda row: (row["code"], row["function"]))
    ]


def add_run(connection: sa.Connection, run: GapRun, *, sha256: str) -> None:
    """
    Freeze a run of figures under its name.

    Raises
    ------
    InvalidSubmissionError
        When another run has that name.
    """
    if connection.scalar(sa.select(gap_runs.c.id).where(gap_runs.c.name == run.name)) is not None:
        message = f"There is a snapshot '{run.name}' already; give this one another name."
        raise InvalidSubmissionError(message)
    connection.execute(
        gap_runs.insert(),
        {
            "id": run.id,
            "name": run.name,
            "made_at": run.made_on,
            "made_by": run.made_by,
            "sha256": sha256,
            "body": text_of(run),
        },
    )


def run_named(connection: sa.Connection, name: str) -> GapRun:
    """
    Return a frozen run by its name or id.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    named = sa.or_(gap_runs.c.name == name, gap_runs.c.id == name)
    body = connection.scalar(sa.select(gap_runs.c.body).where(named))
    if body is None:
        message = f"There is no snapshot '{name}'; the list of snapshots shows them."
        raise NotFoundError(message)
    return text_from(GapRun, body)


def runs(connection: sa.Connection) -> list[GapRun]:
    """Return every frozen run, the latest first."""
    order = gap_runs.c.made_at.desc(), gap_runs.c.id
    return [
        text_from(GapRun, body)
        for body in connection.scalars(sa.select(gap_runs.c.body).order_by(*order))
    ]


def _add(connection: sa.Connection, table: sa.Table, said: Sequence[object], **flags: bool) -> None:
    if said:
        last = connection.scalar(sa.select(sa.func.max(table.c.seq))) or 0
        rows = [row_of(one) | flags | {"seq": last + n} for n, one in enumerate(said, start=1)]
        connection.execute(table.insert(), rows)
        touch(connection)


def _mappings(connection: sa.Connection, set_id: str, *, is_proposed: bool) -> list[WardMapping]:
    column = ward_mappings.c
    rows = connection.execute(
        sa.select(ward_mappings)
        .where(column.set_id == set_id, column.is_proposed == is_proposed)
        .order_by(column.seq)
    ).mappings()
    return [_mapping(row) for row in rows]


def _mapping(row: sa.RowMapping) -> WardMapping:
    return record_from(WardMapping, _without(row, "seq", "is_proposed"))


def _without(row: sa.RowMapping, *names: str) -> sa.RowMapping:
    return {name: value for name, value in row.items() if name not in names}  # type: ignore[return-value]
