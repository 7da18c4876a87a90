"""A resident on a phone, without scripts, looks for somebody to lend a hand to."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SetOut

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

POSTCODE = "ZZ2 6BY"


def test_who_wants_a_hand_near_a_postcode_is_a_form_and_a_tap_away(set_out: SetOut) -> None:
    journey = set_out(width=390, has_scripts=False)
    page = journey.page
    journey.open("/")
    page.get_by_role("link", name="Where can I help?").click()
    page.get_by_label("Near which postcode?").fill(POSTCODE)
    page.get_by_role("button", name="Show them").click()

    expect(page.get_by_role("heading", level=2)).to_contain_text(f"those near {POSTCODE} first")
    first = page.locator(".line").first
    expect(first).to_contain_text(re.compile("metres|miles|same place"))
    wanted = first.locator(".help-side").inner_text()
    first.get_by_role("link").click()
    expect(page.get_by_text(wanted)).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="See what is on offer").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What is on offer?")
    expect(page.get_by_label("Near which postcode?")).to_have_value(POSTCODE)
    assert int(page.evaluate("document.documentElement.scrollWidth")) <= 390
