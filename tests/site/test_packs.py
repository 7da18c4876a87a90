"""The packs that committees were given, as anybody reads them; a draft is nobody's."""

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import replace
from typing import Any

import pytest

from asset_map.model.committee_pack import CommitteePack
from asset_map.model.errors import ConflictError
from asset_map.model.location import PublishLocation
from asset_map.model.role import Audience
from asset_map.usecases.correct_pack import Correction, correct_pack
from asset_map.usecases.edit_asset import edit_asset, to_edit
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.release_pack import is_held_back, release_pack
from tests.site.conftest import Browser, plain_pages
from tests.usecases.conftest import OFFICER, WEST
from tests.usecases.pack_district import DAY, LATER, at, march, with_committee, with_records

ADDRESS = "/pack/harbour-2027-03-04"


@pytest.fixture
def register_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def browser(house: House) -> Browser:
    with_records(house)
    with_committee(house)
    return plain_pages(house)


def release(house: House, pack: CommitteePack) -> CommitteePack:
    return release_pack(house, pack.id, as_made_at=pack.made_at, actor=OFFICER, now=DAY)


def change(house: House, **changed: Any) -> None:
    """Change the choir."""
    choir = to_edit(house, "choir", actor=OFFICER)
    edit_asset(house, replace(choir, **changed), reason="They asked", actor=OFFICER, now=LATER)


def test_a_draft_looks_like_a_pack_that_is_not_there(house: House, browser: Browser) -> None:
    march(house)
    drafted, missing = browser.get(ADDRESS), browser.get("/pack/moor-2027-03-04")
    assert drafted.status_code == missing.status_code == 404
    assert drafted.text.replace("harbour", "moor") == missing.text
    assert browser.get(f"{ADDRESS}/pack.pdf").status_code == 404


def test_a_released_pack_is_read_and_taken_away(house: House, browser: Browser) -> None:
    pack = release(house, march(house))
    page = browser.get(pack.path)
    assert page.status_code == 200
    assert page.text.count("<h1>") == 1
    assert all(sentence in page.text for sentence in pack.sentences)
    # Its own style and nothing else: the policy names the very style that stands in it.
    (style,) = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    named = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"style-src 'sha256-{named}';" in page.headers["content-security-policy"]
    kept_files = files_of_pack(house, pack.id, actor=OFFICER)
    for name, start in (("pack.pdf", b"%PDF"), ("map.png", b"\x89PNG"), ("map.svg", b"<svg")):
        assert f'href="{pack.path}/{name}"' in page.text
        answer = browser.get(f"{pack.path}/{name}")
        assert answer.content.startswith(start)
        assert answer.content == kept_files[name]
    tables = zipfile.ZipFile(io.BytesIO(browser.get(f"{pack.path}/tables.zip").content))
    assert browser.get(f"{pack.path}/wards.csv").content == tables.read("wards.csv")
    for name in ("pack.docx", "secrets.csv", "pack.exe"):
        assert browser.get(f"{pack.path}/{name}").status_code == 404


def test_what_a_browser_has_is_not_sent_again(house: House, browser: Browser) -> None:
    path = release(house, march(house)).path
    for address in (path, f"{path}/map.svg"):
        tag = browser.get(address).headers["etag"]
        assert browser.get(address, headers={"if-none-match": f"W/{tag}"}).status_code == 304


def test_the_address_of_a_replaced_pack_leads_to_the_one_that_stands(
    house: House, browser: Browser
) -> None:
    first = release(house, march(house))
    words = "The <b>hall</b> was missing."
    second = correct_pack(house, first.id, Correction(corrected=words), actor=OFFICER, now=LATER)
    release(house, second)
    page = browser.get(first.path)
    assert "was replaced on 25 February 2027" in page.text
    assert "The &lt;b&gt;hall&lt;/b&gt; was missing." in page.text
    assert f'href="{first.path}-issue-2"' in page.text
    assert browser.get(f"{first.path}/pack.pdf").status_code == 410
    assert browser.get(f"{first.path}-issue-2").status_code == 200


def test_what_was_hidden_since_is_in_no_pack_that_anybody_reads(
    house: House, browser: Browser
) -> None:
    first = release(house, march(house))
    browser.get(f"{first.path}/pack.html")
    change(house, locations=at("choir", 500, PublishLocation.WITHHELD).locations)
    for address in (first.path, f"{first.path}/pack.html", f"{first.path}/tables.zip"):
        answer = browser.get(address)
        assert (answer.status_code, "The choir" in answer.text) == (410, False)
    assert is_held_back(house, first.id, actor=OFFICER)
    as_it_was = Correction(corrected="The choir is hidden.", keeps_figures=True)
    with pytest.raises(ConflictError, match="figures of today"):
        correct_pack(house, first.id, as_it_was, actor=OFFICER, now=LATER)
    mended = replace(as_it_was, keeps_figures=False)
    second = correct_pack(house, first.id, mended, actor=OFFICER, now=LATER)
    release(house, second)
    page = browser.get(f"{first.path}-issue-2")
    assert (page.status_code, "The choir (" in page.text) == (200, False)


def test_a_draft_that_tells_of_what_was_hidden_since_is_not_released(house: House) -> None:
    with_records(house)
    with_committee(house)
    draft = march(house)
    change(house, visible_to=Audience.OFFICER)
    with pytest.raises(ConflictError, match="Make it anew"):
        release(house, draft)
    assert release(house, march(house)).wards


def test_somebody_missing_is_led_to_the_form(house: House, browser: Browser) -> None:
    pack = march(house)
    assert pack.wards[-1].missing_path.startswith("/add?ward=E05999")
    assert browser.get(f"/add?ward={WEST}").status_code == 200
