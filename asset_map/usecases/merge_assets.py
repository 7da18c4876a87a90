"""Making one record of two, and taking that back."""

from dataclasses import fields, replace
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.revision import carried_over
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState, check_move
from asset_map.model.words import fold
from asset_map.register import assets, history, links, merges
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.register.merges import Merge
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import note_moved
from asset_map.usecases.keeping import keep_many

__all__ = ["merge_assets", "merged", "merges_made", "undo_merge"]

# Lists are joined; of everything else the kept record's own word stands where it has one.
_JOINED = ("tags", "functions", "languages", "identifiers")
_OWN = frozenset(
    {"id", "version", "kind", "name", "record_state", "operating_status", "visible_to"}
)


def merged(kept: Asset, other: Asset) -> Asset:
    """Return the kept record with its blanks filled, and its lists joined, from the other."""
    filled: dict[str, object] = {}
    for field in fields(Asset):
        mine, theirs = getattr(kept, field.name), getattr(other, field.name)
        if field.name in _JOINED:
            filled[field.name] = mine + tuple(one for one in theirs if one not in mine)
        elif field.name not in _OWN and mine in (None, "", ()):
            filled[field.name] = theirs
    also = (*kept.also_known_as, other.name, *other.also_known_as)
    names = {fold(name): name for name in reversed(also) if fold(name) != fold(kept.name)}
    filled["also_known_as"] = tuple(reversed(names.values()))
    return replace(kept, **filled)  # type: ignore[arg-type]


def merge_assets(
    house: House,
    kept: Asset,
    other: Asset,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> Merge:
    """
    Keep one record, archive the other, and move its connections; both histories stay.

    ``kept`` and ``other`` are the records as the officer saw them.

    Raises
    ------
    ConflictError
        When one of them was changed meanwhile.
    InvalidSubmissionError
        When they are the same record.
    """
    require(actor, Action.MERGE)
    if kept.id == other.id:
        message = f"Record {kept.id} cannot be merged with itself; choose two records."
        raise InvalidSubmissionError(message)
    reason = f"the same as {other.name} ({other.id})"
    check_move(other.record_state, RecordState.ARCHIVED, actor=actor, reason=reason)
    with house.register.writing() as connection:
        moved = links.move(connection, from_asset=other.id, to_asset=kept.id)
        note_moved(connection, moved, whose=other.id, actor=actor, now=now)
        merge = Merge(
            id=new_id(),
            kept_id=kept.id,
            merged_id=other.id,
            kept_version=kept.version,
            merged_version=other.version,
            at=now,
            by=actor.name,
            moved_links=moved,
        )
        archived = replace(other, record_state=RecordState.ARCHIVED)
        pairs = ((merged(kept, other), reason), (archived, f"merged into {kept.name} ({kept.id})"))
        keep_many(
            house,
            connection,
            [
                (asset, RevisionNote(id=new_id(), actor=actor, at=now, action="merged", reason=why))
                for asset, why in pairs
            ],
        )
        merges.add(connection, merge)
    return merge


def undo_merge(
    house: House, merge_id: str, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> tuple[Asset, Asset]:
    """
    Take a merge back: the archived record returns, the kept one loses what it was given.

    What was edited in the kept record since stays edited.
    """
    require(actor, Action.MERGE)
    with house.register.writing() as connection:
        merge = merges.get(connection, merge_id)
        if merge.undone_at is not None:
            message = f"Merge {merge_id} was already taken back."
            raise InvalidSubmissionError(message)
        before = _at(connection, merge.kept_id, merge.kept_version)
        after = _at(connection, merge.kept_id, merge.kept_version + 1)
        other = _at(connection, merge.merged_id, merge.merged_version)
        standing = assets.get(connection, merge.kept_id)
        archived = assets.get(connection, merge.merged_id)
        restored = replace(other, version=archived.version)
        why = "they are not the same after all"
        saved = keep_many(
            house,
            connection,
            [
                (
                    asset,
                    RevisionNote(
                        id=new_id(),
                        actor=actor,
                        at=now,
                        action="took back the merge of",
                        reason=why,
                    ),
                )
                for asset in (carried_over(after, before, standing), restored)
            ],
        )
        links.move_back(connection, merge.moved_links, to_asset=merge.merged_id)
        note_moved(connection, merge.moved_links, whose=merge.kept_id, actor=actor, now=now)
        merges.undo(connection, merge_id, at=now, by=actor.name)
    return saved[0], saved[1]


def _at(connection: Connection, asset_id: str, version: int) -> Asset:
    state = history.state_at(connection, asset_id, version)
    if state is None:
        message = f"Version {version} of record {asset_id} is no longer in the history."
        raise NotFoundError(message)
    return state


def merges_made(house: House, *, actor: Actor, limit: int = 20) -> list[tuple[Merge, Asset, Asset]]:
    """Return the latest merges that stand: the merge, the kept and the archived record."""
    require(actor, Action.MERGE)
    with house.register.reading() as connection:
        made = [merge for merge in merges.latest(connection) if merge.undone_at is None][:limit]
        return [
            (merge, assets.get(connection, merge.kept_id), assets.get(connection, merge.merged_id))
            for merge in made
        ]
