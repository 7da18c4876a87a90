"""Links from ward to ward and sector to sector, and links that go both ways."""

from collections.abc import Callable
from dataclasses import dataclass

from asset_map.connections.graph import Member
from asset_map.connections.ties import Ties
from asset_map.model.connection import SYMMETRIC
from asset_map.model.words import counted

__all__ = ["FEWEST_PAIRS", "Across", "BothWays", "across_sectors", "across_wards", "both_ways"]

# A share of fewer says nothing.
FEWEST_PAIRS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Across:
    """
    How many linked pairs reach from one ward, or sector, into another.

    ``unknown`` pairs have an end whose ward or sector nobody has recorded. ``share`` (0 to
    1) and ``e_i`` (-1 all within, 1 all across: Krackhardt and Stern 1988) are None for
    fewer than five pairs.
    """

    across: int
    within: int
    unknown: int
    share: float | None
    e_i: float | None
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BothWays:
    """
    In how many linked pairs each does something for the other.

    ``pairs`` are those with a recorded direction: who only works together gives and takes
    at once. ``reciprocity`` is the share of one-way links that are answered by one back.
    """

    pairs: int
    both: int
    reciprocity: float | None
    sentence: str


def across_wards(ties: Ties) -> Across:
    """Return how many linked pairs reach from one ward into another."""
    return _across(ties, lambda member: member.ward_code, "ward")


def across_sectors(ties: Ties) -> Across:
    """Return how many linked pairs reach from one sector into another."""
    return _across(ties, lambda member: member.sector, "sector")


def _across(ties: Ties, of: Callable[[Member], str | None], noun: str) -> Across:
    group = [of(member) for member in ties.members]
    firsts, seconds = ties.pairs
    ends = [(group[a], group[b]) for a, b in zip(firsts, seconds, strict=True)]
    known = [(a, b) for a, b in ends if a is not None and b is not None]
    across = sum(a != b for a, b in known)
    within = len(known) - across
    if len(known) < FEWEST_PAIRS:
        start = f"Only {counted(len(known), 'linked pair')}" if known else "No linked pair"
        has = "have" if len(known) > 1 else "has"
        words = (
            f"{start} {has} a known {noun} at both ends; "
            f"from {FEWEST_PAIRS} on this says how many reach into another {noun}."
        )
        share = e_i = None
    else:
        reach = "reaches" if across == 1 else "reach"
        words = f"{across:,} of {len(known):,} linked pairs {reach} from one {noun} into another."
        share, e_i = across / len(known), (across - within) / len(known)
    return Across(
        across=across,
        within=within,
        unknown=len(ends) - len(known),
        share=share,
        e_i=e_i,
        sentence=words,
    )


def both_ways(ties: Ties) -> BothWays:
    """Return in how many linked pairs each does something for the other."""
    one_way = {(link.from_id, link.to_id) for link in ties.links if link.kind not in SYMMETRIC}
    answered = sum((there, here) in one_way for here, there in one_way)
    both, pairs = answered // 2, len(one_way) - answered // 2
    if pairs:
        words = f"In {both:,} of {counted(pairs, 'pair')}, each does something for the other."
    else:
        words = "Nobody is recorded as doing something for another yet."
    return BothWays(
        pairs=pairs,
        both=both,
        reciprocity=answered / len(one_way) if one_way else None,
        sentence=words,
    )
