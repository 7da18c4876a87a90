"""A facilitator runs a session by keyboard, from the first card to the printed tree."""

import re

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut

pytestmark = pytest.mark.browser

# Three seconds, and as many again for a machine that does other things as well.
FOLLOWS_MS = 6_000

SAID = (
    (1, "Harbour Singers"),
    (2, "Village hall"),
    (2, "the village-hall"),
    (3, "makes wedding cakes"),
    (4, "The night the quay sang"),
)


def test_five_cards_by_keyboard_become_a_tree_on_paper(
    set_out: SetOut, officer: StorageState
) -> None:
    facilitator = set_out(as_left=officer)
    page = facilitator.page
    facilitator.open("/app/roadshows")
    page.get_by_text("Plan a roadshow").click()
    page.get_by_label("What is it called?").fill("Net Loft roadshow")
    page.get_by_role("button", name="Plan this roadshow").click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("It is open")).to_be_visible()
    facilitator.look()
    planned = page.url.partition("id=")[2]
    facilitator.open(f"/app/session?id={planned}&step=recognise")

    field = page.get_by_label("One thing, then Enter")
    field.focus()
    for number, text in SAID:
        page.keyboard.press(f"Alt+{number}")
        expect(field).to_be_focused()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        expect(page.locator("[class*='st-key-card-']").filter(has_text=text).first).to_be_visible()
        expect(field).to_be_focused()

    # Somebody types on a second laptop: it is here within three seconds, and what is half
    # typed stays under the hands.
    page.keyboard.type("Half a wo")
    with page.context.new_page() as second:
        second.goto(page.url)
        there = second.get_by_label("One thing, then Enter")
        there.fill("From the second laptop")
        there.press("Enter")
        expect(second.get_by_text("From the second laptop").first).to_be_visible()
    expect(page.get_by_text("From the second laptop").first).to_be_visible(timeout=FOLLOWS_MS)
    expect(field).to_be_focused()
    expect(field).to_have_value("Half a wo")
    field.fill("")

    page.get_by_role("button", name="Yes, make them one").click()
    expect(page.get_by_text("also “the village-hall”")).to_be_visible()

    facilitator.look()

    page.keyboard.press("Alt+N")
    expect(page.get_by_role("heading", level=1)).to_have_text("Our tree")
    expect(page.get_by_role("img", name=re.compile("A tree with 5 cards"))).to_be_visible()
    facilitator.look()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save for printing on A3").click()
    assert saved.value.path().read_bytes().startswith(b"%PDF")
