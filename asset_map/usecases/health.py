"""Whether a server can do its work, and its figures for whoever watches over it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from asset_map.model.errors import SettingsError
from asset_map.register import assets, messages, submissions
from asset_map.register.backups import standing
from asset_map.register.migrations import newest_revision
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import WAITING

__all__ = ["HouseFigures", "house_figures", "is_ready"]


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseFigures:
    """Counts alone; ``backup_age_s`` is None where there is no backup."""

    asset_count: int
    waiting_proposals: int
    waiting_messages: int
    change_count: int
    backup_age_s: float | None


def is_ready(house: House) -> bool:
    """Whether the database answers and its tables are those of this version."""
    try:
        there = standing(house.register)
    except SettingsError:
        return False
    return there is not None and there.revision == newest_revision()


def house_figures(house: House, *, now: datetime) -> HouseFigures:
    """Return what a monitor draws; nobody and nothing is named."""
    with house.register.reading() as connection:
        _, waiting = submissions.queue(connection, states=WAITING, limit=1)
        backups = kept_backups(Path(house.settings.backup_dir))
        return HouseFigures(
            asset_count=assets.count(connection),
            waiting_proposals=waiting,
            waiting_messages=len(messages.unsent(connection)),
            change_count=house.register.change_count(connection),
            backup_age_s=(now - backups[0].name.at).total_seconds() if backups else None,
        )
