"""
A pack given to its committee: from then on it never changes.

What was wrong in it is put right in a next issue, and the address of the old one says so.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.role import Action, Actor, require
from asset_map.register import committee_packs
from asset_map.usecases.committees import committee_named
from asset_map.usecases.gap_snapshots import keep_frozen
from asset_map.usecases.house import House
from asset_map.usecases.pack_hidden import tells_of_hidden

__all__ = [
    "PublicPack",
    "is_held_back",
    "list_packs",
    "pack_seen",
    "public_pack",
    "release_pack",
    "standing_pack",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicPack:
    """
    A pack as anybody may read it, and the issue that took its place.

    Nobody reads one that is held back: it tells of what was hidden since.
    """

    pack: CommitteePack
    successor: CommitteePack | None = None
    is_held_back: bool = False


def release_pack(
    house: House, pack_id: str, *, as_made_at: datetime, actor: Actor, now: datetime
) -> CommitteePack:
    """
    Release a draft as it was looked at; its figures are frozen and its address opens.

    Raises
    ------
    ConflictError
        When it was released already, or made anew since somebody looked.
    NotFoundError
        When there is no such pack.
    """
    require(actor, Action.BUILD_PACK)
    with house.register.writing() as connection:
        pack = committee_packs.pack_of(connection, pack_id)
        if pack.state is not PackState.DRAFT:
            message = f"Pack '{pack_id}' was released already; correct it with a new issue."
            raise ConflictError(message)
        if pack.made_at != as_made_at:
            message = f"Pack '{pack_id}' was made anew meanwhile. Look at it again first."
            raise ConflictError(message)
        if tells_of_hidden(connection, pack):
            message = f"Pack '{pack_id}' tells of what was hidden meanwhile. Make it anew first."
            raise ConflictError(message)
        released = replace(
            pack,
            run=keep_frozen(connection, pack.run, f"Pack {pack_id}", actor=actor, now=now),
            state=PackState.RELEASED,
            released_at=now,
            released_by=actor.name,
            path=f"/pack/{pack_id}",
        )
        if pack.replaces_id:
            old = committee_packs.pack_of(connection, pack.replaces_id)
            committee_packs.put_pack(connection, replace(old, state=PackState.REPLACED))
        return committee_packs.put_pack(connection, released)


def list_packs(
    house: House, *, actor: Actor, committee_id: str | None = None, meeting: date | None = None
) -> list[CommitteePack]:
    """Return every pack, the latest meeting and issue first."""
    require(actor, Action.BUILD_PACK)
    with house.register.reading() as connection:
        return committee_packs.packs(connection, committee_id=committee_id, meeting=meeting)


def standing_pack(
    house: House, committee: str, meeting: date, *, actor: Actor
) -> CommitteePack | None:
    """
    Return the latest issue for a committee's meeting; None where none was made.

    Raises
    ------
    NotFoundError
        When there is no such committee.
    """
    require(actor, Action.BUILD_PACK)
    with house.register.reading() as connection:
        found = committee_named(connection, committee)
        issues = committee_packs.packs(connection, committee_id=found.id, meeting=meeting)
    return issues[0] if issues else None


def pack_seen(house: House, pack_id: str, *, actor: Actor) -> CommitteePack:
    """
    Return a pack in whatever state, for those who make them.

    Raises
    ------
    NotFoundError
        When there is none.
    """
    require(actor, Action.BUILD_PACK)
    with house.register.reading() as connection:
        return committee_packs.pack_of(connection, pack_id)


def is_held_back(house: House, pack_id: str, *, actor: Actor) -> bool:
    """Whether nobody reads a released pack, because it tells of what was hidden since."""
    require(actor, Action.BUILD_PACK)
    with house.register.reading() as connection:
        return tells_of_hidden(connection, committee_packs.pack_of(connection, pack_id))


def public_pack(house: House, pack_id: str, *, actor: Actor) -> PublicPack:
    """
    Return a pack that was released; one that was replaced brings the issue that stands.

    Raises
    ------
    NotFoundError
        When there is none, or it is a draft: the two look alike.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        pack = committee_packs.pack_of(connection, pack_id)
        if pack.state is PackState.DRAFT:
            message = f"There is no pack '{pack_id}'; the list of packs shows them."
            raise NotFoundError(message)
        issues = committee_packs.packs(
            connection, committee_id=pack.committee_id, meeting=pack.meeting
        )
        is_held_back = tells_of_hidden(connection, pack)
    standing = next(one for one in issues if one.state is PackState.RELEASED)
    successor = None if standing.id == pack.id else standing
    return PublicPack(pack=pack, successor=successor, is_held_back=is_held_back)
