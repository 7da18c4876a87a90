"""The connections page: in words first, then as a picture and a table, and what a person does."""

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.connection import Connection, ConnectionKind, ConnectionState
from asset_map.model.role import Role
from asset_map.register import links
from asset_map.usecases.connect_assets import connect
from asset_map.usecases.house import House
from asset_map.web.state import now
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import PARTNER, group, kept

LINK = Connection(id="l", from_id="hall", to_id="knitters", kind=ConnectionKind.HOSTS)


def standing(house: House) -> list[Connection]:
    with house.register.reading() as connection:
        return links.every(connection)


@pytest.fixture
def linked(house: House) -> House:
    """The hall gives room to the knitters; the choir is by itself."""
    kept(house, group("choir", "Sea Shanty <i>Choir</i>"), now())
    connect(house, LINK, actor=PARTNER, now=now())
    return house


def choose(page: AppTest, label: str, value: object) -> None:
    every = (*page.selectbox, *page.radio, *page.segmented_control)
    next(one for one in every if one.label == label).set_value(value)
    page.run()


def test_whoever_is_not_linked_yet_is_named_first(open_page: Open) -> None:
    said = words(open_page("connections", Role.PARTNER))
    assert "Not linked to anyone yet" in said
    assert "Tuesday Knitters" in said


def test_a_connection_is_added_once_and_the_same_again_is_refused(
    open_page: Open, house: House
) -> None:
    page = open_page("connections", Role.PARTNER)
    for _ in range(2):
        choose(page, "Who?", "hall")
        choose(page, "For whom?", "knitters")
        assert "gives room to Tuesday Knitters" in words(page)
        press(page, "Keep this connection")
    assert [(one.kind, one.from_id) for one in standing(house)] == [(ConnectionKind.HOSTS, "hall")]
    assert "is recorded already" in page.warning[0].value


def test_a_connection_rests_and_the_step_is_taken_back(open_page: Open, linked: House) -> None:
    page = open_page("connections", Role.PARTNER, id="knitters")
    press(page, "It is resting")
    assert [one.state for one in standing(linked)] == [ConnectionState.DORMANT]
    press(page, "Take back the last step")
    assert [one.state for one in standing(linked)] == [ConnectionState.ACTIVE]
    press(page, "It has ended")
    assert [one.state for one in standing(linked)] == [ConnectionState.ENDED]


@pytest.mark.usefixtures("linked")
def test_around_one_only_its_neighbours_are_left(open_page: Open) -> None:
    page = open_page("connections", Role.PARTNER, id="knitters", view="table")
    rows = " ".join(frame.value.to_csv() for frame in page.dataframe)
    assert "gives room to" in rows
    assert "Choir" not in rows


@pytest.mark.usefixtures("linked")
def test_the_table_shows_names_as_they_were_typed(open_page: Open) -> None:
    page = open_page("connections", Role.PARTNER, view="table")
    assert "Sea Shanty <i>Choir</i>" in page.dataframe[1].value.to_csv()


@pytest.mark.usefixtures("linked")
def test_what_if_says_who_would_lose_their_room(open_page: Open) -> None:
    page = open_page("connections", Role.PARTNER, view="whatif")
    choose(page, "Which place?", "hall")
    assert "These connections would go" in words(page)
    assert "gives room to Tuesday Knitters" in words(page)


@pytest.mark.usefixtures("linked")
def test_before_and_after_counts_what_was_made_since(open_page: Open) -> None:
    page = open_page("connections", Role.PARTNER, view="change")
    assert "1 connection made" in words(page)


@pytest.mark.usefixtures("linked")
def test_a_resident_is_told_for_whom_the_page_is(open_page: Open) -> None:
    page = open_page("connections", Role.PUBLIC)
    assert not page.dataframe
    assert "gives room to" not in words(page)


def test_an_assets_page_shows_its_connections_and_adds_one(open_page: Open, linked: House) -> None:
    page = open_page("asset", Role.PARTNER, id="knitters")
    assert "gives room to Tuesday Knitters" in words(page)
    choose(page, "For whom?", "choir")
    choose(page, "does what?", ConnectionKind.WORKS_WITH)
    press(page, "Keep this connection")
    assert len(standing(linked)) == 2


@pytest.mark.usefixtures("linked")
def test_a_resident_sees_no_connection_that_is_not_confirmed(open_page: Open) -> None:
    assert "gives room to" not in words(open_page("asset", Role.PUBLIC, id="knitters"))
