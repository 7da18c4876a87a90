"""Who could have a stall: groups that came or were spoken of, with what they said already."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind
from asset_map.model.market import Stall
from asset_map.model.roadshow import Reply, Roadshow
from asset_map.model.words import fold

__all__ = ["NAME_MAX", "WORDS_MAX", "Proposed", "likely_stalls"]

NAME_MAX = 120
WORDS_MAX = 280
# Who has a table: not a person's own skill, nor a story.
_WITH_TABLE = frozenset({AssetKind.GROUP, AssetKind.SPACE, AssetKind.BUSINESS})
_EXCHANGE = {CardKind.OFFER: "shows", CardKind.NEED: "wants_to_meet"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposed:
    """A group that could have a stall, with what it said already; ``why`` says where it is from."""

    name: str
    why: str
    asset_id: str | None = None
    shows: str = ""
    wants_to_meet: str = ""


def likely_stalls(
    roadshow: Roadshow, every: Iterable[Card], stalls: Iterable[Stall]
) -> Iterable[Proposed]:
    """Give the groups that came or were spoken of and have no stall, with what they said."""
    standing = [card for card in every if card.is_standing]
    found: dict[str, Proposed] = {}
    for invitation in roadshow.invitations:
        if invitation.reply is not Reply.NOT_COMING:
            one = Proposed(
                name=invitation.name, why=invitation.reply.label, asset_id=invitation.asset_id
            )
            found.setdefault(fold(one.name), one)
    for card in standing:
        name = _group_of(card)
        if name:
            found.setdefault(fold(name), Proposed(name=name, why="on a card"))
            found[fold(name)] = _with_saying(found[fold(name)], card)
    taken = {fold(stall.name) for stall in stalls}
    return (one for key, one in found.items() if key not in taken)


def _group_of(card: Card) -> str:
    if card.kind in _EXCHANGE:
        return card.for_group
    is_group = card.kind is CardKind.ASSET and (card.asset_kind or AssetKind.GROUP) in _WITH_TABLE
    return card.text[:NAME_MAX] if is_group else ""


def _with_saying(one: Proposed, card: Card) -> Proposed:
    asset_id = one.asset_id or card.asset_id
    field = _EXCHANGE.get(card.kind)
    if field is None:
        return replace(one, asset_id=asset_id)
    said = "; ".join(part for part in (getattr(one, field), card.text) if part)
    return replace(one, asset_id=asset_id, **{field: said[:WORDS_MAX]})
