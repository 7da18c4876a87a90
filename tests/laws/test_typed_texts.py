"""What anybody typed is shown as typed and runs nowhere: on every page and in every file."""

import csv
import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser
from pypdf import PdfReader

from asset_map.exports.formats import Format
from asset_map.model.account import AccountState
from asset_map.model.cells import restored
from asset_map.model.role import Action, Audience, Role
from asset_map.register import accounts, areas
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.events_guide import events_guide
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.sessions import SESSION_COOKIE, begin_session
from asset_map.usecases.subject_request import export_person
from asset_map.usecases.welcome_pack import welcome_pack
from asset_map.web.frame import PLACES
from tests.browser.conftest import Served, served_from
from tests.laws.hostile import HOSTILE, hostile_names
from tests.laws.poisoned import KEEPER, KNOWN, NOW, OFFICER, a_ward, house_of, shown_in
from tests.laws.watched import Watch, chromium

__all__ = ["chromium"]

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

# Of each sort of page so many; what differs between them is what the law is about.
OF_A_SORT = 2
# Every page shows many of the texts; so many have a page of their own opened.
SOME = 5
FILES = re.compile(r"\.\w{2,7}(?:\?|$)|^/(?:api|open-referral|calendar|app|officer)\b")


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSET_MAP_COUNCIL_NAME", HOSTILE[3])
        patch.setenv("ASSET_MAP_PRIVACY_CONTACT", HOSTILE[0])
        with served_from(folder, has_demonstration=False) as started:
            yield started


def sort_of(path: str) -> str:
    """Return what pages of one sort have in common."""
    first, _, rest = path.partition("?")[0].lstrip("/").partition("/")
    return f"{first}/{'*' if rest else ''}{'?' if '?' in path else ''}"


def test_plain_pages_show_it_as_typed_and_run_nothing(
    served: Served, folder: Path, chromium: Browser
) -> None:
    watch = Watch(chromium, served.address)
    waiting, opened = ["/"], dict[str, list[str]]()
    while waiting:
        path = waiting.pop(0)
        those = opened.setdefault(sort_of(path), [])
        if path in those or len(those) >= OF_A_SORT:
            continue
        those.append(path)
        watch.open(path)
        links = "links => links.map(one => one.getAttribute('href'))"
        found = watch.page.eval_on_selector_all("a[href]", links)
        waiting += [
            one.partition("#")[0]
            for one in found
            if one.startswith("/") and not one.startswith("//") and not FILES.search(one)
        ]
    names = hostile_names(folder)
    for name in HOSTILE[::SOME]:
        watch.open(f"/asset/{names[name]}")
        title = watch.page.locator("h1").first.text_content() or ""
        assert " ".join(title.split()) == " ".join(name.split())

    assert watch.faults == []
    assert [one for one in HOSTILE if " ".join(one.split()) not in watch.read] == []
    assert (len(names), len(opened) > 10) == (len(HOSTILE), True)


@pytest.fixture(scope="module")
def sessions(house: House, served: Served) -> dict[Role, str]:
    """A browser's session for each account: they were invited, and come in once it is served."""
    assert served.officer_link
    with house.register.writing() as connection:
        there = [
            replace(one, state=AccountState.ACTIVE, version=one.version + 1)
            for one in accounts.every_account(connection)
        ]
        for one in there:
            accounts.put(connection, one)
    now = datetime.now(UTC)
    return {one.role: begin_session(house, one, device="", now=now).token for one in there}


@pytest.mark.parametrize("role", [Role.ADMIN, Role.DATA_PROTECTION])
def test_the_workroom_shows_it_as_typed_and_runs_nothing(
    served: Served, folder: Path, chromium: Browser, sessions: dict[Role, str], role: Role
) -> None:
    watch = Watch(chromium, served.address)
    watch.page.context.add_cookies(
        [{"name": SESSION_COOKIE, "value": sessions[role], "url": served.address}]
    )
    names = hostile_names(folder, for_officers=True)
    few = [name for name in names if name.startswith(("<script", "{{", "**bold", "$", ":material"))]
    # Whoever keeps the accounts may open every page; data protection sees more of this one.
    mine = [one for one in PLACES if role is Role.ADMIN or one.action is Action.ANSWER_REQUESTS]
    paths = [f"/app/{place.address}" for place in mine if not place.is_first]
    for path in [*paths, *(f"/app/asset?id={names[name]}" for name in few)]:
        watch.open(path)
        page = watch.page
        page.wait_for_selector("h1")
        page.wait_for_function("!document.querySelector('[data-testid=stStatusWidget]')")
        watch.look()
        if page.locator("[data-testid=stException]").count():
            watch.faults.append(f"{path} is broken")
        if page.get_by_text("This page is for:").count():
            watch.faults.append(f"{path} was not seen")
        if "asset?id" in path:
            (name,) = (one for one in few if names[one] == path.partition("=")[2])
            # A joiner that nobody sees keeps Streamlit from making a sign of ":home:".
            said = (page.locator("h1").first.text_content() or "").replace("\u2060", "")
            assert said.split() == name.replace("\u2060", "").split()

    assert watch.faults == []


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    opened = house_of(folder)
    yield opened
    opened.register.close()


@pytest.fixture(scope="module")
def pack(house: House) -> dict[str, bytes]:
    """A committee's pack in every form."""
    with house.register.reading() as connection:
        committee = areas.committees(connection)[0]
    wanted = PackRequest(
        committee=committee.id, meeting=committee.meetings[0], officer=HOSTILE[2],
        contact=HOSTILE[4], asked_to=HOSTILE[6],
    )  # fmt: skip
    built = build_pack(house, wanted, actor=OFFICER, now=NOW)
    return files_of_pack(house, built.id, actor=OFFICER)


@pytest.mark.parametrize("page", ["map", "pack", "answer"])
def test_a_page_in_one_file_runs_nothing_from_the_disk(
    house: House, pack: dict[str, bytes], chromium: Browser, tmp_path: Path, page: str
) -> None:
    file = tmp_path / f"{page}.html"
    if page == "map":
        content, _ = export_assets(
            house, Format.HTML, audience=Audience.PUBLIC, actor=OFFICER, now=NOW
        )
    elif page == "pack":
        content = pack["pack.html"]
    else:
        content = export_person(house, [KNOWN], actor=KEEPER, now=NOW)
    file.write_bytes(content)
    watch = Watch(chromium, file.as_uri())
    watch.open("")
    if page == "map":
        watch.page.wait_for_selector(".leaflet-container")
    watch.look()

    assert watch.faults == []
    assert page == "map" or shown_in(watch.read)


def test_paper_shows_it_as_typed_and_does_nothing(house: House, pack: dict[str, bytes]) -> None:
    ward = a_ward(house)
    papers = {
        "pack": pack["pack.pdf"],
        "map": pack["map.pdf"],
        "welcome": welcome_pack(house, ward, actor=OFFICER, now=NOW),
        "guide": events_guide(house, actor=OFFICER, now=NOW, ward_code=ward),
    }
    for name, content in papers.items():
        read = PdfReader(io.BytesIO(content))
        assert not {"/OpenAction", "/AA", "/Names"} & set(read.root_object), name
        does = {
            one.get_object()["/A"]["/S"]
            for page in read.pages
            for one in page.get("/Annots") or ()
            if "/A" in one.get_object()
        }
        assert does <= {"/URI", "/GoTo"}, name
        assert shown_in(" ".join(page.extract_text() for page in read.pages)), name

    document = docx.Document(io.BytesIO(pack["pack.docx"]))
    told = " ".join(
        [*(one.text for one in document.paragraphs)]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    assert len(shown_in(told)) > len(HOSTILE) // 2


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", [Format.CSV, Format.XLSX])
def test_a_spreadsheet_program_shows_every_name_as_a_text(
    house: House, folder: Path, kind: Format, tmp_path: Path
) -> None:
    content, _ = export_assets(house, kind, audience=Audience.PUBLIC, actor=OFFICER, now=NOW)
    file = tmp_path / f"assets.{kind.value}"
    file.write_bytes(content)
    # 44,34,76: commas, quotation marks, UTF-8.
    command = [
        "soffice", f"-env:UserInstallation={(tmp_path / 'office').as_uri()}", "--headless",
        "--infilter=CSV:44,34,76" if kind is Format.CSV else "--norestore",
        "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", "seen", file.name,
    ]  # fmt: skip
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    read = (tmp_path / "seen" / "assets.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(read)))
    names = {" ".join(restored(row["name"]).split()) for row in rows}

    assert {" ".join(name.split()) for name in hostile_names(folder)} - names == set()
