"""A visitor finds a place: by keyboard alone, on a phone's width, and by an address sent along."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# So many presses of Tab would tire anybody out.
MOST_TABS = 45


def tab_to(journey: Journey, wanted: Locator) -> None:
    """Press Tab until something has the focus; where the focus is can be seen all the way."""
    expect(wanted).to_be_attached()
    for _ in range(MOST_TABS):
        journey.page.keyboard.press("Tab")
        assert journey.shows_focus(), f"no focus to be seen on {journey.what_is_focused()}"
        if wanted.evaluate("(wanted) => wanted.matches(':focus')"):
            return
    pytest.fail(f"{MOST_TABS} presses of Tab do not lead to {wanted}")


@pytest.mark.parametrize("width", [1280, 390])
def test_a_place_is_found_and_read_by_keyboard_alone(set_out: SetOut, width: int) -> None:
    journey = set_out(width=width)
    page, press = journey.page, journey.page.keyboard
    journey.open("/app/find")
    journey.look()

    tab_to(journey, page.get_by_label("What are you looking for?", exact=True))
    press.type("knitt")
    expect(page.get_by_text("You asked for: “knitt”.")).to_be_visible()
    tab_to(journey, page.get_by_label("Near which postcode?", exact=True))
    press.type("zz26au")
    press.press("Enter")
    expect(page.get_by_text(re.compile(r"\d+ metres away"))).not_to_have_count(0)
    journey.settle()
    journey.look()
    tab_to(journey, page.get_by_role("link", name="Hatherby Knit & Natter"))
    press.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Hatherby Knit & Natter")
    record = page.get_by_test_id("stMain")
    expect(record).to_contain_text("Tuesdays, 2 pm to 4 pm")
    expect(record).to_contain_text("Hatherby Library")
    expect(record.get_by_role("link", name="In Hatherby ward")).to_be_visible()
    journey.settle()
    journey.look()
    journey.end()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_keyboard_passes_the_map_by(set_out: SetOut, width: int) -> None:
    journey = set_out(width=width)
    journey.open("/app/find?q=knitting")
    journey.names_on_map()

    tab_to(journey, journey.page.get_by_role("link", name="Skip the map"))
    journey.page.keyboard.press("Enter")

    expect(journey.page.get_by_text("End of the map")).to_be_focused()
    journey.look()
    journey.end()


def test_an_address_sent_along_opens_with_its_choices_and_their_answers(set_out: SetOut) -> None:
    journey = set_out()
    page = journey.page

    journey.open("/app/find?kind=space&seats=30&day=thursday&access=kitchen")

    expect(page.get_by_role("button", name="Places to meet", pressed=True)).to_be_visible()
    expect(page.get_by_label("Room for how many people?", exact=True)).to_have_value("30")
    expect(page.get_by_role("combobox", name="On which day?")).to_have_value("Thursday")
    expect(page.get_by_role("button", name="Remove Kitchen")).to_be_visible()
    answers = page.get_by_test_id("stMain").get_by_role("link", name=re.compile("^■ "))
    expect(answers).not_to_have_count(0)
    journey.look()
    paths = [str(link.get_attribute("href")) for link in answers.all()]
    for path in paths[:2]:
        journey.open(f"/app/{path}")
        record = page.get_by_test_id("stMain")
        expect(record).to_contain_text(re.compile("Thursdays|every day|weekdays", re.IGNORECASE))
        expect(record).to_contain_text("Kitchen: yes")
        seats = re.search(r"Holds: ([\d,]+) people", record.inner_text())
        assert seats
        assert int(seats[1].replace(",", "")) >= 30
    journey.end()


def test_more_answers_are_shown_when_somebody_asks_for_them(set_out: SetOut) -> None:
    journey = set_out()
    page = journey.page
    journey.open("/app/find?kind=group")
    lines = page.get_by_role("button", name="Show on the map")
    expect(lines).not_to_have_count(0)
    before = lines.count()

    page.get_by_role("button", name=re.compile(r"^Show \d+ more$")).click()

    expect(lines.nth(before)).to_be_visible()
    journey.settle()
    journey.look()
    journey.end()


def test_a_ward_chosen_on_the_map_leads_to_its_page(set_out: SetOut) -> None:
    journey = set_out()
    journey.open("/app/find?q=nothing-has-this-name")
    assert journey.names_on_map() == []

    journey.click_on_map()
    journey.page.get_by_role("link", name="See what this ward has got").click()

    title = journey.page.get_by_role("heading", level=1)
    expect(title).not_to_have_text("What has this place got?")
    assert "code=E0" in journey.page.url
    expect(journey.page.get_by_test_id("stMain")).to_contain_text(
        f"{title.inner_text().removesuffix(' ward')} has "
    )
    journey.settle()
    journey.look()
    journey.end()
