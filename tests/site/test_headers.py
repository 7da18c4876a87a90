import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.headers import inline_script_hashes, origin_of
from tests.site.conftest import Browser, site_parts


def policy_of(settings: Settings, path: str) -> dict[str, list[str]]:
    app = FastAPI()
    furnish(
        app,
        site_parts(settings),
        workroom=PlainTextResponse("the workroom"),
        inline_scripts=("'sha256-x'",),
    )
    policy = Browser(app).get(path).headers["content-security-policy"]
    return {name: sources for name, *sources in map(str.split, policy.split(";"))}


@pytest.mark.parametrize("path", ["/", "/nowhere", "/api/health", "/app/find", "/leaflet/x"])
def test_every_answer_carries_the_headers(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'self'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/nowhere", "/application"])
def test_plain_pages_may_run_this_servers_scripts_only(settings: Settings, path: str) -> None:
    policy = policy_of(settings, path)

    assert policy["default-src"] == ["'none'"]
    assert policy["script-src"] == ["'self'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:"]


def test_the_workroom_may_run_its_own_scripts_only(settings: Settings) -> None:
    policy = policy_of(settings, "/app/find")

    assert policy["script-src"] == ["'self'", "blob:", "'sha256-x'"]
    assert policy["connect-src"] == ["'self'"]
    assert policy["img-src"] == ["'self'", "data:", "blob:"]


def test_pictures_may_come_from_the_tile_server_that_a_council_names() -> None:
    settings = Settings(tile_url="https://{s}.tiles.example/{z}/{x}/{y}.png")

    assert "https://*.tiles.example" in policy_of(settings, "/app/find")["img-src"]
    assert "https://*.tiles.example" in policy_of(settings, "/add")["img-src"]


def test_who_may_frame_the_pages_is_a_setting() -> None:
    settings = Settings(frame_ancestors="https://council.example")

    assert policy_of(settings, "/")["frame-ancestors"] == ["https://council.example"]


@pytest.mark.parametrize("path", ["/", "/app/find", "/api/health"])
def test_who_came_by_tls_once_comes_by_nothing_else(path: str) -> None:
    app = FastAPI()
    parts = site_parts(Settings(public_url="https://assets.council.example"))
    furnish(app, parts, workroom=PlainTextResponse("the workroom"))

    assert "max-age=31536000" in Browser(app).get(path).headers["strict-transport-security"]


def test_without_tls_nobody_is_told_to_come_by_it(browser: Browser) -> None:
    assert "strict-transport-security" not in browser.get("/").headers


def test_a_script_in_the_page_is_allowed_by_its_hash_alone() -> None:
    page = "<script>one</script><script src='x'></script><p>two</p>"

    assert inline_script_hashes(page) == ("'sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0='",)


def test_no_tile_server_has_no_origin() -> None:
    assert origin_of("") == ""
