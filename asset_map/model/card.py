"""A card: one thing that somebody said, at a roadshow or in a conversation."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from asset_map.model.asset import AssetKind
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.roadshow import TreePart
from asset_map.model.words import WordEnum

__all__ = ["TREE_PART_OF", "Card", "CardKind", "CardSource", "Talk", "tree_part_of"]


class CardKind(WordEnum):
    """What a card says."""

    ASSET = "asset"
    SKILL = "skill"
    STORY = "story"
    IDEA = "idea"
    OFFER = "offer"
    NEED = "need"
    MISSING_VOICE = "missing_voice"


class CardSource(WordEnum):
    """How a card came in."""

    TYPED = "typed"
    PHONE = "phone"
    PAPER = "paper"
    TALK = "talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """
    One card. Its id comes from whoever wrote it, so that sending it twice keeps one.

    ``for_group`` is whom an offer or need is for, as typed; ``asset_id`` the record it
    belongs to once that is known; ``offer_id`` what it became. ``seq`` moves with every
    change, within its roadshow. A merged card keeps its saying and points to the one
    that stands; a hidden one was set aside by the facilitator; one that was taken back
    is shown nowhere.
    """

    id: str
    kind: CardKind
    text: str
    made_at: datetime
    made_by: str
    source: CardSource
    roadshow_id: str | None = None
    talk_id: str | None = None
    participant_id: str | None = None
    asset_kind: AssetKind | None = None
    tree_part: TreePart | None = None
    for_group: str = ""
    asset_id: str | None = None
    offer_id: str | None = None
    tags: tuple[str, ...] = ()
    terms: ExchangeTerms = ExchangeTerms.GIFT
    availability: str = ""
    urgency: Urgency | None = None
    audience: OfferAudience = OfferAudience.THIS_ROOM
    is_attributed: bool = False
    merged_into: str | None = None
    is_hidden: bool = False
    taken_back_at: datetime | None = None
    seq: int = 0

    @property
    def is_standing(self) -> bool:
        """Whether it is shown as a card of its own: it has words, and nobody set it aside."""
        return self.counts and bool(self.text)

    @property
    def counts(self) -> bool:
        """Whether it stood when the session ended, also where its words are erased since."""
        return not (self.is_hidden or self.merged_into or self.taken_back_at)


TREE_PART_OF: Mapping[CardKind | AssetKind, TreePart] = MappingProxyType(
    {
        AssetKind.GROUP: TreePart.BRANCHES,
        AssetKind.SPACE: TreePart.TRUNK,
        AssetKind.INSTITUTION: TreePart.TRUNK,
        AssetKind.BUSINESS: TreePart.BRANCHES,
        AssetKind.SKILL: TreePart.LEAVES,
        AssetKind.STORY: TreePart.ROOTS,
        CardKind.ASSET: TreePart.BRANCHES,
        CardKind.SKILL: TreePart.LEAVES,
        CardKind.STORY: TreePart.ROOTS,
        CardKind.IDEA: TreePart.BUDS,
    }
)


def tree_part_of(card: Card) -> TreePart | None:
    """Return where a card hangs on the tree; None for offers, asks and who is missing."""
    if card.tree_part:
        return card.tree_part
    if card.kind is CardKind.ASSET and card.asset_kind:
        return TREE_PART_OF[card.asset_kind]
    return TREE_PART_OF.get(card.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """
    A conversation with one person, outside any roadshow.

    ``with_whom`` is a role ("the treasurer"), never a private person's full name;
    ``may_be_kept`` is whether they agreed that the note is kept.
    """

    id: str
    held_on: date
    by: str
    made_at: datetime
    asset_id: str | None = None
    for_group: str = ""
    with_whom: str = ""
    note: str = ""
    may_be_kept: bool = True
