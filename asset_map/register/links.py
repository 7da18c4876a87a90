"""How assets are linked: connections between them, and what they offer and need."""

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import sqlalchemy as sa

from asset_map.model.connection import Connection, ConnectionState, Offer
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.register.chunks import chunks
from asset_map.register.engine import touch
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import assets, connections, offers

__all__ = [
    "MovedLink",
    "add",
    "add_many",
    "add_offer",
    "every",
    "every_offer",
    "get",
    "get_offer",
    "move",
    "move_back",
    "of_asset",
    "of_roadshow",
    "offers_of",
    "same_live",
    "update",
    "update_offer",
]


class MovedLink(NamedTuple):
    """A connection that a merge moved, with its ends of before; an offer has no ends."""

    id: str
    from_id: str = ""
    to_id: str = ""


def add(connection: sa.Connection, link: Connection) -> Connection:
    """
    Keep a new connection.

    Raises
    ------
    InvalidSubmissionError
        When the same two are connected in this way already.
    NotFoundError
        When one of them is not in the register.
    """
    _check(connection, link)
    connection.execute(connections.insert(), row_of(link))
    touch(connection)
    return link


def add_many(connection: sa.Connection, new: Sequence[Connection]) -> None:
    """Keep new connections that say what no other says, between assets that are here."""
    for part in chunks(new):
        connection.execute(connections.insert(), [row_of(link) for link in part])
    if new:
        touch(connection)


def update(connection: sa.Connection, link: Connection) -> Connection:
    """
    Keep a connection as it now is.

    Raises
    ------
    InvalidSubmissionError
        When the same two are connected in this way already.
    NotFoundError
        When it, or one of its ends, is not in the register.
    """
    get(connection, link.id)
    _check(connection, link)
    connection.execute(connections.update().where(connections.c.id == link.id).values(row_of(link)))
    touch(connection)
    return link


def get(connection: sa.Connection, link_id: str) -> Connection:
    """
    Return a connection.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    found = _links(connection, connections.c.id == link_id)
    if not found:
        message = f"There is no connection '{link_id}'."
        raise NotFoundError(message)
    return found[0]


def of_asset(connection: sa.Connection, asset_id: str) -> list[Connection]:
    """Return every connection from or to an asset, ended ones too."""
    touching = (connections.c.from_id == asset_id) | (connections.c.to_id == asset_id)
    return _links(connection, touching)


def of_roadshow(connection: sa.Connection, roadshow_id: str) -> list[Connection]:
    """Return every connection that was made at a roadshow, ended ones too."""
    return _links(connection, connections.c.roadshow_id == roadshow_id)


def every(connection: sa.Connection) -> list[Connection]:
    """Return every connection, ended ones too."""
    return _links(connection, sa.true())


def add_offer(connection: sa.Connection, offer: Offer) -> Offer:
    """
    Keep something that an asset offers or needs.

    Raises
    ------
    NotFoundError
        When the asset is not in the register.
    """
    _check_there(connection, offer.asset_id)
    connection.execute(offers.insert(), row_of(offer))
    touch(connection)
    return offer


def update_offer(connection: sa.Connection, offer: Offer) -> Offer:
    """
    Keep an offer or a need as it now is; return it with its new version.

    Raises
    ------
    ConflictError
        When somebody else changed it meanwhile; ``version`` is what stands.
    NotFoundError
        When it, or its asset, is not in the register.
    """
    standing = get_offer(connection, offer.id)
    if standing.version != offer.version:
        message = f"Offer '{offer.id}' was changed meanwhile; look at it again."
        raise ConflictError(message, version=standing.version)
    _check_there(connection, offer.asset_id)
    kept = replace(offer, version=offer.version + 1)
    connection.execute(offers.update().where(offers.c.id == kept.id).values(row_of(kept)))
    touch(connection)
    return kept


def get_offer(connection: sa.Connection, offer_id: str) -> Offer:
    """
    Return an offer or a need.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    found = _offers(connection, offers.c.id == offer_id)
    if not found:
        message = f"There is no offer or need '{offer_id}'."
        raise NotFoundError(message)
    return found[0]


def offers_of(connection: sa.Connection, asset_id: str) -> list[Offer]:
    """Return what an asset offers and needs, in every state."""
    return _offers(connection, offers.c.asset_id == asset_id)


def every_offer(connection: sa.Connection) -> list[Offer]:
    """Return what everybody offers and needs, in every state."""
    return _offers(connection, sa.true())


def move(connection: sa.Connection, *, from_asset: str, to_asset: str) -> tuple[MovedLink, ...]:
    """
    Give one asset's connections, offers and needs to another; return what moved.

    A connection between the two, or one that the other has already, stays where it is.
    """
    moved = []
    for link in of_asset(connection, from_asset):
        if to_asset in {link.from_id, link.to_id}:
            continue
        after = replace(
            link,
            from_id=to_asset if link.from_id == from_asset else link.from_id,
            to_id=to_asset if link.to_id == from_asset else link.to_id,
        )
        if same_live(connection, after) is None:
            update(connection, after)
            moved.append(MovedLink(link.id, link.from_id, link.to_id))
    for offer in offers_of(connection, from_asset):
        update_offer(connection, replace(offer, asset_id=to_asset))
        moved.append(MovedLink(offer.id))
    return tuple(moved)


def move_back(connection: sa.Connection, moved: Sequence[MovedLink], *, to_asset: str) -> None:
    """Give back what ``move`` moved, but for a connection that was made anew meanwhile."""
    for one in moved:
        if not one.from_id:
            update_offer(connection, replace(get_offer(connection, one.id), asset_id=to_asset))
            continue
        link = replace(get(connection, one.id), from_id=one.from_id, to_id=one.to_id)
        if same_live(connection, link) is None:
            update(connection, link)


def same_live(connection: sa.Connection, link: Connection) -> str | None:
    """Return the id of another connection that says the same and has not ended."""
    if link.state is ConnectionState.ENDED:
        return None
    column = connections.c
    return connection.scalar(
        sa.select(column.id).where(
            column.from_id == link.from_id,
            column.to_id == link.to_id,
            column.kind == link.kind.value,
            column.state != ConnectionState.ENDED.value,
            column.id != link.id,
        )
    )


def _links(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[Connection]:
    rows = connection.execute(
        sa.select(connections).where(chosen).order_by(connections.c.id)
    ).mappings()
    return [record_from(Connection, row) for row in rows]


def _offers(connection: sa.Connection, chosen: sa.ColumnElement[bool]) -> list[Offer]:
    rows = connection.execute(sa.select(offers).where(chosen).order_by(offers.c.id)).mappings()
    return [record_from(Offer, row) for row in rows]


def _check(connection: sa.Connection, link: Connection) -> None:
    for asset_id in (link.from_id, link.to_id):
        _check_there(connection, asset_id)
    if (same := same_live(connection, link)) is not None:
        message = (
            f"Connection '{same}' says already that {link.from_id} {link.kind.label} "
            f"{link.to_id}; change or end that one."
        )
        raise InvalidSubmissionError(message)


def _check_there(connection: sa.Connection, asset_id: str) -> None:
    if connection.scalar(sa.select(assets.c.number).where(assets.c.id == asset_id)) is None:
        message = f"There is no asset '{asset_id}' to connect."
        raise NotFoundError(message)
