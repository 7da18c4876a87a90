"""Offers and needs, suggestions and shared use: what pages show, and what people do there."""

from dataclasses import replace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferAudience,
    OfferState,
    Side,
)
from asset_map.model.role import Role
from asset_map.register import links
from asset_map.usecases.connect_assets import connect
from asset_map.usecases.house import House
from asset_map.usecases.offer_things import change_offer
from asset_map.web.state import now
from tests.pages.conftest import HOSTILE, Open, press, words
from tests.usecases.conftest import PARTNER, group, kept

ROOM = Offer(id="room", asset_id="hall", side=Side.OFFER, text="A room", tags=("meeting room",))
ASK = Offer(
    id="ask", asset_id="knitters", side=Side.NEED, text=f"A room {HOSTILE}", tags=("meeting room",)
)


@pytest.fixture
def said(house: House) -> House:
    """The hall offers a room, and the knitters would like one."""
    with house.register.writing() as connection:
        for one in (ROOM, ASK):
            links.add_offer(connection, one)
    return house


def every(house: House) -> tuple[list[Offer], list[Connection]]:
    with house.register.reading() as connection:
        return links.every_offer(connection), links.every(connection)


def choose(page: AppTest, label: str, value: object) -> None:
    widgets: tuple[Any, ...] = (
        *page.selectbox, *page.radio, *page.segmented_control, *page.text_input, *page.multiselect,
    )  # fmt: skip
    next(one for one in widgets if one.label == label).set_value(value)
    page.run()
    assert not page.exception


def test_an_offer_is_added_and_its_words_only_hint_at_what_it_is_about(
    open_page: Open, house: House
) -> None:
    page = open_page("offers", Role.PARTNER)
    choose(page, "Whose is it?", "hall")
    choose(page, "In a few words", "Our van, at weekends")
    press(page, "vehicle")
    press(page, "Keep it")
    ((made,), _) = every(house)
    assert (made.asset_id, made.text, made.tags) == ("hall", "Our van, at weekends", ("vehicle",))
    assert made.audience is OfferAudience.PARTNERS
    assert "Our van, at weekends" in words(page)
    choose(page, "Whose is it?", "hall")
    choose(page, "In a few words", "A shed")
    press(page, "Keep it")
    assert "so that it can be matched" in words(page)


def test_what_is_refused_is_told_and_nothing_typed_is_lost(open_page: Open, house: House) -> None:
    page = open_page("offers", Role.PARTNER)
    choose(page, "In a few words", "A shed")
    press(page, "Keep it")
    assert "choose whose offer" in words(page)
    assert "A shed" in [one.value for one in page.text_input]
    assert every(house)[0] == []


def test_it_is_changed_and_settled_on_its_groups_own_page(open_page: Open, said: House) -> None:
    page = open_page("asset", Role.PARTNER, id="knitters")
    assert HOSTILE in words(page)
    press(page, "Change it")
    choose(page, "When?", "Tuesdays")
    press(page, "Keep it")
    press(page, "It came about")
    (ask, _), _ = every(said)
    assert (ask.availability, ask.state) == ("Tuesdays", OfferState.FULFILLED)
    assert "came about" in words(page)


def test_two_who_change_it_at_once_lose_nothing_and_read_what_was_said_before(
    open_page: Open, said: House
) -> None:
    page = open_page("asset", Role.PARTNER, id="knitters")
    press(page, "Change it")
    choose(page, "When?", "Tuesdays")
    later = replace(ASK, area=f"Hathern {HOSTILE}", text="A warm room")
    change_offer(said, later, actor=PARTNER, now=now())
    press(page, "Keep it")
    assert "Nothing of yours is lost" in words(page)
    assert "is “A warm room”" in words(page)
    press(page, "Keep my changes on top of theirs")
    (ask, _), _ = every(said)
    assert (ask.text, ask.availability, ask.version) == ("A warm room", "Tuesdays", 2)
    press(page, "What was said before")
    assert f"{PARTNER.name} changed it" in words(page)
    assert "Availability: was “not said”, is “Tuesdays”." in words(page)


def test_residents_read_on_a_groups_page_what_everybody_may(open_page: Open, said: House) -> None:
    assert "A room" not in words(open_page("asset", id="hall"))
    with said.register.writing() as connection:
        links.update_offer(connection, replace(ROOM, audience=OfferAudience.PUBLIC))
    page = open_page("asset", id="hall")
    assert "Lending a hand" in words(page)
    assert "Change it" not in words(page)
    assert "This page is for" in words(open_page("offers"))


def test_offers_are_filtered_from_the_address(open_page: Open, said: House) -> None:
    del said
    assert "1 offer and 1 thing" in words(open_page("offers", Role.PARTNER, about="a place"))
    assert "1 offer and 0 things" in words(open_page("offers", Role.PARTNER, side="offer"))
    nothing = words(open_page("offers", Role.PARTNER, stands="withdrawn"))
    assert "Nothing like that is recorded here yet" in nothing


def test_a_person_puts_two_in_touch(open_page: Open, said: House) -> None:
    page = open_page("offers", Role.PARTNER, view="ideas")
    assert "Net Loft Hall offers a meeting room" in words(page)
    assert every(said)[1] == []
    press(page, "Put them in touch")
    (link,) = every(said)[1]
    assert link.state is ConnectionState.INTRODUCED
    assert "1 was taken up (100 %)" in words(page)


def test_two_who_know_each_other_can_be_recorded_and_are_never_suggested_again(
    open_page: Open, said: House
) -> None:
    page = open_page("offers", Role.PARTNER, view="ideas")
    press(page, "Put it aside for good")
    assert "No offer answers a need yet" in words(page)
    press(page, "Net Loft Hall gives room to Tuesday Knitters")
    (link,) = every(said)[1]
    assert (link.kind, link.state) == (ConnectionKind.HOSTS, ConnectionState.ACTIVE)
    assert "They know each other: shall" not in words(page)
    choose(page, "For whom?", "knitters")
    assert "linked already, or it was put aside before" in words(page)


def test_groups_that_use_the_same_hall_are_named_apart_from_suggestions(
    open_page: Open, house: House
) -> None:
    kept(house, group("choir", "Choir"), now())
    for guest in ("choir", "knitters"):
        link = Connection(id=guest, from_id="hall", to_id=guest, kind=ConnectionKind.HOSTS)
        connect(house, link, actor=PARTNER, now=now())
    shared = words(open_page("offers", Role.PARTNER, view="shared"))
    assert "Choir and Tuesday Knitters both meet at Net Loft Hall." in shared
    assert "both meet" not in words(open_page("offers", Role.PARTNER, view="ideas"))


def test_an_officer_hides_renames_and_adds_a_word(open_page: Open, said: House) -> None:
    del said
    page = open_page("vocabulary", Role.OFFICER)
    assert "in 2 offers and needs" in words(page)
    next(one for one in page.button if one.key == "hide-storage").click().run()
    assert "What was said with it stays as it is" in words(page)
    choose(page, "Word", "Rowing boat")
    press(page, "Keep it")
    assert "Kept: Rowing boat" in words(page)
    assert "the council's own" in words(page)
    options = next(
        one.options
        for one in open_page("offers", Role.PARTNER).multiselect
        if one.label == "What is it about?"
    )
    assert "Rowing boat (a place)" in options
    assert "storage (a place)" not in options
    assert "This page is for" in words(open_page("vocabulary", Role.PARTNER))
