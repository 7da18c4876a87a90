"""A pack as one page for phone, screen and paper: it holds all that it needs."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from asset_map.exports.committee_pack.blocks import Block, Figure, MissingLink, PageStart, shown
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.words import foot_of, title_of
from asset_map.exports.qr import qr_svg
from asset_map.model.committee_pack import CommitteePack

__all__ = ["pack_html"]

_TEMPLATES = Path(__file__).parents[1] / "templates"


def pack_html(pack: CommitteePack, *, address: str = "") -> bytes:
    """Return the page; it asks no host for anything."""
    page = _environment().get_template("committee_pack.html")
    return page.render(
        title=title_of(pack),
        foot=foot_of(pack),
        sheets=_sheets(blocks_of(pack, address=address)),
        shown=shown,
        drawn=_drawn,
        code=_code,
    ).encode()


def _sheets(blocks: Iterable[Block]) -> list[tuple[bool, list[Block]]]:
    sheets: list[tuple[bool, list[Block]]] = [(False, [])]
    for block in blocks:
        if isinstance(block, PageStart):
            sheets.append((block.is_wide, []))
        else:
            sheets[-1][1].append(block)
    return sheets


def _drawn(figure: Figure) -> Markup:
    return _as_image(figure.on_screen, figure.alt)


def _code(link: MissingLink) -> Markup:
    return _as_image(qr_svg(link.address), "A code for phones: it leads to the address beside it.")


def _as_image(svg: str, alt: str) -> Markup:
    # The drawings are our own, and escape what was typed.
    return Markup(svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1))  # noqa: S704


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
