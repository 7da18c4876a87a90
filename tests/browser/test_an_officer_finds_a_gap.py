"""An officer finds a gap, asks why, moves the reach, keeps the figures, and makes the pack."""

import re
import time

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Counts what a finger or a mouse presses, from each load of a page on.
_COUNT = "addEventListener('pointerdown', () => (window.presses = (window.presses ?? 0) + 1), true)"


def presses(page: Page) -> int:
    """Return how often somebody pressed something since the page was loaded."""
    return int(page.evaluate("window.presses ?? 0"))


@pytest.mark.parametrize(
    ("width", "committee"),
    [(1280, "Silverpit and the West Area Committee"), (390, "Old Town and Harbour Area Committee")],
)
def test_why_this_ward_is_answered_the_figures_kept_and_the_pack_made(
    set_out: SetOut, officer: StorageState, width: int, committee: str
) -> None:
    journey = set_out(as_left=officer, width=width)
    page = journey.page
    page.add_init_script(_COUNT)
    journey.open("/app/")
    start = time.monotonic()
    page.get_by_role("link", name="See where something is missing, and why").click()
    record = page.get_by_test_id("stMain")
    expect(record).to_contain_text("live beyond reach of recognised anchor organisations")
    journey.wait_for_map("Brickfields Development Trust")
    first = page.get_by_role("heading", level=2).first.inner_text()

    # Clicked on the map, the ward says why; its address leads back to it.
    journey.click_on_map()
    expect(page).to_have_url(re.compile("ward=E05999"))
    expect(page.get_by_role("heading", level=2).first).not_to_have_text(first)
    assert presses(page) == 2
    assert time.monotonic() - start < 10
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
    path = _make_the_pack(journey, committee)

    # Everybody reads it, by its address alone.
    reader = set_out(width=width)
    reader.open(path)
    heading = reader.page.get_by_role("heading", level=1)
    expect(heading).to_contain_text(committee)
    reader.look()
    reader.end()
    journey.end()


def _make_the_pack(journey: Journey, committee: str) -> str:
    """Make a committee's pack in three screens, and return its address."""
    page = journey.page
    before = presses(page)
    if page.viewport_size and page.viewport_size["width"] < 800:
        journey.open("/app/packs")
        before = 0
    else:
        page.get_by_role("link", name="Committee packs").click()
    expect(page.get_by_role("heading", name="Make a pack")).to_be_visible()
    journey.look()
    start = time.monotonic()
    page.get_by_test_id("stRadio").get_by_text(committee, exact=True).click()
    page.get_by_role("button", name="Make the draft").click()
    expect(page.get_by_role("heading", name="The draft")).to_be_visible()
    journey.look()
    page.get_by_role("button", name="Release this pack").click()
    address = page.get_by_role("link", name="/pack/")
    expect(address).to_be_visible()
    with page.expect_download() as taken:
        page.get_by_role("button", name="PDF", exact=True).click()
    assert taken.value.suggested_filename.endswith("pack.pdf")
    assert time.monotonic() - start < 90
    assert presses(page) - before <= 5
    journey.look()
    return address.inner_text()
