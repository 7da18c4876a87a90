"""The first page at `/`, for old phones and thin lines: no scripts, and little to load."""

import pytest
from playwright.sync_api import Response, expect

from tests.browser.conftest import SetOut

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

MOST_BYTES = 100_000


def test_the_home_page_is_whole_and_light_without_scripts(set_out: SetOut) -> None:
    journey = set_out(width=390, has_scripts=False)
    page = journey.page
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 - it tells its listeners apart by name

    journey.open("/")
    page.wait_for_load_state("networkidle")

    expect(page.get_by_role("heading", level=1)).to_have_text("Start with what is strong")
    expect(page.get_by_role("complementary")).to_contain_text("made up")
    doors = [link.get_attribute("href") for link in page.locator("main a").all()]
    assert doors == ["/find", "/ward", "/whats-on", "/help", "/add", "/stories", "/app/"]
    sizes = [answer.request.sizes() for answer in answers]
    assert sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes) < MOST_BYTES
    assert [answer.url for answer in answers if not answer.ok] == []
    assert int(page.evaluate("document.documentElement.scrollWidth")) <= 390


def test_the_home_page_is_fit_for_everybody(set_out: SetOut) -> None:
    journey = set_out(width=390)

    journey.open("/")

    journey.look()
    journey.end()
