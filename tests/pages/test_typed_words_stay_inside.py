"""What is typed into any field of the workroom stands in no log, no address and no crash."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import unquote_plus

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import Offer, Side
from asset_map.model.market import Stall
from asset_map.model.roadshow import Participant, Roadshow, RoadshowState
from asset_map.model.role import PERMISSIONS, Action, Role
from asset_map.register import cards, links, market, roadshows
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.usecases.house import House
from asset_map.usecases.log_lines import JsonLines
from asset_map.web.frame import PLACES, Place
from tests.pages.conftest import Open, reported
from tests.usecases.conftest import group, kept

NAME, PHONE, EMAIL, POSTCODE = "Zwartekraai Nijs", "01632 960777", "kraai@nest.example", "ZZ1 9ZX"
CANARIES = ("zwartekraai", "960777", "960 777", "nest.example", "zz1 9zx", "zz19zx")
# What somebody looks for can be sent on and kept as a bookmark: the privacy notice says so.
LOOKED_FOR = {"q", "near"}
# The fields that ask for something that is looked at before it is taken.
BY_LABEL = {"email": EMAIL, "phone": PHONE, "postcode": POSTCODE, "web": "https://nest.example/"}


@pytest.fixture
def records(caplog: pytest.LogCaptureFixture) -> Iterator[list[logging.LogRecord]]:
    """What a server logs, of everything that it runs."""
    before = logging.getLogRecordFactory()
    keep_values_out_of_logs()
    caplog.set_level(logging.DEBUG)
    yield caplog.records
    logging.setLogRecordFactory(before)


def told(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in unquote_plus(text).casefold()]


def right(label: str) -> str:
    """What somebody would type there, a canary in any case."""
    return next((text for part, text in BY_LABEL.items() if part in label.casefold()), NAME)


def wrong(label: str) -> str:
    """What nobody can take."""
    return f"{NAME} {EMAIL} {PHONE} {POSTCODE} {label} ; <{NAME}>"


def logged(records: list[logging.LogRecord]) -> str:
    lines = [JsonLines().format(one) for one in records]
    return "\n".join([*lines, *(f"{one.getMessage()} {one.exc_text}" for one in records)])


def fill(house: House) -> None:
    """Give each page something to show."""
    now = datetime.now(UTC)
    reported(house, "It moved.")
    kept(house, replace(group("knitters-2", "Tuesday Knitter"), locations=()), now)
    room = Roadshow(
        id="r1", title="Autumn", held_on=now.date(), code="NET123", state=RoadshowState.OPEN
    )
    said = Card(
        id="c1", kind=CardKind.OFFER, text="Wool", made_at=now, made_by="Jo",
        source=CardSource.TYPED, roadshow_id="r1",
    )  # fmt: skip
    with house.register.writing() as connection:
        roadshows.add(connection, room)
        roadshows.join(connection, Participant(id="p1", roadshow_id="r1", joined_at=now))
        cards.add_new(connection, [said])
        market.put(connection, Stall(id="s1", roadshow_id="r1", number=1, name="Wool"))
        links.add_offer(
            connection, Offer(id="wool", asset_id="knitters", side=Side.OFFER, text="Wool")
        )


def opened(open_page: Open, place: Place) -> AppTest:
    """The page as the most trusted of those who may, with something to look at."""
    may = [role for role in Role if role in PERMISSIONS[place.action]]
    id_ = "r1" if place.action is Action.RUN_ROADSHOW else "knitters"
    return open_page(place.address, may[-1], id=id_, record="knitters")


def typed_in(app: AppTest, words: Callable[[str], str]) -> bool:
    """Type into every field of a page; whether there is one."""
    fields = [one for one in (*app.text_input, *app.text_area) if not one.disabled]
    for field in fields:
        field.set_value(words(field.label)[: field.proto.max_chars or None])
    return bool(fields)


def leaks_of(app: AppTest) -> list[str]:
    """Where a canary stands in what a page leaves behind; a page that breaks is one."""
    found = [one.message for one in app.exception]
    for name, values in app.query_params.items():
        if name not in LOOKED_FOR and told(f"{values}"):
            found.append(name)
    ways = [one.proto.query_string for one in app.get("page_link")]
    return found + [one for one in ways if told(one)]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)
def test_what_is_typed_is_in_no_log_no_address_and_no_crash(
    place: Place, house: House, open_page: Open, records: list[logging.LogRecord]
) -> None:
    fill(house)
    app = opened(open_page, place)
    leaks = []
    if typed_in(app, wrong):
        for button in app.button:
            if not button.disabled:
                button.click()
        leaks += leaks_of(app.run())
    pressed: set[str] = set()
    while typed_in(app, right):
        new = [one for one in app.button if is_done_with_it(one) and one.label not in pressed]
        if not new:
            break
        pressed.add(new[0].label)
        leaks += leaks_of(new[0].click().run())
    assert leaks == []
    assert told(logged(records)) == []


def is_done_with_it(button: Button) -> bool:
    """Whether a button takes what was typed."""
    takes = button.proto.is_form_submitter or button.proto.type == "primary"
    return takes and not button.disabled
