"""An officer deals with what waits by keyboard alone, and counts the keys."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import StorageState, expect

from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SECOND_LOOK_MS = 700
BOX = "Your question, or your reason (the sender reads it)"


class Morning:
    """An officer at the review page, who counts the keys that are no words."""

    def __init__(self, journey: Journey) -> None:
        self.journey = journey
        self.page = journey.page
        self.keys = 0

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def waiting(self) -> int:
        """Return how many proposals wait, when the page listens to the keyboard."""
        self.journey.settle()
        self.page.locator("html[data-listens-to=q]").wait_for(state="attached")
        # The page may be drawn once more right after it came; nobody reads it so fast.
        self.page.wait_for_timeout(SECOND_LOOK_MS)
        self.journey.settle()
        heading = self.page.get_by_role("heading", name=re.compile(r"^\d+ proposals? waiting"))
        return int(heading.inner_text().split()[0])

    def proposal(self) -> str:
        return self.page.get_by_role("heading", level=3).first.inner_text()

    def keys_to(self, do: Callable[[], None], *, told: str) -> int:
        """Count the keys until the page tells what was done."""
        before = self.keys
        do()
        expect(self.page.get_by_test_id("stAlert").filter(has_text=told)).to_be_visible()
        self.journey.settle()
        return self.keys - before

    def to_the_box(self, words: str) -> None:
        self.press("q")
        expect(self.page.get_by_label(BOX, exact=True)).to_be_focused()
        self.page.keyboard.type(words)


def test_an_officer_decides_by_keyboard_and_takes_it_back(
    set_out: SetOut, officer: StorageState
) -> None:
    journey = set_out(as_left=officer)
    journey.open("/app/review")
    morning = Morning(journey)
    at_first, first = morning.waiting(), morning.proposal()

    assert morning.keys_to(lambda: morning.press("a"), told="Approved") == 1
    assert morning.waiting() == at_first - 1
    second = morning.proposal()
    assert second != first
    journey.look()
    assert morning.keys_to(lambda: morning.press("u"), told="Taken back") == 1
    assert (morning.waiting(), morning.proposal()) == (at_first, first)

    def reject() -> None:
        morning.to_the_box("a quick quay, aqua")
        morning.press("Control+Shift+Enter")

    assert morning.keys_to(reject, told="Rejected, with your reason.") <= 3
    assert (morning.waiting(), morning.proposal()) == (at_first - 1, second)
    morning.keys_to(lambda: morning.press("u"), told="Taken back")

    def ask() -> None:
        morning.to_the_box("Which hall is it?")
        morning.press("Control+Enter")

    assert morning.proposal() == first
    assert morning.keys_to(ask, told="Your question is kept") <= 3
    assert morning.waiting() == at_first
    journey.page.get_by_text(re.compile(r"^Decided today: \d")).click()
    expect(journey.page.get_by_text("“Which hall is it?”").first).to_be_visible()
    journey.look()
    morning.keys_to(lambda: morning.press("u"), told="Taken back")
    assert (morning.waiting(), morning.proposal()) == (at_first, first)
    journey.end()


def test_letters_typed_into_a_box_decide_nothing(set_out: SetOut, officer: StorageState) -> None:
    journey = set_out(as_left=officer)
    journey.open("/app/review")
    morning = Morning(journey)
    at_first, first = morning.waiting(), morning.proposal()
    box = journey.page.get_by_label(BOX, exact=True)

    morning.to_the_box("Aqua u a q")
    box.press("Tab")

    assert (morning.waiting(), morning.proposal()) == (at_first, first)
    expect(box).to_have_value("Aqua u a q")
    expect(journey.page.get_by_test_id("stAlert").filter(has_text="Approved")).to_have_count(0)
    morning.press("Control+a")
    assert morning.waiting() == at_first


def test_the_register_and_the_anchor_cases_are_for_everybody(
    set_out: SetOut, officer: StorageState
) -> None:
    journey = set_out(as_left=officer)
    for path in ("/app/register?fresh=stale", "/app/anchors"):
        journey.open(path)
        journey.look()

    journey.page.get_by_role("link", name="Ropewalk Community Trust").click()
    expect(journey.page.get_by_role("heading", name="Six questions")).to_be_visible()
    journey.settle()
    expect(journey.page.get_by_role("radiogroup")).to_have_count(6)
    journey.look()
    journey.page.set_viewport_size({"width": 390, "height": 844})
    journey.look()
    journey.end()
