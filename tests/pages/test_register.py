from dataclasses import replace
from datetime import UTC, datetime

from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.register import assets
from asset_map.usecases.edit_asset import edit_asset, to_edit
from asset_map.usecases.house import House
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import OFFICER


def test_the_table_holds_every_record(open_page: Open) -> None:
    app = open_page("register", Role.OFFICER)

    assert app.header[0].value == "2 records"
    table = app.dataframe[0].value
    assert list(table["Name"]) == ["Net Loft Hall", "Tuesday Knitters"]
    assert list(table["Ward"]) == ["Net Loft", "Net Loft"]


def test_a_search_narrows_it_and_stands_in_the_address(open_page: Open) -> None:
    app = open_page("register", Role.OFFICER)

    app.text_input("q").set_value("hall").run()

    assert app.header[0].value == "1 record"
    assert app.query_params == {"q": "hall"}


def test_nothing_found_says_what_to_do(open_page: Open) -> None:
    assert "No record fits." in words(open_page("register", Role.OFFICER, q="zeppelin"))


def test_the_history_is_told_in_sentences_with_before_and_after(
    open_page: Open, house: House
) -> None:
    standing = to_edit(house, "knitters", actor=OFFICER)
    moved = replace(standing.locations[0], place_name="Old School")
    edited = replace(standing, cost_note="£2 for tea", locations=(moved,))
    now = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
    edit_asset(house, edited, reason="They rang", actor=OFFICER, now=now)

    said = words(open_page("register", Role.OFFICER, record="knitters"))

    assert (
        "**22 November 2026, 14:05:** Ward officer (officer) edited it. Reason: They rang." in said
    )
    assert "- Cost note: was “not said”, became “£2 for tea”." in said
    assert "- Place name: was “The Net Loft”, became “Old School”." in said


def test_a_record_is_archived_with_a_reason_and_restored(open_page: Open, house: House) -> None:
    app = press(open_page("register", Role.OFFICER, record="knitters"), "Archive")
    assert "needs a reason" in app.warning[0].value

    app.text_input("Archive-knitters").set_value("Twice in the register")
    press(app, "Archive")
    assert "Archived" in app.success[0].value
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").record_state is RecordState.ARCHIVED

    press(app, "Restore")
    assert "Restored" in app.success[0].value


def test_the_file_to_take_away_is_cut_to_its_readers(open_page: Open) -> None:
    app = open_page("register", Role.OFFICER)
    assert list(app.selectbox("export-audience").options) == [
        "What everybody may see",
        "What partners may see",
        "What officers may see",
    ]

    press(app, "Make the file")

    assert app.download_button[0].label == "Download"


def test_typed_text_is_shown_as_typed(open_page: Open, house: House) -> None:
    standing = to_edit(house, "knitters", actor=OFFICER)
    edit_asset(
        house,
        replace(standing, name=HOSTILE, summary=HOSTILE),
        reason=HOSTILE,
        actor=OFFICER,
        now=datetime.now(UTC),
    )

    app = open_page("register", Role.OFFICER, record="knitters")

    assert words(app).count(HOSTILE) == 4
    assert HOSTILE not in raw_words(app)
    assert HOSTILE in list(app.dataframe[0].value["Name"])
