"""The drawn tree: nothing over another, nothing left out, the same every time."""

from dataclasses import replace
from itertools import combinations
from xml.dom import minidom

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from asset_map.exports.tree_growing import Box, grow
from asset_map.exports.tree_planting import HEIGHT, WIDTH, planted
from asset_map.exports.tree_svg import TreeCard, TreeSheet, tree_svg
from asset_map.exports.tree_words import label_of, width_of
from asset_map.model.asset import AssetKind
from asset_map.model.roadshow import TreePart

CORNER = Box(x=250, y=70, width=410, height=110)
SAID = ("Tuesday Knitters", "can fill in benefit forms with people", "Net Loft Hall", "The sea")


def cards(count: int) -> tuple[TreeCard, ...]:
    """Cards as they come at a session: mostly groups and what people can do."""
    parts = [TreePart.BRANCHES, TreePart.LEAVES, TreePart.LEAVES, *TreePart]
    return tuple(
        TreeCard(
            words=f"{SAID[number % 4]} {number}",
            part=parts[number % len(parts)],
            kind=AssetKind.GROUP if number % 2 else None,
        )
        for number in range(count)
    )


def sheet(count: int) -> TreeSheet:
    return TreeSheet(title="Net Loft roadshow", cards=cards(count), under_title=("The Net Loft",))


@pytest.mark.parametrize("count", [0, 5, 40, 120])
def test_every_card_is_on_the_sheet_and_none_over_another(count: int) -> None:
    said = {part: [card.words for card in cards(count) if card.part is part] for part in TreePart}
    hung = planted(said, beside=CORNER)
    assert (len(hung.labels), hung.left_over) == (count, 0)
    boxes = [CORNER, *(one.box for one in hung.labels)]
    for one, other in combinations(boxes, 2):
        is_apart = (
            abs(one.x - other.x) * 2 >= one.width + other.width
            or abs(one.y - other.y) * 2 >= one.height + other.height
        )
        assert is_apart, (one, other)
    assert all(0 < box.x < WIDTH and 0 < box.y < HEIGHT for box in boxes)


def test_the_drawing_is_the_same_each_time_and_says_itself_in_words() -> None:
    drawn = tree_svg(sheet(12))
    assert tree_svg.__wrapped__(sheet(12)) == drawn
    root = minidom.parseString(drawn).documentElement  # noqa: S318 - made right here
    assert root is not None
    told = root.getElementsByTagName("desc")[0].firstChild
    assert told is not None
    assert all(card.words in str(told.nodeValue) for card in cards(12))


@settings(max_examples=25)
@example("\a\ufffe")
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=90))
def test_whatever_is_typed_stays_words(typed: str) -> None:
    card = TreeCard(words=f"<script>{typed}&\"'", part=TreePart.LEAVES, kind=AssetKind.SKILL)
    drawn = tree_svg(replace(sheet(2), title=typed, cards=(card,)))
    root = minidom.parseString(drawn).documentElement  # noqa: S318 - made right here
    assert root is not None
    assert not root.getElementsByTagName("script")


def test_a_council_s_own_names_stand_in_the_legend() -> None:
    drawn = tree_svg(replace(sheet(3), labels=((TreePart.ROOTS, "What matters here"),)))
    assert "What matters here (0)" in drawn


def test_long_words_break_into_lines_and_end_in_an_ellipsis() -> None:
    label = label_of("Everybody who ever mended a net " * 6, 20, across=180, most_lines=3)
    assert len(label.lines) == 3
    assert label.lines[-1].endswith("…")
    assert all(width_of(line, 20) <= 180 for line in label.lines)
    assert label_of("Doggerby Sanctuary Welcome", 20, across=184, most_lines=3).lines == (
        "Doggerby",
        "Sanctuary",
        "Welcome",
    )
    assert label_of("Pneumono" * 9, 20, across=180, most_lines=2).lines[0].endswith("…")


def test_the_wood_reaches_every_end_and_is_thickest_at_its_foot() -> None:
    seed = ((0.0, 0.0), (0.0, -1.0))
    boughs = grow([seed], [(0.0, -10.0), (1.0, -20.0), (-1.0, -20.0)])
    assert {one.end for one in boughs} == {(0.0, -10.0), (1.0, -20.0), (-1.0, -20.0)}
    assert boughs[0].carries == 3
