"""Each thing that is not well is found, named, and has a remedy."""

import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from asset_map.model.finding import Finding, Verdict
from asset_map.model.message import Message, MessageKind
from asset_map.model.role import Actor, Role
from asset_map.register import messages
from asset_map.register.engine import open_register
from asset_map.settings import Settings
from asset_map.usecases.backup import back_up
from asset_map.usecases.doctor import look_over
from asset_map.usecases.kept_details import keep_details
from tests.register.drawn import NOW, asset, save

ADMIN = Actor(name="Ada", role=Role.ADMIN)


@pytest.fixture
def settings(sqlite_url: str, tmp_path: Path) -> Settings:
    return Settings(
        database_url=sqlite_url,
        backup_dir=str(tmp_path / "backups"),
        cache_dir=str(tmp_path / "cache"),
        council_name="Anytown",
        privacy_contact="privacy@council.example",
        public_url="https://assets.council.example",
    )


def findings(settings: Settings, now: datetime, *, answer: int | str = 101) -> dict[str, Finding]:
    found = look_over(settings, actor=ADMIN, now=now, knock=lambda _: answer)
    return {one.name: one for one in found}


def bad(settings: Settings, now: datetime) -> set[str]:
    found = findings(settings, now)
    assert all(one.remedy for one in found.values() if one.verdict is not Verdict.OK)
    return {name for name, one in found.items() if one.verdict is Verdict.BAD}


def test_a_register_that_is_well_has_nothing_bad(settings: Settings, now: datetime) -> None:
    with open_register(settings.database_url) as register, register.writing() as connection:
        save(connection, asset())
    back_up(settings, actor=ADMIN, now=now)
    found = findings(settings, now)
    not_well = {name for name, one in found.items() if one.verdict is not Verdict.OK}
    assert not_well == {"boundaries"}
    assert "web socket passes" in found["public address"].said


def test_a_history_that_somebody_altered_is_found(settings: Settings, now: datetime) -> None:
    with open_register(settings.database_url) as register, register.writing() as connection:
        save(connection, asset())
    back_up(settings, actor=ADMIN, now=now)
    assert findings(settings, now)["history"].verdict is Verdict.OK
    path = settings.database_url.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("DROP TRIGGER revisions_refuse_update")
        raw.execute("UPDATE revisions SET reason = 'because'")
        raw.commit()
    assert "history" in bad(settings, now)


@pytest.mark.parametrize(
    ("changed", "name"),
    [
        ({"port": 0}, "setting port"),
        ({"accent_colour": "teal"}, "setting accent_colour"),
        ({"public_url": "assets.council.example"}, "setting public_url"),
        ({"backup_key": "short"}, "setting backup_key"),
        ({"geocoder": "pelias"}, "setting geocoder"),
        ({"smtp_host": "mail.council.example"}, "setting mail_from"),
        ({"database_url": "mysql://host/database"}, "database"),
        ({"database_url": "postgresql://jo:secret@127.0.0.1:1/gone"}, "database"),
    ],
)
def test_each_bad_setting_is_named(
    settings: Settings, now: datetime, changed: dict[str, object], name: str
) -> None:
    assert name in bad(replace(settings, **changed), now)  # type: ignore[arg-type]


def test_a_database_that_is_damaged_or_newer_is_found(settings: Settings, now: datetime) -> None:
    path = Path(settings.database_url.removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    assert "'9999'" in findings(settings, now)["database"].said
    path.write_bytes(b"no register at all " * 1_000)
    assert "damaged" in findings(settings, now)["database"].said


def test_a_clock_that_stands_before_the_last_change_is_found(settings: Settings) -> None:
    with open_register(settings.database_url) as register, register.writing() as connection:
        save(connection, asset())
    assert "clock" not in bad(settings, NOW)
    assert "clock" in bad(settings, NOW - timedelta(days=1))


def test_what_waits_too_long_and_an_old_backup_are_found(settings: Settings, now: datetime) -> None:
    back_up(settings, actor=ADMIN, now=now)
    later = now + timedelta(days=3)
    assert findings(settings, later)["backup"].verdict is Verdict.WARN
    assert "72 hours" in findings(settings, later)["backup"].said


def test_a_proxy_that_lets_no_web_socket_through_is_found(
    settings: Settings, now: datetime
) -> None:
    found = findings(settings, now, answer=426)["public address"]
    assert (found.verdict, "426" in found.said) == (Verdict.BAD, True)


def test_a_letter_that_waits_for_days_and_files_that_others_can_read_are_found(
    settings: Settings, now: datetime
) -> None:
    letter = Message(
        id="m1",
        key="m1",
        kind=MessageKind.RECEIPT,
        subject="Thank you",
        body="",
        made_at=now,
        to_email="jo@home.example",
    )
    with open_register(settings.database_url) as register, register.writing() as connection:
        messages.add(connection, letter)
    key = Path(settings.cache_dir) / "signing.key"
    key.parent.mkdir(exist_ok=True)
    key.write_bytes(b"secret")
    key.chmod(0o644)
    found = findings(settings, now + timedelta(days=2))
    assert (found["mail"].verdict, "messages send" in found["mail"].remedy) == (Verdict.WARN, True)
    assert (found["file signing.key"].verdict, "chmod 600" in found["file signing.key"].remedy) == (
        Verdict.WARN,
        True,
    )
    key.chmod(0o600)
    assert findings(settings, now)["mail"].verdict is Verdict.OK
    assert "file signing.key" not in findings(settings, now)


def test_what_the_register_keeps_of_the_council_is_not_missed(
    settings: Settings, now: datetime
) -> None:
    silent = replace(settings, council_name=Settings().council_name, privacy_contact="")
    asked = {"setting council_name", "setting privacy_contact"}
    assert asked <= findings(silent, now).keys()
    with open_register(silent.database_url) as register, register.writing() as connection:
        keep_details(connection, {"council_name": "Anytown", "privacy_contact": "01632 960123"})
    assert asked.isdisjoint(findings(silent, now))
