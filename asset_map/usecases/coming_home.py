"""What a merge goes by: what went out, what came back before, and which side changed what."""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, Protocol, TypeVar

from asset_map.model.away import Holding, RoadshowFile
from asset_map.model.errors import UnreadableFileError
from asset_map.model.revision import in_words
from asset_map.model.role import Actor
from asset_map.register import marks
from asset_map.register.engine import Connection
from asset_map.register.rows import text_of
from asset_map.usecases.house import House

__all__ = [
    "Dispute",
    "Homecoming",
    "Memory",
    "by_id",
    "digest_of",
    "disputed_words",
    "kept_memory",
    "settled",
    "three_way",
]

# What says how often a record was saved, not what it is.
_APART = frozenset({"id", "version", "seq"})


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_HasId)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """What both sides changed: the office's stands, and a person is told of the other."""

    record_id: str
    asset_id: str | None
    words: str


@dataclass(slots=True, kw_only=True)
class Memory:
    """
    What was merged of a pack before.

    ``files`` are the digests of the files, ``assets`` the records that came with them, and
    ``records`` for each record a digest of how it came, and one of how it stood then.
    """

    files: list[str] = field(default_factory=list)
    assets: list[str] = field(default_factory=list)
    records: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Homecoming:
    """One merge: the register it goes into, the file, what is known, and what it came to."""

    house: House
    connection: Connection
    file: RoadshowFile
    actor: Actor
    now: datetime
    versions: dict[str, int]
    memory: Memory
    disputes: list[Dispute] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    # A connection that both sides made goes on as the office's.
    same_links: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """What the roadshow is called."""
        return self.file.holding.roadshow.title

    @property
    def before(self) -> Holding:
        """The changed records as they went out."""
        return self.file.before or Holding(roadshow=self.file.holding.roadshow)

    @property
    def known_assets(self) -> set[str]:
        """Every asset that the file may speak of: what went out, and what it brings."""
        brought = {asset.id for asset in self.file.holding.assets}
        return brought | set(self.versions) | set(self.memory.assets)

    def require_known(
        self, kind: str, named: Collection[str | None], known: Collection[str]
    ) -> None:
        """
        Go on only when every record that is named went out with the file or comes with it.

        Raises
        ------
        UnreadableFileError
            When one is not; nothing is changed.
        """
        if strange := sorted({one for one in named if one} - set(known)):
            message = (
                f"The file speaks of {kind} '{strange[0]}', which it may not know. It was not "
                "written by this program; nothing was changed."
            )
            raise UnreadableFileError(message)

    def remember(self, came: _HasId, stands: _HasId) -> None:
        """Keep how a record came and how it now stands, for the next file of this pack."""
        self.memory.records[_key(came)] = (digest_of(came), digest_of(stands))

    def dispute(self, record: _HasId, words: str, *, asset_id: str | None = None) -> None:
        """Keep what a person has to decide."""
        self.disputes.append(Dispute(record_id=record.id, asset_id=asset_id, words=words))


def by_id(records: Iterable[T]) -> dict[str, T]:
    """Return records by their id."""
    return {record.id: record for record in records}


def kept_memory(connection: Connection, key: str) -> Memory:
    """Return what was merged of a pack before; nothing for the first file."""
    kept: dict[str, Any] = json.loads(marks.get(connection, key) or "{}")
    records = {name: (came, stood) for name, (came, stood) in kept.get("records", {}).items()}
    return Memory(files=kept.get("files", []), assets=kept.get("assets", []), records=records)


def digest_of(record: object) -> str:
    """Return a digest of what a record says, however often it was saved."""
    if is_dataclass(record) and not isinstance(record, type):
        counters = {one.name: 0 for one in fields(record) if one.name in {"version", "seq"}}
        record = replace(record, **counters)
    return hashlib.sha256(text_of(record).encode()).hexdigest()[:32]


def _key(record: _HasId) -> str:
    return f"{type(record).__name__} {record.id}"


def three_way(before: T, after: T, standing: T) -> tuple[T, tuple[str, ...]]:
    """
    Return what stands with all that was changed between two states of it.

    The names are those of the fields that both sides changed: of them the standing stays.
    """
    assert is_dataclass(after)  # noqa: S101 - narrows the type
    made: dict[str, Any] = {}
    disputed: list[str] = []
    for one in fields(after):
        was, new, here = (getattr(record, one.name) for record in (before, after, standing))
        if one.name in _APART or new in (was, here):
            continue
        if here == was:
            made[one.name] = new
        else:
            disputed.append(one.name)
    return replace(standing, **made), tuple(disputed)


def settled(
    home: Homecoming, before: T | None, after: T, standing: T | None
) -> tuple[T | None, tuple[str, ...]]:
    """
    Return how a record shall stand, None where nothing is to be done; and what is disputed.

    What has not moved on the laptop since its last file is done with. What has not moved
    here since then follows the laptop.
    """
    if standing is None:
        return after, ()
    came, stood = home.memory.records.get(_key(after), ("", ""))
    if came == digest_of(after):
        return None, ()
    base = standing if stood == digest_of(standing) else before
    if base is None:
        return None, _differing(after, standing)
    merged, disputed = three_way(base, after, standing)
    return (None if merged == standing else merged), disputed


def _differing(after: object, standing: object) -> tuple[str, ...]:
    assert is_dataclass(after)  # noqa: S101 - narrows the type
    return tuple(
        one.name
        for one in fields(after)
        if one.name not in _APART and getattr(after, one.name) != getattr(standing, one.name)
    )


def disputed_words(after: object, standing: object, names: Collection[str]) -> str:
    """Return what the laptop says and what stands here, field by field."""
    return " ".join(
        f"{name.replace('_', ' ')}: {in_words(getattr(after, name))} (there), "
        f"{in_words(getattr(standing, name))} (here)."
        for name in names
    )
