"""A partner's connection: added on a page, found in the network and on the map, and ended."""

import io
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, StorageState, expect
from playwright.sync_api import TimeoutError as TookTooLong

from asset_map.demo.written import asset_id
from asset_map.model.asset import AssetKind
from asset_map.model.look import KIND_LOOK
from tests.browser.conftest import SetOut

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

FARMERS, HALL = "Great Wrack Young Farmers", "Great Wrack Village Hall"
SAID = f"{HALL} gives room to {FARMERS}"
# How many points of the canvas that lines are drawn on are not blank.
_INK = """(canvas) => canvas.getContext("2d")
  .getImageData(0, 0, canvas.width, canvas.height).data.filter((_, at) => at % 4 === 3)
  .reduce((count, opaque) => count + (opaque > 0), 0)"""


def choose(page: Page, label: str, name: str) -> None:
    field, option = page.get_by_role("combobox", name=label), page.get_by_role("option", name=name)
    # A draw of the page that comes just then closes the list again.
    for _ in range(6):
        field.click()
        field.fill(name)
        try:
            option.first.click(timeout=5_000)
        except TookTooLong:
            continue
        break
    expect(field).to_have_value(name)


def click_on_kind(page: Page, kind: AssetKind) -> None:
    """Click the one in the picture that has the colour of its kind."""
    canvas = page.get_by_test_id("stMain").locator("canvas").first
    canvas.scroll_into_view_if_needed()
    wanted = np.array([int(KIND_LOOK[kind].colour[at : at + 2], 16) for at in (1, 3, 5)])

    def spots() -> Any:
        drawn = np.asarray(Image.open(io.BytesIO(canvas.screenshot())).convert("RGB"), dtype=int)
        # Below stands the legend, which has the colour too.
        return np.argwhere((abs(drawn - wanted) <= 2).all(axis=2)[:-70])

    found = spots()
    for _ in range(20):
        if len(found):
            break
        page.wait_for_timeout(250)
        found = spots()
    assert len(found), "nobody of that kind is in the picture"
    y, x = np.median(found, axis=0)
    canvas.click(position={"x": float(x), "y": float(y)})


def _end_what_an_earlier_try_left(page: Page) -> None:
    ending = page.get_by_role("button", name="It has ended")
    if ending.count():
        ending.click()
        expect(ending).to_have_count(0)


@pytest.mark.parametrize("width", [1280, 390])
def test_a_connection_is_added_seen_in_the_network_and_ended(
    set_out: SetOut, officer: StorageState, width: int
) -> None:
    journey = set_out(as_left=officer, width=width)
    page = journey.page
    farmers = asset_id("great-wrack-young-farmers")
    journey.open(f"/app/asset?id={farmers}")
    _end_what_an_earlier_try_left(page)
    page.get_by_text("Add a connection").click()
    choose(page, "For whom?", HALL)
    page.get_by_role("button", name="The other way round").click()
    expect(page.get_by_test_id("stMain")).to_contain_text(SAID)
    journey.settle()
    page.get_by_role("button", name="Keep this connection").click()
    expect(page.get_by_text("Kept. You can ask both sides")).to_be_visible()
    journey.look()

    # In the network, around the two: who is clicked is told of below.
    page.get_by_role("link", name="See it in the network").click()
    journey.settle()
    expect(page.get_by_role("heading", name=FARMERS)).to_be_visible()
    click_on_kind(page, AssetKind.SPACE)
    expect(page.get_by_role("heading", name=HALL)).to_be_visible()
    journey.look()

    # On the map a line joins the two; nobody's who may not be shown.
    journey.open(f"/app/connections?view=map&id={farmers}")
    assert journey.names_on_map() == sorted([FARMERS, HALL])
    lines = page.locator(".leaflet-lines-pane canvas")
    assert lines.evaluate(_INK) > 0
    journey.open(f"/app/connections?view=map&id={asset_id('silverpit-dial-a-ride')}")
    expect(page.get_by_text("whose place is shown by its ward alone")).to_be_visible()
    assert journey.names_on_map() == []
    assert not lines.count() or lines.evaluate(_INK) == 0

    # It ends where it was made, and stays to be read.
    journey.open(f"/app/asset?id={farmers}")
    page.get_by_role("button", name="It has ended").click()
    page.get_by_text(re.compile("connections? that ended")).click()
    expect(page.get_by_text("ended on").first).to_be_visible()
    expect(page.get_by_role("button", name="It has ended")).to_have_count(0)
    journey.look()
    journey.end()
