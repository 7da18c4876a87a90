"""
Which records may be the same, with reasons in words; a person decides.

A name alone never makes a pair: seven villages have a "Coffee morning". Neither does a
postcode, nor a telephone number: a hall has many groups and one number.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from asset_map.likeness.comparable import Comparable, distance_m
from asset_map.likeness.names import are_told_apart, tells_little
from asset_map.model.likeness import Likeness

__all__ = ["THRESHOLD", "Comparable", "compare", "likely_duplicates"]

THRESHOLD = 0.7

_NAME, _PLACE, _CONTACT, _IDENTIFIER = 0.55, 0.30, 0.25, 0.45
_OTHER_IDENTIFIER, _FAR_AWAY, _OTHER_KIND = -0.30, -0.25, -0.05
# Names less alike than this make no pair but with the same number at a register.
_LEAST_NAME = 0.6
# Metres apart, and how much of the place's weight that is worth.
_NEARNESS = ((30, 1.0), (100, 0.95), (250, 0.7), (500, 0.55), (1_000, 0.1), (2_000, 0.0))
_SAME_POSTCODE = 0.9
# A point known no better than this tells neither near from far.
_ROUGH_M = 500.0
_CHUNK = 512
# Where more names than these share a postcode or a telephone number, that says little: each is
# then compared with so many of its neighbours in the alphabet, rather than with all of them.
_MOST_WITH_EACH_OTHER = 1_000
_NEIGHBOURS = 20
# What is left of a name's likeness: where one is "1st" and one "2nd", or "Monday" and "Friday";
# where one is numbered and one not; where it is a name that many have, like "Coffee morning".
_OTHER_NUMBER, _ONE_NUMBER, _TELLS_LITTLE = 0.6, 0.9, 0.85
# Beyond so many, a register's number is a council's rather than one body's.
_MOST_WITH_ONE_NUMBER = 40


def likely_duplicates(
    candidates: Sequence[Comparable],
    *,
    against: Sequence[Comparable] | None = None,
    threshold: float = THRESHOLD,
) -> list[Likeness]:
    """
    Return the pairs that may be the same, most alike first.

    Parameters
    ----------
    against
        Compare each candidate with these; without, the candidates with one another.
    threshold
        The least score, from 0 to 1.
    """
    pool = [*candidates, *(against or ())]
    found: dict[tuple[str, str], Likeness] = {}
    seen: set[tuple[int, int]] = set()
    for first, second in _worth_comparing(pool, threshold):
        if (first, second) in seen:
            continue
        seen.add((first, second))
        # One of each side: the candidates stand before the others.
        if against is not None and not first < len(candidates) <= second:
            continue
        likeness = compare(pool[first], pool[second])
        if likeness is not None and likeness.score >= threshold:
            found[likeness.first_id, likeness.second_id] = likeness
    return sorted(found.values(), key=lambda one: (-one.score, one.first_id, one.second_id))


def _worth_comparing(pool: Sequence[Comparable], threshold: float) -> Iterator[tuple[int, int]]:
    """Give pairs of positions, the lower first, that share a block and are alike by name."""
    # Where a place is all that two share, their names must make up the rest. Two that share
    # a contact as well meet in the contact's own block.
    by_place = max(_LEAST_NAME, (threshold - _PLACE) / _NAME)
    blocks: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for index, one in enumerate(pool):
        for key in one.blocks():
            blocks[key].append(index)
    for key, members in blocks.items():
        if key[0] == "number" and len(members) <= _MOST_WITH_ONE_NUMBER:
            yield from ((a, b) for a in members for b in members if a < b)
        elif len(members) > 1:
            least = by_place if key[0] in {"cell", "postcode"} else _LEAST_NAME
            yield from _alike_by_name(pool, members, least)


def _alike_by_name(
    pool: Sequence[Comparable], members: list[int], least: float
) -> Iterator[tuple[int, int]]:
    owners = np.array([index for index in members for _ in pool[index].names])
    for form in (0, 1):
        names = [name[form] for index in members for name in pool[index].names]
        if len(names) > _MOST_WITH_EACH_OTHER:
            yield from _alike_neighbours(names, owners, least)
            continue
        for start in range(0, len(names), _CHUNK):
            scores = process.cdist(
                names[start : start + _CHUNK],
                names,
                scorer=fuzz.ratio,
                score_cutoff=100 * least,
                dtype=np.uint8,
            )
            rows, columns = np.nonzero(scores)
            firsts, seconds = owners[rows + start], owners[columns]
            ordered = firsts < seconds
            yield from zip(firsts[ordered].tolist(), seconds[ordered].tolist(), strict=True)


def _alike_neighbours(
    names: list[str], owners: npt.NDArray[np.int_], least: float
) -> Iterator[tuple[int, int]]:
    """
    Compare names with those that stand next to them alone, read forwards and backwards.

    The sorted neighbourhood method of Hernandez and Stolfo (1995).
    """
    for spelt in (names, [name[::-1] for name in names]):
        order = sorted(range(len(names)), key=spelt.__getitem__)
        ordered = [names[place] for place in order]
        people = owners[order]
        for step in range(1, _NEIGHBOURS + 1):
            scores = process.cpdist(
                ordered[:-step], ordered[step:], scorer=fuzz.ratio, score_cutoff=100 * least
            )
            (alike,) = np.nonzero(scores)
            firsts, seconds = people[alike], people[alike + step]
            for first, second in zip(firsts.tolist(), seconds.tolist(), strict=True):
                if first != second:
                    yield min(first, second), max(first, second)


def compare(a: Comparable, b: Comparable) -> Likeness | None:
    """
    Return how alike two records are and why; None where nothing but a name speaks for it.

    The same whichever is given first.
    """
    if a.id == b.id:
        return None
    if a.id > b.id:
        a, b = b, a
    name, name_reason = _names(a, b)
    identifiers, number_reason = _identifiers(a, b)
    if name < _LEAST_NAME and identifiers <= 0:
        return None
    place, place_reason = _places(a, b)
    contact, contact_reason = _contacts(a, b)
    if max(place, contact, identifiers) <= 0:
        return None
    kinds = _OTHER_KIND if a.kind and b.kind and a.kind != b.kind else 0.0
    score = _NAME * name + place + contact + identifiers + kinds
    reasons = (number_reason, name_reason, place_reason, contact_reason)
    return Likeness(
        first_id=a.id,
        second_id=b.id,
        score=round(min(1.0, max(0.0, score)), 3),
        reasons=tuple(reason for reason in reasons if reason),
    )


def _names(a: Comparable, b: Comparable) -> tuple[float, str]:
    likeness = max(_alike(names, others) for names in a.names for others in b.names)
    are_same = not set(a.names).isdisjoint(b.names)
    if a.numbers != b.numbers and not are_same:
        likeness *= _OTHER_NUMBER if a.numbers and b.numbers else _ONE_NUMBER
    if likeness < _LEAST_NAME:
        return likeness, ""
    if are_same:
        return likeness, "the names are the same"
    nearly = likeness > 0.85  # noqa: PLR2004  # where most pairs are one misspelling apart
    return likeness, "the names are nearly the same" if nearly else "the names are alike"


def _alike(names: tuple[str, str], others: tuple[str, str]) -> float:
    likeness = max(fuzz.ratio(mine, other) for mine, other in zip(names, others, strict=True)) / 100
    if likeness < _LEAST_NAME:
        return likeness
    if are_told_apart(names[0], others[0]):
        return likeness * _OTHER_NUMBER
    if tells_little(names[0]) and tells_little(others[0]):
        return likeness * _TELLS_LITTLE
    return likeness


def _places(a: Comparable, b: Comparable) -> tuple[float, str]:
    same_postcode = bool(a.postcode) and a.postcode == b.postcode
    worth, reason = (_SAME_POSTCODE, "the same postcode") if same_postcode else (0.0, "")
    if a.point is None or b.point is None:
        return _PLACE * worth, reason
    apart_m = distance_m(a.point, b.point)
    nearness = next((worth for up_to_m, worth in _NEARNESS if apart_m <= up_to_m), None)
    if nearness is None:
        is_rough = max(a.accuracy_m, b.accuracy_m) >= _ROUGH_M
        return (_PLACE * worth if is_rough else _FAR_AWAY), reason
    if nearness > 0:
        reason = reason or _apart_words(apart_m)
    return _PLACE * max(worth, nearness), reason


def _apart_words(apart_m: float) -> str:
    return f"{round(apart_m, -1):.0f} m apart" if apart_m >= 5 else "in the same place"  # noqa: PLR2004


def _contacts(a: Comparable, b: Comparable) -> tuple[float, str]:
    if a.mailbox and a.mailbox == b.mailbox:
        return _CONTACT, "the same email address"
    if a.phone_figures and a.phone_figures == b.phone_figures:
        return _CONTACT, "the same telephone number"
    return 0.0, ""


_REGISTERS = {
    "GB-CHC": "charity number",
    "GB-SC": "charity number",
    "GB-NIC": "charity number",
    "GB-COH": "company number",
}


def _identifiers(a: Comparable, b: Comparable) -> tuple[float, str]:
    if shared := sorted(one.scheme for one in a.identifiers & b.identifiers):
        return _IDENTIFIER, f"the same {_REGISTERS.get(shared[0], f'number at {shared[0]}')}"
    schemes = {one.scheme for one in a.identifiers} & {one.scheme for one in b.identifiers}
    return (_OTHER_IDENTIFIER, "") if schemes else (0.0, "")
