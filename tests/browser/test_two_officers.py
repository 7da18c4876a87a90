"""Two officers at once: the second is told, and loses nothing."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

HALL = "Hatherby Village Hall"


def write(journey: Journey, label: str, words: str) -> None:
    """Type into a field and leave it, as people do before they press a button."""
    field = journey.page.get_by_label(label, exact=True)
    field.fill(words)
    field.press("Tab")
    journey.settle()


def test_two_who_edit_one_record_both_keep_what_they_typed(
    set_out: SetOut, officer: StorageState
) -> None:
    first, second = set_out(as_left=officer), set_out(as_left=officer)
    first.open(f"/app/find?q={HALL.replace(' ', '+')}")
    address = first.page.get_by_role("link", name=HALL).first.get_attribute("href")
    assert address
    hall = "/app/" + address
    for journey in (first, second):
        journey.open(hall.replace("asset?", "edit?"))
    write(first, "In a sentence or two", "The roof was mended in spring.")
    write(second, "What it costs", "Nine pounds an hour")
    write(second, "Why do you change it?", "The secretary rang")

    first.page.get_by_role("button", name="Save", exact=True).click()
    expect(first.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    second.page.get_by_role("button", name="Save", exact=True).click()

    expect(second.page.get_by_text(re.compile("Nothing of yours is lost"))).to_be_visible()
    told = second.page.get_by_test_id("stMain")
    expect(told).to_contain_text("The roof was mended in spring.")
    expect(second.page.get_by_label("What it costs", exact=True)).to_have_value(
        "Nine pounds an hour"
    )
    expect(second.page.get_by_label("Why do you change it?", exact=True)).to_have_value(
        "The secretary rang"
    )
    second.look()

    second.page.get_by_role("button", name="Save my changes on top of theirs").click()
    expect(second.page.get_by_text(re.compile("^Saved"))).to_be_visible()
    first.open(hall)
    record = first.page.get_by_test_id("stMain")
    expect(record).to_contain_text("The roof was mended in spring.")
    expect(record).to_contain_text("Nine pounds an hour")
    first.look()
    first.end()
    second.end()


def test_of_two_who_decide_one_proposal_the_second_is_told(
    set_out: SetOut, officer: StorageState
) -> None:
    first, second = set_out(as_left=officer), set_out(as_left=officer)
    for journey in (first, second):
        journey.open("/app/review")
    titles = [one.page.get_by_role("heading", level=3).first for one in (first, second)]
    proposal = titles[0].inner_text()
    expect(titles[1]).to_have_text(proposal)
    write(second, "Your question, or your reason (the sender reads it)", "Is it open on Sundays?")

    first.page.get_by_role("button", name="Approve", exact=True).click()
    expect(first.page.get_by_text("Approved: it is in the register.")).to_be_visible()
    second.page.get_by_role("button", name="Ask the sender").click()

    told = second.page.get_by_test_id("stAlert").filter(has_text="meanwhile")
    expect(told).to_be_visible()
    expect(second.page.get_by_test_id("stMain")).to_contain_text("Is it open on Sundays?")
    second.look()
    first.look()
    first.end()
    second.end()
