"""A visitor signs up without scripts; a story comes and goes; a talk waits on a phone."""

import re
from datetime import date, datetime

import pytest
from playwright.sync_api import Page, StorageState, expect

from asset_map.model.words import LONDON
from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_a_visitor_signs_up_at_a_stall_without_scripts(
    set_out: SetOut, officer: StorageState
) -> None:
    desk = set_out(as_left=officer)
    number = _market_with_one_stall(desk)
    phone = set_out(width=390, has_scripts=False)
    phone.open(number)
    page = phone.page
    page.get_by_role("button", name="Yes, let me hear from you").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
    page.get_by_label("Your name").fill("Cy")
    page.get_by_label("Your email address or telephone number").fill("01632 960123")
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Yes, let me hear from you").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    desk.page.reload()
    desk.settle()
    expect(desk.page.get_by_text("1 visitor signed up")).to_be_visible()
    desk.look()
    desk.end()


def _market_with_one_stall(desk: Journey) -> str:
    """Set up a roadshow of today and a stall at its market place; return the stall's page."""
    page = desk.page
    desk.open("/app/roadshows")
    title = page.get_by_role("textbox", name="What is it called?")
    page.get_by_text("Plan a roadshow").wait_for()
    if not title.is_visible():
        page.get_by_text("Plan a roadshow").click()
    title.fill("Quay roadshow")
    _type_day(page, "When?", datetime.now(LONDON).date())
    page.get_by_role("button", name="Plan this roadshow").click()
    page.get_by_role("link", name="Market place").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Market place")
    desk.settle()
    page.get_by_label("Another group").fill("The Bell Ringers")
    page.get_by_role("button", name="Give it a stall").click()
    page.get_by_text("The Bell Ringers: not confirmed yet").click()
    link = page.locator("a[href*='/stalls/']")
    expect(link).to_be_visible()
    return str(link.get_attribute("href"))


def _type_day(page: Page, label: str, day: date) -> None:
    """Type a day into a field, from its first part on."""
    field = page.get_by_test_id("stDateInput").filter(has_text=label).first
    field.get_by_role("spinbutton").first.click()
    page.keyboard.type(f"{day:%d%m%Y}")
    page.keyboard.press("Tab")


def test_a_story_appears_on_its_ward_and_vanishes_when_withdrawn(
    set_out: SetOut, officer: StorageState
) -> None:
    desk, reader = set_out(as_left=officer), set_out(width=390)
    _story_of_fishergate(desk.page, desk)
    reader.open("/stories")
    reader.look()
    reader.page.get_by_role("link", name="Fishergate", exact=True).first.click()
    told = reader.page.get_by_role("heading", name="Lamps that shine again").first
    expect(told).to_be_visible()
    reader.look()
    desk.page.get_by_role("button", name="Take it off every page").click()
    expect(desk.page.get_by_text("is on no page any more")).to_be_visible()
    reader.page.reload()
    expect(reader.page.get_by_role("heading", level=1)).to_be_visible()
    expect(told).to_have_count(0)
    desk.end()
    reader.end()


def _story_of_fishergate(page: Page, desk: Journey) -> None:
    desk.open("/app/stories")
    page.get_by_text("Write a story down").click()
    page.get_by_role("textbox", name="Title").first.fill("Lamps that shine again")
    page.get_by_role("textbox", name="What came of it").first.fill("Twelve lamps were mended.")
    page.get_by_role("combobox", name=re.compile("which wards")).first.fill("Fishergate")
    page.get_by_role("option", name="Fishergate", exact=True).click()
    page.keyboard.press("Escape")
    _type_day(page, "They agreed on", date(2026, 1, 2))
    page.get_by_role("button", name="Keep this story").first.click()
    page.get_by_text("Lamps that shine again: not shown yet").click()
    page.get_by_role("button", name="Show it to everybody").click()
    expect(page.get_by_text("Everybody can read it now")).to_be_visible()
    desk.look()


def test_a_conversation_waits_on_the_phone_until_there_is_a_network(
    set_out: SetOut, officer: StorageState
) -> None:
    journey = set_out(width=390, as_left=officer)
    page = journey.page
    journey.open("/talk")
    page.get_by_label("With which group?").fill("The Quay Choir")
    page.get_by_label("What do they offer?").fill("Songs\nA piano")
    page.get_by_role("checkbox").check()
    page.reload()
    expect(page.get_by_label("What do they offer?")).to_have_value("Songs\nA piano")
    journey.look()
    page.context.set_offline(True)
    page.get_by_role("button", name="Keep this conversation").click()
    expect(page.get_by_role("status")).to_contain_text("Kept on this phone: 1.")
    expect(page.get_by_label("With which group?")).to_have_value("")
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("What waited on this phone is sent.")
    assert page.evaluate("localStorage.length") == 0
    page.reload()
    expect(page.locator("#groups option")).to_have_attribute("value", "The Quay Choir")
    page.get_by_label("With which group?").fill("Bell Ringers")
    page.get_by_role("button", name="Keep this conversation").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is kept")
