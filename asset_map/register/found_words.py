"""The words of a query: which rows hold them, how well, and how they may have been meant."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from rapidfuzz import process
from rapidfuzz.distance import OSA

from asset_map.model.role import Audience
from asset_map.model.words import fold
from asset_map.register.listing_rows import WORD_MAX
from asset_map.register.schema import LISTINGS, changes
from asset_map.register.word_index import with_words

__all__ = ["corrected", "score", "words_of"]

# What a text may ask; more words than these say nothing more.
WORDS_MAX: Final = 8
TEXT_MAX: Final = 200
# Words that stand in every sentence and in few names.
_SMALL: Final = frozenset({"a", "an", "and", "at", "for", "in", "near", "of", "on", "the", "to"})
# The points of a whole word, and of a word's beginning, in each field.
_POINTS: Final = {"name": (10, 9), "also": (8, 7), "tags": (6, 5)}
_FIELDS: Final = (*_POINTS, "does", "place")
# In running text the two are alike: "garden" means "gardening" there.
_DOES: Final = 4
_PLACE: Final = (2, 1)
# A name that is all of the text, or begins with it, stands before those that hold its words.
_WHOLE_NAME, _NAME_BEGINS = 20, 10
# A word may be so many letters off, from so many letters on.
_SLIPS: Final = ((7, 2), (4, 1))

_Vocabulary = dict[str, int]
_known: "WeakKeyDictionary[sa.Engine, dict[Audience, tuple[int, _Vocabulary]]]" = (
    WeakKeyDictionary()
)


def words_of(text: str) -> tuple[str, ...]:
    """
    Return the words that a text asks for; none where it has fewer than two letters.

    Small words ("the", "of") count only where there are no others.
    """
    words = [word[:WORD_MAX] for word in fold(text[:TEXT_MAX]).split() if len(word) > 1]
    telling = [word for word in words if word not in _SMALL] or words
    return tuple(dict.fromkeys(telling))[:WORDS_MAX]


def score(words: Sequence[str], audience: Audience) -> sa.ColumnElement[int]:
    """
    Return how well a row that has all of the words holds them.

    Each word counts where it counts most: in the name, in what else the asset is
    called, in its tags, in what it does, in where it is; whole words before
    beginnings. A name that is, or begins with, all of the text comes first.
    """
    column = LISTINGS[audience].words.c
    text = " ".join(words)
    total: sa.ColumnElement[int] = sa.case(
        (column.name == f" {text} ", _WHOLE_NAME),
        (column.name.like(f" {text}%"), _NAME_BEGINS),
        else_=0,
    )
    for word in words:
        beginning = f"% {word}%"
        in_place = sa.case(
            (column.does.like(beginning), _DOES), else_=_points_in(column.place, word, _PLACE)
        )
        total = total + sa.case(
            *(
                (column[field].like(beginning), _points_in(column[field], word, points))
                for field, points in _POINTS.items()
            ),
            (column.place.like(beginning), in_place),
            # The row has the word, so it is in what the asset does: the longest text by far,
            # which is searched only where a word of the place may count more there.
            else_=_DOES,
        )
    return total


def _points_in(field: sa.Column[str], word: str, points: tuple[int, int]) -> sa.ColumnElement[int]:
    whole, beginning = points
    return sa.case((field.like(f"% {word} %"), whole), else_=beginning)


def corrected(
    connection: sa.Connection, words: Sequence[str], audience: Audience
) -> tuple[str, ...]:
    """
    Return the words with each unknown one as the nearest known one; the rest as they are.

    Words that a hyphen joins or parts are written both ways: "wellbeing" is read as "well
    being" where that stands somewhere, and the other way round.
    """
    if (joined := _joined(connection, words, audience)) != tuple(words):
        return joined
    meant: list[str] = []
    for word in words:
        slips = next((most for letters, most in _SLIPS if len(word) >= letters), 0)
        is_plain = slips and not _has_digit(word)
        if is_plain and not _is_there(connection, [word], audience):
            parts = _parted(connection, word, audience)
            meant += parts or [_nearest(word, slips, _vocabulary(connection, audience))]
        else:
            meant.append(word)
    return tuple(meant)


def _is_there(connection: sa.Connection, words: Sequence[str], audience: Audience) -> bool:
    found = connection.execute(with_words(connection, words, audience).limit(1)).first()
    return found is not None


def _joined(connection: sa.Connection, words: Sequence[str], audience: Audience) -> tuple[str, ...]:
    """Return the words with two neighbours as one where that is known: "well being"."""
    for place, (first, second) in enumerate(pairwise(words)):
        if _is_there(connection, [first + second], audience):
            return (*words[:place], first + second, *words[place + 2 :])
    return tuple(words)


def _parted(connection: sa.Connection, word: str, audience: Audience) -> list[str]:
    """Return a word as the two that stand side by side in some asset; none where they do not."""
    vocabulary = _vocabulary(connection, audience)
    column = LISTINGS[audience].words.c
    for cut in range(2, len(word) - 1):
        first, second = word[:cut], word[cut:]
        if first in vocabulary and second in vocabulary:
            side_by_side = f"% {first} {second} %"
            stands = sa.or_(*(column[field].like(side_by_side) for field in _FIELDS))
            if connection.execute(sa.select(column.number).where(stands).limit(1)).first():
                return [first, second]
    return []


def _nearest(word: str, slips: int, vocabulary: _Vocabulary) -> str:
    near = process.extract(
        word, vocabulary.keys(), scorer=OSA.distance, score_cutoff=slips, limit=None
    )
    best = min(near, key=lambda one: (one[1], -vocabulary[one[0]], one[0]), default=None)
    return best[0] if best else word


def _vocabulary(connection: sa.Connection, audience: Audience) -> _Vocabulary:
    """Return each word that an audience may find, and in how many assets."""
    count = connection.scalar(sa.select(changes.c.count)) or 0
    known = _known.setdefault(connection.engine, {})
    if audience not in known or known[audience][0] != count:
        terms = sa.table(f"{audience}_vocabulary", sa.column("term"), sa.column("doc"))
        rows = connection.execute(sa.select(terms.c.term, terms.c.doc))
        known[audience] = (count, {term: doc for term, doc in rows if not _has_digit(term)})
    return known[audience][1]


def _has_digit(word: str) -> bool:
    return any(letter.isdigit() for letter in word)
