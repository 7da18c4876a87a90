import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from asset_map.cli.serve import command, opening_words, server_command
from asset_map.model.errors import SettingsError
from asset_map.settings import ROOT, Settings
from asset_map.usecases.reach_phones import lan_addresses
from tests.serving import free_port, wait_for


def test_the_server_is_started_with_the_councils_settings() -> None:
    settings = Settings(max_upload_mb=25, accent_colour="#6B0B66")

    given = server_command(settings, host="127.0.0.1", port=8600)

    assert given[1:5] == ["-m", "streamlit", "run", str(ROOT / "streamlit_app.py")]
    flags = dict(zip(given[5::2], given[6::2], strict=True))
    assert flags["--server.port"] == "8600"
    assert flags["--server.address"] == "127.0.0.1"
    assert flags["--server.maxUploadSize"] == "25"
    assert flags["--theme.primaryColor"] == "#6B0B66"


@pytest.mark.parametrize("port", ["0", "70000", "http"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    answer = CliRunner().invoke(command, ["--port", port])

    assert answer.exit_code == 2
    assert "port" in answer.output


def test_a_port_in_the_settings_that_is_none_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSET_MAP_PORT", "99999999")

    with pytest.raises(SettingsError, match="choose a number from 1 to 65535"):
        CliRunner().invoke(command, [], catch_exceptions=False)


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
        "ASSET_MAP_DATABASE_URL": f"sqlite:///{tmp_path / 'register.sqlite'}",
        "ASSET_MAP_CACHE_DIR": str(tmp_path / "cache"),
    }


@pytest.mark.xdist_group("server")
def test_serve_prints_its_address_and_a_link_that_lets_an_officer_in(
    tmp_path: Path, environ: dict[str, str]
) -> None:
    port, log = free_port(), tmp_path / "server.log"
    with log.open("wb") as written:
        server = subprocess.Popen(
            [sys.executable, "-m", "asset_map", "serve", "--port", str(port)],
            cwd=ROOT,
            env=environ,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api/health", server, log)
        said = log.read_text()
        link = re.search(rf"http://127\.0\.0\.1:{port}/officer/\S+", said)
        assert f"starting at http://127.0.0.1:{port} " in said
        assert link

        first, second = httpx.get(link[0]), httpx.get(link[0])

        assert first.status_code == 303
        assert "asset_map_role" in first.cookies
        assert second.status_code == 403
    finally:
        server.terminate()
        server.wait(timeout=20)


NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_no_officer_link_is_given_out_on_an_open_address(tmp_path: Path) -> None:
    words = opening_words(Settings(cache_dir=str(tmp_path)), host="192.0.2.7", port=8501, now=NOW)

    assert words == ["asset-map is starting at http://192.0.2.7:8501 - Ctrl+C stops it."]
    assert list(tmp_path.iterdir()) == []


def test_who_listens_to_every_address_comes_in_as_an_officer_by_this_machines_own(
    tmp_path: Path,
) -> None:
    settings = Settings(cache_dir=str(tmp_path))

    words = opening_words(settings, host="0.0.0.0", port=8501, now=NOW)  # noqa: S104 - never bound

    links = [line for line in words if "/officer/" in line]
    assert ["http://127.0.0.1:8501/officer/" in line for line in links] == [True]
    assert words[1:-1] == [
        f"Phones on this network reach it at http://{one}:8501" for one in lan_addresses()
    ]


def test_the_address_of_the_internet_protocols_sixth_version_is_bracketed(tmp_path: Path) -> None:
    words = opening_words(Settings(cache_dir=str(tmp_path)), host="::1", port=8501, now=NOW)

    assert "http://[::1]:8501" in words[0]
    assert "http://[::1]:8501/officer/" in words[1]


def test_the_public_address_is_said_where_a_council_has_one(tmp_path: Path) -> None:
    settings = Settings(cache_dir=str(tmp_path), public_url="https://assets.example")

    words = opening_words(settings, host="192.0.2.7", port=8501, now=NOW)

    assert "https://assets.example " in words[0]
