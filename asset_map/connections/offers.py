"""What is offered and needed, by whom, and which offer could meet which need at all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from asset_map.connections.graph import Member, is_counted
from asset_map.connections.places import NextWards
from asset_map.model.connection import (
    SYMMETRIC,
    Connection,
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferState,
    Side,
)
from asset_map.model.vocabulary import VOCABULARY, Vocabulary

__all__ = ["WIDER_TAG", "Dismissed", "OffersAndNeeds", "Pairing", "fitting_tags", "pairing_of"]

# What a tag is worth that is only wider, or narrower, than the one asked for.
WIDER_TAG = 0.6


@dataclass(frozen=True, slots=True)
class Dismissed:
    """Two assets, whichever gives, and the tag that was not to be suggested again."""

    asset_ids: frozenset[str]
    tag: str


@dataclass(frozen=True, kw_only=True)
class OffersAndNeeds:
    """
    Everything that suggestions are made of.

    ``members`` are those who may be suggested to whoever reads; an offer of anybody else
    is left aside. ``next_wards`` are the pairs of wards that touch. ``most`` is how many
    suggestions one need gets; an offer gets as many as its capacity.
    """

    members: Sequence[Member]
    offers: Sequence[Offer]
    links: Sequence[Connection]
    today: date
    dismissed: frozenset[Dismissed] = frozenset()
    next_wards: NextWards = frozenset()
    vocabulary: Vocabulary = VOCABULARY
    most: int = 3

    @cached_property
    def by_id(self) -> dict[str, Member]:
        """The members by their ids."""
        return {member.asset_id: member for member in self.members}

    @cached_property
    def degrees(self) -> dict[str, int]:
        """With how many others each is linked."""
        ends = ((one.from_id, one.to_id) for one in self.links if is_counted(one))
        pairs = {(here, there) if here < there else (there, here) for here, there in ends}
        degrees = dict.fromkeys(self.by_id, 0)
        for end in (end for pair in pairs for end in pair if end in degrees):
            degrees[end] += 1
        return degrees

    @cached_property
    def live(self) -> frozenset[tuple[str, str, str]]:
        """Who does what for whom already, or is to: from, to, and the kind's value."""
        live = [one for one in self.links if one.state is not ConnectionState.ENDED]
        ends = [(one.from_id, one.to_id, one.kind.value) for one in live]
        back = [(one.to_id, one.from_id, one.kind.value) for one in live if one.kind in SYMMETRIC]
        return frozenset([*ends, *back])

    @cached_property
    def tags(self) -> dict[str, tuple[str, ...]]:
        """The tags of each offer and need, by its id, each once."""
        tag = self.vocabulary.tag
        return {one.id: tuple(dict.fromkeys(map(tag, one.tags))) for one in self.offers}

    def of(self, side: Side) -> list[Offer]:
        """Return what is open on one side, by the names of those who said it."""
        is_open = (
            one
            for one in self.offers
            if one.side is side
            and one.asset_id in self.by_id
            and one.state is OfferState.OPEN
            and (one.valid_until is None or one.valid_until >= self.today)
        )
        return sorted(
            is_open,
            key=lambda one: (self.by_id[one.asset_id].name.casefold(), one.asset_id, one.id),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairing:
    """An offer that could meet a need, for one tag, and the connection that would come of it."""

    offer: Offer
    need: Offer
    tag: str
    kind: ConnectionKind


def fitting_tags(offer: Offer, need: Offer, asked: OffersAndNeeds) -> Iterator[str]:
    """Yield which tags of a need an offer meets: the same first, then a wider or narrower one."""
    given, wanted = asked.tags[offer.id], asked.tags[need.id]
    yield from (tag for tag in wanted if tag in given)
    parent = asked.vocabulary.parent
    for tag in wanted:
        near = (tag == parent(one) or one == parent(tag) for one in given)
        if tag not in given and any(near):
            yield tag


def pairing_of(offer: Offer, need: Offer, asked: OffersAndNeeds) -> Pairing | None:
    """
    Return what could come of an offer and a need, or None where nothing could.

    Nothing can where both are the same asset's, where the tag was put aside for the two,
    or where the one does that for the other already.
    """
    giver, taker = offer.asset_id, need.asset_id
    if giver == taker:
        return None
    for tag in fitting_tags(offer, need, asked):
        kind = asked.vocabulary.leads_to(tag)
        is_aside = asked.dismissed and Dismissed(frozenset({giver, taker}), tag) in asked.dismissed
        if not is_aside and (giver, taker, kind.value) not in asked.live:
            return Pairing(offer=offer, need=need, tag=tag, kind=kind)
    return None
