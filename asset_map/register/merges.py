"""Records that were found to be one, and pairs that were found to be two."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.errors import NotFoundError
from asset_map.register.links import MovedLink
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import merges
from asset_map.register.schema import not_same as not_same_pairs

__all__ = ["Merge", "add", "get", "kept_apart", "latest", "not_same", "of_asset", "undo"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """
    One record kept, another archived in its favour, and all that it takes to undo it.

    The versions are those before the merge.
    """

    id: str
    kept_id: str
    merged_id: str
    kept_version: int
    merged_version: int
    at: datetime
    by: str
    moved_links: tuple[MovedLink, ...] = ()
    undone_at: datetime | None = None
    undone_by: str = ""


def add(connection: sa.Connection, merge: Merge) -> Merge:
    """Keep that two records became one."""
    connection.execute(merges.insert(), row_of(merge))
    return merge


def get(connection: sa.Connection, merge_id: str) -> Merge:
    """
    Return a merge.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    found = _merges(connection, merges.c.id == merge_id)
    if not found:
        message = f"There is no merge '{merge_id}'."
        raise NotFoundError(message)
    return found[0]


def latest(connection: sa.Connection) -> list[Merge]:
    """Return every merge, the newest first, undone ones too."""
    return _merges(connection, sa.true())


def of_asset(connection: sa.Connection, asset_id: str) -> list[Merge]:
    """Return the merges that a record was part of, the newest first, undone ones too."""
    return _merges(connection, (merges.c.kept_id == asset_id) | (merges.c.merged_id == asset_id))


def undo(connection: sa.Connection, merge_id: str, *, at: datetime, by: str) -> None:
    """Keep that a merge was taken back, when and by whom."""
    connection.execute(
        merges.update().where(merges.c.id == merge_id).values(undone_at=at, undone_by=by)
    )


def not_same(connection: sa.Connection, first_id: str, second_id: str) -> None:
    """Keep that somebody looked at a pair and found two; saying it again changes nothing."""
    pair = dict(zip(("first_id", "second_id"), sorted((first_id, second_id)), strict=True))
    if (pair["first_id"], pair["second_id"]) not in kept_apart(connection):
        connection.execute(not_same_pairs.insert(), pair)


def kept_apart(connection: sa.Connection) -> set[tuple[str, str]]:
    """Return every pair that was found to be two, the lower id first."""
    return {(first, second) for first, second in connection.execute(sa.select(not_same_pairs))}


def _merges(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[Merge]:
    order = merges.c.at.desc(), merges.c.id
    rows = connection.execute(sa.select(merges).where(chosen).order_by(*order)).mappings()
    return [record_from(Merge, row) for row in rows]
