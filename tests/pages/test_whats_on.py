from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import EAST, WEST

WEEK = "2026-11-23"


def test_a_week_of_a_ward_is_shown_day_by_day(open_page: Open) -> None:
    app = open_page("whats_on", ward=WEST, week=WEEK)

    assert words(app).startswith("What's on in Net Loft")
    assert app.header[0].value == "23 November 2026 to 29 November 2026"
    assert "10 am" in words(app)
    assert "Tuesday Knitters, The Net Loft" in words(app)
    assert "Tuesday 24 November 2026" in words(app)


def test_another_week_is_turned_to_and_stands_in_the_address(open_page: Open) -> None:
    app = press(open_page("whats_on", ward=WEST, week=WEEK), "The week after")

    assert app.query_params["week"] == "2026-11-30"
    assert app.header[0].value == "30 November 2026 to 6 December 2026"


def test_a_quiet_ward_says_that_nothing_is_recorded_yet(open_page: Open) -> None:
    said = words(open_page("whats_on", ward=EAST, week=WEEK))

    assert "Nothing with a time is recorded here yet for this week." in said
    assert "Tuesday Knitters" not in said
