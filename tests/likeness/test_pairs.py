import csv
import os
import random
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.likeness.pairs import THRESHOLD, Comparable, compare, likely_duplicates
from asset_map.model.asset import Asset, AssetKind, Contact, Identifier
from asset_map.model.location import Coordinates, Location, PublishLocation

HERE = Coordinates(lon=-1.2471, lat=52.7954)
NEAR = Coordinates(lon=-1.2471, lat=52.7961)  # 78 m north
DOWN_THE_ROAD = Coordinates(lon=-1.2471, lat=52.7974)  # 220 m north
FAR = Coordinates(lon=-1.2471, lat=52.8404)  # 5 km north
CHARITY = Identifier(scheme="GB-CHC", value="1234567")


def record(name: str, record_id: str = "a", **known: Any) -> Comparable:
    return Comparable(id=record_id, name=name, **known)


def score(a: Comparable, b: Comparable) -> float:
    likeness = compare(a, b)
    return likeness.score if likeness else 0.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hathern Library", "Library, Hathern"),
        ("Tea & Cakes", "Tea and Cakes"),
        ("The Anchor Project Ltd", "Anchor Project"),
        ("Repair Café CIO", "repair cafe"),
        ("St. Mary's Hall", "St Marys Hall"),
        ("Shirebrook Knitting Group", "Shirebrok Kniting Group"),
        ("Shirebrook Food Bank", "Shirebrook Foodbank"),
        ("Tuesdays Knitters", "Tuesday Knitters"),
    ],
)
def test_two_spellings_in_one_place_are_likely_the_same(one: str, other: str) -> None:
    a, b = record(one, "a", point=HERE), record(other, "b", point=NEAR)
    assert score(a, b) >= THRESHOLD


def test_the_reasons_are_said_in_words() -> None:
    likeness = compare(
        record("Hathern Library", "b", point=HERE, identifiers=frozenset({CHARITY})),
        record("Hathern Libary", "a", point=NEAR, identifiers=frozenset({CHARITY})),
    )
    assert likeness is not None
    assert (likeness.first_id, likeness.second_id) == ("a", "b")
    assert likeness.reasons == (
        *("the same charity number", "the names are nearly the same"),
        "80 m apart",
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (record("Coffee morning", "a"), record("Coffee morning", "b")),
        (record("Coffee morning", "a", point=HERE), record("Coffee morning", "b", point=FAR)),
        (
            record("Coffee morning", "a", point=HERE, phone="01632 960123"),
            record("Coffee morning", "b", point=FAR, phone="01632 960123"),
        ),
        (record("Library", "a", postcode="LE12 5JY"), record("Judo", "b", postcode="LE12 5JY")),
        (
            record("Yoga for all", "a", point=HERE, phone="01632 960123"),
            record("Parish Council", "b", point=HERE, phone="01632 960123"),
        ),
        (
            record("1st Hathern Scouts", "a", point=HERE),
            record("2nd Hathern Scouts", "b", point=HERE),
        ),
        (
            record("Tuesday Knitters", "a", point=HERE),
            record("Thursday Knitters", "b", point=HERE),
        ),
        (
            record("Hathern Men's Breakfast", "a", point=HERE),
            record("Hathern Women's Breakfast", "b", point=HERE),
        ),
        (
            record("Coffee morning", "a", point=HERE),
            record("Coffee Morning", "b", point=DOWN_THE_ROAD),
        ),
        (
            record("Hathern Library", "a", point=HERE, kind=AssetKind.INSTITUTION),
            record("Friends of Hathern Library", "b", point=HERE, kind=AssetKind.GROUP),
        ),
        (
            record("Age Aid", "a", point=HERE, identifiers=frozenset({CHARITY})),
            record("Ramblers", "b", point=FAR, identifiers=frozenset({CHARITY})),
        ),
    ],
)
def test_what_is_legitimately_alike_makes_no_pair(a: Comparable, b: Comparable) -> None:
    assert score(a, b) < THRESHOLD
    assert likely_duplicates([a, b]) == []


def test_two_numbers_at_one_register_speak_against_it() -> None:
    other = Identifier(scheme="GB-CHC", value="7654321")
    a = record("Repair Cafe", "a", point=HERE, identifiers=frozenset({CHARITY}))
    b = record("Repair Cafe", "b", point=HERE, identifiers=frozenset({other}))
    assert score(a, b) < THRESHOLD


def test_telephone_numbers_are_alike_with_and_without_the_country() -> None:
    a = record("Anchor Project", "a", phone="+44 1632 960123")
    b = record("The Anchor Project", "b", phone="(01632) 960-123")
    likeness = compare(a, b)
    assert likeness is not None
    assert "the same telephone number" in likeness.reasons
    assert likeness.score >= THRESHOLD


def test_a_place_that_is_only_roughly_known_does_not_speak_against_it() -> None:
    a = record("Anchor Project", "a", point=HERE, phone="01632 960123")
    far = record("Anchor Project", "b", point=FAR, phone="01632 960123")
    rough = record("Anchor Project", "b", point=FAR, accuracy_m=1000.0, phone="01632 960123")
    assert score(a, far) < THRESHOLD <= score(a, rough)


def test_another_name_counts_as_a_name() -> None:
    a = Comparable(id="a", name="The Old School", other_names=("Reading Room",), point=HERE)
    assert score(a, record("Reading Room", "b", point=NEAR)) >= THRESHOLD


def test_a_record_is_never_its_own_duplicate() -> None:
    assert compare(record("Hub", "a", point=HERE), record("Hub", "a", point=HERE)) is None


def test_candidates_are_compared_with_the_others_and_not_among_themselves() -> None:
    new = [record("Hub", "a", point=HERE), record("The Hub", "b", point=HERE)]
    there = [record("hub", "c", point=NEAR)]
    pairs = likely_duplicates(new, against=there)
    assert {(one.first_id, one.second_id) for one in pairs} == {("a", "c"), ("b", "c")}


def test_a_name_that_tells_more_is_believed_further_away() -> None:
    a, b = record("Hathern Knitters", "a", point=HERE), record("Knitters Hathern", "b")
    assert score(a, replace(b, point=DOWN_THE_ROAD)) >= THRESHOLD


def test_a_withheld_place_is_never_compared() -> None:
    hidden = Location(id="1", point=HERE, postcode="LE12 5JY", publish=PublishLocation.WITHHELD)
    shown = Location(id="2", postcode="NG20 8AA")
    asset = Asset(id="a", kind=AssetKind.GROUP, name="Refuge", locations=(hidden, shown))
    comparable = Comparable.from_asset(asset)
    assert (comparable.point, comparable.postcode) == (None, "NG20 8AA")


def test_an_asset_is_compared_at_the_first_of_its_places_that_is_known() -> None:
    asset = Asset(
        id="a",
        kind=AssetKind.GROUP,
        name="Hub",
        contact=Contact(email="Hub@Example.org"),
        locations=(Location.nowhere("1"), Location(id="2", point=HERE, postcode="LE12 5JY")),
    )
    comparable = Comparable.from_asset(asset)
    assert (comparable.point, comparable.postcode) == (HERE, "LE12 5JY")
    assert comparable.mailbox == "hub@example.org"


words = st.sampled_from(
    ["Hathern", "Library", "Hall", "The", "Cafe", "2nd", "Knitters", "Halll", "Tuesday", "Friday"]
)
comparables = st.builds(
    Comparable,
    id=st.integers(0, 10**9).map(str),
    name=st.lists(words, min_size=1, max_size=3).map(" ".join),
    kind=st.sampled_from([None, AssetKind.GROUP, AssetKind.SPACE]),
    point=st.none()
    | st.builds(Coordinates, lon=st.floats(-1.26, -1.24), lat=st.floats(52.79, 52.80)),
    accuracy_m=st.sampled_from([20.0, 1000.0]),
    postcode=st.sampled_from(["", "LE12 5JY", "NG20 8AA"]),
    phone=st.sampled_from(["", "01632 960123"]),
    identifiers=st.sampled_from([frozenset(), frozenset({CHARITY})]),
)


@given(comparables, comparables)
def test_comparing_is_the_same_from_either_side(a: Comparable, b: Comparable) -> None:
    assert compare(a, b) == compare(b, a)


@given(st.lists(comparables, max_size=12, unique_by=lambda one: one.id), st.randoms())
def test_blocking_loses_no_pair_and_no_order_changes_the_answer(
    records: list[Comparable], chance: random.Random
) -> None:
    expected = {
        likeness
        for a, b in combinations(records, 2)
        if (likeness := compare(a, b)) and likeness.score >= THRESHOLD
    }
    found = likely_duplicates(records)
    assert set(found) == expected
    shuffled = list(records)
    chance.shuffle(shuffled)
    assert likely_duplicates(shuffled) == found


@pytest.mark.real_data
def test_among_the_libraries_of_england_few_are_asked_about() -> None:
    path = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "libraries_england_2023.csv"
    with path.open(encoding="utf-8", newline="") as file:
        records = [
            record(row["name"], str(number), postcode=row["postcode"])
            for number, row in enumerate(csv.DictReader(file))
        ]
    assert 2 <= len(likely_duplicates(records)) <= 10


def test_the_many_of_one_postcode_are_compared_with_their_neighbours_alone() -> None:
    there = [record(f"Plot holder {n:04}", f"p{n}", postcode="ZZ1 1AA") for n in range(1_200)]
    alike = [
        record("Doggerby Knitting Circle", "k1", postcode="ZZ1 1AA"),
        record("Doggerby Kniting Circle", "k2", postcode="ZZ1 1AA"),
        record("Saturday Choir", "c1", postcode="ZZ1 1AA"),
        record("Xaturday Choir", "c2", postcode="ZZ1 1AA"),
    ]
    pairs = {(one.first_id, one.second_id) for one in likely_duplicates(there + alike)}
    assert {("k1", "k2"), ("c1", "c2")} <= pairs
