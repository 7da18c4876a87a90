from dataclasses import replace
from datetime import UTC, datetime

from asset_map.model.asset import AssetKind
from asset_map.model.gap import MappingStatus
from asset_map.model.location import PublishLocation
from asset_map.model.role import Actor, Role
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import set_status
from asset_map.usecases.ward_gap import ward_gap
from tests.pages.conftest import Open, words
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept
from tests.usecases.gap_district import anchor, with_people


def test_strengths_come_first_and_what_is_not_recorded_comes_last(
    open_page: Open, house: House
) -> None:
    worked_out(house, RESIDENT)
    app = open_page("ward", code=WEST)

    assert app.title[0].value == "Net Loft ward"
    headings = [header.value.split("} ")[-1] for header in app.header]
    assert headings == [
        "Anchor organisations",
        "Groups",
        "What is on in the next two weeks",
        "Languages",
        "How near is an anchor organisation?",
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


def worked_out(house: House, who: Actor) -> None:
    """The figures are there before the page asks for them."""
    assert ward_gap(house, WEST, actor=who, now=datetime.now(UTC), patience_s=30)


def test_an_officer_goes_from_a_ward_to_why_it_is_a_gap(open_page: Open, house: House) -> None:
    now = datetime.now(UTC)
    with_people(house)
    kept(house, anchor("mill", 2100, checked_on=now.date()), now)
    worked_out(house, OFFICER)
    assert "Net Loft is not yet mapped (not started)" in words(
        open_page("ward", Role.OFFICER, code=WEST)
    )
    set_status(house, [WEST], MappingStatus.MAPPED, actor=OFFICER, now=now)
    worked_out(house, OFFICER)
    app = open_page("ward", Role.OFFICER, code=WEST)
    assert "The nearest is The mill, 100 m over the boundary in Quayside" in words(app)
    assert "See it on Gaps" in [one.label for one in app.page_link]
    assert "See it on Gaps" not in [one.label for one in open_page("ward", code=WEST).page_link]


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
