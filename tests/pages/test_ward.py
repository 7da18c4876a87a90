from dataclasses import replace
from datetime import UTC, datetime

from asset_map.model.asset import AssetKind
from asset_map.model.location import PublishLocation
from asset_map.usecases.house import House
from tests.pages.conftest import Open, words
from tests.usecases.conftest import EAST, WEST, group, kept


def test_strengths_come_first_and_what_is_not_recorded_comes_last(open_page: Open) -> None:
    app = open_page("ward", code=WEST)

    assert app.title[0].value == "Net Loft ward"
    headings = [header.value.split("} ")[-1] for header in app.header]
    assert headings == [
        "Anchor organisations",
        "Groups",
        "What is on in the next two weeks",
        "Languages",
        "Not recorded here yet",
        "On the map",
    ]
    said = words(app)
    assert (
        "Net Loft has 1 group, 1 place to meet and 1 recognised anchor organisation "
        "that we know of." in said
    )
    assert "10 am, Tuesday Knitters, The Net Loft" in said
    assert "Youth, older people" in said
    assert "That does not mean there is none" in said


def test_an_empty_ward_says_what_to_do(open_page: Open) -> None:
    said = words(open_page("ward", code=EAST))

    assert "Quayside has no group, no place to meet and no recognised anchor" in said
    assert "Nothing with a time is recorded here yet." in said


def test_people_who_can_help_are_counted_and_few_of_them_are_not_told(
    open_page: Open, house: House
) -> None:
    for number in range(3):
        drawn = group(f"skill{number}", f"First aider {number}")
        home = replace(drawn.locations[0], publish=PublishLocation.WARD, is_home=True)
        person = replace(drawn, kind=AssetKind.SKILL, tags=("first aid",), locations=(home,))
        kept(house, person, datetime.now(UTC))

    said = words(open_page("ward", code=WEST))

    assert "First aid: fewer than 5 people" in said
    assert "First aider" not in said


def test_another_ward_is_chosen_and_stands_in_the_address(open_page: Open) -> None:
    app = open_page("ward")

    app.selectbox[0].set_value(EAST).run()

    assert app.title[0].value == "Quayside ward"
    assert app.query_params["code"] == EAST
