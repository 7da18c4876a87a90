"""Phones in a hall, over the address that this machine has there, and who looks on."""

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as TookTooLong

from asset_map.model.card import CardKind
from asset_map.model.connection import ConnectionKind, ConnectionState
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Actor, Role
from asset_map.register import links, marks, roadshows
from asset_map.settings import load_settings
from asset_map.usecases.draw_tree import on_the_tree, tree_printed
from asset_map.usecases.hold_session import begin, session_of
from asset_map.usecases.house import DEMONSTRATION_MARK, House, open_house
from asset_map.usecases.reach_phones import lan_addresses
from asset_map.usecases.review_submission import Decision, approve, queue
from asset_map.usecases.set_up_roadshow import Planned, set_up
from asset_map.usecases.sign_in import issue_officer_link
from tests.browser.conftest import Served, served_from
from tests.browser.journey import Journey, travelling

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PARTNER = Actor(name="a partner", role=Role.PARTNER)
OFFICER = Actor(name="an officer", role=Role.OFFICER)
ROADSHOW = Roadshow(
    id="hall",
    title="Net Loft roadshow",
    held_on=date(2026, 11, 22),
    code="WAVE7",
    place="The Net Loft",
)
SAID = (
    "Harbour choir",
    "Night fishers",
    "Bread oven",
    "the bread-oven",
    "Boat yard",
    "Lamp menders",
)
STEP = "/app/session?id={}&step={}"
PATIENCE_S = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Hall:
    """A server that the hall's network reaches, and the register it stands on."""

    served: Served
    address: str
    house: House

    def texts(self) -> list[str]:
        """What the facilitator's screen shows now."""
        return [card.text for card in session_of(self.house, "hall", actor=PARTNER).cards]

    def seconds_until(self, holds: Callable[[list[str]], bool]) -> float:
        """How long the facilitator waits until the cards are so; one who looks twice a second."""
        began = time.monotonic()
        while not holds(self.texts()):
            assert time.monotonic() - began < 30, f"never so: {self.texts()}"
            time.sleep(0.5)
        return time.monotonic() - began


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    folder = tmp_path_factory.mktemp("hall")
    settings = {
        "ASSET_MAP_HOST": "0.0.0.0",  # noqa: S104 - phones are to reach it
        "ASSET_MAP_DATABASE_URL": f"sqlite:///{folder}/register.sqlite",
        "ASSET_MAP_CACHE_DIR": f"{folder}/cache",
    }
    with pytest.MonkeyPatch.context() as surroundings:
        for name, value in settings.items():
            surroundings.setenv(name, value)
        house = open_house(load_settings(os.environ))
        with house.register.writing() as connection:
            roadshows.add(connection, ROADSHOW)
            marks.put(connection, DEMONSTRATION_MARK, "yes")
        begin(house, "hall", actor=PARTNER, now=datetime.now(UTC))
        with served_from(folder, has_demonstration=False) as served:
            here = (*lan_addresses(), "127.0.0.1")[0]
            port = served.address.rpartition(":")[2]
            yield Hall(served=served, address=f"http://{here}:{port}", house=house)


@pytest.fixture
def phone(browser: Browser, hall: Hall) -> Iterator[Callable[..., Journey]]:
    """A phone that has just scanned the code."""
    with ExitStack() as phones:

        def scanned(*, code: str = ROADSHOW.code, has_scripts: bool = True) -> Journey:
            journey = phones.enter_context(
                travelling(browser, hall.address, width=390, has_scripts=has_scripts)
            )
            journey.open(f"/join/{code}")
            return journey

        yield scanned


def joined(journey: Journey) -> Journey:
    journey.page.get_by_role("button", name="Join", exact=True).click()
    journey.page.get_by_label("Write one thing").wait_for()
    return journey


def write(journey: Journey, text: str) -> None:
    journey.page.get_by_label("Write one thing").fill(text)
    journey.page.get_by_role("button", name="Add").click()


def test_two_taps_lead_to_typing_and_one_tap_adds_a_card(
    hall: Hall, phone: Callable[..., Journey]
) -> None:
    began = time.monotonic()
    journey = phone()
    page = journey.page
    page.get_by_role("button", name="Join", exact=True).click()
    page.get_by_label("Write one thing").click()
    page.keyboard.type("The net store")
    assert time.monotonic() - began < 15
    page.get_by_role("button", name="Add").click()
    assert hall.seconds_until(lambda texts: "The net store" in texts) < PATIENCE_S
    # The field has the focus again: the next card is typed at once and sent by one key.
    expect(page.get_by_label("Write one thing")).to_be_focused()
    page.get_by_role("radio", name="We could use").check()
    page.get_by_label("Write one thing").click()
    page.keyboard.type("Somebody who mends lamps")
    page.keyboard.press("Enter")
    assert hall.seconds_until(lambda texts: texts[-1:] == ["Somebody who mends lamps"]) < PATIENCE_S
    page.get_by_text("Say more about it").click()
    journey.look()
    own = page.url.removeprefix(hall.address)
    for path in (f"{own}/said", f"{own}/me", f"{own}/leave", "/join", "/join/WAVE7", "/hello"):
        journey.open(path)
        journey.look()
    journey.end()


def test_what_is_typed_without_a_network_is_kept_and_sent_once(
    hall: Hall, phone: Callable[..., Journey]
) -> None:
    journey = joined(phone())
    page = journey.page
    page.context.set_offline(True)
    write(journey, "Typed in a cellar")
    expect(page.get_by_text("Not sent yet. We will try again.")).to_be_visible()
    page.get_by_label("Write one thing").fill("Half a thou")
    journey.look()
    page.context.set_offline(False)
    hall.seconds_until(lambda texts: "Typed in a cellar" in texts)
    expect(page.get_by_text("Not sent yet")).to_have_count(0)
    # The phone drops the tab: what was being typed is there again.
    page.reload()
    expect(page.get_by_label("Write one thing")).to_have_value("Half a thou")

    # The register keeps the card, but its answer is lost on the way.
    lost: list[int] = []

    def lose(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/card", lose)
    write(journey, "Sent twice")
    page.get_by_role("listitem").filter(has_text="Sent twice").get_by_role(
        "button", name="Take back"
    ).wait_for()
    assert lost == [200]
    assert sorted(hall.texts()).count("Sent twice") == 1
    assert hall.texts().count("Typed in a cellar") == 1
    assert page.evaluate("Object.keys(localStorage)") == []
    journey.faults = [fault for fault in journey.faults if "net::ERR_" not in fault]
    journey.end()


def test_several_phones_add_and_what_one_takes_back_leaves_every_screen(
    hall: Hall, phone: Callable[..., Journey]
) -> None:
    phones = [joined(phone()) for _ in range(3)]
    for number, journey in enumerate(phones):
        write(journey, f"Thing {number}")
    wanted = {f"Thing {number}" for number in range(3)}
    assert hall.seconds_until(lambda texts: wanted <= set(texts)) < PATIENCE_S
    first, other = phones[0].page, phones[1].page
    other.get_by_role("link", name="See what the room has said").click()
    expect(other.get_by_text("Thing 0")).to_be_visible()
    first.get_by_role("button", name="Take back Thing 0").click()
    expect(first.get_by_role("status")).to_have_text("Taken back. It is gone from every screen.")
    assert "Thing 0" not in hall.texts()
    # It looks every ten seconds, and when the page is turned to again.
    other.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(other.get_by_text("Thing 0")).to_have_count(0)
    expect(other.get_by_text("Thing 1")).to_be_visible()

    third = phones[2].page
    third.get_by_role("link", name="Take back everything I added").click()
    third.get_by_role("button", name="Take back everything and leave").click()
    expect(third.get_by_role("heading", level=1)).to_have_text("You took back everything")
    assert "Thing 2" not in hall.texts()
    for journey in phones:
        journey.look()
        journey.end()


def test_without_scripts_a_phone_joins_adds_and_takes_back(
    hall: Hall, phone: Callable[..., Journey]
) -> None:
    journey = joined(phone(has_scripts=False))
    page = journey.page
    for text in ("By hand", "By foot"):
        write(journey, text)
        expect(page.get_by_role("button", name=f"Take back {text}")).to_be_visible()
    assert {"By hand", "By foot"} <= set(hall.texts())
    page.get_by_role("button", name="Take back By hand").click()
    expect(page.get_by_role("status")).to_have_text("Taken back. It is gone from every screen.")
    assert "By hand" not in hall.texts()
    assert not journey.faults


def test_on_the_halls_network_nobody_becomes_an_officer_or_plays_one(
    hall: Hall, browser: Browser
) -> None:
    cache = Path(hall.house.settings.cache_dir)
    token = issue_officer_link(cache, now=datetime.now(UTC))
    far = httpx.get(f"{hall.address}/officer/{token}")
    # A name that leads here from elsewhere does not open it either.
    here = f"{hall.served.address}/officer/{token}"
    named = httpx.get(here, headers={"Host": "hall.example"})
    assert (far.status_code, named.status_code) == (403, 403)
    for address, count in ((hall.address, 0), (hall.served.address, 1)):
        with travelling(browser, address) as journey:
            journey.open("/app/")
            expect(journey.page.get_by_text("Look around as")).to_have_count(count)
    assert httpx.get(here).status_code == 303


@pytest.fixture
def facilitator(hall: Hall, browser: Browser) -> Iterator[Journey]:
    """Whoever runs the session, on the laptop itself, with the officer's cookie."""
    token = issue_officer_link(Path(hall.house.settings.cache_dir), now=datetime.now(UTC))
    context = browser.new_context()
    context.request.get(f"{hall.served.address}/officer/{token}", max_redirects=0)
    kept = context.storage_state()
    context.close()
    with travelling(browser, hall.served.address, as_left=kept) as journey:
        yield journey


def choose(screen: Page, label: str, name: str) -> None:
    """Choose one from a list by typing its name."""
    field, option = screen.get_by_role("combobox", name=label), screen.get_by_role("option")
    # A draw of the screen that comes just then closes the list again.
    for _ in range(6):
        field.click()
        field.fill(name)
        try:
            option.filter(has_text=name).first.click(timeout=5_000)
        except TookTooLong:
            continue
        return
    pytest.fail(f"nobody can be chosen by the name {name}")


def offer_and_ask(facilitator: Journey) -> None:
    """The boat yard has a room, and the night fishers look for one."""
    screen = facilitator.page
    said = (("An offer", "Boat yard", "the loft"), ("An ask", "Night fishers", "a dry room"))
    for side, who, what in said:
        named = screen.get_by_role("radio", name=side).or_(screen.get_by_role("button", name=side))
        named.first.click()
        facilitator.settle()
        screen.get_by_label("Who? (a group").fill(who)
        screen.get_by_label("What?").fill(what)
        screen.get_by_text("meeting room", exact=True).click()
        screen.get_by_role("button", name="Add", exact=True).click()
        expect(screen.get_by_text(f"{who}: {what}")).to_be_visible()


def connect_and_agree(facilitator: Journey, roadshow: Roadshow) -> None:
    """One suggestion is taken up, one connection is the room's own, one thing is agreed."""
    screen = facilitator.page
    facilitator.open(STEP.format(roadshow.id, "connect"))
    screen.get_by_role("button", name="Put them in touch").click()
    expect(screen.get_by_text("1 was taken up")).to_be_visible()
    screen.get_by_text("Add a connection").click()
    choose(screen, "Who?", SAID[5])
    choose(screen, "For whom?", SAID[2])
    screen.get_by_role("button", name="Keep this connection").click()
    expect(screen.get_by_text("2 pairs of them linked")).to_be_visible()
    facilitator.look()

    facilitator.open(STEP.format(roadshow.id, "agree"))
    screen.get_by_label("What?", exact=True).fill("Dry the nets")
    screen.get_by_label("Who sees to it?").first.fill("Ada")
    for name in (SAID[1], SAID[4]):
        choose(screen, "Which groups and places?", name)
    screen.get_by_label("The first step").first.fill("Count the nets")
    screen.get_by_role("button", name="Agree on this").click()
    expect(screen.get_by_text("Count the nets")).to_be_visible()

    facilitator.open(STEP.format(roadshow.id, "who_is_missing"))
    screen.get_by_label("Whom we missed").fill("The night shift")
    screen.get_by_role("button", name="Keep these words").click()
    expect(screen.get_by_role("button", name="Undo: whom we missed")).to_be_enabled()


def test_six_phones_hold_a_session_to_its_tree_and_a_merged_register(
    hall: Hall, facilitator: Journey, phone: Callable[..., Journey]
) -> None:
    planned = Planned(title="Harbour roadshow", held_on=date(2026, 11, 28))
    roadshow = set_up(hall.house, planned, actor=PARTNER, now=datetime.now(UTC))
    screen = facilitator.page
    facilitator.open(STEP.format(roadshow.id, "check_in"))
    screen.get_by_role("button", name="Open it now").click()
    expect(screen.get_by_role("button", name="Open it now")).to_have_count(0)
    phones = [joined(phone(code=roadshow.code)) for _ in SAID]
    facilitator.open(STEP.format(roadshow.id, "recognise"))
    for journey, text in zip(phones, SAID, strict=True):
        write(journey, text)
        journey.page.get_by_role("button", name=f"Take back {text}").wait_for()
    for text in SAID:
        expect(screen.get_by_text(text).first).to_be_visible()
    phones[0].page.get_by_role("button", name=f"Take back {SAID[0]}").click()
    expect(screen.get_by_text(SAID[0])).to_have_count(0)
    screen.get_by_role("button", name="Yes, make them one").click()
    expect(screen.get_by_text("also “")).to_be_visible()

    facilitator.open(STEP.format(roadshow.id, "offers_and_asks"))
    offer_and_ask(facilitator)
    connect_and_agree(facilitator, roadshow)

    facilitator.open(STEP.format(roadshow.id, "tree"))
    expect(screen.get_by_role("img", name=re.compile("A tree with 5 cards"))).to_be_visible()
    with screen.expect_download() as saved:
        screen.get_by_role("button", name="Save for printing on A3").click()
    seen = session_of(hall.house, roadshow.id, actor=PARTNER)
    hangs = sorted(said for part in on_the_tree(seen).values() for said in part)
    assert hangs == sorted(["Boat yard", "Bread oven", "Dry the nets", "Lamp menders", SAID[1]])
    # What was fetched is this very tree: what is the same is printed the same, to the byte.
    assert saved.value.path().read_bytes() == tree_printed(seen)

    facilitator.open(STEP.format(roadshow.id, "end"))
    screen.get_by_text("We are done").click()
    screen.get_by_role("button", name="End the session").click()
    expect(screen.get_by_text("The session has ended.")).to_be_visible()

    # What the room named waits for an officer, and nobody else reads it.
    last = phones[5]
    last.open("/find?q=menders")
    expect(last.page.get_by_text(SAID[5])).to_have_count(0)
    last.page.go_back()
    last.page.reload()
    expect(last.page.get_by_role("heading", level=1)).to_have_text("Thank you")
    last.look()
    last.end()
    let_in(facilitator, hall, waiting=4)

    # Two cards that said the same are one record, and both sayings stand.
    last.open("/find?q=oven")
    expect(last.page.get_by_text("Bread oven").first).to_be_visible()
    expect(last.page.get_by_text("the bread-oven")).to_have_count(0)
    after = session_of(hall.house, roadshow.id, actor=PARTNER)
    assert sorted(map(len, after.sayings.values())) == [1]
    names = {card.asset_id: card.text for card in after.cards if card.kind is CardKind.ASSET}
    with hall.house.register.reading() as connection:
        made = [
            (names[link.from_id], link.kind, names[link.to_id], link.state)
            for link in links.of_roadshow(connection, roadshow.id)
        ]
    introduced = ConnectionState.INTRODUCED
    assert sorted(made) == [
        ("Boat yard", ConnectionKind.HOSTS, SAID[1], introduced),
        ("Lamp menders", ConnectionKind.HOSTS, "Bread oven", introduced),
    ]
    assert after.roadshow.missing_voices == "The night shift"


def let_in(facilitator: Journey, hall: Hall, *, waiting: int) -> None:
    """Approve on the page what waits there first, and the others as it does."""
    screen = facilitator.page
    facilitator.open("/app/review")
    expect(screen.get_by_role("heading", name=f"{waiting} proposals waiting")).to_be_visible()
    screen.get_by_role("button", name="Approve").first.click()
    expect(screen.get_by_role("heading", name=f"{waiting - 1} proposals waiting")).to_be_visible()
    for one in queue(hall.house, actor=OFFICER)[0]:
        now = datetime.now(UTC)
        approve(
            hall.house,
            Decision(submission_id=one.id, version=one.version, actor=OFFICER, now=now),
        )
