from dataclasses import replace
from datetime import UTC, date, datetime

from streamlit.testing.v1 import AppTest

from asset_map.model.role import Role
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.usecases.house import House
from asset_map.web.text import plain
from tests.pages.conftest import HOSTILE, Open, knitters, press, raw_words, words
from tests.usecases.conftest import EAST, WEST, group, kept


def test_the_list_comes_first_and_counts_in_words(open_page: Open) -> None:
    app = open_page("find")

    assert [header.value for header in app.header] == ["2 places and groups", "On the map"]
    assert "Group · The Net Loft · Net Loft ward · Tuesdays, 10 am to 12 noon" in words(app)
    assert "Last checked on 21 January 2025; it may have changed." in words(app)
    assert "Nobody has checked this yet." in words(app)


def test_a_deep_link_sets_every_widget_and_finds_what_fits(open_page: Open) -> None:
    app = open_page(
        "find",
        q="loft",
        kind="space",
        seats="30",
        access="kitchen",
        ward=[WEST, EAST],
        closed="yes",
    )

    assert app.text_input("q").value == "loft"
    assert app.number_input("seats").value == 30
    assert app.multiselect("access").value == ["kitchen"]
    assert app.multiselect("ward").value == [WEST, EAST]
    assert app.checkbox("closed").value is True
    assert app.expander[0].proto.expanded
    assert app.header[0].value == "1 place or group"
    assert (
        "You asked for: “loft”; places to meet; in Net Loft or Quayside; with kitchen; "
        "with room for 30 people." in words(app)
    )


def test_what_no_choice_offers_is_left_out_of_the_address(open_page: Open) -> None:
    app = open_page("find", kind="dragon", day="doomsday", seats="many", age="-4")

    assert app.header[0].value == "2 places and groups"
    assert dict(app.query_params) == {}


def test_a_choice_goes_into_the_address_and_the_share_link_shows_it(open_page: Open) -> None:
    app = open_page("find")

    app.text_input("q").set_value("knit")
    app.selectbox("day").set_value("tuesday")
    app.run()

    assert dict(app.query_params) == {"q": "knit", "day": "tuesday"}
    assert app.code[0].value.endswith("?q=knit&day=tuesday")
    assert app.header[0].value == "1 place or group"


def test_clearing_the_choices_shows_everything_again(open_page: Open) -> None:
    app = press(open_page("find", q="knit", kind="group"), "Clear all choices")

    assert app.header[0].value == "2 places and groups"
    assert dict(app.query_params) == {}


def test_a_misspelt_word_is_understood_and_that_is_said(open_page: Open) -> None:
    app = open_page("find", q="kniters")

    assert app.header[0].value == "1 place or group"
    assert "Nothing has “kniters”; this is for “knitters”." in words(app)


def test_nothing_found_says_which_choice_to_leave_out(open_page: Open) -> None:
    app = open_page("find", q="knit", day="friday")

    assert app.header[0].value == "Nothing found"
    assert "Leave out on a Friday: 1 place or group" in words(app)
    press(app, "Leave out on a Friday: 1 place or group")
    assert app.header[0].value == "1 place or group"


def test_an_unknown_postcode_is_told_and_the_list_stays(open_page: Open) -> None:
    app = open_page("find", near="nowhere")

    assert "nowhere" in app.error[0].value
    assert app.header[0].value == "2 places and groups"


def test_near_a_postcode_the_nearest_comes_first(open_page: Open) -> None:
    app = open_page("find", near="LE12 5LP")

    assert app.header[0].value == "2 places and groups, nearest first"
    assert "miles away" in words(app)


def test_what_is_shown_on_the_map_is_marked_in_the_list_and_under_the_map(
    open_page: Open,
) -> None:
    app = press(open_page("find"), "Show on the map")

    assert words(app).count("Ringed [on the map](#on-the-map).") == 2


def test_more_are_shown_when_asked_for_until_the_question_changes(
    open_page: Open, house: House
) -> None:
    for number in range(25):
        kept(house, group(f"walk{number}", f"Walking group {number}"), datetime.now(UTC))
    app = open_page("find")
    assert len(lines(app)) == 20

    press(app, "Show 7 more")
    assert len(lines(app)) == 27

    app.text_input("q").set_value("walking").run()
    assert len(lines(app)) == 20


def lines(app: AppTest) -> list[str]:
    return [link.label for link in app.page_link if "foreground" in link.label]


def test_what_has_closed_is_shown_only_when_asked_for_and_says_so(
    open_page: Open, house: House
) -> None:
    closed = replace(
        group("shut", "Shut Club"),
        operating_status=OperatingStatus.CLOSED,
        closed_on=date(2026, 3, 1),
    )
    kept(house, closed, datetime.now(UTC))

    assert "Shut Club" not in words(open_page("find"))
    app = open_page("find", closed="yes")
    assert "Shut Club" in words(app)
    assert "**Closed.**" in words(app)


def test_archived_records_are_not_found_by_an_officer_either(open_page: Open, house: House) -> None:
    kept(
        house,
        replace(group("old", "Old Club"), record_state=RecordState.ARCHIVED),
        datetime.now(UTC),
    )

    assert "Old Club" not in words(open_page("find", Role.OFFICER))


def test_typed_text_is_shown_as_typed(open_page: Open, house: House) -> None:
    hostile = replace(knitters(), id="h", name=HOSTILE, summary=HOSTILE)
    kept(house, replace(hostile, locations=()), datetime.now(UTC))

    app = open_page("find", q="bold")

    assert HOSTILE in words(app)
    assert HOSTILE not in raw_words(app)
    assert plain(HOSTILE) in raw_words(app)
