from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from asset_map.model.location import PublishLocation
from asset_map.model.role import Role
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import WAITING
from tests.pages.conftest import HOSTILE, Open, knitters, press, raw_words, words
from tests.usecases.conftest import WEST, kept


def keep(house: House, **changed: object) -> None:
    kept(house, replace(knitters(), id="other", **changed), datetime.now(UTC))  # type: ignore[arg-type]


def test_everything_public_is_told_with_when_it_was_checked_and_by_whom(open_page: Open) -> None:
    said = words(open_page("asset", id="knitters"))

    for sentence in (
        "Needles, wool and good company.",
        "**Languages:** English, Polish",
        "**The Net Loft, ZZ1 1AA**",
        "Tuesdays, 10 am to 12 noon",
        "In Net Loft ward",
        "The pin comes from the postcode: right to about 100 metres.",
        "[knitters@doggerby.example](<mailto:knitters@doggerby.example>)",
        "Last checked on 21 January 2025 by a ward officer. That is over a year ago",
        "Recorded on 2 January 2026, from: By hand.",
        "Something wrong? Tell us",
        "To print this",
        "Net Loft Hall",
    ):
        assert sentence in said


def test_a_room_tells_what_it_offers_and_what_nobody_recorded(open_page: Open) -> None:
    said = words(open_page("asset", id="hall"))

    assert "recognised anchor organisation" in said
    assert "**Holds:** 60 people" in said
    assert "**Kitchen:** yes" in said
    assert "**Parking:** not recorded yet" in said


def test_what_has_closed_says_so_at_once(open_page: Open, house: House) -> None:
    keep(house, operating_status=OperatingStatus.CLOSED, closed_on=date(2026, 3, 1))

    app = open_page("asset", id="other")

    assert app.warning[0].value == "This is closed since 1 March 2026."


def test_a_home_shows_its_ward_and_no_more(open_page: Open, house: House) -> None:
    home = replace(
        knitters().locations[0], publish=PublishLocation.WARD, is_home=True, address="9 Home Street"
    )
    keep(house, locations=(home,))

    said = words(open_page("asset", id="other"))

    assert "Only the ward is shown, because this may be somebody's home." in said
    assert "In Net Loft ward" in said
    assert "Home Street" not in said
    assert "ZZ1 1AA" not in said


def test_a_place_that_is_withheld_is_nowhere_on_the_page(open_page: Open, house: House) -> None:
    withheld = replace(knitters().locations[0], publish=PublishLocation.WITHHELD)
    keep(house, locations=(withheld,))

    said = words(open_page("asset", id="other"))

    assert "The place is not shown. Ask the council" in said
    assert "Net Loft" not in said


@pytest.mark.parametrize("asset_id", ["nobody", "old"])
def test_what_may_not_be_seen_looks_like_what_is_not_there(
    open_page: Open, house: House, asset_id: str
) -> None:
    archived = replace(knitters(), id="old", record_state=RecordState.ARCHIVED)
    kept(house, archived, datetime.now(UTC))

    app = open_page("asset", id=asset_id)

    assert app.title[0].value == "A place or group"
    assert app.error[0].value.startswith("There is no asset")
    assert "Knitters" not in words(app)


def test_without_an_asset_the_page_leads_to_find(open_page: Open) -> None:
    said = words(open_page("asset"))

    assert "Nothing is chosen yet." in said
    assert "Find a group, a place to meet or a service" in said


def test_somebody_says_that_it_closed_and_gets_one_reference(open_page: Open, house: House) -> None:
    app = open_page("asset", id="knitters")
    app.checkbox[0].check()
    app.text_area[0].input("The door was locked three weeks running.")

    press(app, "Send to the officers")
    first = app.success[0].value
    press(app, "Send to the officers")

    assert "Your reference is" in first
    assert app.success[0].value == first
    with house.register.reading() as connection:
        waiting, total = submissions.queue(connection, states=WAITING)
    assert total == 1
    assert waiting[0].kind == "close"


def test_a_report_without_a_word_is_refused(open_page: Open) -> None:
    app = press(open_page("asset", id="knitters"), "Send to the officers")

    assert app.error[0].value.startswith("Nothing is written")


def test_only_an_officer_is_offered_to_edit(open_page: Open) -> None:
    assert "Edit this record" not in words(open_page("asset", id="knitters"))
    assert "Edit this record" in words(open_page("asset", Role.OFFICER, id="knitters"))


def test_typed_text_is_shown_as_typed(open_page: Open, house: House) -> None:
    keep(
        house,
        name=HOSTILE,
        summary=HOSTILE,
        description=HOSTILE,
        tags=(HOSTILE,),
        also_known_as=(HOSTILE,),
        access_notes=HOSTILE,
        cost_note=HOSTILE,
        contact=replace(knitters().contact, role=HOSTILE, url="javascript:alert(1)"),
    )

    app = open_page("asset", id="other")

    assert words(app).count(HOSTILE) == 8
    assert HOSTILE not in raw_words(app)
    assert "](<javascript" not in words(app)


def test_its_ward_is_one_step_away(open_page: Open) -> None:
    app = open_page("asset", id="knitters")

    link = next(link for link in app.page_link if link.label == "In Net Loft ward")
    assert link.proto.query_string == f"code={WEST}"
