"""Somebody asks from the command line: found, given, put right, erased; and what is too old."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from asset_map.cli.edge import house as open_the_house
from asset_map.model.asset import Contact, Verification
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.register import subject_requests
from asset_map.usecases.copies_made import copies_made
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import view_asset
from tests.cli.conftest import Run
from tests.usecases.conftest import OFFICER, group, kept

BY = ("--by", "data-protection:Dee")


@pytest.fixture
def jo(run: Run, postcode_cache: Path) -> Iterator[House]:
    """A register with a contact that nobody confirmed for two years."""
    del run
    house, now = open_the_house(), datetime.now(UTC)
    checked = Verification(verified_on=(now - timedelta(days=730)).date(), role="chair")
    contact = Contact(role="chair", email="jo@doggerby.example")
    drawn = replace(group(), verification=checked, contact=contact, summary="Ask Jo Smith")
    kept(house, drawn, now)
    yield house
    # The folder is every test's.
    for list_of_erased in postcode_cache.glob("erased*.json"):
        list_of_erased.unlink()


@pytest.mark.usefixtures("jo")
def test_a_request_is_answered_from_the_command_line(run: Run, tmp_path: Path) -> None:
    assert run("export", str(tmp_path / "all.csv"), "--audience", "officer").exit_code == 0
    wrote = run("export", str(tmp_path / "public.csv")).output
    assert "as everybody may see them" in wrote
    found = run("person", "find", "jo@doggerby.example", *BY).output
    assert "A record knitters" in found or "A record 1" in found
    assert "csv, as officers may see it" in found

    run("person", "correct", "Jo Smith", "Jo Smyth", *BY)
    page = tmp_path / "jo.html"
    assert run("person", "export", str(page), "Jo Smyth", *BY).exit_code == 0
    assert "Ask Jo Smyth" in page.read_text(encoding="utf-8")

    told = run("person", "erase", "jo@doggerby.example", "Jo Smyth", "--yes", *BY).output
    assert "assets: 1" in told
    assert "Copies that were made before" in told
    after = run("person", "find", "jo@doggerby.example", "Jo Smyth", *BY).output
    assert after.startswith("Found 0 texts.")


@pytest.mark.usefixtures("jo")
def test_what_is_kept_too_long_is_listed_and_removed_when_asked(run: Run) -> None:
    listed = run("retention").output
    assert "Tuesday Knitters" in listed
    assert "Nothing was removed." in listed
    assert "All of this was removed." in run("retention", "--do").output
    assert run("retention").output == "Nothing has been kept too long.\n"


@pytest.mark.usefixtures("jo")
def test_an_officer_and_a_first_name_alone_are_refused(run: Run) -> None:
    officer = run("person", "find", "Jo Smith", "--by", "officer")
    alone = run("person", "erase", "Jo", "--yes", *BY)
    assert isinstance(officer.exception, NotAllowedError)
    assert isinstance(alone.exception, InvalidSubmissionError)


def test_what_commands_give_out_is_listed_for_whoever_asks(run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    file = str(tmp_path / "all")
    by = ("--by", "data-protection")
    for command in (
        ("export", f"{file}.csv", "--audience", "officer"),
        ("messages", "export", f"{file}.letters.csv"),
        ("connections", "export", f"{file}.graphml"),
        ("person", "export", f"{file}.html", "jo@doggerby.example", *by),
    ):
        assert run(*command).exit_code == 0, command
    assert run("backup", "--to", str(elsewhere)).exit_code == 0

    opened = open_the_house()
    with opened.register.reading() as connection:
        whats = [one.what for one in subject_requests.exports_given_out(connection)]
        copies = copies_made(opened, connection)
    assert whats == [
        "what is kept about somebody",
        "the network as graphml",
        "letters for a mail merge",
        "the register as csv",
    ]
    assert any(one.startswith(f"Backup {elsewhere}") for one in copies)


def test_whoever_is_called_as_a_place_is_does_not_take_its_name_along(run: Run, jo: House) -> None:
    park = replace(group("park", "Rose Park"), summary="Rose Park has a bandstand.")
    kept(jo, park, datetime.now(UTC))

    refused = run("person", "erase", "--yes", "Rose Park", *BY)

    assert isinstance(refused.exception, InvalidSubmissionError)
    assert "Rose Park. If that is not them" in str(refused.exception)
    assert view_asset(jo, "park", actor=OFFICER, today=date(2026, 11, 22)).asset.name == "Rose Park"
    assert run("person", "erase", "--yes", "--names-too", "Rose Park", *BY).exit_code == 0
    assert view_asset(jo, "park", actor=OFFICER, today=date(2026, 11, 22)).asset.name == "[erased]"
