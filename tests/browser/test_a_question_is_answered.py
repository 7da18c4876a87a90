"""A resident tells something, an officer asks, the resident answers by the private link alone."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey
from tests.browser.test_a_resident_adds import Resident
from tests.browser.test_a_visitor_finds import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GROUP = "Hatherby Knit & Natter"
NEW = "The Doggerby Lantern Makers"
BOX = "Your question, or your reason (the sender reads it)"


def record_of(journey: Journey) -> str:
    """Return the public page of the group, from the first slash on."""
    journey.open(f"/find?q={GROUP.replace('&', '%26').replace(' ', '+')}")
    found = journey.page.get_by_role("link", name=GROUP).first
    return str(found.get_attribute("href"))


def decide(journey: Journey, press: str, *, words: str = "") -> None:
    """Choose the new group in the workroom's queue, and decide on it."""
    page = journey.page
    journey.open("/app/review")
    page.get_by_text(re.compile(f"^New: {NEW}")).first.click()
    expect(page.get_by_role("heading", level=3)).to_contain_text(NEW)
    journey.settle()
    if words:
        box = page.get_by_label(BOX, exact=True)
        box.fill(words)
        box.press("Tab")
        journey.settle()
    page.get_by_role("button", name=press).click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    journey.settle()


def add_it(journey: Journey) -> None:
    """Add the new group on a phone, and open the private link of the receipt."""
    resident = Resident(journey)
    journey.open("/add")
    resident.what_and_where(NEW)
    resident.when_and_who()
    resident.check_and_send()
    journey.page.get_by_role("link", name="Open your private page").click()
    expect(
        journey.page.get_by_role("heading", name="An officer has not looked yet")
    ).to_be_visible()


def test_a_group_is_added_asked_about_answered_for_let_in_and_found(
    set_out: SetOut, officer: StorageState
) -> None:
    resident, clerk = set_out(width=390), set_out(as_left=officer)
    page = resident.page
    add_it(resident)

    decide(clerk, "Ask the sender", words="Which room is it?")

    page.reload()
    expect(page.get_by_text("Which room is it?").first).to_be_visible()
    page.get_by_label("Your answer").fill("The one upstairs; there is a lift.")
    resident.look()
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="An officer will read your answer")).to_be_visible()

    decide(clerk, "Approve")
    clerk.look()

    page.reload()
    expect(page.get_by_text("The one upstairs; there is a lift.")).to_be_visible()
    page.get_by_role("link", name=f"See {NEW}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(NEW)
    resident.open(f"/find?q={NEW.replace(' ', '+')}")
    page.get_by_role("link", name=NEW).click()
    page.get_by_role("link", name=re.compile("ward$")).first.click()
    page.get_by_role("link", name=re.compile("What's on")).last.click()
    page.get_by_role("link", name="The week after").click()
    expect(page.get_by_role("link", name=NEW).first).to_be_visible()
    resident.look()
    clerk.open(f"/app/find?q={NEW.replace(' ', '+')}")
    clerk.wait_for_map(NEW)
    resident.end()
    clerk.end()


def test_a_visitor_reports_it_closed_by_keyboard_alone(set_out: SetOut) -> None:
    journey = set_out(width=390)
    page, press = journey.page, journey.page.keyboard
    journey.open(record_of(journey))

    tab_to(journey, page.get_by_role("link", name="It has closed"))
    press.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Has {GROUP} closed?")
    tab_to(journey, page.get_by_role("button", name="Send to an officer"))
    press.press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    journey.look()
    tab_to(journey, page.get_by_role("link", name=re.compile("Nothing is written")))
    press.press("Enter")
    expect(page.get_by_label("How do you know?")).to_be_focused()
    press.type("There is a notice on the door.")
    tab_to(journey, page.get_by_label("Since when?"))
    press.type("Easter")
    journey.look()
    tab_to(journey, page.get_by_role("button", name="Send to an officer"))
    press.press("Enter")

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you: we have got it")
    journey.look()
    tab_to(journey, page.get_by_role("link", name="/status/"))
    press.press("Enter")
    expect(page.get_by_text("There is a notice on the door.")).to_be_visible()
    journey.look()
    tab_to(journey, page.get_by_role("link", name="Take it back"))
    press.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Take it back?")
    journey.look()
    tab_to(journey, page.get_by_role("button", name="Take it back"))
    press.press("Enter")
    expect(page.get_by_role("heading", name="You took it back")).to_be_visible()
    journey.look()
    journey.end()
