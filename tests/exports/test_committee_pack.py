"""A pack says the same in every format, the same to the byte, and runs nothing that was typed."""

import csv
import io
import re
from collections import Counter
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from asset_map.exports.committee_pack import pack_docx, pack_html, pack_map, pack_pdf, pack_tables
from asset_map.exports.committee_pack.blocks import (
    Heading,
    Notice,
    PageStart,
    Paragraph,
    Table,
    shown,
)
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.words import printable
from asset_map.model.committee_pack import PackState
from tests.exports.drawn_pack import HOSTILE, PACK, hostile_pack

ADDRESS = "https://map.doggerby.example"


@pytest.fixture(scope="module")
def pdf() -> str:
    return pack_pdf(PACK, address=ADDRESS).decode("latin-1")


@pytest.fixture(scope="module")
def page() -> str:
    return pack_html(PACK, address=ADDRESS).decode()


class Words(HTMLParser):
    """The tags and the words of a page; style is no word."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: Counter[str] = Counter()
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags[tag] += 1
        self.said += [value for name, value in attrs if name == "aria-label" and value]

    def handle_data(self, data: str) -> None:
        self.said.append(data)


def headings() -> list[str]:
    return [one.text for one in blocks_of(PACK, address=ADDRESS) if isinstance(one, Heading)]


def test_the_parts_come_in_the_order_that_committees_know() -> None:
    second = [one.text for one in blocks_of(PACK) if isinstance(one, Heading) and one.level == 2]
    assert second == [
        "Each ward in three facts",
        "What this cannot tell you",
        "In short",
        "Map",
        "Ward by ward",
        *(f"{ward.number} {ward.name}" for ward in PACK.wards),
        "Changes since 10 September 2026",
        "Connections and actions",
        "How the figures were made",
        "Sources",
        "Words used here",
    ]


def test_the_cover_says_what_is_not_yet_mapped_before_it_counts() -> None:
    blocks = list(blocks_of(PACK))
    cover = blocks[: next(n for n, one in enumerate(blocks) if isinstance(one, PageStart))]
    notice = next(
        n for n, one in enumerate(cover) if isinstance(one, Notice) and "Moor" in one.text
    )
    assert notice < next(n for n, one in enumerate(cover) if isinstance(one, Table))


def test_a_ward_tells_its_strengths_before_its_gaps() -> None:
    said = headings()
    assert said.index("Strengths") < said.index("Asked for, and not found yet") < said.index("Gaps")


def test_the_totals_come_out_at_what_is_shown_now() -> None:
    totals = next(one for one in blocks_of(PACK) if isinstance(one, Table) and one.name == "totals")
    *steps, last = [int(row[1]) for row in totals.rows]
    assert sum(steps) == last


def test_the_pdf_is_tagged_titled_and_in_british_english(pdf: str) -> None:
    assert "pdfuaid" in pdf
    assert "/Lang(en-GB)" in pdf
    assert "/DisplayDocTitle true" in pdf
    assert "North Area Committee: strengths and gaps, 3 December 2026" in pdf
    tags = Counter(re.findall(r"/StructElem/S/(\w+)", pdf))
    levels = Counter(
        one.level for one in blocks_of(PACK, address=ADDRESS) if isinstance(one, Heading)
    )
    assert {level: tags[f"H{level}"] for level in levels} == levels
    tables = [one for one in blocks_of(PACK) if isinstance(one, Table)]
    assert tags["Table"] == len(tables)
    assert tags["TH"] == sum(len(one.columns) for one in tables)
    said = [one for one in blocks_of(PACK) if isinstance(one, Notice | Paragraph)]
    assert tags["P"] >= len(said)
    # The map and the code for phones, each with what it shows in words.
    assert tags["Figure"] == pdf.count("/Alt(") == 2
    assert "Not yet mapped, 1 ward: 3 Moor" in pdf


def test_every_word_of_the_tables_stands_in_the_page(page: str) -> None:
    said = " ".join(Words(page).said)
    tables = [one for one in blocks_of(PACK) if isinstance(one, Table)]
    cells = {shown(cell) for one in tables for row in one.rows for cell in row}
    assert {cell for cell in cells if cell not in said} == set()


def test_the_page_is_whole_in_itself(page: str) -> None:
    tags = Words(page).tags
    assert tags["h1"] == 1
    assert tags["script"] == tags["link"] == tags["img"] == tags["iframe"] == 0
    assert not re.search(r"url\((?!#)|@import|src=", page)
    assert set(re.findall(r'href="([^"]+)"', page)) == {f"{ADDRESS}/wards/E05999001/missing"}


def test_each_table_is_a_csv_with_the_same_rows() -> None:
    files = pack_tables(PACK)
    tables = {f"{one.name}.csv": one for one in blocks_of(PACK) if isinstance(one, Table)}
    assert set(files) == {*tables, "figures.csv", "strengths.csv", "asks.csv"}
    assert all(content.startswith(b"\xef\xbb\xbf") for content in files.values())
    rows = list(csv.reader(io.StringIO(files["wards.csv"].decode("utf-8-sig"))))
    table = tables["wards.csv"]
    assert rows[0] == [column.name for column in table.columns]
    assert rows[1:] == [[str(cell) for cell in row] for row in table.rows]
    conditions = dict(csv.reader(io.StringIO(files["conditions.csv"].decode("utf-8-sig"))))
    assert conditions["boundary set"] == "Wards of 7 May 2026"
    assert conditions["records left out"] == "7: out of date; fewer than 5: withheld"


def test_rates_and_catchments_stand_in_the_method_note_alone() -> None:
    blocks = list(blocks_of(PACK))
    note = next(
        n
        for n, one in enumerate(blocks)
        if isinstance(one, Heading) and one.text == "How the figures were made"
    )
    told = [one.name for one in blocks[:note] if isinstance(one, Table)]
    assert {"rates", "catchments"} & set(told) == set()
    assert not re.search(r"3\.71|0\.316|per 10,000", str(blocks[:note]))


def test_equal_packs_give_equal_bytes_in_every_format(pdf: str, page: str) -> None:
    assert pack_pdf(PACK, address=ADDRESS).decode("latin-1") == pdf
    assert pack_html(PACK, address=ADDRESS).decode() == page
    assert pack_tables(PACK) == pack_tables(PACK)


def test_who_made_and_released_it_stays_in_the_office(pdf: str, page: str) -> None:
    tables = b"".join(pack_tables(PACK).values()).decode()
    assert all("Robin Example" not in told for told in (pdf, page, tables))


def test_a_draft_says_so_on_its_cover_and_on_each_page(page: str) -> None:
    draft = replace(PACK, state=PackState.DRAFT, issue=1, released_at=None, path="")
    drawn = pack_html(draft).decode()
    assert "DRAFT. It has not been released" in drawn
    assert "DRAFT. Figures of 20 November 2026" in pack_map(draft, format="svg").decode()
    assert "North Area Committee, 3 December 2026, draft" in drawn
    assert "DRAFT" not in page
    assert "Issue 2, corrected: the number of residents of Isle was left out" in page


def test_a_pack_with_hardly_anything_in_it_is_still_a_pack() -> None:
    bare = replace(
        PACK, wards=(), shapes=(), pins=(), changes=(), totals=None, previous_meeting=None,
        sentences=(), limits=(), actions=(), earlier_actions=(), links_made=(), links_by_state=(),
        sources=(), glossary=(),
    )  # fmt: skip
    assert pack_pdf(bare)
    assert "This is the first pack" in pack_html(bare).decode()
    assert pack_docx(bare)
    assert "figures.csv" in pack_tables(bare)


def test_hostile_texts_are_shown_as_typed_and_run_nowhere() -> None:
    pack = hostile_pack()
    typed = printable(HOSTILE)
    page = pack_html(pack, address=ADDRESS).decode()
    words = Words(page)
    assert words.tags["script"] == 0
    assert typed in "".join(words.said)
    assert pack_pdf(pack, address=ADDRESS)
    cells = [
        cell
        for content in pack_tables(pack).values()
        for row in csv.reader(io.StringIO(content.decode("utf-8-sig")))
        for cell in row
    ]
    assert typed in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]


def test_words_that_look_like_a_formula_are_kept_from_being_one() -> None:
    ward = replace(PACK.wards[0], name="=1+1", change="@SUM(A1)")
    wards = pack_tables(replace(PACK, wards=(ward,)))["wards.csv"].decode("utf-8-sig")
    assert "'=1+1" in wards
    assert "'@SUM(A1)" in wards


def test_a_screen_is_told_what_the_map_shows(page: str) -> None:
    assert 'role="img" aria-label="Map of 6 wards of North Area Committee.' in unescape(page)
