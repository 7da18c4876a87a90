"""
The list of who was erased: hashes alone, in the register and in a file beside it.

The file lies in the cache folder, so that a backup that is put back, by whatever means, does
not take the list back with it: whoever opens the register sees that it has not heard of it.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asset_map.model.identifier import Blotter, Identifier, IdentifierKind
from asset_map.register import erasures, marks
from asset_map.register.backups import REGISTER_MARK
from asset_map.register.engine import Connection
from asset_map.register.erasures import ErasedList, ErasedRow, ErasedSubject
from asset_map.register.rows import text_from, text_of
from asset_map.settings import Settings
from asset_map.usecases.house import House

__all__ = [
    "UNREADABLE",
    "KeptList",
    "blotter_of",
    "has_applied",
    "keep_outside",
    "kept_list",
    "list_beside",
    "note_applied",
    "outside",
    "remember",
    "take_over",
]

UNREADABLE = ".unreadable"
_APPLIED = "erased list applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """The list, and the name of the register it is of."""

    register: str = ""
    known: ErasedList = field(default_factory=ErasedList)

    @property
    def is_empty(self) -> bool:
        """Whether nobody was ever erased."""
        return not (self.known.subjects or self.known.rows)

    @property
    def digest(self) -> str:
        """What tells two lists apart."""
        return hashlib.sha256(text_of(self).encode()).hexdigest()

    def __or__(self, other: "KeptList") -> "KeptList":
        """Return everybody who is on either list."""
        one, two = self.known, other.known
        subjects = {(each.kind, each.hash): each for each in (*two.subjects, *one.subjects)}
        rows = {(each.table_name, each.row_id): each for each in (*two.rows, *one.rows)}
        known = ErasedList(
            subjects=tuple(subjects[key] for key in sorted(subjects)),
            rows=tuple(rows[key] for key in sorted(rows)),
        )
        return replace(self, known=known)


def kept_list(connection: Connection) -> KeptList:
    """Return the list as the register has it."""
    name = marks.get(connection, REGISTER_MARK) or ""
    return KeptList(register=name, known=erasures.erased_list(connection))


def remember(
    connection: Connection,
    identifiers: Collection[Identifier],
    rows: Sequence[ErasedRow],
    *,
    now: datetime,
) -> KeptList:
    """Put somebody on the list; return it."""
    known = erasures.erased_list(connection).subjects
    # One salt does for all; a list that was begun apart keeps its own.
    salt = known[0].salt if known else os.urandom(32).hex()
    subjects = [
        ErasedSubject(kind=one.kind, hash=_hashed(one, salt), salt=salt, words=one.words, at=now)
        for one in identifiers
    ]
    erasures.remember(connection, subjects, rows)
    return note_applied(connection)


def note_applied(connection: Connection) -> KeptList:
    """Keep that this register has heard of everybody on its list; return the list."""
    kept = kept_list(connection)
    marks.put(connection, _APPLIED, kept.digest)
    return kept


def has_applied(connection: Connection, kept: KeptList) -> bool:
    """Whether everybody on a list is gone from this register."""
    return marks.get(connection, _APPLIED) == kept.digest


def take_over(connection: Connection, kept: KeptList) -> None:
    """Keep a list that lay beside the register as its own."""
    erasures.remember(connection, kept.known.subjects, kept.known.rows)
    note_applied(connection)


def outside(house: House, register: str) -> KeptList:
    """
    Return the list as the file beside the register has it; an empty one without a file.

    A file that cannot be read is set aside, for `doctor` to tell of: nobody is kept from
    their work by it, and nothing is written over it.
    """
    path = list_beside(house.settings, register)
    try:
        return text_from(KeptList, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return KeptList(register=register)
    except ValueError:
        path.replace(path.with_suffix(UNREADABLE))
        return KeptList(register=register)


def keep_outside(house: House, kept: KeptList) -> None:
    """Add the list to the file beside the register, whole or not at all."""
    path = list_beside(house.settings, kept.register)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    # A register that was put back may not have heard of those in the file yet.
    draft.write_text(text_of(kept | outside(house, kept.register)), encoding="utf-8")
    draft.replace(path)


def list_beside(settings: Settings, register: str) -> Path:
    """Return the file in which the list of a register lies beside it."""
    return Path(settings.cache_dir) / f"erased-{register}.json"


def blotter_of(kept: KeptList) -> Blotter:
    """Return what finds anybody who is on the list."""
    hashes = {(one.kind, one.hash) for one in kept.known.subjects}
    salts = {one.salt for one in kept.known.subjects}

    @lru_cache(maxsize=200_000)
    def is_known(one: Identifier) -> bool:
        return any((one.kind.value, _hashed(one, salt)) in hashes for salt in salts)

    names = {one.words for one in kept.known.subjects if one.kind == IdentifierKind.NAME.value}
    return Blotter(is_known=is_known, name_sizes=names)


def _hashed(one: Identifier, salt: str) -> str:
    said = json.dumps([one.kind.value, one.normal]).encode()
    return hmac.digest(bytes.fromhex(salt), said, "sha256").hex()
