"""The packs that area committees are given: each whole, as it was made or released."""

import hashlib
from datetime import date, datetime

import sqlalchemy as sa

from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.errors import NotFoundError
from asset_map.register.rows import text_from, text_of
from asset_map.register.schema import committee_packs

__all__ = ["last_before", "pack_of", "packs", "put_pack", "released_ids", "throw_away"]


def put_pack(connection: sa.Connection, pack: CommitteePack) -> CommitteePack:
    """Keep a pack in the place of what its id was before."""
    body = text_of(pack)
    row = {
        "id": pack.id,
        "committee_id": pack.committee_id,
        "meeting": pack.meeting,
        "issue": pack.issue,
        "state": pack.state.value,
        "made_at": pack.made_at,
        "released_at": pack.released_at,
        "sha256": hashlib.sha256(body.encode()).hexdigest(),
        "body": body,
    }
    known = committee_packs.c.id == pack.id
    if not connection.execute(committee_packs.update().where(known).values(row)).rowcount:
        connection.execute(committee_packs.insert(), row)
    return pack


def throw_away(connection: sa.Connection, pack_id: str) -> None:
    """Forget a draft; what was released stays, whoever asks."""
    column = committee_packs.c
    is_draft = column.state == PackState.DRAFT.value
    connection.execute(committee_packs.delete().where(column.id == pack_id, is_draft))


def pack_of(connection: sa.Connection, pack_id: str) -> CommitteePack:
    """
    Return a pack by its id.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    body = connection.scalar(
        sa.select(committee_packs.c.body).where(committee_packs.c.id == pack_id)
    )
    if body is None:
        message = f"There is no pack '{pack_id}'; the list of packs shows them."
        raise NotFoundError(message)
    return text_from(CommitteePack, body)


def packs(
    connection: sa.Connection, *, committee_id: str | None = None, meeting: date | None = None
) -> list[CommitteePack]:
    """Return the packs, the latest meeting and issue first."""
    column = committee_packs.c
    asked = sa.select(column.body).order_by(column.meeting.desc(), column.issue.desc(), column.id)
    if committee_id is not None:
        asked = asked.where(column.committee_id == committee_id)
    if meeting is not None:
        asked = asked.where(column.meeting == meeting)
    return [text_from(CommitteePack, body) for body in connection.scalars(asked)]


def released_ids(connection: sa.Connection) -> list[tuple[str, datetime]]:
    """Return the id of each pack that was released, and when, the latest first."""
    column = committee_packs.c
    asked = sa.select(column.id, column.released_at).where(column.released_at.is_not(None))
    rows = connection.execute(asked.order_by(column.released_at.desc(), column.id))
    return [(row.id, row.released_at) for row in rows]


def last_before(
    connection: sa.Connection, committee_id: str, meeting: date
) -> CommitteePack | None:
    """Return the latest issue released for a committee's meeting before that day."""
    column = committee_packs.c
    body = connection.scalar(
        sa.select(column.body)
        .where(
            column.committee_id == committee_id,
            column.meeting < meeting,
            column.state == PackState.RELEASED.value,
        )
        .order_by(column.meeting.desc(), column.issue.desc())
        .limit(1)
    )
    return None if body is None else text_from(CommitteePack, body)
