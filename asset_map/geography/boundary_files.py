"""Boundary files: what a council has, taken in whole or refused with every reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from asset_map.geography.boundary_checks import code_problems, overlaps, shape_problems
from asset_map.geography.boundary_columns import Columns, find_columns
from asset_map.geography.boundary_drawing import Geometries, draw_geojson, drawn
from asset_map.geography.boundary_reading import read_frame
from asset_map.geography.crs import frame_to_grid
from asset_map.model.area import Area
from asset_map.model.errors import BoundaryError, CrsError, Problem
from asset_map.model.words import counted

__all__ = ["BoundaryFile", "draw_geojson", "read_boundaries"]

_MAX_NAMED = 10
_BETWEEN_CODES = re.compile(r"[\s,;|]+")
# What GDAL and geopandas call a system that a file does not name.
_UNNAMED = ("undefined", "unknown", "unnamed")


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundaryFile:
    """What was read: the areas, and how the file was understood."""

    areas: tuple[Area, ...]
    code_column: str
    name_column: str
    district_column: str | None
    crs: str
    warnings: tuple[str, ...]


def read_boundaries(
    path: str | Path,
    *,
    set_id: str,
    code_column: str | None = None,
    name_column: str | None = None,
    layer: str | None = None,
    overlap_tolerance_m2: float = 1000.0,
) -> BoundaryFile:
    """
    Return the areas of a GeoJSON, GeoPackage, zipped Shapefile or GeoParquet file.

    Raises
    ------
    BoundaryError
        When the file does not hold together; ``problems`` has every fault with its
        rows and remedy.
    UnreadableFileError
        When it cannot, or must not, be read at all.
    """
    path = Path(path)
    frame, remarks = read_frame(path, layer=layer)
    columns = find_columns(
        frame.drop(columns=frame.geometry.name), code_column=code_column, name_column=name_column
    )
    if not isinstance(columns, Columns):
        raise _refused(path, columns)
    shapes, overlapping = _checked(path, frame, columns, overlap_tolerance_m2)
    return BoundaryFile(
        areas=_areas(frame, columns, shapes, set_id=set_id),
        code_column=columns.code,
        name_column=columns.name,
        district_column=columns.district_code,
        crs=frame.crs.name,
        warnings=(*remarks, *_warnings(frame, columns, overlapping)),
    )


def _checked(
    path: Path, frame: gpd.GeoDataFrame, columns: Columns, overlap_tolerance_m2: float
) -> tuple[Geometries, int]:
    """Return the shapes in metres and how many pairs overlap a little; refuse all else."""
    codes = _texts(frame, columns.code)
    shapes = np.asarray(frame.geometry.array, dtype=object)
    problems = list(shape_problems(shapes, codes))
    shared = []
    try:
        on_grid = frame_to_grid(frame)
    except CrsError as error:
        problems.append(_crs_problem(frame, error))
    if not problems:
        shapes = _sound(on_grid)
        shared = overlaps(shapes)
        too_large = (pair for pair in shared if pair[2] > overlap_tolerance_m2)
        problems = [_overlap_problem(pair, codes) for pair in too_large]
    if not len(frame):
        problems = [Problem(field="rows", fault="There are no areas.", remedy="Choose another.")]
    if problems := [*code_problems(codes, columns.code), *problems]:
        raise _refused(path, problems)
    return shapes, len(shared)


def _crs_problem(frame: gpd.GeoDataFrame, error: CrsError) -> Problem:
    if frame.crs is None or frame.crs.name.casefold().startswith(_UNNAMED):
        return Problem(
            field="crs",
            fault="It does not say which coordinate system it is in.",
            remedy="Save it again in EPSG:27700 or EPSG:4326; a Shapefile needs its .prj file.",
        )
    return Problem(field="crs", fault=str(error), remedy="")


def _sound(on_grid: gpd.GeoDataFrame) -> Geometries:
    """Return the shapes, mended where going to whole millimetres has broken a sound one."""
    shapes = np.asarray(shapely.force_2d(on_grid.geometry.array), dtype=object)
    broken = ~shapely.is_valid(shapes)
    shapes[broken] = shapely.make_valid(shapes[broken], method="structure", keep_collapsed=False)
    return shapes


def _areas(
    frame: gpd.GeoDataFrame, columns: Columns, shapes: Geometries, *, set_id: str
) -> tuple[Area, ...]:
    codes = _texts(frame, columns.code)
    names = [name or code for name, code in zip(_texts(frame, columns.name), codes, strict=True)]
    light_shapes = drawn(shapes, list(zip(codes, names, strict=True)))
    return tuple(
        Area(
            set_id=set_id,
            code=code,
            name=name,
            district_code=district_code,
            district_name=district_name,
            predecessor_codes=tuple(_BETWEEN_CODES.split(former)) if former else (),
            assign_wkb=assign_wkb,
            draw_wkb=draw_wkb,
        )
        for code, name, district_code, district_name, former, assign_wkb, draw_wkb in zip(
            codes,
            names,
            _texts(frame, columns.district_code),
            _texts(frame, columns.district_name),
            _texts(frame, columns.predecessors),
            shapely.to_wkb(shapes),
            shapely.to_wkb(light_shapes),
            strict=True,
        )
    )


def _texts(frame: gpd.GeoDataFrame, column: str | None) -> list[str]:
    """Return a column as texts without spaces around them; empty where nothing stands."""
    if column is None:
        return [""] * len(frame)
    # A column of whole numbers with gaps arrives as 101.0.
    values = frame[column].convert_dtypes()
    return ["" if pd.isna(value) else str(value).strip() for value in values]


def _overlap_problem(pair: tuple[int, int, float], codes: Sequence[str]) -> Problem:
    one, other, area_m2 = pair
    return Problem(
        field="geometry",
        value=f"{codes[one]}, {codes[other]}",
        fault=f"'{codes[one]}' and '{codes[other]}' overlap by {area_m2:,.0f} m2.",
        remedy="Mend their shared edge, or allow more with a larger tolerance.",
    )


def _warnings(frame: gpd.GeoDataFrame, columns: Columns, overlapping: int) -> Iterator[str]:
    if overlapping:
        pairs = counted(overlapping, "pair")
        overlap = "overlaps" if overlapping == 1 else "overlap"
        yield (
            f"{pairs} of areas {overlap} within the tolerance; a point in both gets the lower code."
        )
    texts = zip(_texts(frame, columns.name), _texts(frame, columns.code), strict=True)
    if nameless := [code for name, code in texts if not name]:
        listed = ", ".join(nameless[:_MAX_NAMED])
        yield f"{counted(len(nameless), 'area')} without a name: shown by code ({listed})."


def _refused(path: Path, problems: Sequence[Problem]) -> BoundaryError:
    listed = " ".join(str(problem) for problem in problems[:_MAX_NAMED])
    more = f" And {len(problems) - _MAX_NAMED} more." if len(problems) > _MAX_NAMED else ""
    message = f"The file '{path.name}' was not taken in. {listed}{more}"
    return BoundaryError(message, problems=tuple(problems))
