"""A resident tells something, an officer asks, the resident answers by the private link alone."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey
from tests.browser.test_a_visitor_finds import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

GROUP = "Hatherby Knit & Natter"
BOX = "Your question, or your reason (the sender reads it)"


def record_of(journey: Journey) -> str:
    """Return the public page of the group, from the first slash on."""
    journey.open(f"/find?q={GROUP.replace('&', '%26').replace(' ', '+')}")
    found = journey.page.get_by_role("link", name=GROUP).first
    return str(found.get_attribute("href"))


def decide(journey: Journey, note: str, press: str, *, words: str = "") -> None:
    """Choose the proposal with this note in the workroom, and decide on it."""
    page = journey.page
    journey.open("/app/review")
    page.get_by_text(re.compile(f"^Something wrong: {note}")).first.click()
    expect(page.get_by_role("heading", level=3)).to_contain_text(note)
    journey.settle()
    if words:
        box = page.get_by_label(BOX, exact=True)
        box.fill(words)
        box.press("Tab")
        journey.settle()
    page.get_by_role("button", name=press).click()
    expect(page.get_by_test_id("stAlert").first).to_be_visible()
    journey.settle()


def test_a_question_is_answered_without_an_account_or_an_email_address(
    set_out: SetOut, officer: StorageState
) -> None:
    resident, clerk = set_out(width=390), set_out(as_left=officer)
    page = resident.page
    resident.open(record_of(resident))
    page.get_by_role("link", name="Something is wrong").click()
    page.get_by_label("What is wrong, and what is right?").fill("They moved to another room.")
    page.get_by_role("button", name="Send to an officer").click()
    expect(page.get_by_text(re.compile(r"^\w{3}-\w{3}-\w{3}$"))).to_be_visible()
    page.get_by_role("link", name="/status/").click()
    expect(page.get_by_role("heading", name="An officer has not looked yet")).to_be_visible()

    decide(clerk, "They moved", "Ask the sender", words="Which room is it now?")

    page.reload()
    expect(page.get_by_text("Which room is it now?").first).to_be_visible()
    page.get_by_label("Your answer").fill("The one upstairs; there is a lift.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_role("heading", name="An officer will read your answer")).to_be_visible()

    clerk.open("/app/review")
    decide(clerk, "They moved", "Approve")
    clerk.open("/app/messages")
    clerk.look()

    page.reload()
    expect(page.get_by_role("heading", name="An officer has dealt with it")).to_be_visible()
    expect(page.get_by_text("The one upstairs; there is a lift.")).to_be_visible()
    page.get_by_role("link", name=f"See {GROUP}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(GROUP)
    resident.look()
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
