"""Who is let in, and what the others are told."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import Served, SetOut, served_from
from tests.browser.journey import Journey, travelling
from tests.browser.proxy import proxy_before

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def real_register(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server on a register without the demonstration's mark."""
    with served_from(tmp_path_factory.mktemp("real"), has_demonstration=False) as started:
        yield started


def expect_a_resident_is_looking(journey: Journey) -> None:
    """The page is drawn, and offers neither a role nor an officer's pages."""
    expect(journey.page.get_by_role("link", name="Find", exact=True)).to_be_visible()
    expect(journey.page.get_by_label("Look around as", exact=True)).to_have_count(0)
    expect(journey.page.get_by_role("link", name="Review", exact=True)).to_have_count(0)


def test_the_officers_link_works_once_and_then_says_why_not(
    browser: Browser, real_register: Served
) -> None:
    path = real_register.officer_link.removeprefix(real_register.address)
    with travelling(browser, real_register.address) as officer:
        officer.page.goto(real_register.officer_link)
        officer.settle()
        expect(officer.page.get_by_text("You are here as officer")).to_be_visible()
        expect(officer.page.get_by_role("link", name="Review", exact=True)).to_be_visible()
        officer.look()
        officer.end()
    with travelling(browser, real_register.address) as late:
        late.open(path)
        expect(late.page.get_by_role("heading", level=1)).to_have_text("This is not open to you")
        expect(late.page.get_by_text("This officer link has been used")).to_be_visible()
        late.look()
        late.faults = [fault for fault in late.faults if "403" not in fault]  # that is its answer
        late.end()


def test_a_resident_at_review_is_refused_in_words_and_sees_nothing_else(set_out: SetOut) -> None:
    journey = set_out()

    journey.open("/app/review")

    expect(journey.page.get_by_test_id("stAlert")).to_contain_text("This page is for: officer")
    for role in ("radio", "table", "button", "textbox"):
        expect(journey.page.get_by_test_id("stMain").get_by_role(role)).to_have_count(0)
    journey.look()
    journey.end()


def test_a_register_without_the_mark_has_no_role_switch(
    browser: Browser, real_register: Served
) -> None:
    with travelling(browser, real_register.address) as journey:
        journey.open("/app/")
        expect_a_resident_is_looking(journey)
        journey.look()
        journey.end()


@pytest.mark.parametrize("said", ["X-Forwarded-For: 203.0.113.7", "Via: 1.1 council.example"])
def test_the_demonstration_has_no_role_switch_behind_a_proxy(
    browser: Browser, served: str, said: str
) -> None:
    with travelling(browser, served) as at_the_machine:
        at_the_machine.open("/app/")
        expect(at_the_machine.page.get_by_label("Look around as", exact=True)).to_be_visible()
    with (
        proxy_before(served, said) as address,
        travelling(browser, address) as journey,
    ):
        journey.open("/app/")
        expect_a_resident_is_looking(journey)
        journey.look()
        journey.end()
