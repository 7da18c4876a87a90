"""The copies there are of the register or a part of it: files, backups, roadshows on the way."""

from asset_map.model.words import long_date
from asset_map.register import committee_packs, packs_out, subject_requests
from asset_map.register.engine import Connection
from asset_map.usecases.backup import backup_folders, kept_backups
from asset_map.usecases.house import House

__all__ = ["copies_made"]


def copies_made(house: House, connection: Connection) -> tuple[str, ...]:
    """Return each copy in words: what it is, when it was made, and who has it."""
    exports = [
        f"{long_date(one.at)}: {one.what}, as {one.audience.readers} may see it, "
        f"taken by {one.actor_name}"
        for one in subject_requests.exports_given_out(connection)
    ]
    packs = [
        f"{long_date(at)}: the committee pack {pack_id}; it stays as it was given out"
        for pack_id, at in committee_packs.released_ids(connection)
    ]
    away = [
        f"{long_date(one.made_at)}: a roadshow's part of the register, taken by {one.made_by}"
        for one in packs_out.every(connection)
        if one.ended_at is None
    ]
    backups = [
        f"Backup {one.file}: whoever is erased is erased again when it is put back"
        for folder in backup_folders(house.settings, connection)
        for one in kept_backups(folder)
    ]
    return (*exports, *packs, *away, *backups)
