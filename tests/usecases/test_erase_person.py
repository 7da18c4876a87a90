"""Somebody is erased everywhere, for good, and what a group does stays."""

import json
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DatabaseError

from asset_map.model.asset import Contact
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.errors import ConflictError, NotAllowedError
from asset_map.model.identifier import identifier_from
from asset_map.model.message import Message, MessageKind
from asset_map.model.query import Query
from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.model.role import Actor, Audience, Role
from asset_map.model.submission import SubmissionKind
from asset_map.register import (
    assets,
    cards,
    history,
    messages,
    roadshows,
    seals,
    search,
    submissions,
)
from asset_map.register.engine import open_register
from asset_map.register.personal_columns import Holds
from asset_map.register.personal_values import personal_values
from asset_map.register.schema import metadata, revisions
from asset_map.usecases.edit_asset import edit_asset
from asset_map.usecases.erase_person import erase_person
from asset_map.usecases.erased_again import erase_again
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining, join
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.take_part import add_card
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept

KEEPER = Actor(name="Dee Pee", role=Role.DATA_PROTECTION)
EMAIL, PHONE, NAME = "jo.smith@doggerby.example", "07700 900123", "Jo Smith"
WHO = [identifier_from(one) for one in (EMAIL, PHONE, NAME)]
SECRETS = ("jo.smith@", "900123", "900 123", "Jo Smith", "JO SMITH", "mends bikes")


@pytest.fixture
def full(house: House, now: datetime) -> House:
    return plant(house, now)


def plant(house: House, now: datetime) -> House:
    """Jo Smith is in a contact, its history, a report, a letter, a room and on cards."""
    asset = replace(
        group(),
        description="Ring Jo Smith on +44 7700 900 123 for wool; the Smith family brings tea.",
        contact=Contact(role="chair", email=EMAIL, phone=PHONE, audience=Audience.PUBLIC),
    )
    first = kept(house, asset, now)
    kept(house, replace(group("hall", "The hall"), contact=Contact(email="al@hall.example")), now)
    edited = replace(first, cost_note="JO SMITH says 2 pounds")
    edit_asset(house, edited, reason="", actor=OFFICER, now=now)
    report = Report(
        asset_id="knitters", kind=SubmissionKind.REPORT, note="Ask Jo Smith.", email=EMAIL
    )
    report_problem(house, report, actor=RESIDENT, now=now)
    letter = Message(
        id="m1", key="k1", kind=MessageKind.QUESTION, subject="Hello Jo Smith", body=f"To {NAME}",
        made_at=now, to_email=EMAIL, sent_at=now,
    )  # fmt: skip
    with house.register.writing() as connection:
        messages.add(connection, letter)
        roadshow = Roadshow(
            id="r1", title="Autumn", held_on=now.date(), code="NET123", state=RoadshowState.OPEN
        )
        roadshows.add(connection, roadshow)
    one, path = join(house, Joining(code="NET123", first_name="Jo", email=EMAIL), now=now)
    card = Card(
        id="c1", kind=CardKind.SKILL, text="mends bikes", made_at=now, made_by="",
        source=CardSource.PHONE, roadshow_id="r1", participant_id=one.id,
    )  # fmt: skip
    add_card(house, path.rsplit("/", 1)[1], card).result(timeout=10)
    return house


def everything(house: House) -> str:
    """All that every table holds, but for the hashes of what was erased."""
    with house.register.reading() as connection:
        return "\n".join(
            str(tuple(row))
            for table in metadata.sorted_tables
            for row in connection.execute(sa.select(table)).all()
        )


def test_nothing_is_left_of_somebody_and_the_group_stays(full: House, now: datetime) -> None:
    before = everything(full)
    assert [secret for secret in SECRETS if secret not in before] == []

    erase_person(full, WHO, actor=KEEPER, now=now + timedelta(days=1))

    after = everything(full)
    assert [secret for secret in SECRETS if secret in after] == []
    with full.register.reading() as connection:
        asset = assets.get(connection, "knitters")
        found = search.find(
            connection, Query(text="smith wool"), audience=Audience.PUBLIC, today=now.date()
        )
        assert cards.get(connection, "c1").taken_back_at is not None
    assert asset.contact == Contact(role="chair", audience=Audience.PUBLIC)
    assert "the Smith family brings tea" in asset.description
    # The search goes by the words that are left.
    assert found.listings[0].asset_id == "knitters"
    assert "al@hall.example" in after


def test_the_history_keeps_who_did_what_and_its_seal_holds(full: House, now: datetime) -> None:
    salts = map(str, count())
    with full.register.writing() as connection:
        seals.seal(connection, day="2026-11-22", made_at=now, new_salt=lambda: next(salts))
        before = history.of_asset(connection, "knitters")
    erase_person(full, WHO, actor=KEEPER, now=now + timedelta(days=1))
    with full.register.reading() as connection:
        after = history.of_asset(connection, "knitters")
        found = seals.check(connection)

    assert [(one.at, one.actor_name, one.action) for one in after[1:]] == [
        (one.at, one.actor_name, one.action) for one in before
    ]
    assert after[0].action == "erased"
    assert found.faults == ()
    assert found.erased_count >= len(before)


def test_the_history_opens_for_an_erasure_alone(full: House, now: datetime) -> None:
    erase_person(full, WHO, actor=KEEPER, now=now)
    for values in ({"reason": "another"}, {"actor_name": "another"}):
        with pytest.raises(DatabaseError), full.register.writing() as connection:
            connection.execute(revisions.update().values(values))


def test_a_backup_that_is_put_back_brings_nobody_back(
    house: House, now: datetime, tmp_path: Path
) -> None:
    # A copied file stands for a backup of any kind.
    full = plant(replace(house, register=open_register(f"sqlite:///{tmp_path / 'r.sqlite'}")), now)
    copied(full)
    erase_person(full, WHO, actor=KEEPER, now=now)
    assert erase_again(full, now=now) is False
    copied(full, back=True)
    assert "jo.smith@" in everything(full)

    assert erase_again(full, now=now + timedelta(days=2)) is True

    assert [secret for secret in SECRETS if secret in everything(full)] == []
    assert erase_again(full, now=now + timedelta(days=2)) is False
    full.register.close()


def test_the_list_of_who_was_erased_names_nobody(full: House, now: datetime) -> None:
    erase_person(full, WHO, actor=KEEPER, now=now)
    [file] = Path(full.settings.cache_dir).glob("erased*.json")
    said = json.loads(file.read_text())
    assert not any(secret in json.dumps(said) for secret in SECRETS)
    assert file.stat().st_mode & 0o077 == 0


def test_only_data_protection_and_admins_erase(full: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        erase_person(full, WHO, actor=OFFICER, now=now)


def test_an_officer_with_an_old_page_open_cannot_bring_them_back(
    full: House, now: datetime
) -> None:
    with full.register.reading() as connection:
        stale = assets.get(connection, "knitters")
        waiting = submissions.waiting_for(connection, "knitters")[0]
    erase_person(full, WHO, actor=KEEPER, now=now)
    with pytest.raises(ConflictError):
        edit_asset(full, replace(stale, summary="warm"), reason="", actor=OFFICER, now=now)
    with full.register.reading() as connection:
        assert submissions.get(connection, waiting.id).version > waiting.version


def test_every_table_was_looked_through(full: House) -> None:
    """What is planted in each column that may hold a person is found there again."""
    with full.register.reading() as connection:
        seen = {one.table for one in personal_values(connection, *Holds)}
    assert {"assets", "revisions", "submissions", "messages", "participants", "cards"} <= seen


def copied(house: House, *, back: bool = False) -> None:
    """Copy the register's file away, or back over what stands."""
    path = house.register.database_url.removeprefix("sqlite:///")
    ways = (path, f"{path}.copy")
    source, target = reversed(ways) if back else ways
    with sqlite3.connect(source) as there, sqlite3.connect(target) as here:
        there.backup(here)
