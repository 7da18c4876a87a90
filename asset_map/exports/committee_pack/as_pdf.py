"""A pack on paper: tagged PDF, and its map alone on A3."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, Literal

from asset_map.exports.committee_pack.blocks import Block, MissingLink, PageStart, Table, shown
from asset_map.exports.committee_pack.contents import blocks_of
from asset_map.exports.committee_pack.drawing import map_in_words, map_svg
from asset_map.exports.committee_pack.map_sheet import is_wide, sheet_for
from asset_map.exports.committee_pack.words import foot_of, printable, title_of
from asset_map.exports.printing import paged_images, printed
from asset_map.exports.qr import qr_svg
from asset_map.model.committee_pack import CommitteePack, PackState

__all__ = ["MapFormat", "pack_map", "pack_pdf"]

MapFormat = Literal["pdf", "png", "svg"]
_A3_PPI = 150
_LONG_WORD = re.compile(r"\S{17,}")


def pack_pdf(pack: CommitteePack, *, address: str = "") -> bytes:
    """Return the pack as PDF/UA-1; ``address`` is where the plain pages are found."""
    return printed(
        "committee_pack",
        {
            "title": title_of(pack),
            "foot": foot_of(pack),
            "draft": pack.state is PackState.DRAFT,
            "sheets": _sheets(blocks_of(pack, address=address)),
        },
    )


def pack_map(pack: CommitteePack, *, format: MapFormat) -> bytes:  # noqa: A002  # as callers say it
    """Return the map alone, for a sheet of A3."""
    sheet = sheet_for(pack, is_a3=True, title=title_of(pack))
    drawn = printable(map_svg(pack, sheet))
    if format == "svg":
        return drawn.encode()
    values = {
        "title": title_of(pack),
        "foot": foot_of(pack),
        "svg": drawn,
        "alt": map_in_words(pack),
        "wide": is_wide(pack),
    }
    if format == "png":
        return paged_images("pack_map", values, ppi=_A3_PPI)[0]
    return printed("pack_map", values)


def _sheets(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    sheets: list[dict[str, Any]] = [{"wide": False, "blocks": []}]
    for block in blocks:
        if isinstance(block, PageStart):
            sheets.append({"wide": block.is_wide, "blocks": []})
        else:
            sheets[-1]["blocks"].append(_told(block))
    return sheets


def _told(block: Block) -> dict[str, Any]:
    """Return a block as the template reads it."""
    told: dict[str, Any] = {"kind": type(block).__name__, **asdict(block)}
    if isinstance(block, Table):
        told["rows"] = [[_breakable(shown(cell)) for cell in row] for row in block.rows]
    if isinstance(block, MissingLink):
        told["qr"] = qr_svg(block.address)
        told["says"] = f"A code for phones: {block.address}"
    return told


def _breakable(cell: str) -> str:
    """Let a word that is wider than a column go on in the next line."""
    return _LONG_WORD.sub(lambda word: "\u200b".join(re.findall(".{1,8}", word[0])), cell)
