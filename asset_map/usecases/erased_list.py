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
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from asset_map.model.identifier import Blotter, Identifier, IdentifierKind
from asset_map.register import erasures, marks
from asset_map.register.engine import Connection
from asset_map.register.erasures import ErasedList, ErasedRow, ErasedSubject
from asset_map.register.rows import text_from, text_of
from asset_map.usecases.house import House

__all__ = [
    "KeptList",
    "blotter_of",
    "has_applied",
    "keep_outside",
    "kept_list",
    "note_applied",
    "outside",
    "remember",
    "take_over",
]

_SALT = "erasure salt"
_NAME = "register"
_APPLIED = "erased list applied"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptList:
    """The list with the salt of its hashes, and the name of the register it is of."""

    salt: str = ""
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


def kept_list(connection: Connection) -> KeptList:
    """Return the list as the register has it."""
    return KeptList(
        salt=marks.get(connection, _SALT) or "",
        register=marks.get(connection, _NAME) or "",
        known=erasures.erased_list(connection),
    )


def remember(
    connection: Connection,
    identifiers: Collection[Identifier],
    rows: Sequence[ErasedRow],
    *,
    now: datetime,
) -> KeptList:
    """Put somebody on the list; return it."""
    salt = marks.get(connection, _SALT)
    if salt is None:
        salt = os.urandom(32).hex()
        marks.put(connection, _SALT, salt)
    subjects = [
        ErasedSubject(kind=one.kind, hash=_hashed(one, salt), words=one.words, at=now)
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
    marks.put(connection, _SALT, kept.salt)
    erasures.remember(connection, kept.known.subjects, kept.known.rows)
    note_applied(connection)


def outside(house: House, register: str) -> KeptList:
    """Return the list as the file beside the register has it; an empty one without a file."""
    path = _file(house, register)
    if not path.exists():
        return KeptList(register=register)
    return text_from(KeptList, path.read_text(encoding="utf-8"))


def keep_outside(house: House, kept: KeptList) -> None:
    """Write the list into the file beside the register, whole or not at all."""
    path = _file(house, kept.register)
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(f".{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text_of(kept), encoding="utf-8")
    draft.replace(path)


def blotter_of(kept: KeptList) -> Blotter:
    """Return what finds anybody who is on the list."""
    hashes = {(one.kind, one.hash) for one in kept.known.subjects}

    @lru_cache(maxsize=200_000)
    def is_known(one: Identifier) -> bool:
        return (one.kind.value, _hashed(one, kept.salt)) in hashes

    names = {one.words for one in kept.known.subjects if one.kind == IdentifierKind.NAME.value}
    return Blotter(is_known=is_known, name_sizes=names)


def _hashed(one: Identifier, salt: str) -> str:
    said = json.dumps([one.kind.value, one.normal]).encode()
    return hmac.new(bytes.fromhex(salt), said, hashlib.sha256).hexdigest()


def _file(house: House, register: str) -> Path:
    name = f"erased-{register}.json" if register else "erased.json"
    return Path(house.settings.cache_dir) / name
