from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.connections.matching import Suggestion, suggestions
from asset_map.connections.offers import Dismissed, OffersAndNeeds
from asset_map.model.connection import (
    ConnectionKind,
    ConnectionState,
    ExchangeTerms,
    Offer,
    OfferState,
    Urgency,
)
from asset_map.model.location import PublishLocation
from tests.connections.drawn import LIBRARY, library, link
from tests.connections.village_offers import at, need, offer, village


def pairs(found: tuple[Suggestion, ...]) -> list[tuple[str, str]]:
    return [(one.giver_id, one.taker_id) for one in found]


def test_a_suggestion_states_the_facts_with_distance_and_dates() -> None:
    (one,) = suggestions(village())
    assert one.sentence == (
        "Hathern Library offers a meeting room, free. Repair Cafe asked for one. "
        "About 1.5 km apart, next ward. Both checked this spring."
    )
    assert (one.kind, one.tag) == (ConnectionKind.HOSTS, "meeting room")


def test_a_suggestion_quotes_when_and_says_what_is_urgent() -> None:
    told = [
        offer(
            "Hathern Library", "meeting room", terms=ExchangeTerms.PAID, availability="Evenings."
        ),
        need("Repair Cafe", "a place", urgency=Urgency.NOW),
    ]
    (one,) = suggestions(village(offers=told))
    assert one.reasons[:2] == (
        "Hathern Library offers a meeting room, for a price (\u201cEvenings\u201d).",
        "Repair Cafe needs a place now.",
    )


@pytest.mark.parametrize("hidden", [PublishLocation.WARD, PublishLocation.WITHHELD])
def test_no_metres_are_told_of_a_place_that_is_not_published(hidden: PublishLocation) -> None:
    asked = village()
    asked = replace(asked, members=[replace(asked.members[0], publish=hidden), *asked.members[1:]])
    (one,) = suggestions(asked)
    assert "km" not in one.sentence
    assert ("Next ward." in one.reasons) == (hidden is PublishLocation.WARD)


@given(st.floats(0, 9e4), st.floats(0, 9e4))
@settings(max_examples=25)
def test_where_a_hidden_place_is_changes_no_order(first: float, second: float) -> None:
    def asked(easting: float) -> OffersAndNeeds:
        refuge = at("Refuge", easting, publish=PublishLocation.WITHHELD, ward_code="B")
        one_room = offer("Hathern Library", "meeting room")
        asking = [need("Repair Cafe", "meeting room"), need("Refuge", "meeting room")]
        members = [*village().members, refuge]
        return village(members=members, offers=[one_room, *asking])

    told = [[one.sentence for one in suggestions(asked(where))] for where in (first, second)]
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "told",
    [
        [offer("Hathern Library", "kitchen")],
        [offer("Hathern Library", "meeting room", state=OfferState.MATCHED)],
        [offer("Hathern Library", "meeting room", valid_until=date(2026, 5, 19))],
        [offer("Repair Cafe", "meeting room")],
        [offer("Somebody not shown", "meeting room")],
    ],
)
def test_nothing_is_suggested_that_is_not_asked_for_open_and_shown(told: list[Offer]) -> None:
    asked = village(offers=[*told, need("Repair Cafe", "meeting room")])
    assert suggestions(asked) == ()


@pytest.mark.parametrize("state", list(ConnectionState))
def test_who_has_such_a_live_link_gets_no_suggestion(state: ConnectionState) -> None:
    hosting = link("Hathern Library", ConnectionKind.HOSTS, "Repair Cafe", state=state)
    found = suggestions(village(links=[hosting]))
    assert bool(found) == (state is ConnectionState.ENDED)
    other = link("Hathern Library", ConnectionKind.FUNDS, "Repair Cafe", state=state)
    assert suggestions(village(links=[other]))


def test_what_was_put_aside_never_returns_for_the_two_and_that_tag() -> None:
    ends = frozenset({"Hathern Library", "Repair Cafe"})
    aside = frozenset({Dismissed(ends, "meeting room")})
    assert suggestions(village(dismissed=aside)) == ()
    again = [offer("Repair Cafe", "hall", key="new"), need("Hathern Library", "venue", key="n")]
    assert suggestions(village(dismissed=aside, offers=again)) == ()
    kitchen = [offer("Hathern Library", "kitchen"), need("Repair Cafe", "kitchen")]
    assert suggestions(village(dismissed=aside, offers=kitchen))


def test_a_wider_tag_fits_less_than_the_same_one() -> None:
    told = [
        offer("Hathern Library", "a place"),
        offer("Rovers", "meeting room"),
        need("Repair Cafe", "meeting room"),
    ]
    found = suggestions(village(offers=told))
    assert pairs(found) == [("Rovers", "Repair Cafe"), ("Hathern Library", "Repair Cafe")]


def test_an_offer_is_suggested_no_more_often_than_its_capacity() -> None:
    names = [f"Group {n}" for n in range(9)]
    members = [at("Hub", 0.0), *(at(name, 500.0) for name in names)]
    told = [offer("Hub", "small grant", capacity=4), *(need(one, "small grant") for one in names)]
    found = suggestions(village(members=members, offers=told))
    assert pairs(found) == [("Hub", name) for name in names[:4]]


def test_a_need_gets_three_suggestions_at_most() -> None:
    names = [f"Hall {n}" for n in range(5)]
    members = [at("Club", 0.0), *(at(name, 500.0) for name in names)]
    told = [*(offer(name, "hall", capacity=3) for name in names), need("Club", "meeting room")]
    assert len(suggestions(village(members=members, offers=told))) == 3


def test_who_is_not_linked_yet_comes_first_and_gets_one_before_anybody_gets_two() -> None:
    members = [at("Hub", 0.0), at("Near", 10.0), at("Far", 9000.0), at("Other", 20.0)]
    told = [offer("Hub", "storage"), need("Near", "storage"), need("Far", "storage")]
    links = [link("Near", ConnectionKind.WORKS_WITH, "Hub")]
    assert pairs(suggestions(village(members=members, offers=told, links=links))) == [
        ("Hub", "Far")
    ]
    both = [*told[:1], offer("Other", "storage"), need("Far", "storage"), need("Near", "storage")]
    found = suggestions(village(members=members[:4], offers=both, links=links))
    assert {one.taker_id for one in found} == {"Far", "Near"}


def test_who_has_one_choice_only_is_not_left_out_for_who_has_two() -> None:
    members = [at("Hub", 0.0), at("Barn", 0.0), at("Many", 10.0), at("One", 9000.0)]
    told = [
        offer("Hub", "kitchen"),
        offer("Barn", "storage"),
        need("Many", "kitchen", "storage"),
        need("One", "kitchen"),
    ]
    links = [link("Hub", ConnectionKind.WORKS_WITH, "Barn")]
    found = suggestions(village(members=members, offers=told, links=links))
    assert sorted(pairs(found)) == [("Barn", "Many"), ("Hub", "One")]


def test_equal_candidates_go_to_the_less_linked_then_another_ward_then_by_name() -> None:
    members = [at("Giver", 0.0), at("Abel", 5.0), at("Bess", 5.0, ward_code="B"), at("Cora", 5.0)]
    told = [offer("Giver", "van", capacity=3), *(need(one.name, "van") for one in members[1:])]
    linked = [
        link(who, ConnectionKind.WORKS_WITH, f"x{n}{who}")
        for who, many in (("Giver", 5), ("Abel", 2), ("Bess", 2), ("Cora", 1))
        for n in range(many)
    ]
    found = suggestions(village(members=members, offers=told, links=linked))
    assert [one.taker_id for one in found] == ["Cora", "Bess", "Abel"]


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ({"availability": "Saturday mornings"}, {"availability": "Weekday evenings"}),
        ({"terms": ExchangeTerms.GIFT}, {"terms": ExchangeTerms.PAID}),
        ({"is_online_ok": True}, {}),
    ],
)
def test_time_terms_and_distance_put_one_offer_before_another(
    better: dict[str, object], worse: dict[str, object]
) -> None:
    members = [at("B good", 3000.0), at("A poor", 3000.0), at("Club", 0.0)]
    told = [
        offer("A poor", "training", **worse),
        offer("B good", "training", **better),
        need("Club", "training", availability="Saturdays"),
    ]
    found = suggestions(village(members=members, offers=told))
    assert [one.giver_id for one in found] == ["B good", "A poor"]


def test_what_was_checked_long_ago_comes_later() -> None:
    members = [at("A old", 0.0, checked_on=None), at("B new", 0.0), at("Club", 0.0)]
    told = [offer("A old", "van"), offer("B new", "van"), need("Club", "van")]
    found = suggestions(village(members=members, offers=told))
    assert [one.giver_id for one in found] == ["B new", "A old"]
    assert found[1].reasons[-1] == "A old not checked yet, Club checked this spring."


def test_the_repair_cafe_of_the_library_network_is_offered_the_room() -> None:
    members = [one for _, one in library().nodes(data="member")]
    told = [
        offer("Library", "meeting room", capacity=2),
        need("Repair Cafe", "meeting room"),
        need("Memory Cafe", "meeting room"),
    ]
    links = [link(*one) for one in LIBRARY]
    found = suggestions(village(members=members, offers=told, links=links))
    assert pairs(found) == [("Library", "Repair Cafe")]
