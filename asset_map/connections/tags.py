"""Tags that free words hint at; a person decides, words alone never do."""

import re
from dataclasses import dataclass

from asset_map.model.vocabulary import Term, Vocabulary
from asset_map.model.words import fold

__all__ = ["Hint", "tags_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A term, and the word of the text that hints at it."""

    term: Term
    word: str


def tags_in(text: str, vocabulary: Vocabulary) -> tuple[Hint, ...]:
    """
    Return the terms that a text may be about, in the order of its words.

    Longer words win: "bike repair" is not also a bike. An "s" at the end does not matter.
    """
    plain = fold(text)
    taken = [False] * len(plain)
    found: dict[str, tuple[int, Hint]] = {}
    for word, term in sorted(vocabulary.by_word.items(), key=lambda one: (-len(one[0]), one[0])):
        if word not in plain and word.removesuffix("s") not in plain:
            continue
        for match in re.finditer(rf"\b{re.escape(word.removesuffix('s'))}s?\b", plain):
            start, end = match.span()
            if any(taken[start:end]):
                continue
            taken[start:end] = [True] * (end - start)
            found.setdefault(term.id, (start, Hint(term=term, word=match[0])))
    return tuple(hint for _, hint in sorted(found.values(), key=lambda one: one[0]))
