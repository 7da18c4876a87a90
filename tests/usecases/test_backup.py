"""A backup is equal to the register, and comes back whole or not at all."""

import os
import resource
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Thread
from uuid import uuid4

import pytest
import sqlalchemy as sa

from asset_map.model.backup import BackupName, BackupReason
from asset_map.model.errors import (
    BackupError,
    NotAllowedError,
    NotFoundError,
    RegisterAwayError,
    SettingsError,
    UnreadableFileError,
)
from asset_map.model.role import Actor, Role
from asset_map.register import backups, marks
from asset_map.register.engine import Connection, Register, open_as_it_is, open_register
from asset_map.register.migrations import migrate, newest_revision, revision_of
from asset_map.settings import Settings
from asset_map.usecases.backup import back_up, back_up_before_upgrade, kept_backups
from asset_map.usecases.doctor import look_over
from asset_map.usecases.restore import backup_before_last_upgrade, restore
from tests.register.drawn import asset, save

ADMIN = Actor(name="Ada", role=Role.ADMIN)


@pytest.fixture
def settings(register_url: str, tmp_path: Path) -> Settings:
    with open_register(register_url) as register:
        write(register, "before")
        with register.writing() as connection:
            save(connection, asset())
    return Settings(database_url=register_url, backup_dir=str(tmp_path / "backups"))


def write(register: Register, word: str) -> None:
    with register.writing() as connection:
        marks.put(connection, "word", word)


def word_of(settings: Settings) -> str | None:
    with open_register(settings.database_url) as register, register.reading() as connection:
        return marks.get(connection, "word")


def test_a_backup_comes_back_as_it_was(settings: Settings, now: datetime) -> None:
    with open_as_it_is(settings.database_url) as register:
        made = back_up(settings, actor=ADMIN, now=now)
        content = backups.content_of_register(register)
        write(register, "after")
        restored = restore(settings, made.file, actor=ADMIN, now=now)
        back = backups.content_of_register(register)
    assert (made.unchecked_because, word_of(settings)) == ("", "before")
    # The number by which servers know that something changed goes on.
    assert {name for name in content if content[name] != back[name]} == {"changes"}
    assert restored.kept_aside is not None
    restore(settings, restored.kept_aside, actor=ADMIN, now=now)
    assert word_of(settings) == "after"


@pytest.fixture
def on_sqlite(sqlite_url: str, tmp_path: Path) -> Settings:
    with open_register(sqlite_url) as register:
        write(register, "before")
        with register.writing() as connection:
            save(connection, asset())
    return Settings(database_url=sqlite_url, backup_dir=str(tmp_path / "backups"))


def test_another_register_takes_its_place_only_when_somebody_says_so(
    on_sqlite: Settings, now: datetime
) -> None:
    settings = on_sqlite
    made = back_up(settings, actor=ADMIN, now=now)
    with open_register(settings.database_url) as register:
        write(register, "ours")
        with register.writing() as connection:
            marks.put(connection, backups.REGISTER_MARK, "ours")
    with pytest.raises(BackupError, match=r"another register.*1 asset.*--yes"):
        restore(settings, made.file, actor=ADMIN, now=now)
    assert word_of(settings) == "ours"
    restore(settings, made.file, actor=ADMIN, now=now, may_be_another=True)
    assert word_of(settings) == "before"


def test_a_register_of_a_newer_program_goes_back_by_one_step(
    settings: Settings, now: datetime
) -> None:
    with open_as_it_is(settings.database_url) as register:
        back_up_before_upgrade(settings, register)
        with register.writing() as connection:
            marks.put(connection, "word", "newer")
            connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
            connection.exec_driver_sql("CREATE TABLE newer_still (number INTEGER PRIMARY KEY)")
    with pytest.raises(SettingsError, match="newer"):
        open_register(settings.database_url)
    done = restore(settings, backup_before_last_upgrade(settings), actor=ADMIN, now=now)
    assert word_of(settings) == "before"
    assert done.kept_aside is not None
    with pytest.raises(SettingsError, match=r"'9999'.*newer"):
        restore(settings, done.kept_aside, actor=ADMIN, now=now, may_be_another=True)
    assert word_of(settings) == "before"


def test_tables_are_backed_up_before_they_change_and_only_then(
    tmp_path: Path, now: datetime
) -> None:
    settings = Settings(
        database_url=f"sqlite:///{tmp_path / 'old.sqlite'}", backup_dir=str(tmp_path / "backups")
    )
    with open_as_it_is(settings.database_url) as register, register.writing() as connection:
        migrate(connection, to="0005")
        marks.put(connection, "word", "of old")
    for _ in range(2):
        house = partial(back_up_before_upgrade, settings)
        open_register(settings.database_url, before_upgrade=house).close()
    assert len(kept_backups(Path(settings.backup_dir))) == 1
    with open_register(settings.database_url) as register:
        write(register, "newer")
    restore(settings, backup_before_last_upgrade(settings), actor=ADMIN, now=now)
    with open_as_it_is(settings.database_url) as register, register.reading() as connection:
        assert (marks.get(connection, "word"), revision_of(connection)) == (
            "of old",
            newest_revision(),
        )


def test_an_upgrade_that_fails_changes_nothing_and_leaves_its_backup(
    tmp_path: Path, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    settings = Settings(database_url=url, backup_dir=str(tmp_path / "backups"))
    with open_as_it_is(url) as register:
        with register.writing() as connection:
            migrate(connection, to="0005")
            marks.put(connection, "word", "of old")
        content = backups.content_of_register(register)

    def no_room(connection: Connection) -> None:
        migrate(connection, to="0007")
        message = "disk full"
        raise OSError(message)

    with monkeypatch.context() as failing:
        failing.setattr("asset_map.register.engine.migrate", no_room)
        with pytest.raises(OSError, match="disk full"):
            open_register(url, before_upgrade=partial(back_up_before_upgrade, settings))
    with open_as_it_is(url) as register:
        assert backups.content_of_register(register) == content
    # The way back is there, and the next try goes through.
    restore(settings, backup_before_last_upgrade(settings), actor=ADMIN, now=now)
    assert word_of(settings) == "of old"


def test_what_people_write_while_a_backup_is_put_back_is_there_or_kept_aside(
    settings: Settings, now: datetime
) -> None:
    made = back_up(settings, actor=ADMIN, now=now)
    told, has_begun, is_done = list[str](), Event(), Event()

    def write_on() -> None:
        with open_register(settings.database_url) as register:
            while not is_done.is_set():
                write_once(register, f"word {len(told)}")
                has_begun.set()

    def write_once(register: Register, word: str) -> None:
        with suppress(RegisterAwayError):
            with register.writing() as connection:
                marks.put(connection, word, word)
            told.append(word)

    writer = Thread(target=write_on)
    writer.start()
    assert has_begun.wait(timeout=60)
    aside = restore(settings, made.file, actor=ADMIN, now=now).kept_aside
    is_done.set()
    writer.join()
    assert aside
    found = words_in(settings)
    restore(settings, aside, actor=ADMIN, now=now)
    assert not set(told) <= found
    assert set(told) <= found | words_in(settings)


def words_in(settings: Settings) -> set[str]:
    with open_register(settings.database_url) as register, register.reading() as connection:
        return set(connection.scalars(sa.text("SELECT value FROM marks")))


def test_a_damaged_register_is_moved_aside(on_sqlite: Settings, now: datetime) -> None:
    made = back_up(on_sqlite, actor=ADMIN, now=now)
    file = Path(on_sqlite.database_url.removeprefix("sqlite:///"))
    file.write_bytes(b"no register at all " * 1_000)
    done = restore(on_sqlite, made.file, actor=ADMIN, now=now)
    assert word_of(on_sqlite) == "before"
    assert done.kept_aside is not None
    assert (done.kept_aside / file.name).read_bytes().startswith(b"no register")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_damage_far_down_in_the_file_is_found_and_a_backup_takes_its_place(
    on_sqlite: Settings, now: datetime
) -> None:
    made = back_up(on_sqlite, actor=ADMIN, now=now)
    file = Path(on_sqlite.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'looks'").fetchone()[0]
    with file.open("rb+") as pages:
        pages.seek((page - 1) * 4096)
        pages.write(b"\xff" * 64)

    with pytest.raises(BackupError, match="asset-map restore"):
        back_up(on_sqlite, actor=ADMIN, now=now)
    assert {one.name: one for one in look_over(on_sqlite, actor=ADMIN, now=now)}[
        "database"
    ].said == "The file is damaged."
    assert restore(on_sqlite, made.file, actor=ADMIN, now=now).kept_aside
    assert word_of(on_sqlite) == "before"


def test_a_sealed_backup_opens_with_its_key_and_with_no_other(
    on_sqlite: Settings, now: datetime
) -> None:
    keyed = sealed_with(on_sqlite, "four words that rhyme")
    made = back_up(keyed, actor=ADMIN, now=now)
    sealed = made.file.read_bytes()
    assert made.file.suffix == ".sealed"
    assert b"SQLite" not in sealed
    with pytest.raises(UnreadableFileError, match="backup_key"):
        restore(sealed_with(on_sqlite, "four other words then"), made.file, actor=ADMIN, now=now)
    restore(keyed, made.file, actor=ADMIN, now=now)
    assert word_of(keyed) == "before"


def test_a_backup_that_lost_a_byte_or_got_another_is_not_put_back(
    settings: Settings, now: datetime
) -> None:
    file = back_up(settings, actor=ADMIN, now=now).file
    whole = bytearray(file.read_bytes())
    middle = len(whole) // 2
    for altered in (whole[:-1], whole[:middle] + b"x" + whole[middle:], whole[:-1] + b"x"):
        file.write_bytes(altered)
        with pytest.raises(BackupError, match=f"'{file.name}' was altered"):
            restore(settings, file, actor=ADMIN, now=now)
    assert word_of(settings) == "before"


def test_what_is_sealed_never_lies_unsealed_beside_the_backups(
    on_sqlite: Settings, now: datetime
) -> None:
    keyed = sealed_with(on_sqlite, "four words that rhyme")
    folder, seen = Path(keyed.backup_dir), set[bytes]()

    def look(event: str, words: tuple[object, ...]) -> None:
        if watching and event in {"shutil.rmtree", "os.remove"} and str(folder) in str(words[0]):
            seen.update(one.read_bytes()[:15] for one in folder.rglob("*") if one.is_file())

    watching = True
    sys.addaudithook(look)
    made = back_up(keyed, actor=ADMIN, now=now)
    restore(keyed, made.file, actor=ADMIN, now=now)
    watching = False
    assert seen == {b"asset-map seale"}
    assert not list(Path(keyed.cache_dir).glob(".asset-map-*"))


def test_what_a_power_cut_left_unfinished_is_cleared_away(
    on_sqlite: Settings, now: datetime
) -> None:
    folder = Path(on_sqlite.backup_dir)
    left, at_work = folder / ".asset-map-left", folder / ".asset-map-at-work"
    for place in (left, at_work):
        place.mkdir(parents=True)
        (place / "plain").write_bytes(b"a whole register")
    for one in (left, left / "plain"):
        os.utime(one, (0, 0))
    back_up(on_sqlite, actor=ADMIN, now=now)
    assert not left.exists()
    assert at_work.exists()


def test_a_scratch_database_that_a_power_cut_left_is_dropped(
    postgresql_url: str, tmp_path: Path, now: datetime
) -> None:
    settings = Settings(database_url=postgresql_url, backup_dir=str(tmp_path / "backups"))
    own = f"asset_map_scratch_{uuid4().hex}"
    with open_register(postgresql_url) as register:
        engine = sa.create_engine(register.url, isolation_level="AUTOCOMMIT")
        with closing(engine.connect()) as connection:
            connection.execute(sa.text(f'CREATE DATABASE "{own}"'))
            back_up(settings, actor=ADMIN, now=now)
            names = connection.scalars(sa.text("SELECT datname FROM pg_database")).all()
        engine.dispose()
    assert own not in names


def sealed_with(settings: Settings, key: str) -> Settings:
    return Settings(
        database_url=settings.database_url,
        backup_dir=settings.backup_dir,
        cache_dir=str(Path(settings.backup_dir).with_name("cache")),
        backup_key=key,
    )


def test_as_many_backups_are_kept_as_was_asked_for(on_sqlite: Settings, now: datetime) -> None:
    for minute in range(4):
        back_up(on_sqlite, actor=ADMIN, now=now + timedelta(minutes=minute), keep=2)
    with open_as_it_is(on_sqlite.database_url) as register:
        back_up_before_upgrade(on_sqlite, register)
    kept = [one.name for one in kept_backups(Path(on_sqlite.backup_dir))]
    assert [one.at for one in kept if one.reason is BackupReason.ASKED] == [
        now + timedelta(minutes=3), now + timedelta(minutes=2)
    ]  # fmt: skip
    assert BackupReason.BEFORE_UPGRADE in {one.reason for one in kept}
    assert all(BackupName.read(one.file_name) == one for one in kept)


def test_nobody_but_an_admin_touches_backups(on_sqlite: Settings, now: datetime) -> None:
    officer = Actor(name="Olu", role=Role.OFFICER)
    with pytest.raises(NotAllowedError):
        back_up(on_sqlite, actor=officer, now=now)
    with pytest.raises(NotAllowedError):
        restore(on_sqlite, Path("any"), actor=officer, now=now)


@pytest.mark.parametrize("content", [b"", b"notes, and no register " * 500])
def test_a_file_that_is_no_backup_changes_nothing(
    on_sqlite: Settings, now: datetime, tmp_path: Path, content: bytes
) -> None:
    settings = on_sqlite
    file = tmp_path / "notes.sqlite"
    file.write_bytes(content)
    with pytest.raises(BackupError):
        restore(settings, file, actor=ADMIN, now=now)
    with pytest.raises(NotFoundError, match="backup --list"):
        restore(settings, tmp_path / "none", actor=ADMIN, now=now)
    assert word_of(settings) == "before"


def test_where_there_is_no_room_it_is_said_and_nothing_is_left_half_written(
    on_sqlite: Settings, now: datetime
) -> None:
    made = back_up(on_sqlite, actor=ADMIN, now=now)
    with no_file_beyond(100_000), pytest.raises(BackupError, match="oom"):
        back_up(on_sqlite, actor=ADMIN, now=now + timedelta(hours=1))
    with no_file_beyond(100_000), pytest.raises(BackupError, match="oom"):
        restore(on_sqlite, made.file, actor=ADMIN, now=now)
    assert [one.file for one in kept_backups(Path(on_sqlite.backup_dir))] == [made.file]
    assert list(Path(on_sqlite.backup_dir).iterdir()) == [made.file]
    assert word_of(on_sqlite) == "before"


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


RESTORES = """
import sys
from datetime import UTC, datetime
from itertools import cycle
from pathlib import Path
from asset_map.model.role import Actor, Role
from asset_map.settings import Settings
from asset_map.usecases.restore import restore
settings = Settings(database_url=sys.argv[1], backup_dir=sys.argv[2])
print("ready", flush=True)
for file in cycle(sys.argv[3:]):
    restore(settings, Path(file), actor=Actor(name="Ada", role=Role.ADMIN), now=datetime.now(UTC))
    print(file, flush=True)
"""


def test_a_restore_that_is_killed_leaves_one_register_or_the_other(
    on_sqlite: Settings, now: datetime
) -> None:
    files = {"before": back_up(on_sqlite, actor=ADMIN, now=now).file}
    with open_register(on_sqlite.database_url) as register:
        write(register, "after")
    files["after"] = back_up(on_sqlite, actor=ADMIN, now=now + timedelta(hours=1)).file
    for wait_s in (0.1, 0.3):
        words = [on_sqlite.database_url, on_sqlite.backup_dir, *map(str, files.values())]
        with subprocess.Popen(
            [sys.executable, "-c", RESTORES, *words], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            time.sleep(wait_s)
            os.kill(child.pid, signal.SIGKILL)
        assert word_of(on_sqlite) in files
        with closing(sqlite3.connect(on_sqlite.database_url.removeprefix("sqlite:///"))) as raw:
            assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
