"""What small tables have in common: headings that are guessed, words in any writing."""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from asset_map.imports import readers as read
from asset_map.imports.columns import PROBLEM_HEADINGS
from asset_map.imports.fields import Field
from asset_map.imports.readers import Fault, Reader
from asset_map.model.words import fold

__all__ = ["guessed_mapping", "known_words"]

_LEAST_LIKENESS = 88
_SHORTEST_MISSPELT = 4
_NAMED = 8


def known_words(known: Mapping[str, object]) -> Reader:
    """Read one of some words, however it is written."""
    folded = {fold(word): meaning for word, meaning in known.items()}

    def one_of_them(cell: str) -> object:
        if (found := folded.get(fold(cell))) is not None:
            return found
        like = read.near(cell, list(folded)) or ", ".join(list(folded)[:_NAMED])
        return Fault("This is not one of the words known here.", f"Write one of: {like}.")

    return one_of_them


def guessed_mapping(headings: Sequence[str], fields: Sequence[Field]) -> dict[str, str | None]:
    """Return for each heading the field that it most likely means, or None."""
    names = {alias: field.name for field in fields for alias in field.aliases}
    names |= {fold(field.name): field.name for field in fields}
    guesses = sorted(_guesses(headings, names), key=lambda guess: (-guess[0], guess[1]))
    mapping: dict[str, str | None] = dict.fromkeys(headings)
    for _, index, name in guesses:
        if name not in mapping.values() and mapping[headings[index]] is None:
            mapping[headings[index]] = name
    return mapping


def _guesses(headings: Sequence[str], names: Mapping[str, str]) -> Iterator[tuple[float, int, str]]:
    for index, heading in enumerate(headings):
        if heading in PROBLEM_HEADINGS:
            continue
        folded = fold(heading)
        for known, name in names.items():
            likeness = fuzz.ratio(folded, known)
            is_near = likeness >= _LEAST_LIKENESS and len(folded) >= _SHORTEST_MISSPELT
            if folded == known or is_near:
                # A field's own name counts more than another word for it.
                yield likeness + (known == fold(name)), index, name
