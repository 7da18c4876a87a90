from datetime import UTC, date, datetime

from asset_map.model.role import Role
from asset_map.usecases.find_roadshow import every_roadshow
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import Planned, set_up
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import PARTNER


def test_the_first_roadshow_is_planned_from_the_page(open_page: Open, house: House) -> None:
    app = open_page("roadshows", Role.PARTNER)
    assert "No roadshow is planned yet." in words(app)
    app.text_input("new-title").set_value("Net Loft roadshow")

    press(app, "Plan this roadshow")

    (made,) = every_roadshow(house, actor=PARTNER)
    assert made.title == "Net Loft roadshow"
    assert f"Its code is **{made.code}**" in words(app)


def test_a_roadshow_without_a_title_is_refused_in_words(open_page: Open, house: House) -> None:
    app = press(open_page("roadshows", Role.PARTNER), "Plan this roadshow")
    assert "The roadshow has no title." in words(app)
    assert not every_roadshow(house, actor=PARTNER)


def test_what_is_past_stands_apart_and_is_shown_as_typed(open_page: Open, house: House) -> None:
    now = datetime.now(UTC)
    for title, day in (("Long gone", date(2020, 1, 2)), (HOSTILE, date(2099, 1, 2))):
        planned = Planned(title=title, held_on=day)
        set_up(house, planned, actor=PARTNER, now=now)
    app = open_page("roadshows", Role.PARTNER)
    assert [one.value for one in app.header] == ["Today and ahead", "Past"]
    assert HOSTILE in words(app).replace("\u2060", "")
    assert "<script>" not in raw_words(app)


def test_residents_are_told_that_it_is_not_for_them(open_page: Open) -> None:
    assert "This page is for" in words(open_page("roadshows", Role.PUBLIC))
