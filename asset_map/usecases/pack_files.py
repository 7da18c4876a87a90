"""
A pack's documents: for those who make it, and what anybody may fetch once it is released.

They are written anew from what the pack holds, so that a released one has the same bytes
whenever somebody asks.
"""

import hashlib
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from asset_map.exports.committee_pack import (
    pack_docx,
    pack_html,
    pack_map,
    pack_pdf,
    pack_tables,
)
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Actor
from asset_map.model.words import LONDON
from asset_map.register.rows import text_of
from asset_map.usecases.house import House
from asset_map.usecases.pack_template import template_in_use
from asset_map.usecases.release_pack import pack_seen, public_pack

__all__ = [
    "OFFICE_FILES",
    "PUBLIC_FILES",
    "PackFile",
    "files_of_pack",
    "pack_file",
    "public_pack_file",
]

# What anybody may fetch, with what people call it; the one to edit stays in the office.
PUBLIC_FILES = {
    "pack.pdf": "PDF",
    "tables.zip": "tables (CSV)",
    "map.pdf": "map on A3 (PDF)",
    "map.png": "map (PNG)",
    "map.svg": "map (SVG)",
}
OFFICE_FILES = {
    "pack.pdf": "PDF",
    "pack.docx": "Word, to edit",
    "pack.html": "Page in one file",
    "tables.zip": "Tables (CSV)",
    "map.pdf": "Map on A3 (PDF)",
    "map.png": "Map (PNG)",
    "map.svg": "Map (SVG)",
}
_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "zip": "application/zip",
}
# The first day that a zip can name: the same tables make the same bytes.
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            one = zipfile.ZipInfo(name, _ZIP_DAY)
            one.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(one, content)
    return packed.getvalue()


_WRITERS: dict[str, Callable[[CommitteePack, str], bytes]] = {
    "pack.pdf": lambda pack, address: pack_pdf(pack, address=address),
    "pack.html": lambda pack, address: pack_html(pack, address=address),
    "tables.zip": lambda pack, _: _zipped(pack_tables(pack)),
    "map.pdf": lambda pack, _: pack_map(pack, format="pdf"),
    "map.png": lambda pack, _: pack_map(pack, format="png"),
    "map.svg": lambda pack, _: pack_map(pack, format="svg"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PackFile:
    """One document, and a tag that changes when it does."""

    name: str
    content: bytes
    media_type: str
    tag: str


def pack_file(house: House, pack_id: str, name: str, *, actor: Actor) -> PackFile:
    """
    Return a document of a pack in whatever state, the one to edit in the council's template.

    Raises
    ------
    NotFoundError
        When there is no such pack, or no such document.
    """
    pack = pack_seen(house, pack_id, actor=actor)
    template = template_in_use(house, actor=actor) if name.endswith(".docx") else None
    return _file(house, pack, name, template=template.content if template else None)


def public_pack_file(house: House, pack_id: str, name: str, *, actor: Actor) -> PackFile:
    """
    Return a document of the issue that stands; the one to edit stays in the office.

    Raises
    ------
    NotFoundError
        When there is no such pack or document, or the pack is a draft or was replaced.
    """
    found = public_pack(house, pack_id, actor=actor)
    if found.successor is not None:
        message = f"Pack '{pack_id}' was replaced by '{found.successor.id}'; fetch that one."
        raise NotFoundError(message)
    if found.is_held_back:
        message = f"Pack '{pack_id}' is being put right; ask for it again in some days."
        raise NotFoundError(message)
    if name.endswith(".docx"):
        raise _no_such(pack_id, name)
    return _file(house, found.pack, name)


def files_of_pack(house: House, pack_id: str, *, actor: Actor) -> dict[str, bytes]:
    """Return every document by its path in a folder, the tables in one of their own."""
    names = [name for name in OFFICE_FILES if not name.endswith(".zip")]
    files = {name: pack_file(house, pack_id, name, actor=actor).content for name in names}
    tables = pack_tables(_to_the_day(pack_seen(house, pack_id, actor=actor)))
    return files | {f"csv/{name}": table for name, table in tables.items()}


class _Body:
    """A pack, told from another by what it holds."""

    def __init__(self, pack: CommitteePack) -> None:
        self.pack = pack
        self.digest = hashlib.sha256(text_of(pack).encode()).hexdigest()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Body) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def _file(
    house: House, pack: CommitteePack, name: str, *, template: bytes | None = None
) -> PackFile:
    body = _Body(_to_the_day(pack))
    content = _written(body, house.settings.public_url.rstrip("/"), name, template)
    return PackFile(
        name=name,
        content=content,
        media_type=_TYPES[name.rpartition(".")[2]],
        tag=hashlib.sha256(content).hexdigest()[:16],
    )


def _to_the_day(pack: CommitteePack) -> CommitteePack:
    """Return a pack as its documents tell it: the same records on one day, the same bytes."""
    noon = pack.made_at.astimezone(LONDON).replace(hour=12, minute=0, second=0, microsecond=0)
    return replace(pack, made_at=noon, run=replace(pack.run, made_on=noon))


def _no_such(pack_id: str, name: str) -> NotFoundError:
    return NotFoundError(f"Pack '{pack_id}' has no document '{name}'.")


# A committee's members open the same few documents in one evening.
@lru_cache(maxsize=24)
def _written(body: _Body, address: str, name: str, template: bytes | None) -> bytes:
    if name == "pack.docx":
        return pack_docx(body.pack, address=address, template=template)
    if name in _WRITERS:
        return _WRITERS[name](body.pack, address)
    if name.endswith(".csv") and (table := pack_tables(body.pack).get(name)) is not None:
        return table
    raise _no_such(body.pack.id, name)
