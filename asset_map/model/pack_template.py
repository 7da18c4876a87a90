"""A council's own Word template, which packs are written into."""

from dataclasses import dataclass
from datetime import datetime

__all__ = ["PackTemplate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackTemplate:
    """
    A template as it was put in; ``content`` is the DOCX.

    ``standing`` are its headings with nothing under them, which the officer fills in a
    pack; ``has_mark`` says whether it names the place where the pack goes.
    """

    id: str
    file_name: str
    put_in_at: datetime
    put_in_by: str
    content: bytes
    standing: tuple[str, ...] = ()
    has_mark: bool = False
