"""A house opened on a register of an earlier version: backed up, brought up, and one step back."""

from datetime import datetime
from pathlib import Path

import pytest

from asset_map.model.finding import Verdict
from asset_map.model.role import Actor, Role
from asset_map.register import marks
from asset_map.register.engine import open_as_it_is
from asset_map.settings import Settings
from asset_map.usecases.backup import kept_backups
from asset_map.usecases.doctor import look_over
from asset_map.usecases.house import open_house
from asset_map.usecases.restore import backup_before_last_upgrade, restore
from asset_map.usecases.seal_history import check_history, seal_history
from tests.register.filled import emptied, make, rows_of

ADMIN = Actor(name="Ada", role=Role.ADMIN)


# The first of all, and the last that had no name of its own.
@pytest.mark.parametrize("revision", ["0001", "0008"])
def test_an_upgrade_goes_back_by_one_command(
    revision: str, register_url: str, tmp_path: Path, now: datetime
) -> None:
    url, folder = emptied(register_url), tmp_path / "backups"
    settings = Settings(database_url=url, backup_dir=str(folder), cache_dir=f"{tmp_path}/cache")
    with open_as_it_is(url) as register:
        make(register, revision)
        before = rows_of(register)
    assert f"revision '{revision}'" in bad(settings, now)
    house = open_house(settings)
    assert [one.name.revision for one in kept_backups(folder)] == [revision]
    with house.register.writing() as connection:
        marks.put(connection, "word", "of the newer program")
    seal_history(house.register, actor=ADMIN, now=now)
    assert check_history(house.register, actor=ADMIN).faults == ()
    assert bad(settings, now) == ""
    house.register.close()
    done = restore(settings, backup_before_last_upgrade(settings), actor=ADMIN, now=now)
    assert (done.asset_count, done.kept_aside is None) == (len(before["assets"]), False)
    with open_as_it_is(url) as register:
        after = rows_of(register)
    # Nothing is known of the older rows but the columns that they had.
    lost = {
        name: [one for one in rows if not any(one.items() <= row.items() for row in after[name])]
        for name, rows in before.items()
    }
    # The number by which servers know that something changed goes on.
    assert {name for name, rows in lost.items() if rows} == {"changes"}
    assert "of the newer program" not in {row["value"] for row in after["marks"]}


def bad(settings: Settings, now: datetime) -> str:
    """Return what the doctor finds bad."""
    found = look_over(settings, actor=ADMIN, now=now)
    return "".join(one.said for one in found if one.verdict is Verdict.BAD)
