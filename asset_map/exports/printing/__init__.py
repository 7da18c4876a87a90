"""
Paper: what is printed or handed out, made by typst as tagged PDF.

A template is a ``.typ`` file in this folder. What it shows comes as JSON, never as typst
text, so that nothing that was typed can run. The same values give the same bytes.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import font_source_sans_pro
import typst

from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK

__all__ = ["paged_images", "printed"]

_TEMPLATES = Path(__file__).parent
# As typst says it of a text that no font can draw.
_UNKNOWN_CHARACTER = "could not be displayed with font"
_LOOKS = {
    **{
        kind.value: {"colour": look.colour, "shape": look.shape} for kind, look in KIND_LOOK.items()
    },
    "anchor": {"colour": ANCHOR_LOOK.colour, "shape": ANCHOR_LOOK.shape},
}


def printed(template: str, values: Mapping[str, object]) -> bytes:
    """
    Return a PDF/UA-1 document: tagged, with a title and a language.

    ``template`` is the name of a file here without its ending; it finds ``values`` in
    ``frame.typ``'s ``values``. A drawing is handed in as the text of an SVG.

    A character that our own fonts do not know (an emoji, Bengali, Chinese) is looked for in
    the fonts of this machine. One that nobody knows is a box: then the document is printed
    all the same, and claims no standard.
    """
    for has_system_fonts in (False, True):
        compiler = _compiler(template, values, has_system_fonts=has_system_fonts)
        try:
            return b"".join(_files(compiler.compile(format="pdf", pdf_standards="ua-1")))
        except typst.TypstError as error:
            if _UNKNOWN_CHARACTER not in str(error):
                raise
    return b"".join(_files(compiler.compile(format="pdf")))


def paged_images(template: str, values: Mapping[str, object], *, ppi: int = 96) -> list[bytes]:
    """Return the pages of the same document as PNG images."""
    made = _compiler(template, values).compile(format="png", ppi=float(ppi))
    return _files(made)


def _files(made: bytes | list[bytes] | None) -> list[bytes]:
    if made is None:
        return []
    return made if isinstance(made, list) else [made]


def _compiler(
    template: str, values: Mapping[str, object], *, has_system_fonts: bool = False
) -> typst.Compiler:
    told = {"values": json.dumps(dict(values), ensure_ascii=False), "looks": json.dumps(_LOOKS)}
    return typst.Compiler(
        str(_TEMPLATES / f"{template}.typ"),
        root=str(_TEMPLATES),
        font_paths=[_fonts()],
        ignore_system_fonts=not has_system_fonts,
        sys_inputs=told,
    )


@cache
def _fonts() -> str:
    return str(Path(font_source_sans_pro.__file__).parent / "files")
