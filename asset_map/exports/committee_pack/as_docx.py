"""A pack as a Word file that an officer can edit, in the council's own template if there is one."""

import io
from dataclasses import dataclass, field
from functools import singledispatchmethod

import segno
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Length, Mm
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph as WordParagraph

from asset_map.exports.committee_pack.blocks import (
    Bullets,
    Facts,
    Figure,
    Heading,
    MissingLink,
    Notice,
    PageStart,
    Paragraph,
    Table,
)
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.docx_parts import (
    add_link,
    add_table,
    continued,
    section_end,
    text_width,
    with_fixed_dates,
)
from asset_map.exports.committee_pack.docx_styles import own_document, style_of
from asset_map.exports.committee_pack.docx_template import (
    fill_standing_headings,
    opened,
    place_of_pack,
    section_at,
)
from asset_map.exports.committee_pack.words import foot_of, printable, title_of
from asset_map.exports.printing import paged_images
from asset_map.model.committee_pack import CommitteePack

__all__ = ["pack_docx"]

_PPI = 200
_HIGHEST = Mm(205)


def pack_docx(pack: CommitteePack, *, address: str = "", template: bytes | None = None) -> bytes:
    """
    Return the pack as DOCX; the same pack and template give the same bytes.

    In a template the pack takes the place of a paragraph ``{{pack}}``, else it stands at
    the end; headings of the template with nothing under them are marked for the officer.

    Raises
    ------
    UnreadableFileError
        When the template is none that may be used.
    """
    document = own_document(foot_of(pack)) if template is None else opened(template)
    mark = None if template is None else place_of_pack(document)
    if template is not None:
        fill_standing_headings(document)
    writer = _Writer(document=document, section=section_at(document, mark))
    before = list(document.element.body)
    for block in blocks_of(pack, address=address):
        writer.draw(block)
    writer.close()
    if mark is not None:
        known = set(map(id, before))
        for part in [one for one in document.element.body if id(one) not in known]:
            mark.addprevious(part)
        mark.getparent().remove(mark)
    _tell(document, pack)
    return with_fixed_dates(document)


def _tell(document: Document, pack: CommitteePack) -> None:
    """Write what the file says of itself."""
    told = document.core_properties
    told.title = title_of(pack)[:255]
    told.language = "en-GB"
    told.author = told.last_modified_by = printable(pack.council)[:255]
    told.subject = printable(pack.committee)[:255]
    told.comments = ""
    told.created = told.modified = pack.made_at.replace(tzinfo=None)
    told.revision = 1


@dataclass(kw_only=True)
class _Writer:
    """Draws one block after the other at the end of a document."""

    document: Document
    section: BaseOxmlElement
    is_wide: bool = False
    is_first: bool = True
    on_new_page: bool = False
    _styles: dict[str, ParagraphStyle] = field(default_factory=dict)

    @property
    def width(self) -> Length:
        return text_width(self.section, is_wide=self.is_wide)

    def add(self, text: str, style: str = "Normal") -> WordParagraph:
        made = self.document.add_paragraph(text)
        # By its id: python-docx would look through every style for each paragraph.
        made._p.style = self._style(style).style_id  # noqa: SLF001
        return made

    def _style(self, name: str) -> ParagraphStyle:
        # Each look-up reads every style of the file.
        if name not in self._styles:
            self._styles[name] = style_of(self.document, name)
        return self._styles[name]

    def close(self) -> None:
        """End a sheet on its side, so that the document goes on as it was."""
        if self.is_wide:
            self._turn(is_wide=False)

    def _turn(self, *, is_wide: bool) -> None:
        ended = section_end(self.section, is_wide=self.is_wide, is_first=self.is_first)
        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = 0
        paragraph._p.get_or_add_pPr().append(ended)  # noqa: SLF001
        if self.is_first:
            continued(self.section)
        self.is_wide, self.is_first = is_wide, False

    @singledispatchmethod
    def draw(self, block: object) -> None:
        raise TypeError(type(block))

    @draw.register
    def _(self, block: PageStart) -> None:
        if block.is_wide != self.is_wide:
            self._turn(is_wide=block.is_wide)
        else:
            self.on_new_page = True

    @draw.register
    def _(self, block: Heading) -> None:
        made = self.add(block.text, f"Heading {block.level}")
        made.paragraph_format.page_break_before = True if self.on_new_page else None
        self.on_new_page = False

    @draw.register
    def _(self, block: Paragraph) -> None:
        made = self.add(block.text)
        made.runs[0].bold = True if block.is_lead else None

    @draw.register
    def _(self, block: Notice) -> None:
        self.add(block.text, "Intense Quote")

    @draw.register
    def _(self, block: Bullets) -> None:
        style = "List Number" if block.is_numbered else "List Bullet"
        has_marks = self._style(style).name == style
        for number, line in enumerate(block.lines, 1):
            mark = f"{number}. " if block.is_numbered else "• "
            self.add(line if has_marks else f"{mark}{line}", style)

    @draw.register
    def _(self, block: Facts) -> None:
        for name, said in block.pairs:
            made = self.add("")
            made.paragraph_format.space_after = Mm(0.8)
            made.add_run(f"{name}: ").bold = True
            made.add_run(said)

    @draw.register
    def _(self, block: Table) -> None:
        self.add(block.caption, "Caption").paragraph_format.keep_with_next = True
        add_table(self.document, block, width=self.width)

    @draw.register
    def _(self, block: Figure) -> None:
        image = paged_images("drawing", {"svg": block.svg, "alt": block.alt}, ppi=_PPI)[0]
        self._picture(image, block.alt, self.width)
        self.add(block.caption, "Caption")

    @draw.register
    def _(self, block: MissingLink) -> None:
        self.add(block.words).paragraph_format.keep_with_next = True
        drawn = io.BytesIO()
        segno.make(block.address, error="q", micro=False).save(drawn, kind="png", scale=8)
        self._picture(drawn.getvalue(), f"A code for phones: {block.address}", Mm(28))
        add_link(self.add(""), block.address)

    def _picture(self, image: bytes, alt: str, width: Length) -> None:
        made = self.document.add_picture(io.BytesIO(image), width=width)
        if made.height > _HIGHEST:
            made.width, made.height = Length(made.width * _HIGHEST // made.height), _HIGHEST
        about = made._inline.docPr  # noqa: SLF001
        about.set("descr", alt)
