"""Signing in as people do: by invitation, by the council's own sign-in, and out of every tab."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pyotp
import pytest
from playwright.sync_api import Browser, expect

from asset_map.settings import ROOT
from tests.browser.conftest import Served, served_from
from tests.browser.journey import travelling
from tests.openid_provider import CLIENT_ID, CLIENT_SECRET, Provider, provided

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with provided() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accounts")


@pytest.fixture(scope="module")
def council(folder: Path, provider: Provider) -> Iterator[Served]:
    """A server on a register of its own, whose council has a sign-in."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSET_MAP_OPENID_ISSUER", provider.issuer)
        patch.setenv("ASSET_MAP_OPENID_CLIENT_ID", CLIENT_ID)
        patch.setenv("ASSET_MAP_OPENID_CLIENT_SECRET", CLIENT_SECRET)
        patch.setenv("ASSET_MAP_OPENID_ROLES", "Asset officers=officer")
        with served_from(folder, has_demonstration=False) as started:
            yield started


def users(folder: Path, *words: str) -> str:
    """Run a command on the register, as whoever keeps the accounts does."""
    environ = {
        **os.environ,
        "ASSET_MAP_DATABASE_URL": f"sqlite:///{folder}/register.sqlite",
        "ASSET_MAP_CACHE_DIR": f"{folder}/cache",
    }
    command = [sys.executable, "-m", "asset_map", "users", *words]
    ran = subprocess.run(
        command, check=False, env=environ, cwd=ROOT, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_an_officer_comes_in_by_invitation_and_is_out_of_every_tab_when_it_ends(
    browser: Browser, council: Served, folder: Path
) -> None:
    # A journey that is begun anew needs somebody new.
    own = uuid4().hex[:6]
    email, name = f"jo-{own}@x.example", f"Jo Smith {own}"
    said = users(folder, "add", email, "--name", name, "--role", "officer")
    invitation = re.search(r"/welcome/\S+", said)
    assert invitation
    with travelling(browser, council.address) as jo:
        page = jo.page
        jo.open(invitation[0])
        jo.look()
        page.get_by_label("Password", exact=True).fill("kettle harbour seven wool")
        page.get_by_role("button", name="Keep this password").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Set up codes on your phone")
        jo.look()
        secret = page.locator(".secret").inner_text().replace(" ", "").strip()
        page.get_by_label("The six digits").fill(pyotp.TOTP(secret).now())
        page.get_by_role("button", name="Finish setting up").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")
        jo.look()
        page.get_by_role("link", name="I have them").click()
        jo.settle()
        expect(page.get_by_text(f"You are here as {name}, officer.")).to_be_visible()
        jo.open("/app/committees")
        page.get_by_label("Its name").fill("Jo's own committee")

        users(folder, "end", email)

        # The tab was drawn before: what is pressed in it now is refused.
        page.get_by_role("button", name="Add this committee").click()
        expect(page.get_by_text("This page is for: officer")).to_be_visible()
        jo.end()


def test_the_councils_own_sign_in_gives_the_role_and_signing_out_ends_it(
    browser: Browser, council: Served, provider: Provider
) -> None:
    provider.people = {
        "Al Officer": {
            "email": "al@x.example",
            "email_verified": True,
            "roles": ["Asset officers"],
        },
        "Bo Nobody": {"email": "bo@x.example", "email_verified": True},
    }
    with travelling(browser, council.address) as al:
        page = al.page
        al.open("/sign-in")
        al.look()
        page.get_by_role("link", name="Sign in with").click()
        page.get_by_role("link", name="Al Officer").click()
        al.settle()
        expect(page.get_by_text("You are here as Al Officer, officer.")).to_be_visible()
        other_tab = page.context.new_page()
        other_tab.goto(f"{council.address}/account")
        other_tab.get_by_role("button", name="Sign out here").click()
        expect(other_tab.get_by_role("heading", level=1)).to_have_text("You are signed out")
        page.get_by_role("link", name="Review", exact=True).click()
        expect(page.get_by_text("This page is for: officer")).to_be_visible()
        other_tab.get_by_role("link", name="Sign out there too").click()
        expect(other_tab.get_by_role("heading", level=1)).to_have_text("You are signed out")
        assert provider.signed_out == 1

        other_tab.get_by_role("link", name="Sign in again").click()
        other_tab.get_by_role("link", name="Sign in with").click()
        other_tab.get_by_role("link", name="Bo Nobody").click()
        expect(other_tab.get_by_text("nobody has given you a role here yet")).to_be_visible()
