"""Every offer against every need of the same tag, as numbers that sort best first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from asset_map.connections.availability import times_in
from asset_map.connections.offers import WIDER_TAG, OffersAndNeeds
from asset_map.connections.places import Places
from asset_map.connections.ties import Floats, Ints
from asset_map.model.connection import ExchangeTerms, Offer
from asset_map.model.freshness import Freshness, freshness
from asset_map.model.vocabulary import Vocabulary

__all__ = ["Candidates", "candidates"]

_SUITS, _UNKNOWN, _CLASHES = 1.0, 0.8, 0.3
_FRESH = {Freshness.FRESH: 1.0, Freshness.AGEING: 0.8, Freshness.STALE: 0.6}
_T = ExchangeTerms
_TERMS = tuple(ExchangeTerms)
# How well the terms of an offer (first) suit those of a need; 1 where it is not said.
_TERMS_FIT = {
    (_T.LOAN, _T.GIFT): 0.9,
    (_T.SWAP, _T.GIFT): 0.6,
    (_T.PAID, _T.GIFT): 0.2,
    (_T.SWAP, _T.LOAN): 0.7,
    (_T.PAID, _T.LOAN): 0.3,
    (_T.PAID, _T.SWAP): 0.3,
    (_T.NEGOTIABLE, _T.GIFT): 0.8,
}
_TERMS_TABLE = np.array([[_TERMS_FIT.get((a, b), 1.0) for b in _TERMS] for a in _TERMS])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """One side as arrays: a row for each offer or need, and the rows that carry each tag."""

    members: Ints
    times: Ints
    terms: Ints
    fresh: Floats
    degrees: Ints
    anywhere: NDArray[np.bool_]
    tagged: dict[str, Ints]


def _side(said: Sequence[Offer], asked: OffersAndNeeds) -> _Side:
    rows = {member.asset_id: row for row, member in enumerate(asked.members)}
    members = [asked.by_id[one.asset_id] for one in said]
    tagged: dict[str, list[int]] = {}
    for row, one in enumerate(said):
        for tag in {asked.vocabulary.tag(tag) for tag in one.tags}:
            tagged.setdefault(tag, []).append(row)
    fresh = [_FRESH[freshness(member.checked_on, today=asked.today)] for member in members]
    return _Side(
        members=np.array([rows[one.asset_id] for one in said], dtype=np.int64),
        times=np.array([times_in(one.availability) for one in said], dtype=np.int64),
        terms=np.array([_TERMS.index(one.terms) for one in said], dtype=np.int64),
        fresh=np.array(fresh),
        degrees=np.array([asked.degrees[one.asset_id] for one in said], dtype=np.int64),
        anywhere=np.array(
            [one.is_online_ok or who.goes_anywhere for one, who in zip(said, members, strict=True)],
            dtype=bool,
        ),
        tagged={tag: np.array(rows, dtype=np.int64) for tag, rows in tagged.items()},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Keys:
    """
    Each candidate as one number, so that sorting numbers sorts candidates.

    From the highest bits: whether neither is unlinked, how ill they fit, how linked the
    less linked one is, whether they share a ward, the rows of the need and of the offer.
    """

    offers: _Side
    needs: _Side
    places: Places
    need_bits: int
    offer_bits: int

    _DEGREE_BITS = 8

    @property
    def score_bits(self) -> int:
        """How many bits are left for the fit."""
        return min(20, 63 - 2 - self._DEGREE_BITS - self.need_bits - self.offer_bits)

    def of_tag(self, given: Ints, wanted: Ints, tag_fit: float) -> Ints:
        """Return the keys of all offers (rows) against all needs (columns) of one tag."""
        offers, needs = self.offers, self.needs
        givers, takers = offers.members[given], needs.members[wanted]
        degrees = np.minimum(offers.degrees[given][:, None], needs.degrees[wanted])
        worst = (1 << self.score_bits) - 1
        key = (degrees > 0).astype(np.int64) << self.score_bits
        key |= worst - np.rint(worst * tag_fit * self._fits(given, wanted)).astype(np.int64)
        key = key << self._DEGREE_BITS | np.minimum(degrees, (1 << self._DEGREE_BITS) - 1)
        key = key << 1 | ~self.places.differ(givers, takers)
        key = key << self.need_bits | wanted
        return (key << self.offer_bits | given[:, None]).ravel()

    def _fits(self, given: Ints, wanted: Ints) -> Floats:
        offers, needs = self.offers, self.needs
        given_times, wanted_times = offers.times[given][:, None], needs.times[wanted]
        is_unknown = (given_times == 0) | (wanted_times == 0)
        shared = np.where(given_times & wanted_times, _SUITS, _CLASHES)
        times = np.where(is_unknown, _UNKNOWN, shared)
        bands = self.places.bands(offers.members[given], needs.members[wanted])
        bands = np.where(offers.anywhere[given][:, None], 1.0, bands)
        terms = _TERMS_TABLE[offers.terms[given][:, None], needs.terms[wanted]]
        fresh = np.minimum(offers.fresh[given][:, None], needs.fresh[wanted])
        fits: Floats = times * bands * terms * fresh
        return fits

    def rows(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the rows of the offers and of the needs."""
        offers = keys & ((1 << self.offer_bits) - 1)
        return offers, keys >> self.offer_bits & ((1 << self.need_bits) - 1)

    def is_unlinked(self, keys: Ints) -> NDArray[np.bool_]:
        """Tell of each candidate whether one of the two is not linked yet."""
        above = self.score_bits + self._DEGREE_BITS + 1 + self.need_bits + self.offer_bits
        is_first: NDArray[np.bool_] = keys >> above == 0
        return is_first


def _sorted(keys: _Keys, vocabulary: Vocabulary) -> Ints:
    given, wanted = keys.offers.tagged, keys.needs.tagged
    found = [keys.of_tag(given[tag], wanted[tag], 1.0) for tag in given.keys() & wanted.keys()]
    for tag in given.keys() | wanted.keys():
        wider = vocabulary.parent(tag)
        if tag in given and wider in wanted:
            found.append(keys.of_tag(given[tag], wanted[wider], WIDER_TAG))
        if wider in given and tag in wanted:
            found.append(keys.of_tag(given[wider], wanted[tag], WIDER_TAG))
    return np.sort(np.concatenate(found)) if found else np.array([], dtype=np.int64)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """Rows of offers and of needs, best first; the first ``unlinked`` touch one not linked."""

    offers: Ints
    needs: Ints
    unlinked: int


def candidates(
    offers: Sequence[Offer], needs: Sequence[Offer], asked: OffersAndNeeds
) -> Candidates:
    """Return every offer against every need of the same tag, or a wider one, best first."""
    keys = _Keys(
        offers=_side(offers, asked),
        needs=_side(needs, asked),
        places=Places.of(asked.members, asked.next_wards),
        need_bits=len(needs).bit_length(),
        offer_bits=len(offers).bit_length(),
    )
    best_first = _sorted(keys, asked.vocabulary)
    offer_rows, need_rows = keys.rows(best_first)
    unlinked = int(keys.is_unlinked(best_first).sum())
    return Candidates(offers=offer_rows, needs=need_rows, unlinked=unlinked)
