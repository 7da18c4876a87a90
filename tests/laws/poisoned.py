"""The demonstration's register, hostile wherever somebody typed, and who asks it for files."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asset_map.model.market import SignUp, Stall
from asset_map.model.message import Message, MessageKind
from asset_map.model.person import Purpose, RequestKind
from asset_map.model.role import Actor, Role
from asset_map.register import areas, market, messages, roadshows
from asset_map.settings import ROOT, Settings
from asset_map.usecases.accounts import NewAccount, add_account
from asset_map.usecases.house import House, open_house
from asset_map.usecases.people import PersonSaid, add_person
from asset_map.usecases.subject_request import Asked, open_request
from tests.laws.hostile import HOSTILE, poison

__all__ = ["KEEPER", "KNOWN", "NOW", "OFFICER", "a_ward", "folder", "house_of", "shown_in"]

OFFICER = Actor(name="Ward officer", role=Role.OFFICER)
ADMIN = Actor(name="Who keeps accounts", role=Role.ADMIN)
KEEPER = Actor(name="Data protection", role=Role.DATA_PROTECTION)
KNOWN = "jo.smith@doggerby.example"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where the hostile register lies."""
    made = tmp_path_factory.mktemp("hostile")
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": f"sqlite:///{made}/register.sqlite",
        "ASSET_MAP_CACHE_DIR": f"{made}/cache",
    }
    subprocess.run([sys.executable, "-m", "asset_map", "demo"], check=True, env=environ, cwd=ROOT)
    opened = house_of(made)
    with opened.register:
        _known(opened)
        _market(opened)
    assert poison(made) > 5_000
    return made


def house_of(folder: Path) -> House:
    """Open a register whose council is called something hostile as well."""
    return open_house(
        Settings(
            database_url=f"sqlite:///{folder}/register.sqlite",
            cache_dir=f"{folder}/cache",
            council_name=HOSTILE[3],
            privacy_contact=HOSTILE[0],
        )
    )


def a_ward(house: House) -> str:
    """Return the first ward of the set in use."""
    with house.register.reading() as connection:
        in_use = areas.set_in_use(connection)
        assert in_use
        return areas.names_of(connection, in_use.id)[0][0]


def shown_in(text: str) -> set[str]:
    """Return the hostile texts that stand in one, whatever lines it was broken into."""
    packed = "".join(text.split())
    return {one for one in HOSTILE if "".join(one.split()) in packed}


def _known(house: House) -> None:
    """Write down one person who can help and what they ask for, and two who sign in."""
    for role in (Role.ADMIN, Role.DATA_PROTECTION):
        new = NewAccount(email=f"{role}@doggerby.example", name=f"Sam, {role.label}", role=role)
        add_account(house, new, actor=ADMIN, now=NOW)
    said = PersonSaid(
        gifts=("Mend bikes",), is_adult=True, ward_code=a_ward(house),
        agreed=(Purpose.REGISTER, Purpose.PUBLISH_NAME, Purpose.CONTACT_ME),
        display_name="Jo Smith of Doggerby", contact=KNOWN,
    )  # fmt: skip
    add_person(house, said, actor=OFFICER, now=NOW)
    asked = Asked(kind=RequestKind.SEE, identifiers=(KNOWN,), asked_on=NOW.date())
    open_request(house, asked, actor=KEEPER, now=NOW)


def _market(house: House) -> None:
    """Give the coming roadshow stalls with visitors, and let letters wait: as many as texts."""
    with house.register.writing() as connection:
        show = roadshows.every(connection)[0].id
        market.put(connection, Stall(id="stall", roadshow_id=show, number=1, name="Bees"))
        for number in range(len(HOSTILE)):
            visitor = SignUp(
                id=f"visitor-{number}", stall_id="stall", made_at=NOW, name="Ann of the bees",
                contact="Down the lane", consent_words="They may have it.",
            )  # fmt: skip
            market.add_sign_up(connection, visitor)
            letter = Message(
                id=f"letter-{number}", key=f"{number}:2026-01-05:10", kind=MessageKind.REMINDER,
                subject="A letter", body="Dear all", made_at=NOW, to_email=f"a{number}@b.example",
            )  # fmt: skip
            messages.add_many(connection, [letter])
