"""Every offer against every need of the same tag, as numbers that sort best first."""

from collections.abc import Iterator, Sequence
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

_BLOCK = 16_384
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
        for tag in asked.tags[one.id]:
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
        return key << self.offer_bits | given[:, None]

    def _fits(self, given: Ints, wanted: Ints) -> Floats:
        offers, needs = self.offers, self.needs
        given_times, wanted_times = offers.times[given][:, None], needs.times[wanted]
        fits = np.where(given_times & wanted_times, _SUITS, _CLASHES)
        fits[(given_times == 0) | (wanted_times == 0)] = _UNKNOWN
        bands = self.places.bands(offers.members[given], needs.members[wanted])
        bands[offers.anywhere[given]] = 1.0
        fits *= bands
        fits *= _TERMS_TABLE[offers.terms[given][:, None], needs.terms[wanted]]
        fits *= np.minimum(offers.fresh[given][:, None], needs.fresh[wanted])
        return fits

    def rows(self, keys: Ints) -> tuple[Ints, Ints]:
        """Return the rows of the offers and of the needs."""
        offers = keys & ((1 << self.offer_bits) - 1)
        return offers, keys >> self.offer_bits & ((1 << self.need_bits) - 1)

    @property
    def first_linked(self) -> int:
        """The lowest key of two who are both linked."""
        below = self.score_bits + self._DEGREE_BITS + 1 + self.need_bits + self.offer_bits
        return 1 << below


def _pairs_of_tags(keys: _Keys, vocabulary: Vocabulary) -> Iterator[tuple[Ints, Ints, float]]:
    """Yield the offers and the needs of each tag, and those of its wider one, with the fit."""
    given, wanted = keys.offers.tagged, keys.needs.tagged
    for tag in given.keys() | wanted.keys():
        wider = vocabulary.parent(tag)
        for offered, asked, fit in (
            (tag, tag, 1.0),
            (tag, wider, WIDER_TAG),
            (wider, tag, WIDER_TAG),
        ):
            if offered in given and asked in wanted:
                yield given[offered], wanted[asked], fit


def _sorted(keys: _Keys, vocabulary: Vocabulary) -> Ints:
    pairs = list(_pairs_of_tags(keys, vocabulary))
    found = np.empty(sum(len(given) * len(wanted) for given, wanted, _ in pairs), dtype=np.int64)
    end = 0
    for given, wanted, fit in pairs:
        # In blocks that stay in the processor's cache.
        rows = max(1, _BLOCK // len(wanted))
        for start in range(0, len(given), rows):
            block = keys.of_tag(given[start : start + rows], wanted, fit).ravel()
            found[end : end + len(block)] = block
            end += len(block)
    found.sort()
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """
    Every offer against every need of the same tag, or a wider one, best first.

    The first ``unlinked`` of ``count`` touch somebody who is not linked yet.
    """

    count: int
    unlinked: int
    keys: _Keys
    best_first: Ints

    def rows(self, start: int, end: int) -> tuple[Ints, Ints]:
        """Return the rows of the offers and of the needs, from one place to another."""
        return self.keys.rows(self.best_first[start:end])


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
    return Candidates(
        count=len(best_first),
        unlinked=int(np.searchsorted(best_first, keys.first_linked)),
        keys=keys,
        best_first=best_first,
    )
