"""The history: what changed, who changed it and why; only ever added to, by ``assets.save``."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa

from asset_map.model.asset import Asset
from asset_map.model.revision import Revision
from asset_map.model.role import Role
from asset_map.register.chunks import chunks
from asset_map.register.rows import asset_from
from asset_map.register.schema import assets, revisions

__all__ = ["latest", "of_asset", "state_at", "states_on", "texts_of"]


def of_asset(connection: sa.Connection, asset_id: str) -> list[Revision]:
    """Return every saved state of an asset, the newest first."""
    chosen = _all().where(assets.c.id == asset_id)
    return [_revision(row) for row in connection.execute(chosen)]


def texts_of(connection: sa.Connection, asset_id: str) -> list[tuple[int, str | None, str | None]]:
    """Return the number of each step of an asset, and what it kept of before and after."""
    chosen = (
        sa.select(revisions.c.seq, revisions.c.before, revisions.c.after)
        .join(assets, assets.c.number == revisions.c.number)
        .where(assets.c.id == asset_id)
        .order_by(revisions.c.seq)
    )
    return [(seq, before, after) for seq, before, after in connection.execute(chosen)]


def latest(connection: sa.Connection, *, limit: int = 50) -> list[Revision]:
    """Return the newest changes of the register, the newest first."""
    return [_revision(row) for row in connection.execute(_all().limit(limit))]


def state_at(connection: sa.Connection, asset_id: str, version: int) -> Asset | None:
    """Return an asset as it stood in a version; None where there was no such version."""
    body = connection.scalar(
        sa.select(revisions.c.after)
        .join(assets, assets.c.number == revisions.c.number)
        .where(assets.c.id == asset_id, revisions.c.version == version)
    )
    return asset_from(body) if body else None


def states_on(
    connection: sa.Connection, asset_ids: Sequence[str], moment: datetime
) -> dict[str, Asset]:
    """Return some assets as they stood at a moment, by id, without those of a later day."""
    found: dict[str, Asset] = {}
    for part in chunks(asset_ids):
        last = (
            sa.select(sa.func.max(revisions.c.seq))
            .join(assets, assets.c.number == revisions.c.number)
            .where(assets.c.id.in_(part), revisions.c.at <= moment)
            .group_by(revisions.c.number)
        )
        rows = connection.scalars(sa.select(revisions.c.after).where(revisions.c.seq.in_(last)))
        stood = (asset_from(body) for body in rows if body)
        found |= {asset.id: asset for asset in stood}
    return found


def _all() -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(revisions, assets.c.id.label("asset_id"))
        .join(assets, assets.c.number == revisions.c.number)
        .order_by(revisions.c.seq.desc())
    )


def _revision(row: sa.Row[tuple[object, ...]]) -> Revision:
    return Revision(
        id=row.id,
        asset_id=row.asset_id,
        at=row.at,
        actor_name=row.actor_name,
        actor_role=Role(row.actor_role),
        action=row.action,
        reason=row.reason,
        before=asset_from(row.before) if row.before else None,
        after=asset_from(row.after) if row.after else None,
    )
