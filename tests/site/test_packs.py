"""The packs that committees were given, as anybody reads them; a draft is nobody's."""

import base64
import hashlib
import io
import re
import zipfile

import pytest

from asset_map.model.committee_pack import CommitteePack
from asset_map.usecases.correct_pack import Correction, correct_pack
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.release_pack import release_pack
from tests.site.conftest import Browser, plain_pages
from tests.usecases.conftest import OFFICER, WEST
from tests.usecases.pack_district import DAY, LATER, march, with_committee, with_records

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


def test_somebody_missing_is_led_to_the_form(house: House, browser: Browser) -> None:
    pack = march(house)
    assert pack.wards[-1].missing_path.startswith("/add?ward=E05999")
    assert browser.get(f"/add?ward={WEST}").status_code == 200
