"""The plain pages while the register is away, and when it is back."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import APIRouter, FastAPI
from starlette.responses import PlainTextResponse

from asset_map.register import marks, roadshows
from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import DEMONSTRATION_MARK, House, open_house
from asset_map.usecases.limits import opening_ticket
from tests.laws.test_killed_writers import ENTRY, names_in
from tests.site.conftest import NOW, Browser, site_parts
from tests.site.test_joining import ROADSHOW, joined, texts
from tests.usecases.conftest import PARTNER

NOTE = "A demonstration."
WORDS = 'Choir "1" <b>'


@pytest.fixture
def house(sqlite_url: str, postcode_cache: Path) -> Iterator[House]:
    """A register in a file, of a process that serves it."""
    opened = open_house(Settings(database_url=sqlite_url, cache_dir=str(postcode_cache)))
    yield opened
    opened.register.close()


@pytest.fixture
def visitor(house: House) -> Browser:
    """Somebody on the plain pages, of which one is broken."""
    app, faulty = FastAPI(), APIRouter()

    @faulty.get("/broken")
    def broken() -> None:
        message = "a fault of this program"
        raise RuntimeError(message)

    parts = replace(
        site_parts(house.settings),
        settings_now=house.settings_now,
        is_demonstration=house.shows_demonstration,
    )
    door = (*public_door(parts, house), faulty)
    furnish(app, parts, workroom=PlainTextResponse(""), door=door)
    browser = Browser(app)
    browser.opened = opening_ticket(house, now=NOW - timedelta(hours=1))
    return browser


@contextmanager
def away(house: House) -> Iterator[None]:
    """Move the register's file away, as when its disk is gone, and put it back."""
    file = Path(house.register.url.database or "")
    moved = file.rename(file.with_name("moved.sqlite"))
    house.details_stand_until = 0.0
    try:
        yield
    finally:
        moved.rename(file)


def hidden(page: str) -> dict[str, str]:
    """What a page gives along with its button."""
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return {name: html.unescape(value) for name, value in found}


def test_what_was_typed_is_sent_again_by_one_press_and_kept_once(
    house: House, visitor: Browser
) -> None:
    sent = {**ENTRY, "name": WORDS, "request_key": "once"}
    with away(house):
        for _ in range(12):
            answer = visitor.post("/add/check", sent)
            assert answer.status_code == 503
            assert "We could not save this just now" in answer.text
            # Word for word, also after many presses.
            sent = hidden(answer.text)
    for _ in range(2):
        assert visitor.post("/add/check", sent).status_code == 303
    assert names_in(house.register) == {WORDS: 1}


def test_every_way_in_says_so_and_tells_no_secret(house: House, visitor: Browser) -> None:
    with away(house):
        for path in ("/find", "/whats-on", "/join/WAVE7", "/stalls/WAVE7", "/stall/nobodys"):
            page = visitor.get(path)
            assert page.status_code == 503, path
            assert "We cannot show this just now" in page.text, path
        signing_in = visitor.post("/sign-in", {"email": "ada@c.example", "password": "open sesame"})
        assert signing_in.status_code == 503
        assert "sesame" not in signing_in.text
        assert visitor.get("/api/assets.geojson").json() == {
            "error": "The register does not answer just now. Ask again in a minute."
        }
        assert visitor.get("/api/health").status_code == 200
        for path in ("/api/ready", "/metrics"):
            assert visitor.get(path).status_code == 503, path
    assert visitor.get("/find").status_code == visitor.get("/api/ready").status_code == 200


def test_a_phones_card_is_kept_in_its_page_until_the_register_is_back(
    house: House, visitor: Browser
) -> None:
    with house.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
    begin(house, ROADSHOW.id, actor=PARTNER, now=NOW)
    room = joined(visitor)
    card = {**hidden(visitor.get(room).text), "text": WORDS}
    by_script = {"Accept": "application/json"}
    with away(house):
        # Its script sends again what is answered like this.
        assert visitor.post(f"{room}/card", card, headers=by_script).status_code == 503
        page = visitor.post(f"{room}/card", card)
        assert page.status_code == 503
        card = hidden(page.text)
    assert visitor.post(f"{room}/card", card).status_code == 303
    assert texts(house) == [WORDS]


def test_a_fault_has_its_whole_page_while_the_register_is_away(
    house: House, visitor: Browser
) -> None:
    with house.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
    house.details_stand_until = 0.0
    assert NOTE in visitor.get("/find").text
    with away(house):
        for path, status in (("/broken", 500), ("/nowhere", 404), ("/find", 503)):
            page = visitor.get(path)
            assert (page.status_code, NOTE in page.text) == (status, True), path
            assert "Doggerby District Council" in page.text


def test_the_demonstrations_note_goes_as_soon_as_the_details_are_read_again(
    house: House, visitor: Browser
) -> None:
    with house.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
    house.details_stand_until = 0.0
    assert NOTE in visitor.get("/").text
    # As another process does that puts a backup of an own register back.
    with house.register.writing() as connection:
        marks.remove(connection, DEMONSTRATION_MARK)
    assert NOTE in visitor.get("/").text
    house.details_stand_until = 0.0
    assert NOTE not in visitor.get("/").text
