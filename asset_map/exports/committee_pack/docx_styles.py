"""The look of a pack in Word: a document of our own, and styles that a template may lack."""

from copy import deepcopy
from functools import cache

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

from asset_map.exports.committee_pack.docx_parts import ACCENT, add_page_number, element

__all__ = ["own_document", "style_of"]

_FONT = "Arial"
_SIZES = {1: 22, 2: 16, 3: 13, 4: 11}


def own_document(foot: str) -> Document:
    """Return an empty document on A4, in British English, with a line at its foot."""
    document = docx.Document()
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    _dress(document)
    line = section.footer.paragraphs[0]
    line.add_run(f"{foot} · page ")
    add_page_number(line)
    for run in line.runs:
        run.font.size = Pt(9)
    return document


def _dress(document: Document) -> None:
    styles = document.styles
    _letter(styles["Normal"], Pt(11))
    styles["Normal"].paragraph_format.space_after = Pt(6)
    for level, size in _SIZES.items():
        heading = styles[f"Heading {level}"]
        _letter(heading, Pt(size))
        heading.font.color.rgb = ACCENT
        heading.font.italic = False
        heading.paragraph_format.space_before = Pt(12)
        heading.paragraph_format.space_after = Pt(4)
    _letter(styles["Caption"], Pt(9.5))
    styles["Caption"].font.bold = False
    styles["Caption"].font.color.rgb = None
    _letter(styles["Intense Quote"], Pt(11))
    styles["Intense Quote"].font.italic = False
    styles["Intense Quote"].font.color.rgb = ACCENT
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(element("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA"))


def _letter(style: ParagraphStyle, size: Pt) -> None:
    style.font.name, style.font.size = _FONT, size
    fonts = style.element.rPr.rFonts
    # A theme's font would go before the one named here.
    for name in [one for one in fonts.attrib if one.endswith("Theme")]:
        del fonts.attrib[name]


def style_of(document: Document, name: str) -> ParagraphStyle:
    """Return a template's style of that name, or ours where it has none."""
    found: ParagraphStyle | None = next(
        (
            one
            for one in document.styles
            if one.type == WD_STYLE_TYPE.PARAGRAPH and one.name == name
        ),
        None,
    )
    if found is not None:
        return found
    # Lists are numbered in a part of their own, which a style alone does not bring.
    if name.startswith("List"):
        return style_of(document, "Normal")
    document.styles.element.append(deepcopy(_ours()[name]))
    return style_of(document, name)


@cache
def _ours() -> dict[str, BaseOxmlElement]:
    document = docx.Document()
    _dress(document)
    return {one.name: one.element for one in document.styles}
