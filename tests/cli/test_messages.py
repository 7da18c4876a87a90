"""Messages from the command line: sent, written, taken away."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from asset_map.cli.edge import house as open_the_house
from asset_map.model.asset import Contact, Verification
from asset_map.model.errors import SettingsError
from asset_map.model.words import LONDON
from asset_map.usecases.house import House
from tests.cli.conftest import Run
from tests.outside.mail_server import mail_server
from tests.usecases.conftest import group, kept


@pytest.fixture
def old_record(run: Run) -> House:
    """A register with a group that was checked three hundred and twenty days ago."""
    assert run("postcodes", "check", "NG20 8AA").exit_code == 0
    house, now = open_the_house(), datetime.now(UTC)
    checked_on = now.astimezone(LONDON).date() - timedelta(days=320)
    verification = Verification(verified_on=checked_on, role="ward officer")
    contact = Contact(email="knitters@doggerby.example")
    kept(house, replace(group(), verification=verification, contact=contact), now)
    return house


@pytest.mark.usefixtures("old_record")
def test_reminders_are_written_once_and_taken_away(run: Run, tmp_path: Path) -> None:
    assert "Wrote 1 reminder;" in run("messages", "remind").output
    assert "Wrote 0 reminders;" in run("messages", "remind").output

    file = tmp_path / "waiting.csv"
    assert run("messages", "export", str(file)).exit_code == 0
    assert "knitters@doggerby.example" in file.read_text(encoding="utf-8-sig")


@pytest.mark.usefixtures("old_record")
def test_what_waits_goes_to_the_councils_server(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("messages", "remind")
    with mail_server() as server:
        for name, value in {
            "SMTP_HOST": "127.0.0.1",
            "SMTP_PORT": str(server.port),
            "SMTP_SECURITY": "none",
            "MAIL_FROM": "map@doggerby.example",
            "PUBLIC_URL": "https://map.doggerby.example",
        }.items():
            monkeypatch.setenv(f"ASSET_MAP_{name}", value)
        server.refused.add("knitters@doggerby.example")
        refused = run("messages", "send")
        server.refused.clear()
        sent = run("messages", "send")

    assert (refused.exit_code, sent.exit_code) == (1, 0)
    assert "1 message could not be sent" in refused.output
    assert "Sent 1 message." in sent.output
    assert "https://map.doggerby.example/still-right/" in server.letters[0].get_content()


def test_without_a_server_the_command_says_what_to_do(run: Run) -> None:
    refused = run("messages", "send")
    assert isinstance(refused.exception, SettingsError)
    assert "messages export" in str(refused.exception)
