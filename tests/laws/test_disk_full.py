"""The disk is full: said in words with a remedy, nothing half-written, and on it goes with room."""

import resource
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from asset_map.cli import commands
from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.errors import BackupError, RegisterAwayError, UnwritableFileError
from asset_map.model.finding import Verdict
from asset_map.model.role import Audience
from asset_map.register.engine import open_register
from asset_map.settings import Settings
from asset_map.usecases.backup import back_up
from asset_map.usecases.doctor import look_over
from asset_map.usecases.export_file import export_file
from asset_map.usecases.house import House
from tests.laws.killed_writer import ADMIN, save_one
from tests.laws.test_killed_writers import ENTRY, assert_whole, names_in
from tests.register.test_many_writers import whole_ids
from tests.site.conftest import plain_pages


@dataclass(frozen=True, slots=True)
class Disk:
    """A small disk of this test's own, or a limit on files where none may be mounted."""

    folder: Path
    is_real: bool

    @contextmanager
    def full(self) -> Iterator[None]:
        """Leave no room on it until the block is left."""
        _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        filler = self.folder / "filler"
        if self.is_real:
            with filler.open("wb", buffering=0) as filling:
                while _written(filling.write, b"\0" * 4096):
                    pass
        else:
            resource.setrlimit(resource.RLIMIT_FSIZE, (1, most))
        try:
            yield
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            filler.unlink(missing_ok=True)


def _written(write: Callable[[bytes], int | None], content: bytes) -> bool:
    try:
        return bool(write(content))
    except OSError:
        return False


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(folder)]
    is_real = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    try:
        yield Disk(folder, is_real)
    finally:
        if is_real:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def house(disk: Disk, migrated_file: Path, postcode_cache: Path, tmp_path: Path) -> Iterator[House]:
    """A register on the small disk, and its backups too."""
    shutil.copy(migrated_file, disk.folder / "register.sqlite")
    settings = Settings(
        database_url=f"sqlite:///{disk.folder}/register.sqlite",
        backup_dir=str(disk.folder / "backups"),
        cache_dir=str(tmp_path / "cache"),
        form_seconds_at_least=0,
    )
    postcodes = PostcodeDirectory(postcode_cache)
    with open_register(settings.database_url) as register:
        save_one(made := House(
            settings=settings,
            register=register,
            postcodes=postcodes,
            geocoder=OfflineGeocoder(postcodes),
        ), "record-1")  # fmt: skip
        yield made


def test_the_plain_form_keeps_what_was_typed_until_there_is_room(house: House, disk: Disk) -> None:
    visitor = plain_pages(house)
    first = {**ENTRY, "name": "Choir 1", "request_key": "first"}
    second = {**ENTRY, "name": "Choir <2>", "request_key": "second"}
    assert visitor.post("/add/check", first).status_code == 303
    with disk.full():
        refused = visitor.post("/add/check", second)
        assert refused.status_code == 503
        assert "Nothing is lost" in refused.text
        assert 'name="name" value="Choir &lt;2&gt;"' in refused.text
        assert visitor.get("/find").status_code == 200
    assert visitor.post("/add/check", second).status_code == 303
    assert_whole(house.register, ["Choir 1", "Choir <2>"])
    assert names_in(house.register).total() == 2


def save_many(house: House) -> None:
    for number in range(2, 1_000):
        save_one(house, f"record-{number}")


def test_a_record_is_kept_whole_or_not_at_all(house: House, disk: Disk) -> None:
    with disk.full(), pytest.raises(RegisterAwayError, match=r"disk is full.*Make room"):
        save_many(house)
    save_one(house, "record-last")
    assert "record-last" in whole_ids(house.register)
    assert_whole(house.register, [])


def test_no_backup_and_no_export_leaves_half_a_file(
    house: House, disk: Disk, now: datetime
) -> None:
    made = back_up(house.settings, actor=ADMIN, now=now)
    before = disk.folder / "assets.csv"
    before.write_text("of old")
    there = {file.name for file in disk.folder.rglob("*")}
    with disk.full():
        with pytest.raises(BackupError, match="oom"):
            back_up(house.settings, actor=ADMIN, now=now.replace(hour=12))
        for name in ("assets.csv", "assets.xlsx", "assets.zip"):
            with pytest.raises(UnwritableFileError, match="Make room"):
                export_file(
                    house, disk.folder / name, audience=Audience.PUBLIC, actor=ADMIN, now=now
                )
    assert {file.name for file in disk.folder.rglob("*")} == there
    assert (made.file.exists(), before.read_text()) == (True, "of old")


def test_a_command_says_so_and_what_to_do(
    house: House, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", house.settings.database_url)
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", house.settings.cache_dir)
    words = ["users", "add", "ada@council.example", "--name", "Ada", "--role", "officer"]
    with disk.full():
        ran = CliRunner().invoke(commands, words)
        while ran.exit_code == 0:  # what was free in the last page
            words[2] = f"x{words[2]}"
            ran = CliRunner().invoke(commands, words)
    assert isinstance(ran.exception, RegisterAwayError), ran.exception
    assert "Make room" in str(ran.exception)


def test_the_doctor_warns_before_and_says_it_when_it_is_so(
    house: House, disk: Disk, now: datetime
) -> None:
    if not disk.is_real:
        return
    settings = house.settings
    found = {one.name: one for one in look_over(settings, actor=ADMIN, now=now)}
    assert (found["disk of backup_dir"].verdict, found["database"].verdict) == (
        Verdict.BAD,
        Verdict.OK,
    )
    with disk.full():
        found = {one.name: one for one in look_over(settings, actor=ADMIN, now=now)}
    assert found["database"].verdict is Verdict.BAD
    assert "Make room" in found["database"].said + found["database"].remedy
