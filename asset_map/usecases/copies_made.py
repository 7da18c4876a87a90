"""The copies there are of the register or a part of it: files, backups, roadshows on the way."""

from pathlib import Path

from asset_map.model.words import long_date
from asset_map.register import packs_out, subject_requests
from asset_map.register.engine import Connection
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.house import House

__all__ = ["copies_made"]


def copies_made(house: House, connection: Connection) -> tuple[str, ...]:
    """Return each copy in words: what it is, when it was made, and who has it."""
    exports = [
        f"{long_date(one.at)}: the register as {one.what}, as {one.audience.label}s may see it, "
        f"taken by {one.actor_name}"
        for one in subject_requests.exports_given_out(connection)
    ]
    away = [
        f"{long_date(one.made_at)}: a roadshow's part of the register, taken by {one.made_by}"
        for one in packs_out.every(connection)
        if one.ended_at is None
    ]
    backups = [
        f"Backup {one.file.name}: whoever is erased is erased again when it is put back"
        for one in kept_backups(Path(house.settings.backup_dir))
    ]
    return (*exports, *away, *backups)
