"""The tree of a session: as a drawing, as a list, and on paper."""

from asset_map.exports.printing import printed
from asset_map.exports.tree_svg import TreeCard, TreeSheet, tree_svg
from asset_map.model.agreement import ActionState
from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind
from asset_map.model.roadshow import TreePart
from asset_map.model.words import counted, long_date
from asset_map.usecases.hold_session import SessionView

__all__ = ["on_the_tree", "tree_drawn", "tree_printed"]


def on_the_tree(view: SessionView) -> dict[TreePart, list[str]]:
    """Return what hangs on each part of the tree; what was agreed is fruit, or still a bud."""
    said = {part: [card.text for card in view.on_tree(part)] for part in TreePart}
    for action in view.actions:
        if action.state is not ActionState.LET_GO:
            said[TreePart.BUDS if action.is_bud else TreePart.FRUIT].append(action.title)
    return said


def tree_drawn(view: SessionView) -> str:
    """Return the tree of a session as an SVG."""
    roadshow = view.roadshow
    hung = [(card.text, part, _kind(card)) for part in TreePart for card in view.on_tree(part)]
    agreed = [
        (action.title, TreePart.BUDS if action.is_bud else TreePart.FRUIT, None)
        for action in view.actions
        if action.state is not ActionState.LET_GO
    ]
    return tree_svg(
        TreeSheet(
            title=roadshow.title,
            under_title=(long_date(roadshow.held_on), roadshow.place),
            cards=tuple(
                TreeCard(words=words, part=part, kind=kind) for words, part, kind in hung + agreed
            ),
            labels=tuple((part, roadshow.label(part)) for part in TreePart),
        )
    )


def tree_printed(view: SessionView) -> bytes:
    """Return the tree on a sheet of A3, with every card in words on the next."""
    said = on_the_tree(view)
    total = sum(map(len, said.values()))
    return printed(
        "tree",
        {
            "title": view.roadshow.title,
            "tree": tree_drawn(view),
            "says": f"A tree with {counted(total, 'card')}; the next sheet has them as a list.",
            "nothing": "Nothing here yet.",
            "parts": [
                {"label": view.roadshow.label(part), "said": said[part]} for part in TreePart
            ],
        },
    )


def _kind(card: Card) -> AssetKind | None:
    """Return the kind whose mark a card bears."""
    if card.kind is CardKind.ASSET:
        return card.asset_kind or AssetKind.GROUP
    kinds = {CardKind.SKILL: AssetKind.SKILL, CardKind.STORY: AssetKind.STORY}
    return kinds.get(card.kind)
