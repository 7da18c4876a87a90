"""
Whose offer could meet whose need.

A suggestion is an idea with its reasons in words. It never makes a connection: a person
does. It is built of what people wrote and nothing else, and the same facts give the same
suggestions in the same order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from asset_map.connections.candidates import candidates
from asset_map.connections.offers import OffersAndNeeds, Pairing, pairing_of
from asset_map.connections.reasons import reasons
from asset_map.connections.ties import Ints
from asset_map.model.connection import ConnectionKind, Offer, Side

__all__ = ["Suggestion", "suggestions"]

# Rows of offers, and of the needs beside them.
Pairs = tuple[Ints, Ints]

_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    That one asset could do something for another, and why.

    ``kind`` is the connection that a person would make of it, from ``giver_id`` to
    ``taker_id``. Its reasons are put into words when they are read.
    """

    offer_id: str
    need_id: str
    giver_id: str
    taker_id: str
    tag: str
    kind: ConnectionKind
    asked: OffersAndNeeds = field(repr=False, compare=False)
    pairing: Pairing = field(repr=False, compare=False)

    @property
    def reasons(self) -> tuple[str, ...]:
        """The facts that speak for it, a sentence each."""
        return reasons(self.pairing, self.asked)

    @property
    def sentence(self) -> str:
        """All reasons in one line."""
        return " ".join(self.reasons)


@dataclass(slots=True, kw_only=True)
class _Choice:
    """
    What is chosen so far, and how many more each offer and need may have.

    ``is_due`` tells of each member whether it is not linked yet and nothing is chosen for it.
    """

    asked: OffersAndNeeds
    offers: list[Offer]
    needs: list[Offer]
    members: tuple[Ints, Ints]
    room: tuple[Ints, Ints]
    is_due: NDArray[np.bool_]
    chosen: dict[tuple[int, int], Pairing] = field(default_factory=dict)

    def take(self, found: Iterable[Pairs], *, due_only: bool) -> None:
        """Choose candidates in their order, at first only for those who are due."""
        for rows in found:
            may = np.flatnonzero(self._may(rows, due_only=due_only))
            for offer, need in zip(*(side[may].tolist() for side in rows), strict=True):
                if self._may((offer, need), due_only=due_only):
                    self._choose(offer, need)
            if not all(room.any() for room in self.room):
                return

    def rarest_first(self, rows: Pairs) -> Pairs:
        """Return candidates so that whoever is due and has the fewest chooses first."""
        givers, takers = (members[side] for members, side in zip(self.members, rows, strict=True))
        counts = np.bincount(np.concatenate([givers, takers]), minlength=len(self.is_due))
        counts = np.where(self.is_due, counts, len(givers) + 1)
        order = np.argsort(np.minimum(counts[givers], counts[takers]), kind="stable")
        return rows[0][order], rows[1][order]

    def _may(self, rows: Pairs | tuple[int, int], *, due_only: bool) -> Any:  # noqa: ANN401  # of one pair, or of each of many
        may = (self.room[0][rows[0]] > 0) & (self.room[1][rows[1]] > 0)
        if due_only:
            members = (self.members[0][rows[0]], self.members[1][rows[1]])
            may &= self.is_due[members[0]] | self.is_due[members[1]]
        return may

    def _choose(self, offer: int, need: int) -> None:
        if (offer, need) in self.chosen:
            return
        pairing = pairing_of(self.offers[offer], self.needs[need], self.asked)
        if pairing is None:
            return
        self.chosen[offer, need] = pairing
        for side, row in enumerate((offer, need)):
            self.room[side][row] -= 1
            self.is_due[self.members[side][row]] = False


def suggestions(asked: OffersAndNeeds) -> tuple[Suggestion, ...]:
    """
    Return what could be suggested now, the best first.

    Whoever is not linked yet gets one before anybody gets two, those with the fewest
    choices first. No offer is suggested more often than its capacity, and no need gets more
    than ``asked.most``.
    """
    offers, needs = asked.of(Side.OFFER), asked.of(Side.NEED)
    found = candidates(offers, needs, asked)
    rows = {member.asset_id: row for row, member in enumerate(asked.members)}
    choice = _Choice(
        asked=asked,
        offers=offers,
        needs=needs,
        members=(
            _numbers(rows[one.asset_id] for one in offers),
            _numbers(rows[one.asset_id] for one in needs),
        ),
        room=(_numbers(one.capacity for one in offers), np.full(len(needs), asked.most)),
        is_due=np.array(
            [not asked.degrees[member.asset_id] for member in asked.members], dtype=bool
        ),
    )
    due = choice.rarest_first(found.rows(0, found.unlinked))
    choice.take(
        _slices(lambda start, end: (due[0][start:end], due[1][start:end]), found.unlinked),
        due_only=True,
    )
    choice.take(_slices(found.rows, found.count), due_only=False)
    return tuple(_suggestion(pairing, asked) for pairing in choice.chosen.values())


def _slices(rows: Callable[[int, int], Pairs], count: int) -> Iterator[Pairs]:
    return (rows(start, min(start + _AT_ONCE, count)) for start in range(0, count, _AT_ONCE))


def _numbers(numbers: Iterable[int]) -> Ints:
    return np.fromiter(numbers, dtype=np.int64)


def _suggestion(pairing: Pairing, asked: OffersAndNeeds) -> Suggestion:
    return Suggestion(
        offer_id=pairing.offer.id,
        need_id=pairing.need.id,
        giver_id=pairing.offer.asset_id,
        taker_id=pairing.need.asset_id,
        tag=pairing.tag,
        kind=pairing.kind,
        asked=asked,
        pairing=pairing,
    )
