"""A council leaves by a command: everything is written, and goes when its name is typed."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asset_map.cli import commands
from tests.cli.conftest import Run

COUNCIL = "Anytown Council"


@pytest.fixture
def folder(
    with_wards: Run, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Where everything goes; the cache folder is this test's own, and holds a letter."""
    del with_wards
    cache = tmp_path / "kept here"
    cache.mkdir()
    (cache / "letter.txt").write_text("Dear all")
    (cache / "signing.key").write_bytes(b"key")
    for name, value in {"CACHE_DIR": str(cache), "COUNCIL_NAME": COUNCIL}.items():
        monkeypatch.setenv(f"ASSET_MAP_{name}", value)
    monkeypatch.setenv("ASSET_MAP_BACKUP_DIR", str(tmp_path / "backups"))
    assert Path(sqlite_url.removeprefix("sqlite:///")).exists()
    return tmp_path / "everything"


def wiped(folder: Path, *words: str, typed: str = "") -> Result:
    said = ["wipe", "--to", str(folder), "--by", "admin:Ada", *words]
    return CliRunner().invoke(commands, said, input=typed)


def test_a_council_leaves_with_everything_and_leaves_what_is_not_its_own(
    folder: Path, sqlite_url: str, tmp_path: Path
) -> None:
    register = Path(sqlite_url.removeprefix("sqlite:///"))
    only_written = wiped(folder, "--only-export")
    assert (only_written.exit_code, register.exists()) == (0, True)
    mistyped = wiped(tmp_path / "second", typed="Othertown\n")
    assert (mistyped.exit_code, register.exists()) == (1, True)

    done = wiped(tmp_path / "third", typed=f"{COUNCIL}\n")

    assert done.exit_code == 0, done.output
    assert not register.exists()
    assert [one.name for one in (tmp_path / "kept here").iterdir()] == ["letter.txt"]
    lines = (tmp_path / "third" / "tables" / "areas.jsonl").read_text(encoding="utf-8")
    assert [json.loads(line)["name"] for line in lines.splitlines()] == ["Net Loft", "Quayside"]
    assert "Removed: " in done.output
