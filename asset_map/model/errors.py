"""
Everything that can go wrong on purpose.

::

    AssetMapError
    ├── NotFoundError            no such record
    ├── InvalidSubmissionError   something typed does not do; carries every problem
    ├── LocationNotFoundError    no such postcode or place; carries near candidates
    ├── CrsError                 coordinates in the wrong, or in no known, system
    ├── BoundaryError            a boundary file that does not hold together
    ├── UnreadableFileError      a file that cannot, or must not, be read
    ├── UnwritableFileError      a file that cannot be written; nothing of it is left
    ├── NotAllowedError          this role may not do that
    ├── ConflictError            somebody else changed it meanwhile
    ├── MailError                a mail server did not take a letter
    ├── BackupError              a backup cannot be made, or not be put back
    ├── RegisterAwayError        the database does not answer, or its disk is full
    └── SettingsError            the council's configuration is wrong

A message says what is wrong, which value, and what to do. It never carries
personal text: ids, counts, headings and postcodes only.
"""

from dataclasses import dataclass

__all__ = [
    "AssetMapError",
    "BackupError",
    "BoundaryError",
    "ConflictError",
    "CrsError",
    "InvalidSubmissionError",
    "LocationNotFoundError",
    "MailError",
    "NotAllowedError",
    "NotFoundError",
    "Problem",
    "RegisterAwayError",
    "SettingsError",
    "UnreadableFileError",
    "UnwritableFileError",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault in one field, and what to do about it."""

    field: str
    fault: str
    remedy: str
    value: str = ""

    def __str__(self) -> str:
        return f"{self.fault} {self.remedy}".strip()


class AssetMapError(Exception):
    """The root: whatever the program refuses on purpose."""


class NotFoundError(AssetMapError):
    """There is no such record."""


class _ProblemsError(AssetMapError):
    def __init__(self, message: str, *, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


class InvalidSubmissionError(_ProblemsError):
    """Something typed does not do; ``problems`` lists every fault."""


class LocationNotFoundError(AssetMapError):
    """There is no such postcode or place; ``candidates`` are the nearest spellings."""

    def __init__(self, message: str, *, candidates: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.candidates = candidates


class CrsError(AssetMapError):
    """Coordinates are in the wrong reference system, or in none that is named."""


class BoundaryError(_ProblemsError):
    """A boundary file does not hold together; nothing was changed."""


class UnreadableFileError(AssetMapError):
    """A file cannot, or must not, be read."""


class UnwritableFileError(AssetMapError):
    """A file cannot be written; nothing of it is left."""


class NotAllowedError(AssetMapError):
    """The actor's role may not do that."""


class ConflictError(AssetMapError):
    """Somebody else changed the record meanwhile; ``version`` is what stands now."""

    def __init__(self, message: str, *, version: int = 0) -> None:
        super().__init__(message)
        self.version = version


class MailError(AssetMapError):
    """A mail server did not take a letter; ``is_away`` where it takes none at all just now."""

    def __init__(self, message: str, *, is_away: bool = False) -> None:
        super().__init__(message)
        self.is_away = is_away


class BackupError(AssetMapError):
    """A backup cannot be made, or not be put back; the register is as it was."""


class RegisterAwayError(AssetMapError):
    """The database does not answer just now, or cannot write; nothing was kept."""


class SettingsError(AssetMapError):
    """The council's configuration is wrong."""
