"""The parts of a Word file that python-docx leaves to its users: tables, links, sections, zip."""

import io
import zipfile
from collections.abc import Sequence
from copy import deepcopy

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Pt, RGBColor
from docx.text.paragraph import Paragraph

from asset_map.exports.committee_pack.blocks import Table, shown

__all__ = ["add_link", "add_page_number", "add_table", "section_end", "with_fixed_dates"]

ACCENT = RGBColor(0x0B, 0x5C, 0x66)
# The first day that a zip can name.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_LINE = {"val": "single", "sz": "4", "space": "0", "color": "B8C2C5"}


def element(name: str, *inside: BaseOxmlElement, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML with attributes of its own namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    made.extend(inside)
    return made


def add_table(document: Document, table: Table, *, width: Length) -> None:
    """Add a table whose first row is repeated on each page; no row is torn apart."""
    total = sum(column.width for column in table.columns)
    twips = [round(width.pt * 20 * column.width / total) for column in table.columns]
    borders = element(
        "tblBorders", *(element(side, **_LINE) for side in ("top", "bottom", "insideH"))
    )
    about = element(
        "tblPr",
        element("tblW", w=str(sum(twips)), type="dxa"),
        borders,
        element("tblLayout", type="fixed"),
        element("tblCellMar", *(element(side, w="70", type="dxa") for side in ("left", "right"))),
        element("tblLook", firstRow="1", firstColumn="0", noVBand="1", val="0020"),
        element("tblCaption", val=table.caption),
    )
    grid = element("tblGrid", *(element("gridCol", w=str(one)) for one in twips))
    small = len(table.columns) > _MANY
    head = _row([column.name for column in table.columns], table, twips, is_head=True, small=small)
    rows = [
        _row([shown(cell) for cell in row], table, twips, is_head=False, small=small)
        for row in table.rows
    ]
    made = element("tbl", about, grid, head, *rows)
    # A table needs a paragraph behind it.
    document.add_paragraph()._p.addprevious(made)  # noqa: SLF001  # python-docx's own way in


_MANY = 7


def _row(
    cells: Sequence[str], table: Table, twips: Sequence[int], *, is_head: bool, small: bool
) -> BaseOxmlElement:
    about = element("trPr", element("cantSplit"))
    if is_head:
        about.append(element("tblHeader"))
    made = element("tr", about)
    for place, (cell, width) in enumerate(zip(cells, twips, strict=True)):
        bold = is_head or place == table.head
        made.append(
            _cell(cell, width, is_number=table.columns[place].is_number, bold=bold, small=small)
        )
    return made


def _cell(said: str, width: int, *, is_number: bool, bold: bool, small: bool) -> BaseOxmlElement:
    how = element(
        "rPr", *([element("b")] if bold else []), element("sz", val="17" if small else "20")
    )
    written = OxmlElement("w:t")
    written.text = said
    written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    line = element(
        "p",
        element(
            "pPr",
            element("spacing", before="40", after="40"),
            element("jc", val="right" if is_number else "left"),
        ),
        element("r", how, written),
    )
    return element("tc", element("tcPr", element("tcW", w=str(width), type="dxa")), line)


def add_link(paragraph: Paragraph, address: str) -> None:
    """Add an address that can be followed, in its own words."""
    rel_id = paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    run = paragraph.add_run(address)
    run.font.underline = True
    run.font.color.rgb = ACCENT
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), rel_id)
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001


def add_page_number(paragraph: Paragraph) -> None:
    """Add the number of the page, which the reader's program counts."""
    paragraph._p.append(element("fldSimple", element("r"), instr="PAGE"))  # noqa: SLF001


def section_end(section: BaseOxmlElement, *, is_wide: bool, is_first: bool) -> BaseOxmlElement:
    """
    Return the end of a section as ``section`` has it, on its side if it is wide.

    Headers and footers stay those of ``section``; only the first keeps a title page and
    begins to count pages.
    """
    ended = deepcopy(section)
    if not is_first:
        continued(ended)
    size = ended.find(qn("w:pgSz"))
    if is_wide and size is not None:
        across, up = (int(size.get(qn(f"w:{side}"), "0")) for side in ("w", "h"))
        size.set(qn("w:w"), str(max(across, up)))
        size.set(qn("w:h"), str(min(across, up)))
        size.set(qn("w:orient"), "landscape")
    return ended


def continued(section: BaseOxmlElement) -> None:
    """Make a section one that follows another, on a page of its own."""
    for name in ("w:titlePg", "w:pgNumType", "w:type"):
        for found in section.findall(qn(name)):
            section.remove(found)
    following = element("type", val="nextPage")
    size = section.find(qn("w:pgSz"))
    if size is None:
        section.append(following)
    else:
        size.addprevious(following)


def text_width(section: BaseOxmlElement, *, is_wide: bool) -> Length:
    """Return the room between the margins."""
    size, margins = section.find(qn("w:pgSz")), section.find(qn("w:pgMar"))
    sides = (
        [int(size.get(qn(f"w:{side}"), "0")) for side in ("w", "h")]
        if size is not None
        else [11906]
    )
    beside = (
        sum(int(margins.get(qn(f"w:{side}"), "0")) for side in ("left", "right"))
        if margins is not None
        else 2880
    )
    across = max(sides) if is_wide else sides[0]
    return Pt((across - beside) / 20)


def with_fixed_dates(document: Document) -> bytes:
    """Return the file with no clock in its zip, so that equal packs give equal bytes."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as made, zipfile.ZipFile(fixed, "w") as kept:
        for name in made.namelist():
            entry = zipfile.ZipInfo(name, date_time=_NO_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            kept.writestr(entry, made.read(name))
    return fixed.getvalue()
