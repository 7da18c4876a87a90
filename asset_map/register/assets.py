"""The assets: reading them, and saving them with their history and all that is derived."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.area import Placement
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.model.role import Actor
from asset_map.register.chunks import chunks
from asset_map.register.engine import touch
from asset_map.register.listing_rows import SayWhen, say_nothing
from asset_map.register.listings import Entry, refresh_skills, write_listings
from asset_map.register.placements import write_places, write_wards
from asset_map.register.rows import asset_from, asset_text
from asset_map.register.schema import assets as asset_table
from asset_map.register.schema import revisions

__all__ = [
    "RevisionNote",
    "Saving",
    "count",
    "count_by_source",
    "every",
    "get",
    "get_many",
    "of_source",
    "save",
    "save_many",
    "with_anchor_case",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionNote:
    """
    What the history keeps of a change, besides the change: who, when, why.

    ``action`` is a past-tense verb: "approved", "edited", "imported".
    """

    id: str
    actor: Actor
    at: datetime
    action: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saving:
    """
    One asset to be saved.

    ``expected_version`` is the version it was made from, 0 for a new one;
    ``placements`` are the wards of its places by location id, in the set in use.
    """

    asset: Asset
    expected_version: int
    note: RevisionNote
    placements: Mapping[str, Placement] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    number: int
    version: int
    body: str


def get(connection: sa.Connection, asset_id: str) -> Asset:
    """
    Return an asset with everything that is known of it.

    Raises
    ------
    NotFoundError
        When there is none of that id.
    """
    return get_many(connection, [asset_id])[0]


def get_many(connection: sa.Connection, asset_ids: Sequence[str]) -> list[Asset]:
    """
    Return assets in the order of the ids.

    Raises
    ------
    NotFoundError
        When there is none of one of the ids.
    """
    standing = _standing(connection, asset_ids)
    for asset_id in asset_ids:
        if asset_id not in standing:
            raise _not_found(asset_id)
    return [asset_from(standing[asset_id].body) for asset_id in asset_ids]


def every(connection: sa.Connection) -> Iterator[Asset]:
    """Give every asset in the order they came in, a thousand in memory at a time."""
    bodies = sa.select(asset_table.c.body).order_by(asset_table.c.number)
    for body in connection.execute(bodies.execution_options(yield_per=1000)).scalars():
        yield asset_from(body)


def of_source(connection: sa.Connection, source: str) -> list[Asset]:
    """Return every asset that a source recorded, in the order they came in."""
    chosen = sa.select(asset_table.c.body).where(asset_table.c.source == source)
    return [asset_from(body) for body in connection.scalars(chosen.order_by(asset_table.c.number))]


def count_by_source(connection: sa.Connection) -> dict[str, int]:
    """Return how many assets each source recorded, of every state."""
    chosen = sa.select(asset_table.c.source, sa.func.count()).group_by(asset_table.c.source)
    return dict(connection.execute(chosen).all())


def with_anchor_case(connection: sa.Connection) -> list[Asset]:
    """Return every asset that has an anchor case, however it stands."""
    # Typed text cannot hold this: JSON writes its quotation marks with a backslash.
    chosen = sa.select(asset_table.c.body).where(asset_table.c.body.contains('"anchor":{'))
    return [asset_from(body) for body in connection.scalars(chosen.order_by(asset_table.c.number))]


def count(connection: sa.Connection) -> int:
    """Return how many assets there are, of every state."""
    return connection.scalar(sa.select(sa.func.count()).select_from(asset_table)) or 0


def save(
    connection: sa.Connection,
    asset: Asset,
    *,
    expected_version: int,
    note: RevisionNote,
    placements: Mapping[str, Placement],
    say_when: SayWhen = say_nothing,
) -> Asset:
    """
    Save one asset as ``save_many`` does; return it with its new version.

    Raises
    ------
    ConflictError
        When somebody saved another version meanwhile.
    """
    saving = Saving(
        asset=asset, expected_version=expected_version, note=note, placements=placements
    )
    return save_many(connection, [saving], say_when=say_when)[0]


def save_many(
    connection: sa.Connection, savings: Sequence[Saving], *, say_when: SayWhen = say_nothing
) -> list[Asset]:
    """
    Save assets with their history, places, wards, listings and search words.

    Raises
    ------
    ConflictError
        When one is not in the version it was made from: ``version`` is what stands.
        Another boundary set may have been put to use meanwhile, too.
    NotFoundError
        When one that was saved before is not there.
    InvalidSubmissionError
        When one is named twice, or holds what cannot be kept.
    """
    if not savings:
        return []
    standing = _standing(connection, [saving.asset.id for saving in savings])
    _check(savings, standing)
    saved = [replace(one.asset, version=one.expected_version + 1) for one in savings]
    bodies = [asset_text(asset) for asset in saved]
    numbers = _write_assets(connection, saved, bodies, standing)
    _write_revisions(connection, savings, bodies, standing, numbers=numbers)
    before = {numbers[id_]: asset_from(there.body) for id_, there in standing.items()}
    after = {numbers[asset.id]: asset for asset in saved}
    write_places(connection, before, after)
    write_wards(connection, {numbers[one.asset.id]: _placed(one) for one in savings})
    entries = [
        Entry(number=number, asset=asset, placements=one.placements, is_new=number not in before)
        for (number, asset), one in zip(after.items(), savings, strict=True)
    ]
    write_listings(connection, entries, say_when=say_when)
    if any(asset.kind is AssetKind.SKILL for asset in (*before.values(), *saved)):
        refresh_skills(connection)
    touch(connection)
    return saved


def _not_found(asset_id: str) -> NotFoundError:
    return NotFoundError(f"There is no asset '{asset_id}'; it may have another address now.")


def _standing(connection: sa.Connection, asset_ids: Sequence[str]) -> dict[str, _Standing]:
    found = {}
    for part in chunks(asset_ids):
        rows = connection.execute(sa.select(asset_table).where(asset_table.c.id.in_(part)))
        for row in rows:
            found[row.id] = _Standing(number=row.number, version=row.version, body=row.body)
    return found


def _check(savings: Sequence[Saving], standing: Mapping[str, _Standing]) -> None:
    asset_id, times = Counter(one.asset.id for one in savings).most_common(1)[0]
    if times > 1:
        message = f"Asset '{asset_id}' is to be saved {times} times at once; save it once."
        raise InvalidSubmissionError(message)
    for one in savings:
        there = standing.get(one.asset.id)
        if there is None and one.expected_version:
            raise _not_found(one.asset.id)
        version = there.version if there else 0
        if version != one.expected_version:
            message = (
                f"Asset '{one.asset.id}' is at version {version} now, and this was made from "
                f"version {one.expected_version}; look at what stands and save again."
            )
            raise ConflictError(message, version=version)
        if len({place.id for place in one.asset.locations}) < len(one.asset.locations):
            message = f"Two places of asset '{one.asset.id}' have one id; give each its own."
            raise InvalidSubmissionError(message)


def _write_assets(
    connection: sa.Connection,
    saved: Sequence[Asset],
    bodies: Sequence[str],
    standing: Mapping[str, _Standing],
) -> dict[str, int]:
    """Write the assets themselves; return the number of each by id."""
    last = connection.scalar(sa.select(sa.func.max(asset_table.c.number))) or 0
    numbers = {asset_id: there.number for asset_id, there in standing.items()}
    fresh, changed = [], []
    for asset, body in zip(saved, bodies, strict=True):
        source = asset.provenance.source if asset.provenance else ""
        row = {"version": asset.version, "source": source, "body": body}
        if asset.id in standing:
            changed.append(row | {"of": numbers[asset.id]})
            continue
        last += 1
        numbers[asset.id] = last
        fresh.append(row | {"number": last, "id": asset.id})
    if fresh:
        connection.execute(asset_table.insert(), fresh)
    if changed:
        one = asset_table.update().where(asset_table.c.number == sa.bindparam("of"))
        connection.execute(one, changed)
    return numbers


def _write_revisions(
    connection: sa.Connection,
    savings: Sequence[Saving],
    bodies: Sequence[str],
    standing: Mapping[str, _Standing],
    *,
    numbers: Mapping[str, int],
) -> None:
    last = connection.scalar(sa.select(sa.func.max(revisions.c.seq))) or 0
    rows = []
    for seq, (one, body) in enumerate(zip(savings, bodies, strict=True), start=last + 1):
        there = standing.get(one.asset.id)
        rows.append(
            {
                "seq": seq,
                "id": one.note.id,
                "number": numbers[one.asset.id],
                "version": one.expected_version + 1,
                "at": one.note.at,
                "actor_name": one.note.actor.name,
                "actor_role": one.note.actor.role.value,
                "action": one.note.action,
                "reason": one.note.reason,
                "before": there.body if there else None,
                "after": body,
            }
        )
    connection.execute(revisions.insert(), rows)


def _placed(saving: Saving) -> dict[str, Placement]:
    placed = {place.id for place in saving.asset.locations if place.grid}
    return {place: ward for place, ward in saving.placements.items() if place in placed}
