"""Where a postcode is, with no network: 2.7 million of them, terminated ones too."""

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from asset_map.geography.crs import degrees_of, to_degrees
from asset_map.geography.great_britain import Floats
from asset_map.geography.postcode_table import (
    PostcodeTable,
    keys_of,
    open_prepared,
    read_postcode_file,
)
from asset_map.model.errors import LocationNotFoundError
from asset_map.model.location import Coordinates, GridPoint

__all__ = ["FoundPostcode", "FoundPostcodes", "PostcodeDirectory", "normalise_postcode"]

_SHAPE = re.compile(r"(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)[0-9][A-Z]{2}")
_INWARD = 3
_SHORTEST, _LONGEST = 5, 7
_MAX_CANDIDATES = 5
_REMEMBERED = 1_000
# As long as a postcode with slips may be; longer text may be anything, and is not repeated.
_SHOWN_TEXT = 10
_LOOKALIKES = str.maketrans("O0I1L5S8B2Z6GUV", "0O1I1S5B8Z2G6VU")


def _compact(text: str) -> str:
    plain = (text if text.isascii() else unicodedata.normalize("NFKC", text)).upper()
    return plain if plain.isalnum() else "".join(filter(str.isalnum, plain))


def _spaced(compact: str) -> str:
    return f"{compact[:-_INWARD]} {compact[-_INWARD:]}"


def normalise_postcode(text: str) -> str:
    """
    Return a postcode as it is written: "ng208aa" becomes "NG20 8AA".

    Raises
    ------
    LocationNotFoundError
        When the text has not the shape of a UK postcode.
    """
    compact = _compact(text)
    if not _SHAPE.fullmatch(compact):
        raise LocationNotFoundError(_misshapen(text))
    return _spaced(compact)


def _misshapen(text: str) -> str:
    text = " ".join(text.split())
    shown = f"Postcode '{text}'" if len(text) <= _SHOWN_TEXT else "What was typed"
    return f"{shown} is not a UK postcode; check it, or place the pin by hand."


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPostcode:
    """One postcode and its centre; the district's GSS code is empty where not known."""

    postcode: str
    point: Coordinates
    grid: GridPoint
    district_code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPostcodes:
    """
    The answers to many texts, in their order.

    Where ``is_found`` is False the text is empty, the numbers are NaN, and asking
    for that text alone says why.
    """

    postcodes: list[str]
    is_found: NDArray[np.bool_]
    eastings: Floats
    northings: Floats
    lons: Floats
    lats: Floats
    district_codes: NDArray[np.str_]


class PostcodeDirectory:
    """
    All postcodes of Great Britain, and those of further files.

    Parameters
    ----------
    cache_dir
        Where the packed table is kept; the first look-up ever prepares it, in seconds.
    extra_files
        CSV files with postcode, easting and northing; they go before the directory.
    knows_extra
        Whether those count at this moment; they always do unless it says otherwise.
    """

    def __init__(
        self,
        cache_dir: str | Path,
        extra_files: Iterable[str | Path] = (),
        *,
        knows_extra: Callable[[], bool] = lambda: True,
    ) -> None:
        self._cache_dir = Path(cache_dir)
        self._extra_files = tuple(Path(file) for file in extra_files)
        self._knows_extra = knows_extra

    @property
    def _tables(self) -> tuple[PostcodeTable, ...]:
        further = self._further if self._extra_files and self._knows_extra() else ()
        return (*further, self._prepared)

    @cached_property
    def _further(self) -> tuple[PostcodeTable, ...]:
        return tuple(read_postcode_file(file) for file in self._extra_files)

    @cached_property
    def _prepared(self) -> PostcodeTable:
        return open_prepared(self._cache_dir)

    def find(self, text: str) -> FoundPostcode:
        """
        Return where a postcode is.

        Raises
        ------
        LocationNotFoundError
            When it is no postcode, is unknown (with near candidates), has no place,
            or is in Northern Ireland.
        """
        # Whether further ones count is asked of the register: only for such a one.
        is_further = _stands_in(self._further, _compact(text))
        return self._remembered(text, is_further and self._knows_extra())

    @cached_property
    def _remembered(self) -> Callable[[str, bool], FoundPostcode]:
        # Each screen of the form asks for the same one again.
        return lru_cache(maxsize=_REMEMBERED)(self._looked_up)

    def _looked_up(self, text: str, _knows_extra: bool) -> FoundPostcode:  # noqa: FBT001 - lru's
        found = self.find_many([text])
        if not found.is_found[0]:
            raise self._why_not(text)
        grid = GridPoint(easting=float(found.eastings[0]), northing=float(found.northings[0]))
        return FoundPostcode(
            postcode=found.postcodes[0],
            point=to_degrees(grid),
            grid=grid,
            district_code=str(found.district_codes[0]),
        )

    def find_many(self, texts: Sequence[str]) -> FoundPostcodes:
        """Return where many postcodes are; one that is not found stops nothing."""
        compact = [c if _SHAPE.fullmatch(c := _compact(text)) else "" for text in texts]
        keys = keys_of(compact)
        eastings, northings = np.full((2, len(texts)), np.nan)
        districts = np.full(len(texts), "", dtype="U9")
        for table in reversed(self._tables):
            rows = table.rows_of(keys)
            (known,) = np.nonzero((rows >= 0) & (keys > 0))
            eastings[known] = table.eastings[rows[known]]
            northings[known] = table.northings[rows[known]]
            districts[known] = table.district_codes[table.districts[rows[known]]]
        # Northern Ireland's metres are on another grid.
        elsewhere = np.fromiter((c.startswith("BT") for c in compact), bool, len(texts))
        eastings[elsewhere] = northings[elsewhere] = np.nan
        lons, lats = degrees_of(eastings, northings)
        is_found = ~np.isnan(lons)
        return FoundPostcodes(
            postcodes=[
                _spaced(c) if found else "" for c, found in zip(compact, is_found, strict=True)
            ],
            is_found=is_found,
            eastings=np.where(is_found, eastings, np.nan),
            northings=np.where(is_found, northings, np.nan),
            lons=lons,
            lats=lats,
            district_codes=districts,
        )

    def _why_not(self, text: str) -> LocationNotFoundError:
        compact = _compact(text)
        if not _SHAPE.fullmatch(compact):
            candidates = self._candidates(compact)
            return LocationNotFoundError(
                _misshapen(text) + _as_hint(candidates), candidates=candidates
            )
        postcode = _spaced(compact)
        if compact.startswith("BT"):
            return LocationNotFoundError(
                f"Postcode '{postcode}' is in Northern Ireland, which is not supported yet: its "
                "places lie on the Irish grid. Leave the place out."
            )
        if _stands_in(self._tables, compact):
            return LocationNotFoundError(
                f"Postcode '{postcode}' has no place in the directory (a PO box, or outside Great "
                "Britain); place the pin by hand."
            )
        candidates = self._candidates(compact)
        return LocationNotFoundError(
            f"Postcode '{postcode}' is not in the directory; check it, or place the pin by hand."
            + _as_hint(candidates),
            candidates=candidates,
        )

    def _candidates(self, compact: str) -> tuple[str, ...]:
        if not (compact.isascii() and _SHORTEST - 1 <= len(compact) <= _LONGEST + 1):
            return ()
        found = self.find_many(_one_slip_from(compact))
        return tuple(filter(None, found.postcodes))[:_MAX_CANDIDATES]


def _stands_in(tables: Sequence[PostcodeTable], compact: str) -> bool:
    if not (tables and _SHAPE.fullmatch(compact)):
        return False
    key = keys_of([compact])
    return any(table.rows_of(key)[0] >= 0 for table in tables)


def _as_hint(candidates: tuple[str, ...]) -> str:
    return f" Near ones: {', '.join(candidates)}." if candidates else ""


def _one_slip_from(compact: str) -> list[str]:
    """Return what differs by one typing slip, the likelier slips first."""
    splits = [(compact[:i], compact[i:]) for i in range(len(compact), -1, -1)]
    alphabet = string.ascii_uppercase + string.digits
    slips = [head + tail[0].translate(_LOOKALIKES) + tail[1:] for head, tail in splits if tail]
    slips += [head + tail[1] + tail[0] + tail[2:] for head, tail in splits if len(tail) > 1]
    slips += [head + tail[1:] for head, tail in splits if tail]
    slips += [head + letter + tail for head, tail in splits for letter in alphabet]
    slips += [head + letter + tail[1:] for head, tail in splits if tail for letter in alphabet]
    return [slip for slip in dict.fromkeys(slips) if slip != compact]
