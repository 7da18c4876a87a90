"""Which columns of a boundary file hold codes, names and districts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from asset_map.model.errors import Problem

__all__ = ["Columns", "find_columns", "has_code_column"]

# As the Office for National Statistics heads them: WD25CD, CED23CD, PARNCP22CD, LAD24CD.
# Wards come before the districts that they lie in, since a file of wards names both.
_CODE_HEADINGS = (
    r"WD\d{2}CD",
    r"CED\d{2}CD",
    r"DIV\d{2}CD",
    r"PAR(?:NCP)?\d{2}CD",
    r"(?:LAD|LTLA|CTYUA|UTLA)\d{2}CD",
    r"(?:ward|division|parish|area|district)?[ _]?(?:gss)?[ _]?code",
    r"gss(?:[ _]?(?:code|id))?",
    r"(?:area|ward|wd)cd",
)
_NAME_HEADINGS = (
    r"(?:ward|division|parish|area|district)?[ _]?name",
    r"(?:area|ward|wd)nm",
    r"ward",
)
_DISTRICT_CODE, _DISTRICT_NAME = (
    r"(?:LAD|LTLA)\d{2}CD|district_code",
    r"(?:LAD|LTLA)\d{2}NM|district_name",
)
# Which areas of an earlier set each one came from; Shapefiles cut headings to ten letters.
_PREDECESSORS = r"predecess\w*|(?:old|former)[ _]?(?:ward[ _]?)?codes?"
# Nine-character codes: E05 and W05 wards, S13 Scotland's, E58 divisions, E04 parishes.
_GSS_CODE = re.compile(r"[EWSNKJ]\d{8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns found; districts and predecessors are None where the file names none."""

    code: str
    name: str
    district_code: str | None = None
    district_name: str | None = None
    predecessors: str | None = None


def has_code_column(headings: Iterable[str]) -> bool:
    """Return whether one of the headings is known to hold codes."""
    return _first(list(headings), _CODE_HEADINGS) is not None


def find_columns(
    rows: pd.DataFrame, *, code_column: str | None, name_column: str | None
) -> Columns | list[Problem]:
    """Return the columns that were asked for, else those found; or what is wrong."""
    headings = [str(column) for column in rows.columns]
    problems = [
        _absent(option, asked, headings)
        for option, asked in (("code_column", code_column), ("name_column", name_column))
        if asked is not None and asked not in headings
    ]
    code = code_column or _first(headings, _CODE_HEADINGS) or _with_gss_codes(rows)
    if code is None:
        problems.append(_not_found("code_column", "--code-column", headings))
    name = name_column or _name_beside(code, headings) or _first(headings, _NAME_HEADINGS)
    if name is None:
        problems.append(_not_found("name_column", "--name-column", headings))
    if problems or code is None or name is None:
        return problems
    others = [heading for heading in headings if heading not in {code, name}]
    return Columns(
        code=code,
        name=name,
        district_code=_first(others, (_DISTRICT_CODE,)),
        district_name=_first(others, (_DISTRICT_NAME,)),
        predecessors=_first(others, (_PREDECESSORS,)),
    )


def _first(headings: Sequence[str], patterns: Iterable[str]) -> str | None:
    return next(
        (
            heading
            for pattern in patterns
            for heading in headings
            if re.fullmatch(pattern, heading.strip(), re.IGNORECASE)
        ),
        None,
    )


def _name_beside(code: str | None, headings: Sequence[str]) -> str | None:
    """Return WD25NM for WD25CD, ward_name for ward_code."""
    if code is None:
        return None
    wanted = re.sub(
        r"CD$", "NM", re.sub(r"code$", "name", code, flags=re.IGNORECASE), flags=re.IGNORECASE
    )
    same = (heading for heading in headings if heading.casefold() == wanted.casefold())
    return next((heading for heading in same if heading != code), None)


def _with_gss_codes(rows: pd.DataFrame) -> str | None:
    for column in rows.columns:
        values = rows[column].dropna()
        if len(values) and values.is_unique and values.map(_is_gss_code).all():
            return str(column)
    return None


def _is_gss_code(value: object) -> bool:
    return isinstance(value, str) and _GSS_CODE.fullmatch(value.strip()) is not None


def _absent(option: str, asked: str, headings: Sequence[str]) -> Problem:
    return Problem(
        field=option,
        value=asked,
        fault=f"There is no column '{asked}'.",
        remedy=f"The columns are: {', '.join(headings)}.",
    )


def _not_found(field: str, option: str, headings: Sequence[str]) -> Problem:
    what = field.removesuffix("_column")
    return Problem(
        field=field,
        fault=f"No column looks like the {what} of an area.",
        remedy=f"Name it with {option}; the columns are: {', '.join(headings)}.",
    )
