"""An officer brings a spreadsheet in, mends what was wrong with it, and lets it all in."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import StorageState, expect

from asset_map.settings import ROOT
from tests.browser.conftest import SetOut
from tests.browser.journey import Journey

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

EXAMPLE = ROOT / "data" / "assets" / "example_import.csv"
SOURCE = "Fish Quay stall"
# A heading that no program can guess, so that a person must say what it means.
UNKNOWN_HEADING = "Nice to know"
# What the officer writes into the cells that were at fault, by the row's number in the file.
MENDED = {
    "39": {"Post Code": "ZZ4 9AG"},
    "40": {"Lat": "54.4961", "Long": "1.2323"},
    "41": {"Name of group": "Marram Mystery Club"},
    "42": {"Capacity": "30"},
    "43": {"Last checked": "30/10/2026"},
    "44": {"Age from": "7", "Age to": "70"},
}


def first_file(folder: Path) -> Path:
    text = EXAMPLE.read_text(encoding="utf-8")
    file = folder / "sign-up-sheets.csv"
    file.write_text(text.replace("What we do", UNKNOWN_HEADING, 1), encoding="utf-8")
    return file


def mended(refused: bytes, folder: Path) -> Path:
    """Mend the rows as a person would in a spreadsheet program; the notes stay in."""
    rows = list(csv.DictReader(io.StringIO(refused.decode("utf-8-sig"))))
    assert {row["problem_row"] for row in rows} == set(MENDED)
    assert all(row["problem"] for row in rows)
    file = folder / "rows-mended.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, rows[0])
        writer.writeheader()
        writer.writerows(row | MENDED[row["problem_row"]] for row in rows)
    return file


def names_in(file: Path) -> list[str]:
    """The names in a spreadsheet, whatever stands above its headings."""
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    start = next(n for n, line in enumerate(lines) if line.startswith("Name of group"))
    return [row["Name of group"] for row in csv.DictReader(lines[start:])]


def choose_file(journey: Journey, file: Path) -> None:
    """Name the source, choose the file, and say what the strange heading means."""
    page = journey.page
    journey.open("/app/import")
    source = page.get_by_label("What is this source called?", exact=True)
    source.fill(SOURCE)
    source.press("Enter")
    journey.settle()
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text(file.name, exact=True)).to_be_visible()
    unknown = page.get_by_role("combobox", name=re.compile(f"^{UNKNOWN_HEADING}"))
    expect(unknown).to_have_value("leave this column out")
    unknown.click()
    unknown.press_sequentially("descr")
    page.get_by_role("option", name="description", exact=True).click()
    expect(unknown).to_have_value("description")


def import_it(journey: Journey) -> None:
    journey.page.get_by_role("button", name=re.compile(r"^Import \d+ rows?$")).click()
    expect(journey.page.get_by_role("heading", name="The report")).to_be_visible()


def look_at_rows_of(journey: Journey, file: Path) -> None:
    page = journey.page
    journey.open("/app/review")
    page.get_by_role("combobox", name="From").click()
    page.get_by_role("option", name=f"{SOURCE} ({file.name})").click()
    expect(page.get_by_role("button", name="Approve all rows of this import")).to_be_visible()
    journey.settle()


def vouch_for_the_source(journey: Journey) -> None:
    """Say why the source's places may be public: until then a group shows its ward alone."""
    page = journey.page
    page.get_by_text("Make this source's contacts and places public").click()
    why = page.get_by_label("Why may they be public?")
    why.fill("Every group gave its own times and place at the stall")
    why.press("Enter")
    page.get_by_role("button", name="Make them public").click()
    expect(page.get_by_text(re.compile("opened to the public"))).to_be_visible()


def approve_everything(journey: Journey) -> None:
    """Let the plain rows in at one go, then each row with a flag after a look at it."""
    page = journey.page
    page.get_by_role("button", name="Approve all rows of this import").click()
    let_in = page.get_by_text(re.compile(r"^\d+ records? let in\."))
    expect(let_in).to_be_visible()
    still = re.search(r"(\d+) rows? still waiting", let_in.inner_text())
    for left in range(int(still[1]) if still else 0, 0, -1):
        expect(page.get_by_role("heading", name=re.compile(f"^{left} proposals? "))).to_be_visible()
        journey.settle()
        page.get_by_role("button", name="Approve", exact=True).click()
        expect(page.get_by_text("Approved: it is in the register.")).to_be_visible()


def test_an_officer_imports_mends_and_approves_and_the_places_are_on_the_map(
    set_out: SetOut, officer: StorageState, tmp_path: Path
) -> None:
    journey = set_out(as_left=officer)
    page = journey.page
    file = first_file(tmp_path)

    choose_file(journey, file)
    expect(page.get_by_text("What to mend")).to_be_visible()
    journey.look()
    import_it(journey)
    expect(page.get_by_text("Of 41 rows: 35 placed, 0 without a place, 6 to mend.")).to_be_visible()
    journey.look()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download the rows to mend").click()
    mended_file = mended(download.value.path().read_bytes(), tmp_path)

    choose_file(journey, mended_file)
    import_it(journey)
    expect(page.get_by_text("Of 6 rows: 6 placed, 0 without a place, 0 to mend.")).to_be_visible()
    expect(page.get_by_role("button", name="Download the rows to mend")).to_have_count(0)

    look_at_rows_of(journey, file)
    vouch_for_the_source(journey)
    journey.look()
    approve_everything(journey)
    look_at_rows_of(journey, mended_file)
    approve_everything(journey)

    came_in = [*(name for name in names_in(file) if name), "Marram Mystery Club"]
    find_them_all(set_out(), came_in)

    choose_file(journey, file)
    import_it(journey)
    expect(page.get_by_text(re.compile("^0 records wait in Review"))).to_be_visible()
    expect(page.get_by_text(re.compile("0 proposed as changes"))).to_be_visible()
    journey.end()


def find_them_all(visitor: Journey, names: list[str]) -> None:
    """See as a visitor that what came in is on the map and in the list."""
    visitor.open("/app/find")
    visitor.wait_for_map("Fish Quay Shanty Crew", "Marram Mystery Club")
    # One row may be somebody's home; whether it has a pin is for other tests to say.
    assert set(names) - {"Spat Lane Sewing Bee"} <= set(visitor.names_on_map())
    for name in ("Fish Quay Shanty Crew", "Marram Mystery Club", "Spat Lane Sewing Bee"):
        visitor.page.get_by_label("What are you looking for?", exact=True).fill(name)
        expect(visitor.page.get_by_role("link", name=name).first).to_be_visible()
    visitor.look()
    visitor.end()
