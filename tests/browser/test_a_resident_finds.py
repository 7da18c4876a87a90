"""A resident on an old phone, without scripts: finds, reads, and prints a week."""

import re
from dataclasses import replace
from datetime import time

import pytest
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Route, expect

from asset_map.model.times import Meeting
from asset_map.usecases.house import House
from tests.browser.conftest import SetOut
from tests.site.conftest import NOW, house, plain  # noqa: F401 - fixtures
from tests.site.conftest import Browser as Plain
from tests.usecases.conftest import WEST, group, kept

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

POSTCODE = "ZZ2 6BY"
WARD = "/ward/E05999108"
PHONE = 390
PATHS = (
    "/",
    f"/find?near={POSTCODE}",
    "/find?near=ZZ2+6BQQ&age=x",
    "/ward",
    WARD,
    "/whats-on",
    "/whats-on/print",
    f"/help?near={POSTCODE}",
    "/help?show=offers&near=ZZ2+6BQQ",
    "/find?frame=1",
)


def test_something_near_a_postcode_is_two_screens_and_three_taps_away(set_out: SetOut) -> None:
    journey = set_out(width=PHONE, has_scripts=False)
    page = journey.page
    journey.open("/")
    screens: list[str] = []
    page.on("domcontentloaded", lambda loaded: screens.append(loaded.url))

    page.get_by_label("Near which postcode?").click()
    page.keyboard.type(POSTCODE)
    page.get_by_role("button", name="Find").click()
    first = page.locator(".line h3 a").first
    name = first.inner_text()
    expect(page.get_by_role("heading", level=2)).to_contain_text(f"those near {POSTCODE} first")
    first.click()

    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_text(re.compile("^Last checked on .* by:"))).to_be_visible()
    # Three clicks above: the field, the button, the line.
    assert len(screens) == 2


def test_every_page_to_read_is_fit_for_everybody(set_out: SetOut) -> None:
    journey = set_out(width=PHONE)
    page = journey.page

    for path in PATHS:
        journey.open(path)
        journey.look()
    journey.open("/find")
    page.get_by_text("More choices").click()
    journey.look()
    page.locator(".line h3 a").first.click()
    journey.look()
    journey.end()


def test_no_page_scrolls_sideways_on_a_small_phone_or_in_large_print(set_out: SetOut) -> None:
    page = (small := set_out(width=320)).page
    wide = {}

    for path in PATHS:
        small.open(path)
        for text in ("112.5%", "225%"):
            page.set_viewport_size({"width": 320 if text == "112.5%" else 640, "height": 900})
            page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
            beyond = "document.documentElement.scrollWidth - innerWidth"
            wide[path, text] = page.evaluate(beyond)

    assert {where: beyond for where, beyond in wide.items() if beyond > 0} == {}


def test_a_framed_search_stays_in_its_frame_and_its_places_lead_out(
    set_out: SetOut, served: str
) -> None:
    page = set_out().page
    council = f"<iframe title='Find' src='{served}/find?frame=1' width='800' height='700'></iframe>"
    page.route(
        f"{served}/council", lambda route: route.fulfill(body=council, content_type="text/html")
    )
    page.goto(f"{served}/council")
    frame = page.frame_locator("iframe")

    frame.get_by_label("What are you looking for?").fill("village hall")
    frame.get_by_role("button", name="Find").click()
    expect(frame.get_by_role("heading", level=2)).to_contain_text("places and groups")
    assert page.url == f"{served}/council"
    frame.locator(".line h3 a").first.click()

    page.wait_for_url("**/asset/*")
    expect(page.get_by_role("banner")).to_be_visible()


@pytest.mark.parametrize("lines", [34, 52, 120])
def test_a_busy_week_of_a_ward_prints_on_one_page(
    browser: Chromium,
    plain: Plain,  # noqa: F811 - a fixture
    house: House,  # noqa: F811 - a fixture
    lines: int,
) -> None:
    for number in range(lines):
        day = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[number % 7]
        meeting = Meeting(
            rrule=f"FREQ=WEEKLY;BYDAY={day}", starts_at=time(9, 30), ends_at=time(11, 45)
        )
        asset = group(f"g{number}", f"Net Loft Gardening and Repair Group {number}")
        kept(
            house,
            replace(asset, locations=(replace(asset.locations[0], meetings=(meeting,)),)),
            NOW,
        )

    def answer(route: Route) -> None:
        got = plain.get(route.request.url.removeprefix("http://plain.test"))
        route.fulfill(
            status=got.status_code, body=got.content, content_type=got.headers["content-type"]
        )

    context = browser.new_context()
    page = context.new_page()
    page.route("**/*", answer)
    page.goto(f"http://plain.test/whats-on/print?ward={WEST}&week=2026-11-23")
    sheet = page.pdf(prefer_css_page_size=True)
    box = re.findall(rb"/MediaBox\s*\[([^\]]+)\]", sheet)[0]
    assert page.locator(".sheet li").count() == lines
    context.close()

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    assert [round(float(side)) for side in box.split()[2:]] == [595, 842]
