"""The one server as it is started for real, on an empty register."""

import re
from collections.abc import Iterator

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from asset_map.settings import ROOT
from tests.serving import browser, foreign_requests, serving

pytestmark = pytest.mark.xdist_group("server")

SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 400_000 / 8,
    "uploadThroughput": 400_000 / 8,
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("server")
    environ = {
        "ASSET_MAP_DATABASE_URL": f"sqlite:///{folder / 'register.sqlite'}",
        "ASSET_MAP_CACHE_DIR": str(folder / "cache"),
        "ASSET_MAP_COUNCIL_NAME": "Doggerby District Council",
    }
    with serving(ROOT / "streamlit_app.py", environ, log=folder / "server.log") as started:
        yield started


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as launched:
        yield launched


def test_plain_pages_and_the_workroom_come_from_one_server(address: str) -> None:
    home = httpx.get(address)
    workroom = httpx.get(f"{address}/app/")

    assert "Doggerby District Council" in home.text
    assert '<div id="root">' in workroom.text
    assert httpx.get(f"{address}/app/_stcore/health").text == "ok"


def test_streamlits_own_files_are_compressed_and_carry_the_headers(address: str) -> None:
    page = httpx.get(f"{address}/app/").text
    script = re.search(r'src="\./(static/js/index\.[^"]+)"', page)
    assert script

    answer = httpx.get(f"{address}/app/{script[1]}")

    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "immutable" in answer.headers["cache-control"]


def test_a_ward_set_that_is_not_there_is_said_to_be_missing(address: str) -> None:
    answer = httpx.get(f"{address}/api/wards/none.geojson")

    assert answer.status_code == 404
    assert "none" in answer.json()["error"]


def test_what_is_not_to_be_served_is_not(address: str) -> None:
    for path in ("/docs", "/redoc", "/map/../streamlit_app.py", "/leaflet/"):
        assert httpx.get(f"{address}{path}").status_code == 404


def test_the_agent_interface_of_streamlit_is_off(address: str) -> None:
    answer = httpx.post(f"{address}/app/_stcore/agent/interact", json={})

    assert answer.status_code >= 400


@pytest.mark.browser
def test_the_workroom_runs_under_its_policy_and_asks_nobody_else(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    foreign = foreign_requests(page, address)
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))

    page.goto(f"{address}/app/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    assert foreign == []
    assert [words for words in said if "Content Security Policy" in words] == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_plain_page_fits_every_width_and_axe_finds_nothing(
    chromium: Browser, address: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address)

    assert page.evaluate("document.documentElement.scrollWidth") == width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.browser
def test_the_keyboard_reaches_every_door_past_the_skip_link(
    chromium: Browser, address: str
) -> None:
    page = chromium.new_page()
    page.goto(address)

    reached = []
    for _ in range(6):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.getAttribute('href')"))

    assert reached == ["#main", "/", "/find", "/ward", "/whats-on", "/add"]
    page.close()


@pytest.mark.browser
def test_a_plain_page_is_there_within_five_seconds_on_a_poor_line(
    chromium: Browser, address: str
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})

    page.goto(address, timeout=5_000, wait_until="load")

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    context.close()
