"""Which cards of a session may say the same, for somebody to merge."""

from asset_map.likeness.sayings import said_alike
from asset_map.model.card import Card, CardKind
from asset_map.usecases.hold_session import SessionView

__all__ = ["likely_same"]

_KINDS = (CardKind.ASSET, CardKind.SKILL, CardKind.STORY, CardKind.IDEA)


def likely_same(view: SessionView) -> list[tuple[Card, Card]]:
    """Return pairs of cards that may be one, the one that came first in front."""
    cards = view.of_kind(*_KINDS)
    return [(cards[one], cards[other]) for one, other in said_alike([card.text for card in cards])]
