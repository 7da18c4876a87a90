"""The gap page: the same figures as map message, sentence and table; nothing of what is hidden."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind, Function
from asset_map.model.gap import MappingStatus
from asset_map.model.location import PublishLocation
from asset_map.model.role import Role
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import set_status
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import EAST, OFFICER, WEST, kept
from tests.usecases.gap_district import anchor, with_people


@pytest.fixture
def district(house: House) -> House:
    """The west is mapped and has nobody near; an anchor stands in the east."""
    now = datetime.now(UTC)
    with_people(house)
    mill = anchor("mill", 2100, checked_on=now.date())
    kept(house, replace(mill, name=HOSTILE), now)
    set_status(house, [WEST], MappingStatus.MAPPED, actor=OFFICER, now=now)
    return house


def tables(app: AppTest) -> str:
    """The page's wide tables as HTML, without what stands before each cell of a card."""
    return re.sub(' data-under="[^"]*"', "", "".join(one.proto.body for one in app.get("html")))


def test_an_officer_reads_why_a_ward_is_a_gap(open_page: Open, district: House) -> None:
    del district
    app = open_page("gaps", Role.OFFICER)
    said = words(app)
    assert "Of 2 wards 1 is a gap, 1 is anchored." in said
    assert "1,100 of 2,000 residents (55%)" in said
    assert f"The nearest is {HOSTILE}, 100 m over the boundary in Quayside" in said
    assert "no recognised anchor organisation is recorded inside" in said.casefold()
    assert "recognised, but nobody has checked their record" in said


def test_another_ward_and_another_reach_are_a_link(open_page: Open, district: House) -> None:
    del district
    app = open_page("gaps", Role.OFFICER, ward=EAST, reach="1500")
    said = words(app)
    assert "1 recognised anchor organisation is inside" in said
    assert "1,500 m, in a straight line" in said
    assert "About 24 minutes' walk" in said


def test_the_table_has_the_figures_of_the_sentence(open_page: Open, district: House) -> None:
    del district
    table = tables(open_page("gaps", Role.OFFICER, view="table"))
    assert '<th scope="row">Net Loft</th><td>Gap; mapped</td><td>0</td><td>600 (60%)</td>' in table
    assert "Quayside</th><td>Anchored" in table


def test_each_cell_brings_its_heading_to_a_narrow_page(open_page: Open, district: House) -> None:
    del district
    shown = open_page("gaps", Role.OFFICER, view="table").get("html")
    cells = "".join(one.proto.body for one in shown)
    assert '<td data-under="Beyond reach">600 (60%)</td>' in cells


def test_a_pin_is_tried_and_figures_are_kept_and_compared(open_page: Open, district: House) -> None:
    now = datetime.now(UTC)
    chapel = anchor("chapel", 500, status=AnchorStatus.CANDIDATE)
    kept(district, chapel, now)
    app = open_page("gaps", Role.OFFICER, view="whatif")
    app.multiselect("gap-pins").set_value(["chapel"]).run()
    assert "600 residents would come within reach: Net Loft 600" in words(app)

    app = open_page("gaps", Role.OFFICER, view="kept")
    app.text_input("gap-name").set_value("March")
    press(app, "Keep these figures")
    assert "Kept as “March”: 2 wards." in app.success[0].value
    assert "/api/gaps/" not in words(app)
    recognised = anchor("hut", 500, checked_on=date.today())  # noqa: DTZ011 - a day is enough
    kept(district, recognised, now)
    app = open_page("gaps", Role.OFFICER, view="kept")
    app.text_input("gap-name").set_value("June")
    press(app, "Keep these figures")
    assert "Residents beyond reach: 1,100 before, 500 after." in words(app)
    assert "Net Loft</th><td>Gap</td><td>Anchored</td><td>-600" in tables(app)


def test_the_next_room_is_sited_and_held_beside_doing_nothing_and_an_own_choice(
    open_page: Open, district: House
) -> None:
    now = datetime.now(UTC)
    for name, x in (("quay", 3000), ("point", 3900)):
        space = anchor(name, x, status=AnchorStatus.NONE, kind=AssetKind.SPACE)
        functions = (Function.FOOD,) if name == "quay" else ()
        kept(district, replace(space, functions=functions), now)
    app = open_page("gaps", Role.OFFICER, view="next", sought="food")
    app.multiselect("own").set_value(["point"]).run()
    said = words(app)
    assert "1 site: Net Loft Hall (Net Loft). 800 residents would come within reach" in said
    assert "Your own choice would bring 100 residents." in said
    shown = tables(app)
    assert "1. Net Loft Hall</th><td>Net Loft</td><td>800 residents more</td>" in shown
    assert "Doing nothing</th><td>1,200</td><td>0</td>" in shown
    assert "These sites</th><td>400</td><td>800</td>" in shown
    assert "Your own choice</th><td>1,100</td><td>100</td>" in shown
    anchors = words(open_page("gaps", Role.OFFICER, view="next"))
    assert "Anchor organisations are grown, not sited." in anchors


def test_the_grid_has_each_ward_once(open_page: Open, district: House) -> None:
    del district
    said = tables(open_page("gaps", Role.OFFICER, view="grid"))
    assert said.count("Net Loft") == said.count("Quayside") == 1


def test_a_candidate_stands_in_the_table_and_what_is_near_over_the_edge(
    open_page: Open, district: House
) -> None:
    kept(district, anchor("chapel", 500, status=AnchorStatus.CANDIDATE), datetime.now(UTC))
    table = tables(open_page("gaps", Role.OFFICER, view="table"))
    assert "waiting for a decision: The chapel</td>" in table
    assert "in Quayside: 100 m, 2 minutes</td>" in table
    shown = words(open_page("gaps", Role.OFFICER))
    assert "candidates that wait for a decision; they do not count" in shown


def test_a_partner_learns_nothing_of_a_hidden_place(open_page: Open, district: House) -> None:
    now = datetime.now(UTC)
    kept(district, anchor("refuge", 500, publish=PublishLocation.WITHHELD), now)
    for view in ("map", "table", "whatif", "next", "files"):
        app = open_page("gaps", Role.PARTNER, view=view)
        assert "refuge" not in raw_words(app) + tables(app)


def test_residents_are_told_whom_the_page_is_for(open_page: Open) -> None:
    app = open_page("gaps", Role.PUBLIC)
    assert "This page is for" in app.warning[0].value
