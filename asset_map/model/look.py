"""
One shape and one colour for each kind, one colour and pattern for each gap class.

The colours are from Okabe and Ito's palette for colour-blind readers, darkened
where they must stand out against white by 3 to 1 (WCAG 2.2, 1.4.11).
"""

from dataclasses import dataclass

from asset_map.model.asset import AssetKind

__all__ = ["ANCHOR_LOOK", "KIND_LOOK", "Look"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a kind is drawn; ``plural`` is what it is called on screen."""

    shape: str
    colour: str
    plural: str
    singular: str


KIND_LOOK: dict[AssetKind, Look] = {
    AssetKind.GROUP: Look(shape="circle", colour="#0072B2", plural="Groups", singular="Group"),
    AssetKind.SPACE: Look(
        shape="square", colour="#00795A", plural="Places to meet", singular="Place to meet"
    ),
    AssetKind.SKILL: Look(
        shape="triangle",
        colour="#A8467D",
        plural="People who can help",
        singular="Person who can help",
    ),
    AssetKind.INSTITUTION: Look(
        shape="hexagon", colour="#5A5A66", plural="Public services", singular="Public service"
    ),
    AssetKind.BUSINESS: Look(
        shape="pentagon", colour="#8A6D00", plural="Businesses", singular="Business"
    ),
    AssetKind.STORY: Look(shape="star", colour="#2B8CBE", plural="Stories", singular="Story"),
}

ANCHOR_LOOK = Look(
    shape="diamond", colour="#C04A00", plural="Anchor organisations", singular="Anchor organisation"
)
