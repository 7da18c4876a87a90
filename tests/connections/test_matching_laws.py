from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.connections.matching import suggestions
from asset_map.connections.offers import Dismissed, OffersAndNeeds
from asset_map.connections.why_not import why_not
from asset_map.model.connection import (
    ConnectionKind,
    Offer,
    Side,
)
from tests.connections.drawn import link
from tests.connections.village_offers import SPRING, at, need, offer, said, village


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ([], "Repair Cafe has not said yet what it could give or would like."),
        ([need("Repair Cafe", "van")], "Nobody else offers a vehicle yet."),
        ([offer("Repair Cafe", "van")], "Nobody else has asked for a vehicle yet."),
        ([need("Repair Cafe")], "What is asked for has no tag yet; choose one so that it can be"),
        (
            [need("Repair Cafe", "van", valid_until=SPRING)],
            "What Repair Cafe offered or asked for is settled or out of date by now.",
        ),
        (
            [offer("Rovers", "funding"), need("Repair Cafe", "small grant")],
            "Rovers offers a small grant: you are linked already, or it was put aside before.",
        ),
        (
            [offer("Rovers", "van"), need("Hathern Library", "van"), need("Repair Cafe", "van")],
            "Rovers offers a vehicle, but that is suggested to others who come first.",
        ),
        (
            [offer("Hathern Library", "hall"), need("Repair Cafe", "hall")],
            "There is 1 suggestion for Repair Cafe.",
        ),
    ],
)
def test_why_there_is_no_suggestion_is_answered(told: list[Offer], words: str) -> None:
    links = [link("Rovers", ConnectionKind.FUNDS, "Repair Cafe")]
    asked = village(offers=told, links=links)
    assert why_not("Repair Cafe", asked, suggestions(asked)).startswith(words)


@st.composite
def crowds(draw: st.DrawFn) -> OffersAndNeeds:
    names = [f"{n}" for n in range(6)]
    eastings = st.floats(0, 9000)
    members = [at(name, draw(eastings), ward_code=draw(st.sampled_from("AB"))) for name in names]
    tags = st.lists(st.sampled_from(["hall", "kitchen", "a place", "van"]), max_size=2)
    told = [
        said(
            draw(st.sampled_from(Side)),
            draw(st.sampled_from(names)),
            *draw(tags),
            key=f"said {n}",
            capacity=draw(st.integers(1, 3)),
        )
        for n in range(draw(st.integers(0, 12)))
    ]
    links = [
        link(first, draw(st.sampled_from(ConnectionKind)), second, key=f"{first}{second}")
        for first, second in draw(
            st.sets(
                st.tuples(st.sampled_from(names), st.sampled_from(names)).filter(
                    lambda two: two[0] != two[1]
                ),
                max_size=4,
            )
        )
    ]
    return village(members=members, offers=told, links=links)


@given(crowds())
@settings(max_examples=50)
def test_no_order_of_facts_changes_a_suggestion(asked: OffersAndNeeds) -> None:
    turned = replace(
        asked, members=asked.members[::-1], offers=asked.offers[::-1], links=asked.links[::-1]
    )
    found = [[one.sentence for one in suggestions(each)] for each in (asked, turned)]
    assert found[0] == found[1]


@given(crowds())
@settings(max_examples=50)
def test_no_offer_and_no_need_is_suggested_too_often_nor_to_itself(asked: OffersAndNeeds) -> None:
    found = suggestions(asked)
    room = {one.id: one.capacity if one.side is Side.OFFER else 3 for one in asked.offers}
    for key, most in room.items():
        assert sum(key in (one.offer_id, one.need_id) for one in found) <= most
    assert all(one.giver_id != one.taker_id for one in found)
    assert len({(one.offer_id, one.need_id) for one in found}) == len(found)


@given(crowds())
@settings(max_examples=50)
def test_what_is_put_aside_is_gone_and_stays_gone(asked: OffersAndNeeds) -> None:
    for one in suggestions(asked)[:1]:
        aside = Dismissed(frozenset({one.giver_id, one.taker_id}), one.tag)
        left = suggestions(replace(asked, dismissed=frozenset({aside})))
        assert all(
            Dismissed(frozenset({two.giver_id, two.taker_id}), two.tag) != aside for two in left
        )


@given(crowds())
@settings(max_examples=50)
def test_why_not_has_an_answer_for_everybody(asked: OffersAndNeeds) -> None:
    found = suggestions(asked)
    for one in asked.members:
        assert why_not(one.asset_id, asked, found).endswith(".")
