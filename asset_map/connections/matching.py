"""
Whose offer could meet whose need.

A suggestion is an idea with its reasons in words. It never makes a connection: a person
does. It is built of what people wrote and nothing else, and the same facts give the same
suggestions in the same order.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

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
Claims = NDArray[np.bool_]

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
    What is chosen so far, and how many more each offer (first) and need may have.

    ``has_room`` tells the same of many at once; ``is_due`` of each member whether it is not
    linked yet and nothing is chosen for it.
    """

    asked: OffersAndNeeds
    offers: list[Offer]
    needs: list[Offer]
    members: Pairs
    room: tuple[list[int], list[int]]
    has_room: tuple[Claims, Claims]
    is_due: Claims
    chosen: dict[tuple[int, int], Pairing] = field(default_factory=dict)

    def take(self, found: Iterable[Pairs], *, due_only: bool) -> None:
        """Choose candidates in their order, at first only for those who are due."""
        for rows in found:
            may = self.has_room[0][rows[0]] & self.has_room[1][rows[1]]
            if due_only:
                givers, takers = self._members(rows)
                may &= self.is_due[givers] | self.is_due[takers]
            for offer, need in zip(*(side[may].tolist() for side in rows), strict=True):
                # Earlier ones of the same slice may have taken the room.
                if self.room[0][offer] > 0 and self.room[1][need] > 0:
                    self._choose(offer, need, due_only=due_only)
            if not all(has_room.any() for has_room in self.has_room):
                return

    def _members(self, rows: Pairs) -> Pairs:
        return self.members[0][rows[0]], self.members[1][rows[1]]

    def _choose(self, offer: int, need: int, *, due_only: bool) -> None:
        giver, taker = self.members[0][offer], self.members[1][need]
        if due_only and not (self.is_due[giver] or self.is_due[taker]):
            return
        if (offer, need) in self.chosen:
            return
        pairing = pairing_of(self.offers[offer], self.needs[need], self.asked)
        if pairing is None:
            return
        self.chosen[offer, need] = pairing
        for side, row in enumerate((offer, need)):
            self.room[side][row] -= 1
            self.has_room[side][row] = self.room[side][row] > 0
        self.is_due[giver] = self.is_due[taker] = False

    def rarest_first(self, rows: Pairs) -> Pairs:
        """Return candidates so that whoever is due and has the fewest chooses first."""
        givers, takers = self._members(rows)
        counts = np.bincount(np.concatenate([givers, takers]), minlength=len(self.is_due))
        counts = np.where(self.is_due, counts, len(givers) + 1)
        order = np.argsort(np.minimum(counts[givers], counts[takers]), kind="stable")
        return rows[0][order], rows[1][order]


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
    room = ([one.capacity for one in offers], [asked.most] * len(needs))
    choice = _Choice(
        asked=asked,
        offers=offers,
        needs=needs,
        members=(
            np.array([rows[one.asset_id] for one in offers], dtype=np.int64),
            np.array([rows[one.asset_id] for one in needs], dtype=np.int64),
        ),
        room=room,
        has_room=(np.array(room[0]) > 0, np.array(room[1]) > 0),
        is_due=np.array([not asked.degrees[one.asset_id] for one in asked.members], dtype=bool),
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
