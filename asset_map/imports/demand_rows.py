"""Demand points from a table: who lives where, and how deprived and how rural it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from asset_map.geography.crs import degrees_of, grid_of
from asset_map.geography.great_britain import Floats, degrees_fault, grid_fault
from asset_map.imports.keyed_rows import KeyedRows, keyed_rows
from asset_map.imports.table import Table
from asset_map.model.area import DemandPoint
from asset_map.model.location import Coordinates, GridPoint
from asset_map.model.words import fold

__all__ = ["DemandRows", "read_demand"]

_WANTED = {
    "code": r"(?:.* )?code|(?:oa|lsoa|msoa|wd|ced|lad)\d\d ?cd",
    "people": r"people|persons|residents|usual residents|total population|population(?: \d{4})?",
    "easting": r"eastings?|bng e|x",
    "northing": r"northings?|bng n|y",
    "lon": r"lon|long|longitude",
    "lat": r"lat|latitude",
    "score": r"(?:.* )?score",
    "rural": r"(?:is )?rural|(?:urban rural|rural urban|ruc)(?: .*)?|ruc\d\d(?:cd)?",
}
# Urban and rural as the Office for National Statistics' classes of 2011 and 2021 have them.
_RURAL = re.compile(r"rural.*|yes|true|1|r[ls][nf]\d|[def]\d")
_URBAN = re.compile(r"urban.*|no|false|0|u[nf]\d|[abc]\d")
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class DemandRows:
    """
    The points read; without coordinates in the file they are people by area code alone.

    ``by_area`` then holds each code with its people, and ``points`` is empty.
    """

    points: tuple[DemandPoint, ...] = ()
    by_area: tuple[tuple[str, int], ...] = ()


def read_demand(table: Table) -> DemandRows:
    """
    Return the demand points of a table.

    Raises
    ------
    InvalidSubmissionError
        When a row does not do; every fault is told, and nothing is taken in.
    """
    rows = keyed_rows(table, _WANTED, needed=("code", "people"))
    codes = [_code(rows, number, cells["code"]) for number, cells in rows.rows]
    _refuse_twice(rows, codes)
    people = [_people(rows, number, cells["people"]) for number, cells in rows.rows]
    if not _has_coordinates(rows):
        rows.checked()
        return DemandRows(by_area=tuple(zip(codes, people, strict=True)))
    eastings, northings = _grid(rows)
    scores = [_score(rows, number, cells.get("score", "")) for number, cells in rows.rows]
    rural = [_is_rural(rows, number, cells.get("rural", "")) for number, cells in rows.rows]
    rows.checked()
    columns = zip(codes, people, eastings, northings, scores, rural, strict=True)
    return DemandRows(
        points=tuple(
            DemandPoint(
                code=code,
                easting=round(float(easting), 1),
                northing=round(float(northing), 1),
                people=many,
                deprivation_score=score,
                is_rural=is_rural,
            )
            for code, many, easting, northing, score, is_rural in columns
        )
    )


def _has_coordinates(rows: KeyedRows) -> bool:
    return {"easting", "northing"} <= set(rows.headings) or {"lon", "lat"} <= set(rows.headings)


def _code(rows: KeyedRows, number: int, text: str) -> str:
    if not text:
        rows.refuse(number, "code", text, "there is no code.", "Give each point a code of its own.")
    return text


def _refuse_twice(rows: KeyedRows, codes: Sequence[str]) -> None:
    first: dict[str, int] = {}
    for (number, _), code in zip(rows.rows, codes, strict=True):
        if code and code in first:
            fault = f"the code '{code[:40]}' stands in row {first[code]:,} already."
            rows.refuse(number, "code", code, fault, "Give each point a code of its own.")
        first.setdefault(code, number)


def _people(rows: KeyedRows, number: int, text: str) -> int:
    bare = re.sub(r"\.0+$", "", text.replace(",", "").replace(" ", ""))
    if bare.isdecimal() and bare.isascii() and int(bare) <= _MOST_PEOPLE:
        return int(bare)
    fault = f"'{text[:40]}' is no number of people." if text else "there is no number of people."
    rows.refuse(number, "people", text, fault, "Give a whole number; 0 where nobody lives.")
    return 0


def _score(rows: KeyedRows, number: int, text: str) -> float | None:
    value = _number(text)
    if text and (value is None or value < 0):
        rows.refuse(number, "score", text, f"'{text[:40]}' is no score.", "Give a number, or none.")
        return None
    return value


def _is_rural(rows: KeyedRows, number: int, text: str) -> bool | None:
    said = fold(text)
    if not said:
        return None
    if _RURAL.fullmatch(said):
        return True
    if not _URBAN.fullmatch(said):
        fault = f"'{text[:40]}' says neither urban nor rural."
        rows.refuse(number, "rural", text, fault, "Write Urban or Rural, or leave it empty.")
    return False


def _number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ""))
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def _grid(rows: KeyedRows) -> tuple[Floats, Floats]:
    """Return eastings and northings in metres; what lies not in Great Britain is a fault."""
    in_metres = {"easting", "northing"} <= set(rows.headings)
    names = ("easting", "northing") if in_metres else ("lon", "lat")
    x, y = (
        np.array([_coordinate(rows, number, name, cells[name]) for number, cells in rows.rows])
        for name in names
    )
    converted = (degrees_of if in_metres else grid_of)(np.nan_to_num(x), np.nan_to_num(y))
    known = np.isfinite(x) & np.isfinite(y)
    for place in np.flatnonzero(known & np.isnan(converted[0])).tolist():
        number = rows.rows[place][0]
        a, b = float(x[place]), float(y[place])
        if in_metres:
            fault = grid_fault(GridPoint(easting=a, northing=b))
        else:
            fault = degrees_fault(Coordinates(lon=a, lat=b))
        rows.refuse(number, names[0], f"{a:g}, {b:g}", f"{a:g}, {b:g} {fault}", "")
    return (x, y) if in_metres else converted


def _coordinate(rows: KeyedRows, number: int, name: str, text: str) -> float:
    value = _number(text)
    if value is None:
        fault = f"'{text[:40]}' is no coordinate." if text else "there is no coordinate."
        rows.refuse(number, name, text, fault, "Give it, or leave the row out.")
        return float("nan")
    return value
