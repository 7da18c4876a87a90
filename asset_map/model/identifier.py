"""What somebody is known by in a text: an email address, a phone number or a full name."""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Final

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import WordEnum, fold

__all__ = [
    "ERASED",
    "Blotter",
    "Identifier",
    "IdentifierKind",
    "identifier_from",
    "like_these",
    "one_may_hold",
    "those_of",
]

# What stands where somebody's words were.
ERASED: Final = "[erased]"

_EMAIL = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+?\(?\d[\d\s().\-/]{7,28}\d(?!\w)")
_DIGITS = re.compile(r"\d+")
_WORD = re.compile(r"[^\W_]+(?:['\u2019`][^\W_]+)*")
_APOSTROPHES = ("'", "\u2019", "`")
# What may stand between two names: a blank, a hyphen, ", ".
_MOST_BETWEEN = 2
_NOT_DIGITS = bytes(one for one in range(128) if not chr(one).isdigit())
_PHONE_DIGITS = range(9, 12)
_FEWEST_LETTERS = 4
_MOST_WORDS = 6
_MOST_SEEN = 100_000
# So much of a word must be written right for a name to be nearly somebody's.
_RIGHT = 4


class IdentifierKind(WordEnum):
    """The kinds of what somebody is known by."""

    EMAIL = "email"
    PHONE = "phone"
    NAME = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """
    One thing that somebody is known by, as it is compared.

    ``normal`` is an address without case, a number from its 0 on, a name folded.
    """

    kind: IdentifierKind
    normal: str

    @property
    def words(self) -> int:
        """Of how many words it is made."""
        return len(self.normal.split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Blotter:
    """
    Finds somebody in a text, and takes them out of it.

    ``is_known`` says whether an identifier is theirs; names are looked for in rows of as
    many words as ``name_sizes`` holds. ``parts`` are letters and ``digits`` figures of which a
    plain text must hold some, so that most are passed over quickly; without either of them
    every text is looked through.
    """

    is_known: Callable[[Identifier], bool]
    name_sizes: Collection[int] = field(default_factory=frozenset)
    parts: Collection[str] = ()
    digits: Collection[bytes] = ()
    known: Collection[Identifier] = ()
    _seen: dict[str, list[tuple[int, int, IdentifierKind]]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def may_hold(self, text: str) -> bool:
        """Whether they may stand in a text, or in a record that was written as one."""
        return not (self.parts or self.digits) or _holds(text, self.parts, self.digits)

    def found(self, text: str) -> list[tuple[int, int, IdentifierKind]]:
        """Return where they stand in a text, from one place up to another, the first first."""
        if len(text) < _FEWEST_LETTERS or not self.may_hold(text):
            return []
        # A record says the same in each step of its history.
        if text not in self._seen:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            self._seen[text] = self._found(text)
        return self._seen[text]

    def _found(self, text: str) -> list[tuple[int, int, IdentifierKind]]:
        spans = [
            (start, end, one.kind)
            for start, end, one in _candidates(text, self.name_sizes)
            if self.is_known(one)
        ]
        # Of two that overlap the longer one holds both.
        apart: list[tuple[int, int, IdentifierKind]] = []
        for span in sorted(spans, key=lambda one: (one[0], -one[1])):
            if not apart or span[0] >= apart[-1][1]:
                apart.append(span)
        return apart

    def replaced(self, text: str, put: str) -> str:
        """Return the text with something in their place; what else it says stays."""
        for start, end, _ in reversed(self.found(text)):
            text = text[:start] + put + text[end:]
        return text


def one_may_hold(*blotters: Blotter) -> Callable[[str], bool]:
    """Return what says, by one look at a text, whether one of some may find anybody in it."""
    if not all(one.parts or one.digits for one in blotters):
        return lambda _text: True
    parts = frozenset(part for one in blotters for part in one.parts)
    digits = frozenset(part for one in blotters for part in one.digits)
    return lambda text: _holds(text, parts, digits)


def _holds(text: str, parts: Collection[str], digits: Collection[bytes]) -> bool:
    # A record written as JSON may hide a letter as "\\u00e9".
    if "\\u" in text:
        return True
    lower = text.lower()
    if not text.isascii():
        # Folding is slow: only what has a letter of another sort is written without it.
        strange = [word for word in text.split() if not word.isascii()]
        lower = " ".join([lower, *map(str.casefold, strange), *map(fold, strange)])
    if "'" in lower or "`" in lower:
        lower = lower.replace("'", "").replace("`", "")
    if any(part in lower for part in parts):
        return True
    if not digits:
        return False
    figures = text.encode("ascii", "ignore").translate(None, _NOT_DIGITS)
    return any(one in figures for one in digits)


def those_of(identifiers: Collection[Identifier]) -> Blotter:
    """Return what finds somebody who is known by these."""
    known = frozenset(identifiers)
    sizes = {one.words for one in known if one.kind is IdentifierKind.NAME}
    numbers = {one for one in known if one.kind is IdentifierKind.PHONE}
    return Blotter(
        is_known=known.__contains__,
        name_sizes=sizes,
        parts={max(one.normal.split(), key=len) for one in known - numbers},
        # People write numbers with blanks anywhere, and the 0 as +44.
        digits={one.normal.removeprefix("0").encode() for one in numbers},
        known=tuple(identifiers),
    )


def like_these(
    identifiers: Collection[Identifier], are_alike: Callable[[str, str], bool]
) -> Blotter:
    """Return what finds names that are nearly one of these."""
    names = {one.normal for one in identifiers if one.kind is IdentifierKind.NAME}
    longest = [max(name.split(), key=len) for name in names]
    return Blotter(
        is_known=lambda one: (
            one.kind is IdentifierKind.NAME and any(are_alike(name, one.normal) for name in names)
        ),
        name_sizes={len(name.split()) for name in names},
        # Whoever slips in one place writes the beginning or the end as it is.
        parts={part for word in longest for part in (word[:_RIGHT], word[-_RIGHT:])} or {"\0"},
    )


def identifier_from(typed: str) -> Identifier:
    """
    Return what was typed as it is compared.

    Raises
    ------
    InvalidSubmissionError
        When it is none of the three; a first name alone is many people's.
    """
    text = typed.strip()
    if _EMAIL.fullmatch(text):
        return Identifier(kind=IdentifierKind.EMAIL, normal=text.casefold())
    digits = _national(text)
    if _PHONE.fullmatch(text) and len(digits) in _PHONE_DIGITS:
        return Identifier(kind=IdentifierKind.PHONE, normal=digits)
    folded = fold(text)
    words = folded.split()
    if 1 < len(words) <= _MOST_WORDS and len(folded) > _FEWEST_LETTERS:
        return Identifier(kind=IdentifierKind.NAME, normal=folded)
    problem = Problem(
        field="identifier",
        fault="That is no email address, no phone number and no full name.",
        remedy="A first name alone is many people's: give the surname too, or an address.",
    )
    raise InvalidSubmissionError(str(problem), problems=(problem,))


def _national(text: str) -> str:
    """Return a number's digits as it is dialled in Britain: from its 0 on."""
    digits = "".join(_DIGITS.findall(text)).removeprefix("00" if "+" not in text else "")
    if "+44" in text.replace(" ", "") or (
        digits.startswith("44") and len(digits) > _PHONE_DIGITS[-1]
    ):
        return "0" + digits.removeprefix("44").removeprefix("0")
    return "".join(_DIGITS.findall(text))


def _candidates(text: str, name_sizes: Collection[int]) -> Iterator[tuple[int, int, Identifier]]:
    """Give everything in a text that might be what somebody is known by."""
    if "@" in text:
        for met in _EMAIL.finditer(text):
            normal = met[0].casefold()
            yield *met.span(), Identifier(kind=IdentifierKind.EMAIL, normal=normal)
    yield from _phones(text)
    if name_sizes:
        yield from _names(text, name_sizes)


def _phones(text: str) -> Iterator[tuple[int, int, Identifier]]:
    for met in _PHONE.finditer(text):
        # "2-4 07700 900123" is a number behind another one.
        groups = [one.span() for one in _DIGITS.finditer(text, *met.span())]
        for first, (start, _) in enumerate(groups):
            for _, end in groups[first:]:
                plus = start - 1 if start and text[start - 1] == "+" else start
                digits = _national(text[plus:end])
                if len(digits) in _PHONE_DIGITS:
                    yield plus, end, Identifier(kind=IdentifierKind.PHONE, normal=digits)


def _names(text: str, sizes: Collection[int]) -> Iterator[tuple[int, int, Identifier]]:
    words = [(*met.span(), met[0]) for met in _WORD.finditer(text)]
    together = [other[0] - one[1] <= _MOST_BETWEEN for one, other in pairwise(words)]
    for size in sizes:
        for first in range(len(words) - size + 1):
            if not all(together[first : first + size - 1]):
                continue
            here = words[first : first + size]
            yield from _as_names(here)
            start, end, last = here[-1]
            # "Jo Smith's shed" is Jo Smith's.
            if last[-2:-1] in _APOSTROPHES and last[-1:] in "sS":
                yield from _as_names([*here[:-1], (start, end - 2, last[:-2])])


def _as_names(words: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, Identifier]]:
    folded = [_folded(word) for _, _, word in words]
    # "Smith, Jo" is Jo Smith.
    for order in (folded, folded[1:] + folded[:1]):
        normal = " ".join(order)
        yield words[0][0], words[-1][1], Identifier(kind=IdentifierKind.NAME, normal=normal)


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    return fold(word)
