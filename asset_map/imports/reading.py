"""What came of reading a file: drafts of assets, refused rows, what was left out."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from asset_map.imports.flags import Flag
from asset_map.imports.row_keys import numbered
from asset_map.imports.table import RowProblem
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.location import Coordinates, GridPoint

__all__ = ["ImportDefaults", "ReadRow", "Reading", "Stated", "digest", "told_apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportDefaults:
    """
    What holds for every row that does not say otherwise.

    ``kind`` is what a row is that has no word for it, or one that is not known; without
    it such a row is judged by its name, and refused where that tells nothing.
    """

    source: str
    today: date
    kind: AssetKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Where a row says that one place is; a part it does not say is empty or None."""

    postcode: str = ""
    point: Coordinates | None = None
    grid: GridPoint | None = None
    address: str = ""
    place_name: str = ""
    uprn: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadRow:
    """
    One asset as read, from one row or, for a mobile service, from several.

    The asset is a draft: it and its locations have no ids, and no location has a point;
    ``stated`` says, location by location, where it is to be looked for. ``row_key`` is
    what the row is known by when the file comes again; ``fingerprint`` changes when
    anything that it says does.
    """

    numbers: tuple[int, ...]
    asset: Asset
    stated: tuple[Stated, ...]
    row_key: str
    fingerprint: str
    flags: tuple[Flag, ...] = ()

    @property
    def number(self) -> int:
        """The first of its rows, counted as the spreadsheet program counts."""
        return self.numbers[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """
    Every row of a table, read or refused: ``rows_in`` is the sum of both.

    ``remarks`` tell what was left out of rows that were read all the same. ``repeats``
    are the row numbers of each set of rows that could not be told apart by their key.
    """

    rows: tuple[ReadRow, ...]
    refused: tuple[RowProblem, ...] = ()
    remarks: tuple[RowProblem, ...] = ()
    repeats: tuple[tuple[int, ...], ...] = ()

    @property
    def rows_read(self) -> int:
        """How many rows of the file were read."""
        return sum(len(row.numbers) for row in self.rows)

    @property
    def rows_refused(self) -> int:
        """How many rows of the file were refused, each for one fault or more."""
        return len({problem.row for problem in self.refused})

    @property
    def rows_in(self) -> int:
        """How many rows the file has."""
        return self.rows_read + self.rows_refused


def digest(*parts: object) -> str:
    """Return a short hash that stays the same from one run to the next."""
    return sha256(repr(parts).encode()).hexdigest()[:32]


def told_apart(rows: Iterable[ReadRow]) -> tuple[tuple[ReadRow, ...], tuple[tuple[int, ...], ...]]:
    """
    Return the rows with keys that differ, and the numbers of those that shared one.

    Rows that share a key are numbered by what they say, not by where they stand, so that
    sorting the file changes nothing. Each is flagged.
    """
    rows = tuple(rows)
    sharing: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        sharing[row.row_key].append(row)
    keyed: dict[int, ReadRow] = {}
    repeats = []
    for key, group in sharing.items():
        if len(group) == 1:
            continue
        repeats.append(tuple(row.number for row in group))
        group.sort(key=lambda row: (row.fingerprint, row.number))
        for ordinal, row in enumerate(group, start=1):
            flags = (*row.flags, Flag.SHARES_ITS_KEY)
            keyed[row.number] = replace(row, row_key=numbered(key, ordinal), flags=flags)
    return tuple(keyed.get(row.number, row) for row in rows), tuple(repeats)
