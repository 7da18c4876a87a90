from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI

from asset_map.model.role import Role
from asset_map.settings import Settings
from asset_map.usecases.sign_in import is_this_machine, issue_officer_link, role_of
from tests.site.conftest import NOW, Browser


@pytest.fixture
def token(settings: Settings) -> str:
    return issue_officer_link(Path(settings.cache_dir), now=NOW)


def role_in(browser: Browser, settings: Settings) -> Role:
    return role_of(dict(browser.cookies), cache_dir=Path(settings.cache_dir), now=NOW)


def test_the_link_lets_an_officer_in(browser: Browser, settings: Settings, token: str) -> None:
    answer = browser.get(f"/officer/{token}")

    assert (answer.status_code, answer.headers["location"]) == (303, "/app/")
    assert role_in(browser, settings) is Role.OFFICER


def test_the_cookie_is_closed_to_scripts_and_other_sites(browser: Browser, token: str) -> None:
    answer = browser.get(f"/officer/{token}")

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age=43200" in cookie


def test_the_link_works_once(browser: Browser, settings: Settings, token: str) -> None:
    browser.get(f"/officer/{token}")
    browser.cookies.clear()

    again = browser.get(f"/officer/{token}")

    assert again.status_code == 403
    assert "has been used" in again.text
    assert role_in(browser, settings) is Role.PUBLIC


def test_a_guess_is_refused_and_the_link_still_works(browser: Browser, token: str) -> None:
    assert browser.get("/officer/guess").status_code == 403
    assert browser.get(f"/officer/{token}").status_code == 303


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP", "Via"])
def test_the_link_is_refused_through_a_proxy(browser: Browser, token: str, header: str) -> None:
    answer = browser.get(f"/officer/{token}", headers={header: "127.0.0.1"})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    ("client", "address"),
    [("192.0.2.7", "http://127.0.0.1"), ("127.0.0.1", "http://council.example")],
)
def test_the_link_is_refused_from_elsewhere(
    app: FastAPI, token: str, client: str, address: str
) -> None:
    elsewhere = Browser(app, address=address, client=client)

    assert elsewhere.get(f"/officer/{token}").status_code == 403


HERE: dict[str, Any] = {"client": "127.0.0.1", "host": "localhost", "headers": set[str]()}


@pytest.mark.parametrize(
    "tricked",
    [
        {"client": "192.0.2.7"},
        {"client": ""},
        {"client": "127.0.0.1.evil.example"},
        # Another site's name that was pointed at this machine, and one that sounds like it.
        {"host": "assets.council.example"},
        {"host": "127.0.0.1.nip.io"},
        {"host": "localhost.evil.example"},
        {"host": ""},
        *({"headers": {name}} for name in ("x-forwarded-for", "x-real-ip", "forwarded", "via")),
        {"headers": {"host", "x-forwarded-host"}},
    ],
)
def test_nobody_is_taken_to_sit_at_this_machine_who_does_not(tricked: dict[str, Any]) -> None:
    assert is_this_machine(**HERE)
    assert is_this_machine(client="::ffff:127.0.0.1", host="::1", headers={"host"})
    assert not is_this_machine(**{**HERE, **tricked})


def test_a_link_that_was_not_used_runs_out(browser: Browser, settings: Settings) -> None:
    token = issue_officer_link(Path(settings.cache_dir), now=NOW - timedelta(minutes=30))

    assert browser.get(f"/officer/{token}").status_code == 403
