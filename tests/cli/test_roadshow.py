"""A roadshow through the commands: from the office to a laptop and home again."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from asset_map.model.errors import AssetMapError
from asset_map.model.roadshow import RoadshowState
from asset_map.model.role import Actor, Role
from asset_map.register import assets, links, roadshows
from asset_map.settings import ROOT, load_settings
from asset_map.usecases.hold_session import session_of
from asset_map.usecases.house import House, open_house
from tests.cli.conftest import Run
from tests.cli.killed import Writes
from tests.usecases.away import ROADSHOW

PARTNER = Actor(name="Jo", role=Role.PARTNER)
FILES = {
    "places.csv": """Name,Type,Longitude,Latitude,record_state
Quayside Hall,village hall,1.26,54.52,approved
Net Loft Choir,group,1.21,54.52,approved
""",
    "cards.csv": """card,kind,for,terms,consent
Repair Café,group,,,yes
quayside hall,place,,,
Mending lamps,offer,Repair Café,free,yes
A room on Fridays,ask,Net Loft Choir,,public
,offer,,,
""",
    "words": "net loft herring gull\n",
    "other words": "another long passphrase",
    "short words": "herring\n",
}


@contextmanager
def opened() -> Iterator[House]:
    house = open_house(load_settings())
    yield house
    house.register.close()


@pytest.fixture
def office(with_wards: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """An office with two places and a roadshow to come."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, encoding="utf-8")
    assert with_wards("import", "places.csv", "--source", "A").exit_code == 0
    today = datetime.now(UTC).date()
    with opened() as house, house.register.writing() as connection:
        roadshows.add(connection, replace(ROADSHOW, held_on=today, ward_codes=(), invitations=()))
    return with_wards


def done(run: Run, *words: str) -> str:
    result = run("roadshow", *words)
    assert result.exit_code == 0, result.output
    return result.output


def refused(run: Run, *words: str) -> str:
    error = run("roadshow", *words).exception
    assert isinstance(error, AssetMapError), error
    return str(error)


def figures() -> dict[str, object]:
    with opened() as house:
        view = session_of(house, ROADSHOW.id, actor=PARTNER)
        with house.register.reading() as connection:
            records = {one.id: one for one in assets.every(connection)}
            offers = links.every_offer(connection)
    return {
        "cards": sorted((one.id, one.text, one.made_at) for one in view.cards),
        "on": sorted((one.text, records[one.asset_id].name) for one in view.cards if one.asset_id),
        "records": sorted((one.name, one.record_state) for one in records.values()),
        "offers": sorted((records[o.asset_id].name, o.text, o.audience) for o in offers),
        "state": view.roadshow.state,
    }


def test_a_roadshow_goes_out_is_held_on_paper_and_comes_home(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--passphrase-file", "words")
    assert "fewer than 12" in refused(
        office, "pack", "WAVE7", "--out", "x", "--passphrase-file", "short words"
    )
    monkeypatch.setenv("ASSET_MAP_COUNCIL_NAME", "Netherby Council")
    packed = done(office, "pack", "net loft roadshow", "--out", "out.away", *words)
    assert "with 2 records is in out.away, sealed" in packed
    assert "it is out, and good until" in done(office, "list")

    monkeypatch.delenv("ASSET_MAP_COUNCIL_NAME")
    at_the_office = f"sqlite:///{tmp_path}/register.sqlite"
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", f"sqlite:///{tmp_path}/laptop.sqlite")
    assert "not the one" in refused(
        office, "unpack", "out.away", "--passphrase-file", "other words"
    )
    assert "2 records, good until" in done(office, "unpack", "out.away", *words)
    with opened() as laptop:
        assert laptop.settings.council_name == "Netherby Council"
    assert "holds something already" in refused(office, "unpack", "out.away", *words)
    told = done(office, "cards", "WAVE7", "cards.csv", "--end", "--by", "partner:Jo")
    assert "4 cards added" in told
    assert "Row 6, card, ''" in told
    on_the_laptop = figures()
    assert "4 cards" in done(office, "return", "WAVE7", "--out", "home.away", *words)

    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", at_the_office)
    assert "on its way out" in refused(office, "merge", "out.away", *words)
    merged = done(office, "merge", "home.away", *words)
    assert "is back: 4 cards, 1 new record, 2 offers and asks." in merged
    assert "1 proposal waits in Review." in merged
    assert figures() == on_the_laptop
    assert figures()["state"] is RoadshowState.CLOSED
    assert "nothing was changed" in done(office, "merge", "home.away", *words)
    assert figures() == on_the_laptop
    assert "it came back on" in done(office, "list")


def test_a_merge_that_is_killed_is_made_once_when_it_is_run_again(
    office: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("--passphrase-file", "words")
    here, laptop, tried = (f"sqlite:///{tmp_path}/{name}.sqlite" for name in ("register", "l", "t"))
    done(office, "pack", "WAVE7", "--out", "out.away", *words)
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", laptop)
    done(office, "unpack", "out.away", *words)
    done(office, "cards", "WAVE7", "cards.csv", "--end")
    on_the_laptop = figures()
    done(office, "return", "WAVE7", "--out", "home.away", *words)
    merge = ("merge", "home.away", *words)
    # How much a merge writes, on a copy of the office.
    with sqlite3.connect("register.sqlite") as office_file, sqlite3.connect("t.sqlite") as copy:
        office_file.backup(copy)
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", tried)
    writes = Writes()
    done(office, *merge)
    writes.stop()
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", here)
    before = figures()

    def left_by(moment: str) -> dict[str, object]:
        command = [sys.executable, "-m", "tests.cli.killed", moment, "roadshow", *merge]
        where = {**os.environ, "PYTHONPATH": str(ROOT)}
        ended = subprocess.run(command, env=where, check=False, capture_output=True, timeout=120)
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        return figures()

    for moment in ("1", str(writes.count // 2), "commit"):
        assert left_by(moment) == before
    assert left_by("kept") == on_the_laptop
    assert "nothing was changed" in done(office, *merge)
    assert figures() == on_the_laptop


def test_the_same_cards_at_the_office_leave_the_same(office: Run) -> None:
    done(office, "cards", "WAVE7", "cards.csv", "--end")
    before = figures()
    assert "4 cards here already" in done(office, "cards", "WAVE7", "cards.csv", "--end")
    assert figures() == before
    assert before["on"] == [
        ("A room on Fridays", "Net Loft Choir"),
        ("Mending lamps", "Repair Café"),
        ("Repair Café", "Repair Café"),
        ("quayside hall", "Quayside Hall"),
    ]


def test_a_lost_file_is_refused_and_an_unknown_name_is_told(office: Run) -> None:
    assert "Those here: 'Net Loft roadshow'" in refused(office, "cards", "Quay", "cards.csv")
    words = ("--passphrase-file", "words")
    done(office, "pack", "WAVE7", "--out", "out.away", *words)
    assert "1 file" in done(office, "lost", "WAVE7", "--yes")
    assert "it was lost" in done(office, "list")
