from dataclasses import replace
from datetime import UTC, datetime

from asset_map.model.freshness import Freshness
from asset_map.model.query import Query
from asset_map.model.role import Audience, Role
from asset_map.model.state import RecordState
from asset_map.register import assets
from asset_map.usecases.confirm_source import is_confirmed
from asset_map.usecases.edit_asset import edit_asset, to_edit, verify_asset
from asset_map.usecases.export_assets import Format, export_assets
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import BulkApproval, approve_batch
from tests.pages.conftest import HOSTILE, Open, brought_in, press, raw_words, words
from tests.usecases.conftest import EAST, OFFICER


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


def test_the_table_and_its_file_follow_the_freshness(open_page: Open, house: House) -> None:
    verify_asset(house, "hall", how="seen", actor=OFFICER, now=datetime.now(UTC))

    fresh = open_page("register", Role.OFFICER, fresh="fresh")
    stale = open_page("register", Role.OFFICER, fresh="stale")

    assert list(fresh.dataframe[0].value["Name"]) == ["Net Loft Hall"]
    assert list(stale.dataframe[0].value["Name"]) == ["Tuesday Knitters"]
    assert open_page("register", Role.OFFICER, fresh="ageing").header == []
    query = Query(only_open=False, freshness=Freshness.STALE)
    now = datetime.now(UTC)
    officers = Audience.OFFICER
    content, records = export_assets(
        house, Format.CSV, query=query, audience=officers, actor=OFFICER, now=now
    )
    assert (records, b"Net Loft Hall" in content) == (1, False)


def test_each_ward_says_whom_to_ask_next(open_page: Open) -> None:
    app = open_page("register", Role.OFFICER)

    said = words(app)
    assert "Net Loft Hall" in said
    assert "Last checked on 21 January 2025." in said
    app.selectbox("register-fresh-ward").set_value(EAST).run()
    assert "Everything that is recorded in Quayside was checked lately." in words(app)


def test_a_check_is_noted_from_the_register(open_page: Open, house: House) -> None:
    app = open_page("register", Role.OFFICER, record="knitters")
    app.text_input("Note that it is still right-knitters").set_value("by telephone")

    press(app, "Note that it is still right")

    with house.register.reading() as connection:
        verification = assets.get(connection, "knitters").verification
    assert verification
    assert (verification.role, verification.how) == ("officer", "by telephone")


def test_a_source_is_vouched_for_after_its_rows_are_dealt_with(
    open_page: Open, house: House
) -> None:
    report = brought_in(house, "name,kind,lon,lat,source_id\nHarbour Gardeners,group,1.1,54.46,1\n")
    bulk = BulkApproval(batch_id=report.batch_id, actor=OFFICER, now=datetime.now(UTC))
    approve_batch(house, bulk)
    app = open_page("register", Role.OFFICER)
    assert app.selectbox("register-source").options == [
        "Directory: 1 record, contacts for officers only"
    ]

    app.text_input("confirm-Directory").set_value("The county publishes it.")
    press(app, "Make them public")

    assert is_confirmed(house, "Directory")


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
