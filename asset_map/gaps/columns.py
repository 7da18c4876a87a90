"""What the sums are handed: wards, residents and places, each as columns of equal length."""

from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from asset_map.model.errors import CrsError

__all__ = [
    "OUTSIDE",
    "Floats",
    "Geometries",
    "Places",
    "Residents",
    "Rows",
    "Wards",
    "by_ward",
    "mean_by_ward",
    "quotient",
    "with_stand_ins",
]

Floats = NDArray[np.float64]
Rows = NDArray[np.int64]
Flags = NDArray[np.bool_]
Geometries = NDArray[np.object_]

# The ward of a point in no ward.
OUTSIDE = -1


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Wards:
    """Wards by code; ``shapes`` are valid polygons in EPSG:27700 (metres)."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    districts: tuple[str, ...]
    shapes: Geometries

    def __len__(self) -> int:
        return len(self.codes)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Residents:
    """
    Points where people live, in EPSG:27700 (metres).

    ``wards`` counts into the wards, -1 in none. ``scores`` are of deprivation, NaN
    where nobody knows one. A point with no urban or rural class counts as urban.
    """

    codes: tuple[str, ...]
    eastings_m: Floats
    northings_m: Floats
    people: Floats
    wards: Rows
    is_rural: Flags
    scores: Floats

    def __post_init__(self) -> None:
        _refuse_missing(self.points_m, "demand points")

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def points_m(self) -> Floats:
        """A row for each point: easting, northing."""
        return np.column_stack((self.eastings_m, self.northings_m))

    def in_order(self) -> "Residents":
        """Return the points by code, so that no order of rows changes a sum's last digit."""
        order = np.argsort(np.asarray(self.codes, dtype=object), kind="stable")
        return Residents(
            codes=tuple(self.codes[row] for row in order),
            eastings_m=self.eastings_m[order],
            northings_m=self.northings_m[order],
            people=self.people[order],
            wards=self.wards[order],
            is_rural=self.is_rural[order],
            scores=self.scores[order],
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """
    Where assets are, in EPSG:27700 (metres); an asset with two places has two rows.

    ``wards`` counts into the wards, -1 in none. ``touching`` has a row (place, ward) for
    each further ward that a place may be in, being nearer to its edge than its own
    accuracy; ``is_edge`` flags such a place even where no other ward lies beyond.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    eastings_m: Floats = field(default_factory=lambda: np.empty(0))
    northings_m: Floats = field(default_factory=lambda: np.empty(0))
    wards: Rows = field(default_factory=lambda: np.empty(0, dtype=np.int64))
    is_edge: Flags = field(default_factory=lambda: np.empty(0, dtype=bool))
    touching: Rows = field(default_factory=lambda: np.empty((0, 2), dtype=np.int64))

    def __post_init__(self) -> None:
        _refuse_missing(self.points_m, "places")

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def points_m(self) -> Floats:
        """A row for each place: easting, northing."""
        return np.column_stack((self.eastings_m, self.northings_m))

    def chosen(self, rows: Rows) -> "Places":
        """Return some of the places, in the order asked for."""
        new_row = np.full(len(self), -1)
        new_row[rows] = np.arange(len(rows))
        touching = self.touching[new_row[self.touching[:, 0]] >= 0].copy()
        touching[:, 0] = new_row[touching[:, 0]]
        return Places(
            ids=tuple(self.ids[row] for row in rows),
            names=tuple(self.names[row] for row in rows),
            eastings_m=self.eastings_m[rows],
            northings_m=self.northings_m[rows],
            wards=self.wards[rows],
            is_edge=self.is_edge[rows],
            touching=touching,
        )

    def in_order(self) -> "Places":
        """Return the places by id and place, so that ties fall the same way every time."""
        ids = np.asarray(self.ids, dtype=object).astype(str)
        return self.chosen(np.lexsort((self.northings_m, self.eastings_m, ids)))


def _refuse_missing(points_m: Floats, what: str) -> None:
    missing = int((~np.isfinite(points_m).all(axis=1)).sum()) if len(points_m) else 0
    if missing:
        message = (
            f"{missing:,} {what} have no coordinates in metres; leave them out, or place them."
        )
        raise CrsError(message)


def by_ward(values: Floats, wards: Rows, count: int) -> Floats:
    """Return the sum of the values in each ward; what lies in none is left out."""
    inside = wards >= 0
    sums = np.bincount(wards[inside], weights=values[inside], minlength=count)
    return np.asarray(sums, dtype=np.float64)


def quotient(part: Floats | Rows, whole: Floats | Rows, *, of_nothing: float = np.nan) -> Floats:
    """Return part by whole; where the whole is nothing, what is said of nothing."""
    none = np.full(len(whole), of_nothing)
    return np.asarray(np.divide(part, whole, out=none, where=whole > 0), dtype=np.float64)


def mean_by_ward(
    values: Floats, weight: Floats, wards: Rows, count: int, *, of_nothing: float = np.nan
) -> Floats:
    """Return the weighted mean of the values in each ward."""
    # What weighs nothing may be infinitely far away.
    weighed = np.where(weight > 0, values, 0.0) * weight
    totals = by_ward(weight, wards, count)
    return quotient(by_ward(weighed, wards, count), totals, of_nothing=of_nothing)


def with_stand_ins(residents: Residents, wards: Wards) -> Residents:
    """
    Add, for each ward in which no point lies, one point inside it with nobody living there.

    So that a ward without demand points still has distances, and no sum of people changes.
    """
    bare = np.setdiff1d(np.arange(len(wards)), residents.wards)
    inner = shapely.point_on_surface(wards.shapes[bare])
    return Residents(
        codes=(*residents.codes, *(wards.codes[row] for row in bare)),
        eastings_m=np.concatenate((residents.eastings_m, shapely.get_x(inner))),
        northings_m=np.concatenate((residents.northings_m, shapely.get_y(inner))),
        people=np.concatenate((residents.people, np.zeros(len(bare)))),
        wards=np.concatenate((residents.wards, bare)),
        is_rural=np.concatenate((residents.is_rural, np.zeros(len(bare), dtype=bool))),
        scores=np.concatenate((residents.scores, np.full(len(bare), np.nan))),
    )
