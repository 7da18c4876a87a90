"""
Whose offer could meet whose need.

A suggestion is an idea with its reasons in words. It never makes a connection: a person
does. It is built of what people wrote and nothing else, and the same facts give the same
suggestions in the same order.
"""

from dataclasses import dataclass, field

import numpy as np

from asset_map.connections.candidates import candidates
from asset_map.connections.offers import OffersAndNeeds, Pairing, pairing_of
from asset_map.connections.reasons import reasons
from asset_map.connections.ties import Ints
from asset_map.model.connection import ConnectionKind, Offer, Side

__all__ = ["Suggestion", "suggestions"]

_AT_ONCE = 8_192


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """
    That one asset could do something for another, and why.

    ``kind`` is the connection that a person would make of it, from ``giver_id`` to
    ``taker_id``. ``reasons`` are the facts, a sentence each.
    """

    offer_id: str
    need_id: str
    giver_id: str
    taker_id: str
    tag: str
    kind: ConnectionKind
    reasons: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """All reasons in one line."""
        return " ".join(self.reasons)


@dataclass(slots=True)
class _Choice:
    """What is chosen so far, and how many more each offer and need may have."""

    asked: OffersAndNeeds
    offers: list[Offer]
    needs: list[Offer]
    offer_room: Ints
    need_room: Ints
    chosen: dict[tuple[int, int], Pairing] = field(default_factory=dict)

    def take(self, rows: tuple[Ints, Ints], *, once_each: bool) -> None:
        """Choose candidates in their order; for those not linked yet one each at first."""
        served: set[str] = set()
        for start in range(0, len(rows[0]), _AT_ONCE):
            offers, needs = (side[start : start + _AT_ONCE] for side in rows)
            has_room = (self.offer_room[offers] > 0) & (self.need_room[needs] > 0)
            for offer, need in zip(
                offers[has_room].tolist(), needs[has_room].tolist(), strict=True
            ):
                if once_each and not self._is_due(offer, need, served):
                    continue
                self._choose(offer, need, served)
            if not (self.offer_room.any() and self.need_room.any()):
                return

    def _is_due(self, offer: int, need: int, served: set[str]) -> bool:
        ends = (self.offers[offer].asset_id, self.needs[need].asset_id)
        return any(not self.asked.degrees[end] and end not in served for end in ends)

    def _choose(self, offer: int, need: int, served: set[str]) -> None:
        if (offer, need) in self.chosen or not (self.offer_room[offer] and self.need_room[need]):
            return
        pairing = pairing_of(self.offers[offer], self.needs[need], self.asked)
        if pairing is not None:
            self.chosen[offer, need] = pairing
            self.offer_room[offer] -= 1
            self.need_room[need] -= 1
            served |= {pairing.offer.asset_id, pairing.need.asset_id}


def suggestions(asked: OffersAndNeeds) -> tuple[Suggestion, ...]:
    """
    Return what could be suggested now, the best first.

    Whoever is not linked yet comes first and gets one before anybody gets two. No offer is
    suggested more often than its capacity, and no need gets more than ``asked.most``.
    """
    offers, needs = asked.of(Side.OFFER), asked.of(Side.NEED)
    best_first = candidates(offers, needs, asked)
    choice = _Choice(
        asked=asked,
        offers=offers,
        needs=needs,
        offer_room=np.array([one.capacity for one in offers], dtype=np.int64),
        need_room=np.full(len(needs), asked.most),
    )
    rows = (best_first.offers, best_first.needs)
    first = best_first.unlinked
    choice.take((rows[0][:first], rows[1][:first]), once_each=True)
    choice.take(rows, once_each=False)
    return tuple(_suggestion(pairing, asked) for pairing in choice.chosen.values())


def _suggestion(pairing: Pairing, asked: OffersAndNeeds) -> Suggestion:
    return Suggestion(
        offer_id=pairing.offer.id,
        need_id=pairing.need.id,
        giver_id=pairing.offer.asset_id,
        taker_id=pairing.need.asset_id,
        tag=pairing.tag,
        kind=pairing.kind,
        reasons=reasons(pairing, asked),
    )
