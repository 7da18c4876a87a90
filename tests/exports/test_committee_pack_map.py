"""The map of a pack: classes by pattern, numbers that do not hide, a bar of true length."""

import io
import re
from dataclasses import replace
from itertools import combinations
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from asset_map.exports.committee_pack import pack_map
from asset_map.exports.committee_pack.drawing import map_in_words, map_svg
from asset_map.exports.committee_pack.map_parts import round_length_m
from asset_map.exports.committee_pack.map_sheet import is_wide, sheet_for
from asset_map.exports.printing import paged_images
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.gap import GapClass
from tests.exports.drawn_pack import PACK, hostile_pack, shape, square

SVG = "{http://www.w3.org/2000/svg}"


def drawn(pack: CommitteePack) -> ET.Element:
    return ET.fromstring(map_svg(pack))  # noqa: S314  # our own drawing


def texts(root: ET.Element) -> list[str]:
    return [one.text or "" for one in root.iter(f"{SVG}text")]


def test_every_number_of_the_table_stands_on_the_map() -> None:
    said = texts(drawn(PACK))
    assert {str(ward.number) for ward in PACK.wards} <= set(said)


def test_a_number_stands_beside_a_pin_and_not_on_it() -> None:
    # The hall of Isle lies where its number would stand.
    root = drawn(PACK)
    six = next(one for one in root.iter(f"{SVG}text") if one.text == "6")
    without = drawn(replace(PACK, pins=()))
    free = next(one for one in without.iter(f"{SVG}text") if one.text == "6")
    assert (six.get("x"), six.get("y")) != (free.get("x"), free.get("y"))


def test_the_scale_bar_is_as_long_as_it_says() -> None:
    root = drawn(PACK)
    said = next(text for text in texts(root) if text.endswith(" km"))
    length_m = 1000 * float(said.removesuffix(" km"))
    bar = max(float(one.get("width", "0")) for one in root.iter(f"{SVG}rect"))
    side = next(
        one.get("d", "") for one in root.iter(f"{SVG}path") if one.get("fill", "")[:1] == "#"
    )
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+),", side)]
    assert bar / length_m == pytest.approx((max(xs) - min(xs)) / 2_000, rel=0.01)


@given(st.floats(min_value=0.5, max_value=1e6))
def test_a_bar_is_a_round_length_and_at_least_two_fifths_of_its_room(longest_m: float) -> None:
    length_m = round_length_m(longest_m)
    assert longest_m * 0.39 < length_m <= longest_m
    assert f"{length_m:.0e}"[0] in "125"


def test_a_lake_is_left_out_of_its_ward() -> None:
    moor = next(one for one in drawn(PACK).iter(f"{SVG}path") if one.get("d", "").count("Z") == 2)
    assert moor.get("fill-rule") == "evenodd"


def test_the_page_is_turned_where_the_wards_are_wider_than_high() -> None:
    row = replace(PACK, shapes=tuple(shape(n, (square(n * 2_000, 0),)) for n in range(1, 4)))
    column = replace(PACK, shapes=tuple(shape(n, (square(0, n * 2_000),)) for n in range(1, 4)))
    assert (is_wide(row), is_wide(column)) == (True, False)
    assert sheet_for(row).width > sheet_for(row).height
    assert sheet_for(column).width < sheet_for(column).height


def test_classes_are_told_apart_in_greyscale() -> None:
    """Each class alone, printed in grey: how dark it is on average, or how rough, differs."""
    seen = {}
    for number, gap_class in enumerate(GapClass):
        row = replace(PACK.wards[0].row, gap_class=gap_class, is_edge=False)
        ward = replace(PACK.wards[0], row=row)
        alone = replace(PACK, wards=(ward,), shapes=(shape(1, (square(0, 0),)),), pins=())
        [png] = paged_images("drawing", {"svg": map_svg(alone), "alt": "One ward"}, ppi=90)
        image = Image.open(io.BytesIO(png)).convert("L")
        width, height = image.size
        left, top = width // 5, height // 3
        patch = np.asarray(image.crop((left, top, left + 80, top + 80)), dtype=float)
        seen[number] = (patch.mean(), patch.std())
    near = [
        (a, b)
        for a, b in combinations(seen, 2)
        if abs(seen[a][0] - seen[b][0]) + abs(seen[a][1] - seen[b][1]) < 8
    ]
    assert near == [], seen


def test_the_words_of_the_map_count_every_ward_once() -> None:
    said = map_in_words(PACK)
    assert "Gap, 1 ward: 1 Harbour." in said
    assert "Anchored, 2 wards: 2 Quayside, 6 Isle." in said
    assert "Near an edge: 1 Harbour." in said
    assert "2 anchor organisations and 1 candidate are marked." in said


def test_a_pin_far_beyond_the_wards_is_neither_drawn_nor_counted() -> None:
    far = replace(PACK.pins[0], easting=90_000, northing=0)
    near = replace(PACK.pins[0], easting=-200, northing=0)
    with_far = replace(PACK, pins=(*PACK.pins, far))
    assert map_svg(with_far) == map_svg(PACK)
    assert "3 anchor organisations" in map_in_words(replace(PACK, pins=(*PACK.pins, near)))


def test_a_sheet_of_a3_comes_in_three_formats_with_its_key() -> None:
    assert pack_map(PACK, format="pdf").startswith(b"%PDF")
    assert pack_map(PACK, format="png").startswith(b"\x89PNG")
    svg = pack_map(PACK, format="svg").decode()
    assert "1 Harbour, 2 Quayside" in svg
    assert "Contains OS data" in svg
    assert pack_map(PACK, format="svg").decode() == svg


def test_a_hostile_name_stays_words_on_the_map() -> None:
    root = ET.fromstring(pack_map(hostile_pack(), format="svg"))  # noqa: S314
    assert not list(root.iter(f"{SVG}script"))
    assert any("<script>" in text for text in texts(root))
