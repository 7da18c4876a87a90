import csv
import io
import re
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from asset_map.connections.formats import FORMATS
from asset_map.connections.graph import Member, Network, links_of, members_of, network
from asset_map.model.asset import AssetKind, BuildingBlock, Sector
from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.errors import UnreadableFileError
from asset_map.model.location import GridPoint
from tests.connections.drawn import K, drawn, library, member

HOSTILE = ("=HYPERLINK(1)", "'=1", "-1", "a\tb\nc", " blanks ", "<x>&\"'", "_x0041_", "|", "\u2028")


def same(found: Network, graph: Network) -> bool:
    return members_of(found) == members_of(graph) and links_of(found) == links_of(graph)


def texts(**more: object) -> st.SearchStrategy[str]:
    letters = st.characters(
        exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufffe\uffff"
    )
    return st.text(letters, **more) | st.sampled_from(HOSTILE)  # type: ignore[arg-type]


@st.composite
def graphs(draw: st.DrawFn) -> Network:
    keys = draw(st.lists(texts(min_size=1, max_size=6), unique=True, max_size=4))
    members = [
        Member(
            asset_id=key,
            name=draw(texts(min_size=1, max_size=8)),
            kind=draw(st.sampled_from(AssetKind)),
            sector=draw(st.none() | st.sampled_from(Sector)),
            building_block=draw(st.none() | st.sampled_from(BuildingBlock)),
            is_anchor=draw(st.booleans()),
            ward_code=draw(st.none() | st.just("E05000001")),
            ward_name=draw(texts(max_size=8)),
            committee_ids=draw(st.lists(st.sampled_from(["east", "a; b"]), max_size=2).map(tuple)),
        )
        for key in keys
    ]
    if len(keys) < 2:
        return network(members, [])
    days = st.none() | st.dates()
    links = []
    for number in range(draw(st.integers(0, 5))):
        first, second = draw(st.lists(st.sampled_from(keys), min_size=2, max_size=2, unique=True))
        kind = draw(st.sampled_from(ConnectionKind))
        amount = draw(st.none() | st.integers(0, 10**6))
        links.append(
            Connection(
                id=f"{number}{draw(texts(max_size=3))}",
                from_id=first,
                to_id=second,
                kind=kind,
                state=draw(st.sampled_from(ConnectionState)),
                since=draw(days),
                ended_on=draw(days),
                amount_gbp=amount if kind is ConnectionKind.FUNDS else None,
                note=draw(texts(max_size=8)),
                both_agreed=draw(st.booleans()),
                source=draw(texts(max_size=8)),
            )
        )
    return network(members, links)


@pytest.mark.parametrize("name", sorted(FORMATS))
@given(graph=graphs())
@example(graph=library())
@settings(max_examples=25)
def test_out_and_in_again_gives_the_same_network(name: str, graph: Network) -> None:
    found = FORMATS[name].read(FORMATS[name].written(graph))
    assert found.problems == ()
    assert same(found.graph, graph)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_what_xml_cannot_hold_is_taken_out_everywhere_alike(name: str) -> None:
    graph = network([replace(member("a"), name="Bell\x07 \ud800\r\nend")], [])
    found = FORMATS[name].read(FORMATS[name].written(graph)).graph
    assert [one.name for one in members_of(found)] == ["Bell\ufffd \ufffd\nend"]


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_file_says_where_anybody_is_but_the_ward(name: str) -> None:
    placed = replace(member("a"), point=GridPoint(easting=451_234.0, northing=325_678.0))
    raw = FORMATS[name].written(network([placed], []))
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = b"".join(archive.read(one) for one in archive.namelist())
    assert b"451234" not in raw
    assert b"325678" not in raw


@pytest.mark.parametrize("name", ["csv", "graphml", "kumu"])
def test_the_same_network_gives_the_same_bytes(name: str) -> None:
    assert FORMATS[name].written(library()) == FORMATS[name].written(library())


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("raw", [b"", b"no such file", b"PK\x03\x04", b"<graph", b"<a/>"])
def test_a_file_that_is_none_is_refused_in_words(name: str, raw: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"again|zip file"):
        FORMATS[name].read(raw)


@pytest.mark.parametrize("name", ["graphml", "gexf"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_file_that_unfolds_itself_is_refused(name: str, encoding: str) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><graphml>&b;</graphml>'
    with pytest.raises(UnreadableFileError, match="document type"):
        FORMATS[name].read(bomb.encode(encoding))


@pytest.mark.parametrize("name", ["csv", "kumu"])
def test_a_locked_or_damaged_archive_is_refused(name: str) -> None:
    raw = bytearray(FORMATS[name].written(library()))
    damaged = bytes(raw[:60] + b"\x00" + raw[61:])
    with pytest.raises(UnreadableFileError, match="damaged"):
        FORMATS[name].read(damaged)
    # The first bit of a part's flags says that it is encrypted.
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(header) + flags] |= 1
    with pytest.raises(UnreadableFileError, match="locked"):
        FORMATS[name].read(bytes(raw))


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_a_file_that_lost_any_of_its_attributes_is_read_or_refused(name: str) -> None:
    text = FORMATS[name].written(drawn([("a", K.HOSTS, "b")])).decode()
    for found in list(re.finditer(r' [a-z.]+="[^"]*"', text)):
        without = text[: found.start()] + text[found.end() :]
        with suppress(UnreadableFileError):
            assert len(FORMATS[name].read(without.encode()).graph) <= 2


def test_a_formula_is_neutralised_in_every_cell_of_a_table() -> None:
    graph = network([replace(member("=1+1"), name="@SUM(A1)", ward_name="+44")], [])
    with zipfile.ZipFile(io.BytesIO(FORMATS["csv"].written(graph))) as archive:
        rows = list(csv.reader(io.StringIO(archive.read("assets.csv").decode("utf-8-sig"))))
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["kumu"].written(graph)))
    for cells in (rows[1], sheet.get_sheet_by_name("Elements").to_python()[1]):
        assert [str(cell)[:1] for cell in (cells[0], cells[1], cells[7])] == ["'"] * 3


def test_kumu_finds_its_headings_where_it_looks_for_them() -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(FORMATS["kumu"].written(library())))
    assert book.sheet_names == ["Elements", "Connections"]
    elements, connections = (book.get_sheet_by_name(one).to_python() for one in book.sheet_names)
    assert elements[0][:3] == ["ID", "Label", "Type"]
    assert connections[0][:5] == ["ID", "From", "To", "Direction", "Type"]


def kumu(elements: list[list[object]], connections: list[list[object]]) -> bytes:
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        for title, lines in (("Elements", elements), ("Connections", connections)):
            sheet = book.add_worksheet(title)
            for number, line in enumerate(lines):
                sheet.write_row(number, 0, line)
    return file.getvalue()


def test_a_workbook_that_somebody_made_for_kumu_is_read_by_labels() -> None:
    raw = kumu(
        [["Label", "Type", "Colour"], ["Hall", "space", "red"], ["Scouts", "", ""]],
        [["From", "To", "Type", "Amount (GBP)"], ["Hall", "Scouts", "Funds", 250]],
    )
    found = FORMATS["kumu"].read(raw)
    assert found.problems == ()
    assert [one.name for one in members_of(found.graph)] == ["Hall", "Scouts"]
    (only,) = links_of(found.graph)
    assert (only.kind, only.amount_gbp) == (ConnectionKind.FUNDS, 250)


def test_one_bad_row_is_told_and_the_others_are_there() -> None:
    raw = kumu(
        [["Label", "Type"], ["Hall", "space"], ["Scouts", "group"], ["Moon", "planet"]],
        [
            ["From", "To", "Type", "Since", "Amount (GBP)"],
            ["Hall", "Scouts", "hosts", "2026-05-20", ""],
            ["Hall", "Nobody", "hosts", "", ""],
            ["Hall", "Scouts", "adores", "", ""],
            ["Hall", "Hall", "funds", "", ""],
            ["Hall", "Scouts", "lends", "May", ""],
            ["Hall", "Scouts", "funds", "", "9" * 5_000],
            ["Hall", "Scouts", "funds", "", "9" * 11],
        ],
    )
    found = FORMATS["kumu"].read(raw)
    assert [one.since for one in links_of(found.graph)] == [date(2026, 5, 20)]
    assert [(one.field, one.fault.split(" is ")[0]) for one in found.problems] == [
        ("Assets, row 4", "'planet' in column 'kind'"),
        ("Connections, row 3", "There"),
        ("Connections, row 4", "'adores' in column 'kind'"),
        ("Connections, row 5", "Asset Hall cannot be connected to itself; choose another one."),
        ("Connections, row 6", "'May' in column 'since'"),
        ("Connections, row 7", f"'{'9' * 40}' in column 'amount_gbp'"),
        ("Connections, row 8", "More than 1,000,000,000 pounds"),
    ]
