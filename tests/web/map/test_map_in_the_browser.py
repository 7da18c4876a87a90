import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from tests.serving import foreign_requests
from tests.web.map.conftest import MapPage
from tests.web.map.invented import HOSTILE, places

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("map")]


CLICK_AND_WAIT = """async (kind) => {
  const map = [...document.querySelectorAll("*")]
    .map((element) => element.shadowRoot?.querySelector(".map")).find(Boolean);
  const count = () => map.drawn().flatMap((mark) => mark.names).length;
  const before = count();
  const from = performance.now();
  [...document.querySelectorAll("button")].find((one) => one.textContent.trim() === kind).click();
  while (count() === before) await new Promise(requestAnimationFrame);
  return performance.now() - from;
}"""


def colour_at(page: Page, x: float, y: float) -> str:
    """The colour that the screen shows there."""
    png = page.screenshot(clip={"x": round(x), "y": round(y), "width": 1, "height": 1})
    channels = page.evaluate(
        """async (bytes) => {
          const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
          const context = new OffscreenCanvas(1, 1).getContext("2d");
          context.drawImage(image, 0, 0);
          return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
        }""",
        list(png),
    )
    return "#" + "".join(f"{channel:02X}" for channel in channels)


def test_each_kind_is_drawn_in_its_shape_and_colour(map_page: MapPage) -> None:
    map_page.open()

    shapes = {mark["names"][0]: mark["shape"] for mark in map_page.drawn()}

    for kind, look in KIND_LOOK.items():
        name = f"Lonely {kind.label}"
        assert shapes[name] == look.shape
        assert colour_at(map_page.page, *map_page.place_of(name)) == look.colour.upper()
    assert shapes["The Anchor"] == ANCHOR_LOOK.shape
    assert colour_at(map_page.page, *map_page.place_of("The Anchor")) == ANCHOR_LOOK.colour.upper()


def test_what_was_long_not_checked_is_hollow(map_page: MapPage) -> None:
    map_page.open()

    assert colour_at(map_page.page, *map_page.place_of("Long unchecked")) == "#FFFDF9"
    expect(map_page.page.get_by_text("Not filled: not checked for over a year")).to_be_visible()


def test_every_place_is_on_the_map_alone_or_in_a_cluster(map_page: MapPage) -> None:
    map_page.open(count="300")

    assert map_page.names() == sorted(point.name for point in places(300))
    assert any(mark["shape"] == "cluster" for mark in map_page.drawn())


def test_a_filter_leaves_only_what_it_asks_for(map_page: MapPage) -> None:
    map_page.open(count="60")

    map_page.page.get_by_role("button", name="story").click()

    wanted = [point.name for point in places(60) if point.kind == "story"]
    map_page.page.wait_for_function(
        "(count) => [...document.querySelectorAll('*')].map((e) => e.shadowRoot?."
        "querySelector('.map')).find(Boolean).drawn().flatMap((m) => m.names).length === count",
        arg=len(wanted),
    )
    assert map_page.names() == sorted(wanted)


def test_a_click_on_a_place_comes_back_and_rings_it(map_page: MapPage) -> None:
    map_page.open()

    map_page.click("The Anchor")

    expect(map_page.page.get_by_text("Selected: anchor.")).to_be_visible()
    expect(map_page.page.locator(".leaflet-tooltip").last).to_have_text(
        "The AnchorAnchor organisation"
    )


def test_a_click_on_a_ward_comes_back(map_page: MapPage) -> None:
    map_page.open(count="1")
    x, y = map_page.place_of("Lonely group")

    map_page.page.mouse.click(x + 30, y + 30)

    expect(map_page.page.get_by_text(re.compile(r"Ward: E0599\d{3}\."))).to_be_visible()


def test_the_list_brings_a_place_into_view(map_page: MapPage) -> None:
    map_page.open()
    for _ in range(3):
        map_page.page.get_by_role("button", name="Zoom in").click()
        map_page.page.wait_for_timeout(400)
    map_page.map.focus()
    for _ in range(12):
        map_page.page.keyboard.press("ArrowDown")
    map_page.page.wait_for_timeout(600)
    assert "The Anchor" not in map_page.names()

    map_page.page.get_by_role("button", name="Show the anchor on the map").click()

    expect(map_page.page.locator(".leaflet-tooltip").last).to_contain_text("The Anchor")
    map_page.page.wait_for_timeout(600)
    box = map_page.map.bounding_box()
    x, y = map_page.place_of("The Anchor")
    assert box["x"] < x < box["x"] + box["width"]
    assert box["y"] < y < box["y"] + box["height"]


def test_hostile_names_are_shown_as_text(map_page: MapPage) -> None:
    ran: list[str] = []
    map_page.page.on("dialog", lambda dialog: ran.append(dialog.message))
    map_page.open()

    map_page.page.mouse.move(*map_page.place_of(HOSTILE))

    expect(map_page.page.locator(".leaflet-tooltip strong").last).to_have_text(HOSTILE)
    assert map_page.page.locator(".asset-map .map img").count() == 0
    assert ran == []


def test_places_that_no_zoom_can_part_are_offered_as_a_list(map_page: MapPage) -> None:
    map_page.open(mode="heap")
    (heap,) = map_page.drawn()

    map_page.page.mouse.click(*map_page.on_screen(heap["x"], heap["y"]))
    map_page.page.get_by_role("button", name=HOSTILE).click()

    expect(map_page.page.get_by_text("Selected: heap-3.")).to_be_visible()


def test_a_cluster_comes_apart_when_it_is_clicked(map_page: MapPage) -> None:
    map_page.open(count="300")
    before = max(map_page.drawn(), key=lambda mark: len(mark["names"]))

    map_page.page.mouse.click(*map_page.on_screen(before["x"], before["y"]))
    map_page.page.wait_for_timeout(800)

    together = [mark for mark in map_page.drawn() if set(before["names"]) <= set(mark["names"])]
    assert together == []


def test_a_message_that_was_lost_is_sent_again(map_page: MapPage) -> None:
    map_page.open(count="40")
    path = map_page.page.evaluate(
        "() => performance.getEntriesByType('resource').map((e) => e.name)"
        ".find((name) => name.endsWith('/points.js'))"
    )
    map_page.page.evaluate("async (path) => (await import(path)).forgetAll()", path)

    map_page.page.get_by_role("button", name="Show the anchor on the map").click()

    expect(map_page.page.locator(".leaflet-tooltip").last).to_contain_text("The Anchor")
    assert len(map_page.names()) == 40


def test_the_places_are_shown_even_where_the_wards_cannot_be(map_page: MapPage) -> None:
    map_page.open(count="20", wards="none")

    expect(map_page.page.get_by_text("The wards could not be loaded (404).")).to_be_visible()
    assert len(map_page.names()) == 20


def test_points_gather_each_in_one_cluster_and_clusters_lie_apart(map_page: MapPage) -> None:
    map_page.open(count="1")
    dots = [
        {"index": n, "x": (n * 7919) % 400, "y": (n * 104729) % 300 / 2, "isTaken": False}
        for n in range(1500)
    ]

    groups = map_page.page.evaluate(
        """async (dots) => {
          const names = performance.getEntriesByType("resource").map((entry) => entry.name);
          const { grouped } = await import(names.find((name) => name.endsWith("/clusters.js")));
          return grouped(dots);
        }""",
        dots,
    )

    assert sorted(index for group in groups for index in group["indices"]) == list(range(1500))
    clusters = [(g["x"], g["y"]) for g in groups if len(g["indices"]) > 1]
    assert clusters
    assert all(
        (x - g["x"]) ** 2 + (y - g["y"]) ** 2 > 30**2
        for x, y in clusters
        for g in groups
        if (g["x"], g["y"]) != (x, y)
    )


def test_the_map_outlives_a_message_that_overtakes_another(map_page: MapPage) -> None:
    map_page.page.add_init_script(
        """
        const read = Response.prototype.json;
        Response.prototype.json = async function slowly() {
          if (!this.url) await new Promise((resolve) => setTimeout(resolve, 4000));
          return read.call(this);
        };
        """
    )
    map_page.page.goto(f"{map_page.address}/app/?count=300")
    map_page.page.wait_for_function(
        "() => performance.getEntriesByType('resource').some((e) => e.name.endsWith('/points.js'))"
    )
    map_page.page.wait_for_timeout(500)
    map_page.page.get_by_role("button", name="Show the anchor on the map").click()

    expect(map_page.page.locator(".leaflet-tooltip").last).to_contain_text(
        "The Anchor", timeout=20_000
    )
    map_page.page.wait_for_timeout(1000)

    assert len(map_page.names()) == 300
    assert map_page.page.get_by_role("alert").count() == 0


def test_no_request_leaves_the_machine(map_page: MapPage) -> None:
    foreign = foreign_requests(map_page.page, map_page.address)

    map_page.open()
    map_page.click("The Anchor")
    expect(map_page.page.get_by_text("Selected: anchor.")).to_be_visible()

    assert foreign == []


@pytest.mark.parametrize("tiles", ["", "/tiles/{z}/{x}/{y}.png"])
def test_tiles_are_asked_for_only_where_a_council_set_them(map_page: MapPage, tiles: str) -> None:
    asked: list[str] = []
    map_page.page.on("request", lambda request: asked.append(request.url))

    map_page.open(tiles=tiles)
    map_page.page.wait_for_timeout(300)

    assert any("/tiles/" in url for url in asked) is bool(tiles)


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_nothing_moves_by_itself_for_whoever_asked_for_that(
    chromium: Browser, map_address: str, motion: Literal["reduce", "no-preference"]
) -> None:
    context = chromium.new_context(reduced_motion=motion)
    still = MapPage(context.new_page(), map_address).open()

    is_animated = still.page.locator(".map.leaflet-fade-anim").count() == 1

    context.close()
    assert is_animated is (motion == "no-preference")


def test_the_page_obeys_its_own_policy(map_page: MapPage) -> None:
    said: list[str] = []
    map_page.page.on("console", lambda message: said.append(message.text))
    map_page.page.on("pageerror", lambda error: said.append(str(error)))

    map_page.open()

    assert [words for words in said if "Content Security Policy" in words or "Error" in words] == []


def test_whose_the_boundaries_are_is_always_said(map_page: MapPage) -> None:
    map_page.open()

    expect(map_page.page.get_by_text("Invented wards, free to use.")).to_be_visible()


def test_the_keyboard_can_skip_the_map(map_page: MapPage) -> None:
    map_page.open()
    map_page.page.get_by_role("button", name="Show the anchor on the map").focus()

    map_page.page.keyboard.press("Tab")
    expect(map_page.page.get_by_role("link", name="Skip the map")).to_be_focused()
    map_page.page.keyboard.press("Enter")

    expect(map_page.page.get_by_text("End of the map")).to_be_focused()


def test_the_keyboard_can_move_the_map(map_page: MapPage) -> None:
    map_page.open()
    before = map_page.place_of("The Anchor")

    map_page.map.focus()
    map_page.page.keyboard.press("ArrowRight")
    map_page.page.wait_for_timeout(500)

    assert map_page.place_of("The Anchor")[0] < before[0]


def test_the_wheel_alone_scrolls_the_page_and_not_the_map(map_page: MapPage) -> None:
    map_page.open()
    before = map_page.place_of("The Anchor")

    map_page.page.mouse.move(*before)
    map_page.page.mouse.wheel(0, 40)
    map_page.page.wait_for_timeout(500)

    expect(map_page.page.get_by_text("Hold Ctrl and turn the wheel")).to_be_attached()
    spread = [mark["x"] for mark in map_page.drawn()]
    assert max(spread) - min(spread) < map_page.map.bounding_box()["width"]


@pytest.mark.parametrize("words", [{"count": "300"}, {"mode": "picture"}, {"mode": "pick"}])
def test_axe_finds_nothing_wrong(map_page: MapPage, words: dict[str, str]) -> None:
    map_page.open(**words)

    found = Axe().run(
        map_page.page,
        options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    )

    assert found.violations_count == 0, found.generate_report()


def test_a_pin_is_placed_where_somebody_clicks(map_page: MapPage) -> None:
    map_page.open(mode="pick")
    box = map_page.map.bounding_box()

    map_page.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(map_page.page.get_by_text(re.compile(r"Pin: 1\.\d+ 54\.\d+"))).to_be_visible()


def test_a_picture_says_in_words_what_it_shows_and_catches_no_key(map_page: MapPage) -> None:
    map_page.open(mode="picture")

    expect(map_page.page.get_by_role("img", name="Where the first place is")).to_be_visible()
    assert map_page.map.get_attribute("tabindex") is None
    assert map_page.page.get_by_role("button", name="Zoom in").count() == 0


@pytest.fixture
def phone(chromium: Browser, map_address: str) -> Iterator[MapPage]:
    context = chromium.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    yield MapPage(context.new_page(), map_address)
    context.close()


def test_one_finger_does_not_move_the_map_on_a_phone(phone: MapPage) -> None:
    phone.open()
    before = {name: xy for mark in phone.drawn() for name, xy in [(mark["names"][0], mark["x"])]}
    x, y = phone.on_screen(150, 150)
    touch = phone.page.context.new_cdp_session(phone.page)

    touch.send(
        "Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]}
    )
    for step in range(1, 6):
        moved = {"type": "touchMove", "touchPoints": [{"x": x + 12 * step, "y": y}]}
        touch.send("Input.dispatchTouchEvent", moved)
    expect(phone.page.get_by_text("Use two fingers to move the map")).to_be_attached()
    touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    assert {mark["names"][0]: mark["x"] for mark in phone.drawn()} == before


def test_the_map_leaves_room_for_the_page_on_a_phone(phone: MapPage) -> None:
    phone.open()

    box = phone.map.bounding_box()
    assert box["height"] <= 0.62 * 844
    assert box["width"] <= 390
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390


def test_ten_thousand_places_are_drawn_again_after_each_filter(map_page: MapPage) -> None:
    map_page.open(count="10000")

    # Each waits until the filtered places are drawn; how long it takes is a benchmark's matter.
    took = [map_page.page.evaluate(CLICK_AND_WAIT, kind) for kind in ("story", "group", "space")]

    assert all(milliseconds > 0 for milliseconds in took)
