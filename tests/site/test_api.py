from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map import __version__
from asset_map.settings import Settings
from asset_map.site.app import furnish
from tests.site.conftest import WARDS, Browser, site_parts

PATH = "/api/wards/wards-2026.geojson"


def test_health_says_that_the_server_answers(browser: Browser) -> None:
    assert browser.get("/api/health").json() == {"status": "ok", "version": __version__}


def test_wards_are_served_as_compressed_geojson(browser: Browser) -> None:
    answer = browser.get(PATH)

    assert answer.headers["content-type"] == "application/geo+json"
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == WARDS


def test_wards_are_served_plain_to_whoever_cannot_unpack(browser: Browser) -> None:
    answer = browser.get(PATH, headers={"Accept-Encoding": "identity"})

    assert "content-encoding" not in answer.headers
    assert answer.content == WARDS


@pytest.mark.parametrize("known", ['"tag-1"', 'W/"tag-1"', '"old", "tag-1"'])
def test_wards_that_a_browser_has_are_not_sent_again(browser: Browser, known: str) -> None:
    answer = browser.get(PATH, headers={"If-None-Match": known})

    assert answer.status_code == 304
    assert answer.content == b""
    assert answer.headers["etag"] == '"tag-1"'


def test_wards_that_changed_are_sent_again(browser: Browser) -> None:
    answer = browser.get(PATH, headers={"If-None-Match": '"tag-0"'})

    assert answer.status_code == 200
    assert "max-age" in answer.headers["cache-control"]


def test_a_boundary_set_that_is_not_there_is_named(browser: Browser) -> None:
    answer = browser.get("/api/wards/wards-1066.geojson")

    assert answer.status_code == 404
    assert answer.json() == {"error": "There is no boundary set 'wards-1066'."}


def test_the_routes_describe_themselves(browser: Browser) -> None:
    assert set(browser.get("/openapi.json").json()["paths"]) == {
        "/api/wards/{set_id}.geojson",
    }


def test_leaflet_is_served_by_this_server(browser: Browser) -> None:
    answer = browser.get("/leaflet/leaflet-src.esm.js")

    assert answer.status_code == 200
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["content-encoding"] == "gzip"


def test_further_files_are_kept_for_ever(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "map.js").write_text("export default 1;")
    app = FastAPI()
    furnish(
        app,
        site_parts(settings),
        workroom=PlainTextResponse("the workroom"),
        folders={"/map/abc": tmp_path},
    )

    answer = Browser(app).get("/map/abc/map.js")

    assert answer.text == "export default 1;"
    assert "immutable" in answer.headers["cache-control"]
