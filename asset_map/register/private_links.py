"""Private links: which hash opens what, and until when."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.errors import NotFoundError
from asset_map.model.private_link import LinkPurpose, PrivateLink
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import private_links

__all__ = ["add", "add_many", "end", "opened_by"]


def add(connection: sa.Connection, link: PrivateLink) -> None:
    """Keep a link; one that is there already stays as it is."""
    known = sa.select(private_links.c.token_hash).where(
        private_links.c.token_hash == link.token_hash
    )
    if connection.execute(known).first() is None:
        connection.execute(private_links.insert(), row_of(link))


def add_many(connection: sa.Connection, links: Sequence[PrivateLink]) -> None:
    """Keep links that are not there yet."""
    if links:
        connection.execute(private_links.insert(), [row_of(link) for link in links])


def opened_by(
    connection: sa.Connection, token_hash: str, *, purpose: LinkPurpose, now: datetime
) -> PrivateLink:
    """
    Return the link of a token.

    Raises
    ------
    NotFoundError
        When there is none for this purpose, or it has run out or was ended: all look alike.
    """
    row = connection.execute(
        sa.select(private_links).where(
            private_links.c.token_hash == token_hash,
            private_links.c.purpose == purpose.value,
            private_links.c.ended_at.is_(None),
            sa.or_(private_links.c.until.is_(None), private_links.c.until > now),
        )
    ).mappings()
    found = row.first()
    if found is None:
        message = (
            "This private link is not known, or it has run out. Check that all of it was copied."
        )
        raise NotFoundError(message)
    return record_from(PrivateLink, found)


def end(connection: sa.Connection, token_hash: str, *, at: datetime) -> bool:
    """Let a link open nothing any more; False where it opened nothing before."""
    column = private_links.c
    is_open = (
        column.token_hash == token_hash,
        column.ended_at.is_(None),
        sa.or_(column.until.is_(None), column.until > at),
    )
    ended = connection.execute(private_links.update().where(*is_open).values(ended_at=at))
    return bool(ended.rowcount)
