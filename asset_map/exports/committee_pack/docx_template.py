"""
A council's own Word template: what may be used as one, and where the pack goes in it.

A template is somebody else's file. It may hold words, styles, headers and pictures, and
nothing that runs, that fetches, or that unpacks into more than a page could need.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import NoReturn

import docx
from docx.document import Document
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph as WordParagraph

from asset_map.exports.committee_pack.docx_styles import style_of
from asset_map.model.errors import UnreadableFileError

__all__ = [
    "MARK",
    "TO_BE_WRITTEN",
    "fill_standing_headings",
    "has_mark",
    "opened",
    "place_of_pack",
    "section_at",
    "standing_headings",
]

MARK = "{{pack}}"
TO_BE_WRITTEN = "[to be written by the officer]"
_MOST_BYTES, _MOST_UNPACKED, _MOST_PARTS = 10_000_000, 60_000_000, 2_000
_DOCUMENT = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RUNS = re.compile(r"vbaproject|vbadata|/activex/|/embeddings/|oleobject|\.bin$", re.IGNORECASE)
# Fields that fetch or start something when a program draws the page anew.
_FETCHES = re.compile(
    r"\b(?:DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|RD|LINK)\b", re.IGNORECASE
)
_QUOTED = re.compile('"[^"]*"')
_FOLLOWED = re.compile(r"(?:https?://|mailto:)[^\s]+", re.IGNORECASE)
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_REMEDY = "Save it as a plain Word document (.docx) and put it in again."
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError),
    *(NotImplementedError, RuntimeError, OSError, KeyError, ValueError),
)
# What the library meets where a part is not what it should be.
_ODD = (KeyError, ValueError, SyntaxError, AttributeError, TypeError, IndexError, AssertionError)


def opened(content: bytes) -> Document:
    """
    Open a template.

    Raises
    ------
    UnreadableFileError
        When it is no DOCX, is too large, or holds what runs or fetches.
    """
    if len(content) > _MOST_BYTES:
        _refuse("The template is larger than 10 MB", "Take large pictures out of it.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_size(archive)
            parts = {one.filename: archive.read(one) for one in archive.infolist()}
    except _DAMAGED as fault:
        _refuse("The template is no Word document, is damaged or is locked", _REMEDY, because=fault)
    _check_parts(parts)
    try:
        return docx.Document(io.BytesIO(content))
    except _ODD as fault:
        _refuse("The template is a damaged Word document", _REMEDY, because=fault)


def _check_size(archive: zipfile.ZipFile) -> None:
    listed = archive.infolist()
    unpacked = sum(one.file_size for one in listed)
    if len(listed) > _MOST_PARTS or unpacked > _MOST_UNPACKED:
        fault = f"The template unpacks to {unpacked / 1_000_000:,.0f} MB in {len(listed):,} parts"
        _refuse(fault, "At most 60 MB in 2,000 parts are read.")
    if len({one.filename for one in listed}) < len(listed):
        _refuse("The template holds two parts of one name", _REMEDY)


def _check_parts(parts: dict[str, bytes]) -> None:
    types = parts.get("[Content_Types].xml", b"")
    if b"macroEnabled" in types or any(map(_RUNS.search, parts)):
        _refuse("The template holds macros or other things that run", _REMEDY)
    if _DOCUMENT not in types:
        _refuse("The template is no Word document (.docx)", _REMEDY)
    for name, part in parts.items():
        if part.lstrip(b"\xef\xbb\xbf\r\n\t ")[:1] == b"<" or name.lower().endswith(
            (".xml", ".rels")
        ):
            _check_words(name, part)


def _check_words(name: str, part: bytes) -> None:
    """Look into a part of XML for links and fields, in whatever way it is spelt."""
    try:
        root = parse_xml(part)
    except SyntaxError as fault:
        _refuse("The template is a damaged Word document", _REMEDY, because=fault)
    # Word itself writes no part with a document type, nor in another encoding.
    if b"\x00" in part or root.getroottree().docinfo.doctype:
        _refuse(f"The template's part '{name}' is no plain XML", _REMEDY)
    runs = any(_FETCHES.search(_QUOTED.sub("", field)) for field in _fields(root))
    if runs or next(root.iter("{*}altChunk"), None) is not None:
        _refuse("The template fetches or runs something by a field", _REMEDY)
    for one in root.iter("{*}Relationship"):
        _check_link(one.attrib)


def _fields(root: BaseOxmlElement) -> Iterator[str]:
    """Give what the fields of a part say; the words of one may lie in several pieces."""
    pieces = root.iter("{*}instrText", "{*}delInstrText", "{*}fldChar")
    yield from "".join(one.text or "\n" for one in pieces).split("\n")
    for one in root.iter("{*}fldSimple"):
        yield from one.attrib.values()


def _check_link(link: Mapping[str, str]) -> None:
    # A link that a reader may follow fetches nothing by itself.
    is_followed = link.get("Type") == _LINK and _FOLLOWED.fullmatch(link.get("Target", ""))
    if link.get("TargetMode", "Internal") != "Internal" and not is_followed:
        kind = link.get("Type", "").rsplit("/", 1)[-1]
        _refuse(
            f"The template fetches something from elsewhere ({kind})",
            "In Word, break its links and detach its own template, then save it anew.",
        )


def _refuse(fault: str, remedy: str, *, because: Exception | None = None) -> NoReturn:
    message = f"{fault}. {remedy}"
    raise UnreadableFileError(message) from because


def place_of_pack(document: Document) -> BaseOxmlElement | None:
    """Return the paragraph that the pack takes the place of; None where there is none."""
    return next((one._p for one in document.paragraphs if one.text.strip() == MARK), None)  # noqa: SLF001


def has_mark(document: Document) -> bool:
    """Whether the template says where the pack goes."""
    return place_of_pack(document) is not None


def section_at(document: Document, mark: BaseOxmlElement | None) -> BaseOxmlElement:
    """Return the section that the pack comes to stand in."""
    following = mark.itersiblings() if mark is not None else ()
    found = (one.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") for one in following)
    last: BaseOxmlElement = document.element.body.get_or_add_sectPr()
    return next((one for one in found if one is not None), last)


def standing_headings(document: Document) -> tuple[str, ...]:
    """Return the template's headings with nothing under them, as they stand."""
    return tuple(heading.text for heading in _empty_headings(document))


def fill_standing_headings(document: Document) -> None:
    """Mark under each empty heading that the officer writes there."""
    for heading in list(_empty_headings(document)):
        line = heading.insert_paragraph_before("", style=style_of(document, "Normal"))
        heading._p.addnext(line._p)  # noqa: SLF001
        line.add_run(TO_BE_WRITTEN).font.highlight_color = WD_COLOR_INDEX.YELLOW


def _empty_headings(document: Document) -> Iterator[WordParagraph]:
    """Give the headings without a word, a table or a deeper heading before the next."""
    waiting: tuple[WordParagraph, int] | None = None
    for part in document.element.body:
        level, is_said = 0, part.tag != qn("w:sectPr")
        if part.tag == qn("w:p"):
            paragraph = WordParagraph(part, document._body)  # noqa: SLF001
            level = _level(paragraph)
            is_said = bool(paragraph.text.strip() or part.findall(f".//{qn('w:drawing')}"))
        if not is_said:
            continue
        if waiting and 0 < level <= waiting[1]:
            yield waiting[0]
        waiting = (paragraph, level) if level else None
    if waiting and place_of_pack(document) is not None:
        yield waiting[0]


def _level(paragraph: WordParagraph) -> int:
    """Return the level of a heading, 0 for any other paragraph; a style may stand on another."""
    style = paragraph.style
    while style is not None:
        if found := re.fullmatch(r"heading (\d)", str(style.name), re.IGNORECASE):
            return int(found[1])
        style = style.base_style
    return 0
