"""What anybody typed stands in every file as typed, for whichever program opens it."""

import csv
import io
import json
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from icalendar import Calendar
from playwright.sync_api import Browser

from asset_map.connections.formats import FORMATS
from asset_map.exports.formats import Format
from asset_map.imports.table import Table
from asset_map.model.role import Audience
from asset_map.register import areas, roadshows
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.connection_files import network_file
from asset_map.usecases.count_roadshows import count_roadshows, counts_csv
from asset_map.usecases.draw_tree import tree_drawn
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.gap_answer_files import grid_csv, sites_csv, what_if_csv
from asset_map.usecases.gap_tables import as_csv, as_json
from asset_map.usecases.hold_session import session_of
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import ImportRequest, import_assets
from asset_map.usecases.import_cards import import_cards
from asset_map.usecases.import_connections import import_connections
from asset_map.usecases.look_at_network import network_seen
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from asset_map.usecases.messages_out import mail_merge_csv
from asset_map.usecases.open_data import assets_geojson, open_referral_files
from asset_map.usecases.pack_files import files_of_pack
from asset_map.usecases.send_round import round_up, round_up_calendar, round_up_html
from asset_map.usecases.sign_up import hand_over_csv
from asset_map.usecases.site_next import SitingRequest, site_next
from asset_map.usecases.what_if import pins_to_try, what_if
from asset_map.usecases.whats_on import calendar
from tests.laws.hostile import CANARY, HOSTILE
from tests.laws.poisoned import NOW, OFFICER, house_of, shown_in
from tests.laws.watched import Watch, chromium

__all__ = ["chromium"]

pytestmark = [pytest.mark.unmeasured, pytest.mark.xdist_group("browser")]

TODAY = NOW.date()
# Comma, quotation marks, UTF-8, from the first line; and what looks like a formula is one.
_OPEN_CSV = "--infilter=CSV:44,34,76,1,,0,false,false,false,false,false,0,true"
_TO_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false"
_EVERY_SHEET = f"{_TO_CSV},-1"
SAY_LITTLE = ("assets.html", "tree-0.svg", "round-up-0.html")
_TO_TEXT = "txt:Text (encoded):UTF8"


@pytest.fixture(scope="module")
def house(folder: Path) -> Iterator[House]:
    opened = house_of(folder)
    yield opened
    opened.register.close()


@pytest.fixture(scope="module")
def files(house: House) -> dict[str, bytes]:
    """Every file that is written of what people typed, archives opened."""
    written = dict([*_figures(house), *_roadshow(house), *_register(house), *_reports(house)])
    return dict(_unpacked(written))


def _figures(house: House) -> Iterator[tuple[str, bytes]]:
    for audience in (Audience.PUBLIC, Audience.OFFICER):
        asked = GapRequest(audience=audience)
        run = measure_gaps(house, asked, actor=OFFICER, now=NOW)
        yield f"gaps-{audience}.csv", as_csv(run)
        yield f"gaps-{audience}.json", as_json(run).encode()
    yield "grid.csv", grid_csv(run)
    pins = pins_to_try(house, run, actor=OFFICER, now=NOW)[:3]
    yield "what-if.csv", what_if_csv(what_if(house, pins, run, actor=OFFICER, now=NOW), run)
    wanted = SitingRequest(sought="food", count=3)
    yield "sites.csv", sites_csv(site_next(house, wanted, actor=OFFICER, now=NOW), wanted)
    with house.register.reading() as connection:
        committee = areas.committees(connection)[0]
    asked_for = PackRequest(
        committee=committee.id, meeting=committee.meetings[0], officer=HOSTILE[44],
        contact=HOSTILE[45], asked_to=HOSTILE[46],
    )  # fmt: skip
    pack = build_pack(house, asked_for, actor=OFFICER, now=NOW)
    for name, content in files_of_pack(house, pack.id, actor=OFFICER).items():
        yield f"pack-{name.replace('/', '-')}", content


def _roadshow(house: House) -> Iterator[tuple[str, bytes]]:
    with house.register.reading() as connection:
        held = roadshows.every(connection)
    between = (TODAY - timedelta(days=4_000), TODAY + timedelta(days=400))
    yield "counts.csv", counts_csv(count_roadshows(house, between=between, actor=OFFICER))
    for number, one in enumerate(held):
        told = round_up(house, one.id, actor=OFFICER)
        yield f"round-up-{number}.html", round_up_html(told)
        yield f"agreed-{number}.ics", round_up_calendar(house, one.id, actor=OFFICER, now=NOW)
        yield f"tree-{number}.svg", tree_drawn(session_of(house, one.id, actor=OFFICER)).encode()
    yield "visitors.csv", hand_over_csv(house, "stall", actor=OFFICER, now=NOW)
    yield "letters.csv", mail_merge_csv(house, actor=OFFICER)


def _register(house: House) -> Iterator[tuple[str, bytes]]:
    for kind in Format:
        content, _ = export_assets(house, kind, audience=Audience.OFFICER, actor=OFFICER, now=NOW)
        yield f"assets.{kind.value}", content
    network = network_seen(house, actor=OFFICER, today=TODAY)
    for kind_name, form in FORMATS.items():
        yield f"network-{kind_name}{form.suffix}", network_file(network, kind_name).content
    yield "open.geojson", assets_geojson(house, actor=OFFICER, now=NOW)
    yield "calendar.ics", calendar(house, actor=OFFICER, now=NOW)
    for name, content in open_referral_files(house, actor=OFFICER, now=NOW).items():
        yield f"open-referral-{name.replace('/', '-')}", content


def _reports(house: House) -> Iterator[tuple[str, bytes]]:
    """What could not be read of a file in which every cell is hostile, to be mended."""
    headings = ("name", "card", "kind", "postcode", "from", "to", *HOSTILE[44:51])
    rows = tuple((one,) * len(headings) for one in HOSTILE)
    table = Table(
        file_name="hostile.csv",
        headings=headings,
        rows=rows,
        row_numbers=tuple(range(2, len(rows) + 2)),
    )
    mapping = {"kind": "kind", "name": "name", "postcode": "postcode"}
    request = ImportRequest(
        table=table, content=b"", source=HOSTILE[44], mapping=mapping, is_dry_run=True
    )
    yield "mend.csv", import_assets(house, request, actor=OFFICER, now=NOW).problems_csv
    yield "mend-links.csv", import_connections(house, table, actor=OFFICER, now=NOW).problems_csv
    with house.register.reading() as connection:
        show = roadshows.every(connection)[0].id
    yield "mend-cards.csv", import_cards(house, show, table, actor=OFFICER, now=NOW).problems_csv


def _unpacked(written: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    for name, content in written.items():
        if not name.endswith(".zip"):
            yield name, content
            continue
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield f"{name}-{part.replace('/', '-')}", archive.read(part)


def of_kind(files: dict[str, bytes], ending: str) -> dict[str, bytes]:
    return {name: content for name, content in files.items() if name.endswith(ending)}


def opened_in_office(files: dict[str, bytes], folder: Path, *how: str) -> Path:
    """Have LibreOffice open files, and save what it shows; return where."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    home = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = ["soffice", home, "--headless", *how, "--outdir", "seen", *files]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=180)
    return folder / "seen"


def cells_of(text: str) -> list[list[str]]:
    """Return the cells, without empty ones at the end, figures as figures."""
    rows = [[_plain(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""))]
    for row in rows:
        while row and not row[-1]:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _plain(cell: str) -> str:
    """A figure may be shown with fewer noughts or commas, and a line may end in another way."""
    try:
        return f"{float(cell.replace(',', '')):.6g}"
    except ValueError:
        return cell.replace("\r\n", "\n")


needs_office = pytest.mark.skipif(
    not shutil.which("soffice"), reason="LibreOffice is not installed"
)


@pytest.mark.browser
@pytest.mark.parametrize("ending", [".html", ".svg"])
def test_a_page_or_a_drawing_opened_from_the_disk_runs_nothing(
    files: dict[str, bytes], chromium: Browser, tmp_path: Path, ending: str
) -> None:
    pages = of_kind(files, ending)
    for name, content in pages.items():
        file = tmp_path / name
        file.write_bytes(content)
        watch = Watch(chromium, file.as_uri())
        watch.page.goto(file.as_uri())
        ran = watch.page.evaluate(f"window.{CANARY}")
        text = watch.page.evaluate("document.documentElement.textContent")
        assert (watch.faults, ran) == ([], None), name
        assert shown_in(text) or name in SAY_LITTLE, name
    assert len(pages) >= 3


@needs_office
def test_a_spreadsheet_program_shows_every_cell_of_every_csv_and_computes_nothing(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    tables = of_kind(files, ".csv")
    seen = opened_in_office(tables, tmp_path, _OPEN_CSV, "--convert-to", _TO_CSV)

    differing = {}
    for name, content in tables.items():
        shown = (seen / name).read_text("utf-8-sig")
        wrote, read = cells_of(content.decode("utf-8-sig")), cells_of(shown)
        if wrote != read:
            differing[name] = next(
                pair for pair in zip(wrote, read, strict=False) if pair[0] != pair[1]
            )
    assert differing == {}
    assert len(tables) > 20


@needs_office
def test_a_spreadsheet_program_shows_every_cell_of_every_workbook_and_computes_nothing(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    books = of_kind(files, ".xlsx")
    seen = opened_in_office(books, tmp_path, "--convert-to", _EVERY_SHEET)

    for name, content in books.items():
        workbook = openpyxl.load_workbook(io.BytesIO(content))
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert not [part for part in archive.namelist() if "external" in part.lower()]
        for sheet in workbook.worksheets:
            assert {cell.data_type for row in sheet for cell in row} <= {"s", "n"}
            wrote = cells_of(_as_csv(sheet.iter_rows(values_only=True)))
            shown = seen / f"{name.removesuffix('.xlsx')}-{sheet.title}.csv"
            assert wrote == cells_of(shown.read_text("utf-8-sig")), (name, sheet.title)
    assert len(books) == 2


def _as_csv(rows: Iterator[tuple[object, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


@needs_office
def test_a_word_processor_shows_a_pack_as_typed_and_fetches_nothing(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    documents = of_kind(files, ".docx")
    seen = opened_in_office(documents, tmp_path, "--convert-to", _TO_TEXT)

    for name, content in documents.items():
        told = (seen / name).with_suffix(".txt").read_text("utf-8-sig")
        # What is hidden in a document's own codes is not what was typed.
        assert len(shown_in(told)) > len(HOSTILE) // 2
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        relations = [
            one
            for part in of_kind(parts, ".rels").values()
            for one in ET.fromstring(part)  # noqa: S314 - our own
        ]
        outside = {one.get("Type") for one in relations if one.get("TargetMode") == "External"}
        assert {str(one).rpartition("/")[2] for one in outside} <= {"hyperlink"}
        # Codes that a word processor follows: the number of the page.
        codes = re.findall(rb'w:instr="([^"]*)"|instrText[^>]*>([^<]*)', b"".join(parts.values()))
        assert set(codes) <= {(b"PAGE", b"")}
    assert documents


def test_files_for_other_programs_are_sound_and_hold_it_as_typed(
    files: dict[str, bytes], tmp_path: Path
) -> None:
    read: dict[str, set[str]] = {}
    for name, content in files.items():
        match name.rpartition(".")[2]:
            case "graphml" | "gexf" | "svg":
                root = ET.fromstring(content)  # noqa: S314 - our own
                texts = [
                    *root.itertext(),
                    *(text for one in root.iter() for text in one.attrib.values()),
                ]
            case "json" | "geojson":
                texts = list(_texts_of(json.loads(content)))
            case "ics":
                events = Calendar.from_ical(content).walk()
                texts = [str(value) for event in events for value in event.values()]
            case "gpkg":
                texts = list(_of_geopackage(content, tmp_path / name))
            case _:
                continue
        kind = name.rpartition(".")[2]
        read[kind] = read.get(kind, set()) | shown_in("\n".join(texts))
    least = {kind: len(found) for kind, found in read.items()}
    assert min(least.values()) > 5, least
    assert set(least) == {"graphml", "gexf", "svg", "json", "geojson", "ics", "gpkg"}


def _texts_of(value: object) -> Iterator[str]:
    match value:
        case dict():
            for each in value.values():
                yield from _texts_of(each)
        case list():
            for each in value:
                yield from _texts_of(each)
        case str():
            yield value


def _of_geopackage(content: bytes, file: Path) -> Iterator[str]:
    file.write_bytes(content)
    for layer, _ in pyogrio.list_layers(file):
        frame = pyogrio.read_dataframe(file, layer=layer, read_geometry=False)
        yield from (text for text in frame.to_numpy().ravel() if isinstance(text, str))
