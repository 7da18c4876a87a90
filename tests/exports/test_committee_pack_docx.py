"""A pack in Word: real styles, rows that repeat, the council's template, and no dangerous one."""

import io
import re
import zipfile
from collections.abc import Mapping

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from asset_map.exports.committee_pack import pack_docx
from asset_map.exports.committee_pack.blocks import Heading, Table, shown
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.docx_template import TO_BE_WRITTEN, opened, standing_headings
from asset_map.exports.committee_pack.words import printable
from asset_map.model.errors import UnreadableFileError
from tests.exports.drawn_pack import AT, HOSTILE, PACK, hostile_pack

ADDRESS = "https://map.doggerby.example"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@pytest.fixture(scope="module")
def written() -> bytes:
    return pack_docx(PACK, address=ADDRESS)


def saved(document: Document) -> bytes:
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def council_template() -> Document:
    """A report of a council: standing headings, a header, the pack's place, a signature."""
    document = docx.Document()
    document.sections[0].page_width, document.sections[0].page_height = Mm(210), Mm(297)
    document.sections[0].different_first_page_header_footer = True
    document.sections[0].header.paragraphs[0].text = "Doggerby District Council"
    document.add_heading("Summary", 1)
    document.add_heading("Financial implications", 1)
    document.add_paragraph("None.")
    document.add_heading("Background", 1)
    document.add_paragraph(" {{pack}} ")
    document.add_heading("Legal implications", 1)
    document.add_heading("Equality", 2)
    document.add_paragraph("")
    return document


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a zip with further or other parts."""
    changed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name], zipfile.ZIP_DEFLATED)
    return changed.getvalue()


def part(content: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name)


def test_headings_and_tables_are_those_of_the_pack(written: bytes) -> None:
    document = docx.Document(io.BytesIO(written))
    blocks = list(blocks_of(PACK, address=ADDRESS))
    headings = [
        (one.text, int(one.style.name[-1]))
        for one in document.paragraphs
        if one.style is not None and str(one.style.name).startswith("Heading")
    ]
    assert headings == [(one.text, one.level) for one in blocks if isinstance(one, Heading)]
    tables = [one for one in blocks if isinstance(one, Table)]
    assert [[[cell.text for cell in row.cells] for row in one.rows] for one in document.tables] == [
        [
            [column.name for column in one.columns],
            *([shown(cell) for cell in row] for row in one.rows),
        ]
        for one in tables
    ]
    heads = [one.rows[0]._tr.get_or_add_trPr() for one in document.tables]  # noqa: SLF001
    assert all(one.find(qn("w:tblHeader")) is not None for one in heads)


def test_pictures_language_and_title_are_told(written: bytes) -> None:
    document = docx.Document(io.BytesIO(written))
    told = [one._inline.docPr.get("descr") for one in document.inline_shapes]  # noqa: SLF001
    assert len(told) == 2
    assert told[0].startswith("Map of 6 wards")
    assert document.core_properties.title.startswith("North Area Committee: strengths and gaps")
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.created == AT
    assert b'w:lang w:val="en-GB"' in part(written, "word/styles.xml")


def test_wide_sheets_are_on_their_side_and_the_rest_upright(written: bytes) -> None:
    document = docx.Document(io.BytesIO(written))
    assert [one.orientation == 1 for one in document.sections] == [False, True, False]


def test_equal_packs_give_equal_bytes_with_no_clock_in_the_zip(written: bytes) -> None:
    assert pack_docx(PACK, address=ADDRESS) == written
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_hostile_texts_stand_in_word_as_typed() -> None:
    made = pack_docx(hostile_pack(), address=ADDRESS)
    document = docx.Document(io.BytesIO(made))
    assert printable(HOSTILE) in [one.text for one in document.paragraphs]
    body = part(made, "word/document.xml")
    assert set(re.findall(rb'instr="([^"]*)"', body)) == set()


def test_the_pack_goes_where_the_template_says_and_its_own_words_stay() -> None:
    template = saved(council_template())
    document = docx.Document(io.BytesIO(pack_docx(PACK, address=ADDRESS, template=template)))
    said = [one.text for one in document.paragraphs if one.text]
    assert said[:4] == ["Summary", TO_BE_WRITTEN, "Financial implications", "None."]
    assert said[4:6] == ["Background", "North Area Committee: strengths and gaps"]
    assert said[-3:] == ["Legal implications", "Equality", TO_BE_WRITTEN]
    assert "{{pack}}" not in said
    assert document.sections[0].header.paragraphs[0].text == "Doggerby District Council"
    # Later sections have no title page of their own, and the same header.
    assert [one.different_first_page_header_footer for one in document.sections] == [
        True,
        False,
        False,
    ]
    assert document.sections[-1].header.paragraphs[0].text == "Doggerby District Council"
    marked = next(one for one in document.paragraphs if one.text == TO_BE_WRITTEN)
    assert marked.runs[0].font.highlight_color is not None


def test_without_a_place_the_pack_stands_at_the_end() -> None:
    template = docx.Document()
    template.add_paragraph("Report of the officer")
    template.add_heading("The pack", 1)
    made = pack_docx(PACK, template=saved(template))
    said = [one.text for one in docx.Document(io.BytesIO(made)).paragraphs if one.text]
    assert said[:3] == [
        "Report of the officer",
        "The pack",
        "North Area Committee: strengths and gaps",
    ]


def test_headings_with_nothing_under_them_are_listed() -> None:
    listed = standing_headings(opened(saved(council_template())))
    assert listed == ("Summary", "Equality")


def test_a_template_without_our_styles_still_takes_the_pack() -> None:
    template = docx.Document()
    for style in list(template.styles):
        if style.name in {"Heading 2", "Heading 4", "Caption", "Intense Quote", "List Bullet"}:
            style.delete()
    made = docx.Document(io.BytesIO(pack_docx(PACK, template=saved(template))))
    assert "1 Harbour" in [
        one.text for one in made.paragraphs if one.style and one.style.name == "Heading 2"
    ]
    assert any(one.text.startswith("• ") for one in made.paragraphs)


EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="{links}/{kind}" Target="{target}" TargetMode="External"/>'
    "</Relationships>"
)


def linked(kind: str, target: str) -> dict[str, bytes]:
    told = EXTERNAL.format(links=LINKS, kind=kind, target=target)
    return {"word/_rels/settings.xml.rels": told.encode()}


PLAIN = saved(docx.Document())
MAIN = b"wordprocessingml.document.main+xml"
DANGEROUS: dict[str, tuple[bytes, str]] = {
    "no zip": (b"Report of the officer", "no Word document"),
    "an old Word file": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "no Word document"),
    "half a file": (PLAIN[:5_000], "no Word document"),
    "a workbook": (
        with_parts(
            PLAIN,
            {
                "[Content_Types].xml": part(PLAIN, "[Content_Types].xml").replace(
                    MAIN, b"spreadsheetml.sheet.main+xml"
                )
            },
        ),
        "no Word document",
    ),
    "macros": (with_parts(PLAIN, {"word/vbaProject.bin": b"macro"}), "macros"),
    "macros by their type": (
        with_parts(
            PLAIN,
            {
                "[Content_Types].xml": part(PLAIN, "[Content_Types].xml").replace(
                    b"application/vnd.openxmlformats-officedocument." + MAIN,
                    b"application/vnd.ms-word.document.macroEnabled.main+xml",
                )
            },
        ),
        "macros",
    ),
    "a thing embedded": (with_parts(PLAIN, {"word/embeddings/sheet.xlsx": b"PK"}), "run"),
    "a template of its own": (
        with_parts(PLAIN, linked("attachedTemplate", "http://x.example/a.dotm")),
        "attachedTemplate",
    ),
    "a picture from elsewhere": (
        with_parts(PLAIN, linked("image", "http://x.example/pixel.png")),
        "image",
    ),
    "a link to a file": (with_parts(PLAIN, linked("hyperlink", "file:///etc/passwd")), "elsewhere"),
    "a field that starts a program": (
        with_parts(
            PLAIN,
            {
                "word/footer9.xml": b"<w:ftr xmlns:w='x'><w:r><w:instrText> DDE</w:instrText></w:r>"
                b"<w:r><w:instrText>&#65;UTO c:\\cmd</w:instrText></w:r></w:ftr>"
            },
        ),
        "field",
    ),
    "a bomb of entities": (
        with_parts(PLAIN, {"word/numbering.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"}),
        "no plain XML",
    ),
    "a zip that unpacks without end": (
        with_parts(PLAIN, {"word/media/zeros.emf": bytes(61_000_000)}),
        "unpacks to 6",
    ),
}


@pytest.mark.parametrize("kind", DANGEROUS)
def test_a_template_that_is_none_or_could_do_harm_is_refused(kind: str) -> None:
    content, said = DANGEROUS[kind]
    with pytest.raises(UnreadableFileError, match=said):
        opened(content)


def test_a_link_that_a_reader_may_follow_is_no_harm() -> None:
    links = linked("hyperlink", "https://www.doggerby.example/")
    field = b'<w:ftr xmlns:w="x"><w:instrText> HYPERLINK "https://x.example/link"</w:instrText>'
    field += b"</w:ftr>"
    assert opened(with_parts(PLAIN, {**links, "word/footer9.xml": field}))
