"""What a backup's file is called: when it was made, of which tables, and why."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self

from asset_map.model.words import WordEnum

__all__ = ["DIGEST_LETTERS", "BackupName", "BackupReason"]

DIGEST_LETTERS = 16


class BackupReason(WordEnum):
    """Why a backup was made."""

    ASKED = "asked"
    BEFORE_UPGRADE = "before_upgrade"
    BEFORE_RESTORE = "before_restore"
    BEFORE_WIPE = "before_wipe"


_NAME = re.compile(
    r"asset-map-(?P<at>\d{8}T\d{12}Z)-(?P<revision>[0-9a-z]+)-(?P<reason>[a-z-]+?)"
    rf"(?P<unchecked>-unchecked)?(?:-(?P<digest>[0-9a-f]{{{DIGEST_LETTERS}}}))?"
    r"\.(?P<kind>sqlite|dump)(?P<sealed>\.sealed)?"
)
_AT = "%Y%m%dT%H%M%S%fZ"


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupName:
    """
    What a backup says of itself.

    ``revision`` is that of the tables; ``kind`` is "sqlite" or "dump" (PostgreSQL's);
    ``is_checked`` means that it was restored beside the register and found to be equal;
    ``digest`` begins the file's SHA-256, "" for one that was made before names said it.
    """

    at: datetime
    revision: str
    reason: BackupReason
    kind: str
    is_sealed: bool = False
    is_checked: bool = True
    digest: str = ""

    @property
    def file_name(self) -> str:
        """The file's name; names sort by time."""
        unchecked = "" if self.is_checked else "-unchecked"
        sealed = ".sealed" if self.is_sealed else ""
        reason = self.reason.value.replace("_", "-")
        digest = f"-{self.digest}" if self.digest else ""
        at = self.at.astimezone(UTC).strftime(_AT)
        return f"asset-map-{at}-{self.revision}-{reason}{unchecked}{digest}.{self.kind}{sealed}"

    @classmethod
    def read(cls, file_name: str) -> Self | None:
        """Return what a file's name says; None where it is no backup's."""
        found = _NAME.fullmatch(file_name)
        reason = found and found["reason"].replace("-", "_")
        if found is None or reason not in set(BackupReason):
            return None
        return cls(
            at=datetime.strptime(found["at"], _AT).replace(tzinfo=UTC),
            revision=found["revision"],
            reason=BackupReason(reason),
            kind=found["kind"],
            is_sealed=bool(found["sealed"]),
            is_checked=not found["unchecked"],
            digest=found["digest"] or "",
        )
