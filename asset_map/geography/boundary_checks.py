"""What keeps a boundary file from being used: every fault, with its rows and remedy."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from asset_map.model.errors import Problem

__all__ = ["code_problems", "overlaps", "shape_problems"]

Geometries = NDArray[np.object_]
# Codes go into addresses of pages and names of files.
_CODE = re.compile(r"\w[\w .:/-]{0,39}")
_MAX_NAMED = 10


def code_problems(codes: Sequence[str], column: str) -> Iterator[Problem]:
    """Yield what is wrong with the codes, which are stripped of spaces."""
    listed = pd.Series(list(codes), dtype=object)
    if (blank := listed == "").any():
        yield Problem(
            field=column,
            fault=f"{_rows(blank)} no code in '{column}'.",
            remedy="Fill it in, or name another column with --code-column.",
        )
    odd = ~blank & ~listed.map(lambda code: _CODE.fullmatch(code) is not None)
    if odd.any():
        yield Problem(
            field=column,
            value=str(listed[odd].iloc[0])[:40],
            fault=f"{_rows(odd)} something in '{column}' that is no code.",
            remedy="A code has at most 40 letters, digits and hyphens.",
        )
    for code in listed[~blank & listed.duplicated()].unique()[:_MAX_NAMED]:
        yield Problem(
            field=column,
            value=code,
            fault=f"The code '{code}' stands in more than one row: {_numbers(listed == code)}.",
            remedy="Join its parts into one area (dissolve by code), or name another column.",
        )


def shape_problems(shapes: Geometries, codes: Sequence[str]) -> Iterator[Problem]:
    """Yield which shapes are no areas: missing, empty, no polygons, or broken."""
    kinds = shapely.get_type_id(shapes)
    missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
    polygonal = np.isin(kinds, [shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON])
    broken = ~missing & polygonal & ~shapely.is_valid(shapes)
    if missing.any():
        yield Problem(
            field="geometry",
            fault=f"{_rows(missing)} no shape ({_named(codes, missing)}).",
            remedy="Draw the area, or take the row out.",
        )
    if (no_area := ~missing & ~polygonal).any():
        yield Problem(
            field="geometry",
            fault=(
                f"{_rows(no_area)} points or lines, not areas alone ({_named(codes, no_area)})."
            ),
            remedy="Use the file with the areas' boundaries, each a polygon or a multipolygon.",
        )
    for row in np.flatnonzero(broken)[:_MAX_NAMED]:
        yield Problem(
            field="geometry",
            value=codes[row],
            fault=(
                f"The shape of '{codes[row]}' (row {row + 1}) is broken: "
                f"{shapely.is_valid_reason(shapes[row])}."
            ),
            remedy="Mend it, in QGIS with Vector > Geometry Tools > Fix Geometries.",
        )


def overlaps(shapes: Geometries) -> list[tuple[int, int, float]]:
    """
    Return the pairs of areas that overlap, with the overlap in square metres.

    Parameters
    ----------
    shapes
        Valid polygons in EPSG:27700 (metres).
    """
    # Only areas whose edges fail to meet can overlap: the rest need no closer look.
    (suspects,) = np.nonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    near_suspects, near = shapely.STRtree(shapes).query(shapes[suspects])
    pairs = np.sort(np.column_stack((suspects[near_suspects], near)), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] < pairs[:, 1]], axis=0)
    shared_m2 = shapely.area(shapely.intersection(shapes[pairs[:, 0]], shapes[pairs[:, 1]]))
    return [
        (int(one), int(other), float(area_m2))
        for (one, other), area_m2 in zip(pairs, shared_m2, strict=True)
        if area_m2 > 0
    ]


def _rows(chosen: "pd.Series[bool] | NDArray[np.bool_]") -> str:
    numbers = np.flatnonzero(np.asarray(chosen))
    return f"Row {_numbers(chosen)} has" if len(numbers) == 1 else f"Rows {_numbers(chosen)} have"


def _numbers(chosen: "pd.Series[bool] | NDArray[np.bool_]") -> str:
    numbers = np.flatnonzero(np.asarray(chosen)) + 1
    more = f" and {len(numbers) - _MAX_NAMED:,} more" if len(numbers) > _MAX_NAMED else ""
    return ", ".join(map(str, numbers[:_MAX_NAMED])) + more


def _named(codes: Sequence[str], chosen: NDArray[np.bool_]) -> str:
    return ", ".join(f"'{codes[row]}'" for row in np.flatnonzero(chosen)[:_MAX_NAMED])
