"""What is typed into any field of any plain page stands in no address, no header and no log."""

import logging
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.register import roadshows
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.usecases.log_lines import JsonLines
from tests.laws.test_every_way_out import FIRST, addresses, opened
from tests.laws.world import world
from tests.site.conftest import Browser

NAME, PHONE, EMAIL = "Zwartekraai", "01632 960777", "kraai@nest.example"
CANARIES = ("zwartekraai", "960777", "960 777", "nest.example")
# A field that asks for something that is looked at before it is taken.
TYPED = {"email": EMAIL, "tel": PHONE, "number": "7", "date": "2026-11-21", "time": "10:00"}
BY_NAME = {
    "postcode": "ZZ1 1AA",
    "url": "https://nest.example/zwartekraai",
    "phone": PHONE,
    "contact": EMAIL,
    "code": "NET123",
}
ROOM = Roadshow(
    id="r1", title="Autumn", held_on=date(2026, 11, 22), code="NET123", state=RoadshowState.OPEN
)
# The client's own, which no server has.
_CLIENT = ("httpx", "httpcore", "asyncio")


class Forms(HTMLParser):
    """The forms of a page that are posted, each with its address and its fields."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.typed: set[str] = set()
        self._fields: dict[str, str] | None = None
        self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_posted = said.get("method", "").lower() == "post"
            self._fields = {} if is_posted else None
            if self._fields is not None:
                self.found.append((said.get("action", ""), self._fields))
        elif self._fields is not None:
            self._field(tag, said)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._fields = None

    def _field(self, tag: str, said: dict[str, str]) -> None:
        assert self._fields is not None
        name, kind = said.get("name", self._choice), said.get("type", "text")
        if tag == "select":
            self._choice = name
        elif tag == "option":
            self._fields[self._choice] = said.get("value", "") or self._fields.get(name, "")
        elif tag == "textarea" or (tag == "input" and kind in {"text", "search", *TYPED}):
            self._fields[name] = BY_NAME.get(name) or TYPED.get(kind, NAME)
            self.typed.add(name)
        elif tag in {"input", "button"} and name:
            self._fields.setdefault(name, said.get("value", "on"))


@pytest.fixture
def quiet() -> Iterator[None]:
    """The logs as the server has them."""
    before = logging.getLogRecordFactory()
    keep_values_out_of_logs()
    yield
    logging.setLogRecordFactory(before)


def _may_have_a_form(path: str) -> bool:
    if any(other in path for other in ("hall", "home", "refuge")):
        # Their forms are those of the knitters.
        return False
    return "." not in path and ("?" not in path or "?what=" in path or "?about=" in path)


def told(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text.casefold()]


@pytest.mark.usefixtures("quiet")
def test_what_is_typed_is_in_no_address_and_no_log(
    migrated_file: Path, postcode_cache: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    typed: set[tuple[str, str]] = set()
    leaks = []
    with world(FIRST, migrated=migrated_file, cache=postcode_cache) as one:
        with one.house.register.writing() as connection:
            roadshows.add(connection, ROOM)
        app = opened(one.house)
        browser = Browser(app)
        pages = [path for path in addresses(one, app) if _may_have_a_form(path)] + ["/join/NET123"]
        waiting = [(path, browser.get(path).text) for path in pages]
        while waiting:
            path, page = waiting.pop()
            forms = Forms(page)
            for action, fields in forms.found:
                there = urlsplit(urljoin(path, action)).path
                new = {(there, name) for name in forms.typed if name in fields} - typed
                if not new:
                    continue
                typed |= new
                answer = browser.post(there, fields)
                assert answer.status_code < 500, there
                leaks += told(f"{answer.headers}")
                waiting.append((there, answer.text))
                if there_next := answer.headers.get("location"):
                    waiting.append((there_next, browser.get(there_next).text))
        metrics = browser.get("/metrics").text
    said = [one for one in caplog.records if not one.name.startswith(_CLIENT)]
    lines = (f"{JsonLines().format(one)} {one.getMessage()} {one.exc_text}" for one in said)
    logs = "\n".join(lines)
    assert (leaks, told(metrics), told(logs)) == ([], [], [])
    assert len(typed) >= 35, sorted(typed)
    assert any(path.startswith("/room/") for path, _ in typed)
