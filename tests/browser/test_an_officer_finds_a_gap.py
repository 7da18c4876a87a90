"""An officer finds a gap, asks why in two clicks, moves the reach, and keeps the figures."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.mark.parametrize("width", [1280, 390])
def test_why_this_ward_is_answered_and_the_figures_are_kept(
    set_out: SetOut, officer: StorageState, width: int
) -> None:
    journey = set_out(as_left=officer, width=width)
    page = journey.page
    journey.open("/app/gaps")
    record = page.get_by_test_id("stMain")
    expect(record).to_contain_text("live beyond reach of recognised anchor organisations")
    first = page.get_by_role("heading", level=2).first.inner_text()
    journey.wait_for_map("Brickfields Development Trust")

    # Clicked on the map, the ward says why; its address leads back to it.
    journey.click_on_map()
    expect(page).to_have_url(re.compile("ward=E05999"))
    expect(page.get_by_role("heading", level=2).first).not_to_have_text(first)
    journey.look()

    page.get_by_role("slider").press("ArrowRight")
    expect(record).to_contain_text("(200 m, in a straight line)")
    journey.settle()

    kept = page.get_by_role("radio", name="Kept figures")
    kept.or_(page.get_by_role("button", name="Kept figures")).first.click()
    page.get_by_label("Keep the figures above under a name").fill(f"Width {width}")
    page.get_by_role("button", name="Keep these figures").click()
    expect(record.get_by_role("rowheader", name=f"Width {width}", exact=True)).to_be_visible()
    journey.look()
    journey.end()
