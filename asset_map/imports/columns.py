"""Which column says what: guessed from headings and values, or told."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

from asset_map.imports.fields import FIELD_NAMES, FIELDS, Field
from asset_map.imports.readers import Fault, near
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import fold

__all__ = [
    "FIELDS",
    "PROBLEM_HEADINGS",
    "Field",
    "combined",
    "guess_mapping",
    "is_heading",
    "parse_mapping",
]

# The columns that a file of problems has besides its own; they are never read.
PROBLEM_HEADINGS = ("problem_row", "problem")

_EXACT = {fold(field.name): field.name for field in FIELDS}
_ALIASES = {alias: field.name for field in FIELDS for alias in field.aliases}
_LEAST_LIKENESS = 90
_SHORTEST_MISSPELT = 5
# A column is what most of its first values look like.
_MOST = 0.8
_PATTERNS = {
    "postcode": re.compile(r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}", re.IGNORECASE),
    "email": re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]{2,}"),
    "url": re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE),
    "phone": re.compile(r"(?:\+44|0)[\d\s()\-]{9,15}"),
}
# "X" and "Y" are degrees or metres, as their values say.
_AXES = {
    "x": ("lon", "easting"),
    "y": ("lat", "northing"),
    "geox": ("lon", "easting"),
    "geoy": ("lat", "northing"),
    "x coordinate": ("lon", "easting"),
    "y coordinate": ("lat", "northing"),
    "xcoord": ("lon", "easting"),
    "ycoord": ("lat", "northing"),
    "coord x": ("lon", "easting"),
    "coord y": ("lat", "northing"),
}
_DEGREES_UP_TO = 180.0
# Headings like "status" and "mobile" mean many things: their values must agree.
_MUST_FIT = {"operating_status", "functions", "location_kind", "anchor_status", "phone", "is_home"}


def is_heading(text: str) -> bool:
    """Whether a cell is a word that a heading is made of."""
    folded = fold(text)
    return folded in _EXACT or folded in _ALIASES or folded in _AXES


def guess_mapping(
    headings: Sequence[str], sample_rows: Sequence[Sequence[str]] = ()
) -> dict[str, str | None]:
    """
    Return for each heading the field that it most likely means, or None.

    A field's own name counts more than an alias, an alias more than a misspelt one, and
    that more than what the values look like. Each field is given to one column.
    """
    guesses: list[tuple[int, int, str]] = []
    for index, heading in enumerate(headings):
        if heading not in PROBLEM_HEADINGS:
            values = [row[index] for row in sample_rows if index < len(row) and row[index]]
            guesses += [(strength, index, name) for strength, name in _guesses(heading, values)]
    mapping: dict[str, str | None] = dict.fromkeys(headings)
    given: set[str] = set()
    for _, index, name in sorted(guesses, key=lambda guess: (-guess[0], guess[1])):
        if name not in given and mapping[headings[index]] is None:
            mapping[headings[index]] = name
            given.add(name)
    return mapping


def _guesses(heading: str, values: Sequence[str]) -> list[tuple[int, str]]:
    folded = fold(heading)
    if folded in _EXACT:
        return [(100, _EXACT[folded])]
    if folded in _AXES:
        return [(90, name) for name in _axis(folded, values)]
    if folded in _ALIASES:
        name = _ALIASES[folded]
        return [(90, name)] if name not in _MUST_FIT or _fits(name, values) else []
    guesses = []
    if len(folded) >= _SHORTEST_MISSPELT:
        alias = max([*_EXACT, *_ALIASES], key=lambda known: (fuzz.ratio(folded, known), known))
        if fuzz.ratio(folded, alias) >= _LEAST_LIKENESS:
            guesses.append((70, _EXACT.get(alias) or _ALIASES[alias]))
    for name, pattern in _PATTERNS.items():
        fitting = sum(bool(pattern.fullmatch(value)) for value in values)
        if values and fitting >= _MOST * len(values):
            guesses.append((50, name))
    return guesses


def _fits(name: str, values: Sequence[str]) -> bool:
    """Whether at least half of the values can be read as the field."""
    field = next(field for field in FIELDS if field.name == name)
    return 2 * sum(isinstance(field.read(value), Fault) for value in values) <= len(values)


def _axis(folded: str, values: Sequence[str]) -> tuple[str, ...]:
    numbers = [float(value) for value in values if re.fullmatch(r"-?\d+(?:\.\d+)?", value)]
    if not numbers:
        return ()
    return (_AXES[folded][max(map(abs, numbers)) > _DEGREES_UP_TO],)


def parse_mapping(told: Sequence[str], *, headings: Sequence[str]) -> dict[str, str | None]:
    """
    Return what texts like "Library name=name" say; "Notes=" leaves a column out.

    Raises
    ------
    InvalidSubmissionError
        When a heading is not in the file, a field is not known, or two columns are told
        to be one field; it lists every such fault with near candidates.
    """
    mapping: dict[str, str | None] = {}
    problems: list[Problem] = []
    for text in told:
        read = _told(text, headings)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            mapping[read[0]] = read[1] or None
    names = [name for name in mapping.values() if name]
    problems += [
        Problem(field="map", fault=f"Two columns are told to be '{name}'.", remedy="Choose one.")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if problems:
        raise InvalidSubmissionError(" ".join(map(str, problems)), problems=tuple(problems))
    return mapping


def _told(text: str, headings: Sequence[str]) -> tuple[str, str] | Problem:
    typed, separator, name = (part.strip() for part in text.rpartition("="))
    if not separator:
        fault = f"'{text}' does not say what a heading means."
        return Problem(field="map", value=text, fault=fault, remedy="Write it as Heading=field.")
    folded = {fold(heading): heading for heading in headings}
    heading = typed if typed in headings else folded.get(fold(typed))
    if heading is None:
        like = near(typed, list(folded))
        named = folded[like.split(", ")[0]] if like else ", ".join(headings[:12])
        fault = f"There is no heading '{typed}' in the file."
        return Problem(field="map", value=text, fault=fault, remedy=f"Near to it: {named}.")
    if name and name not in FIELD_NAMES:
        like = near(name, list(FIELD_NAMES)) or ", ".join(FIELD_NAMES[:6]) + ", ..."
        fault = f"There is no field '{name}'."
        return Problem(field="map", value=text, fault=fault, remedy=f"Near to it: {like}.")
    return heading, name


def combined(
    guessed: Mapping[str, str | None], told: Mapping[str, str | None]
) -> dict[str, str | None]:
    """Return the guesses with what was told put over them; no field is given twice."""
    taken = {name for name in told.values() if name}
    kept = {heading: None if name in taken else name for heading, name in guessed.items()}
    return {**kept, **told}
