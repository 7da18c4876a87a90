"""
One shape and one colour for each kind, one colour and pattern for each gap class.

The colours are from Okabe and Ito's palette for colour-blind readers, darkened
where they must stand out against white by 3 to 1 (WCAG 2.2, 1.4.11).
"""

from dataclasses import dataclass

from asset_map.model.asset import AssetKind
from asset_map.model.gap import GapClass
from asset_map.model.words import WordEnum

__all__ = ["ANCHOR_LOOK", "GAP_LOOK", "KIND_LOOK", "GapLook", "Look", "Pattern"]


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


class Pattern(WordEnum):
    """How a class is filled, so that greyscale print tells it apart too."""

    SOLID = "solid"
    DOTTED = "dotted"
    STRIPED = "striped"
    CROSS_HATCHED = "cross_hatched"
    HATCHED = "hatched"


@dataclass(frozen=True, slots=True, kw_only=True)
class GapLook:
    """How a gap class is drawn: a pattern in ``ink`` on ``fill``; ``means`` is its legend."""

    fill: str
    ink: str
    pattern: Pattern
    label: str
    means: str


GAP_LOOK: dict[GapClass, GapLook] = {
    GapClass.GAP: GapLook(
        fill="#FBE3D6",
        ink="#C04A00",
        pattern=Pattern.CROSS_HATCHED,
        label="Gap",
        means="mapped, and most residents are beyond reach",
    ),
    GapClass.VISITING_ONLY: GapLook(
        fill="#FBF1D8",
        ink="#8A6D00",
        pattern=Pattern.STRIPED,
        label="Visiting only",
        means="most residents are beyond reach, but something comes by",
    ),
    GapClass.SERVED_NEXT_DOOR: GapLook(
        fill="#DDEDF7",
        ink="#0072B2",
        pattern=Pattern.DOTTED,
        label="Served next door",
        means="none inside, but most residents are within reach of one",
    ),
    GapClass.ANCHORED: GapLook(
        fill="#7CC3AC",
        ink="#00795A",
        pattern=Pattern.SOLID,
        label="Anchored",
        means="one or more inside",
    ),
    GapClass.NOT_YET_MAPPED: GapLook(
        fill="#F1F0EC",
        ink="#8A8A86",
        pattern=Pattern.HATCHED,
        label="Not yet mapped",
        means="none recorded does not mean none",
    ),
}
