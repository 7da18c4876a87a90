"""Every page of the workroom, for a resident and for an officer, on a narrow screen: axe-core."""

import pytest
from playwright.sync_api import StorageState, ViewportSize, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey
from tests.browser.test_connections import choose

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OPEN_TO_ALL = [
    "/app/",
    "/app/find?kind=space&seats=30&near=zz26au",
    "/app/ward",
    "/app/whats_on",
]
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
FOR_OFFICERS = [
    "/app/review",
    "/app/register",
    "/app/anchors",
    "/app/messages",
    "/app/add",
    "/app/import",
    "/app/duplicates",
    "/app/edit",
    "/app/talks",
    "/app/follow_up",
    "/app/counts",
    "/app/offers",
    "/app/vocabulary",
    "/app/setting_up",
    "/app/council",
    "/app/residents",
    "/app/boundaries",
    "/app/committees",
    "/app/people",
    "/app/tray",
    "/app/ward_mapping",
]
# By their names in the list of pages: the switch of roles lasts for one visit.
FOR_ADMINISTRATORS = ["Data requests", "Accounts"]


def hall(journey: Journey) -> str:
    """The address of a record with a room, a contact and times."""
    journey.open("/app/find?q=Hatherby+Village+Hall")
    link = journey.page.get_by_role("link", name="Hatherby Village Hall").first
    return str(link.get_attribute("href")).rpartition("id=")[2]


def look_at(journey: Journey, path: str) -> None:
    """Open a page, and look at it."""
    journey.open(path)
    look_round(journey)


def look_round(journey: Journey) -> None:
    """Wait for the map where there is one, open what is folded, and look."""
    page = journey.page
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    if page.get_by_role("heading", name="On the map").count():
        page.locator(".asset-map .map canvas").first.wait_for()
    folded = page.locator("details:not([open]) > summary")
    while folded.count():
        folded.first.click()
    journey.settle()
    # The journeys look at the wide pages.
    page.set_viewport_size(NARROW)
    journey.look()
    page.set_viewport_size(WIDE)


def test_a_resident_meets_no_barrier_on_any_page(set_out: SetOut) -> None:
    journey = set_out()
    asset_id = hall(journey)

    for path in (*OPEN_TO_ALL, f"/app/asset?id={asset_id}", "/app/asset", FOR_OFFICERS[0]):
        look_at(journey, path)

    journey.end()


def test_an_officer_meets_no_barrier_on_any_page(set_out: SetOut, officer: StorageState) -> None:
    journey = set_out(as_left=officer)
    asset_id = hall(journey)
    of_one = [f"/app/{page}={asset_id}" for page in ("asset?id", "edit?id", "register?record")]

    titles = set()

    for path in (*FOR_OFFICERS, *of_one):
        look_at(journey, path)
        titles.add(journey.page.title())

    # The edit page without a record has the title of the one with it.
    assert len(titles) == len(FOR_OFFICERS) + 1, titles
    journey.end()


def test_an_administrator_meets_no_barrier_on_their_own_pages(
    set_out: SetOut, officer: StorageState
) -> None:
    journey = set_out(as_left=officer)
    journey.open("/app/")
    choose(journey.page, "Look around as", "an administrator")
    for title in FOR_ADMINISTRATORS:
        journey.page.get_by_role("link", name=title, exact=True).click()
        expect(journey.page.get_by_role("heading", level=1)).to_have_text(title)
        look_round(journey)

    journey.end()


def test_what_is_printed_is_the_record_without_menus_and_buttons(set_out: SetOut) -> None:
    journey = set_out()
    journey.open(f"/app/asset?id={hall(journey)}")

    journey.page.emulate_media(media="print")

    expect(journey.page.get_by_role("heading", level=1)).to_be_visible()
    expect(journey.page.get_by_role("heading", name="When and where")).to_be_visible()
    for hidden in ("stSidebar", "stExpander", "stButton", "stHeader"):
        expect(journey.page.get_by_test_id(hidden).first).to_be_hidden()
    expect(journey.page.get_by_text("To print this")).to_be_hidden()
