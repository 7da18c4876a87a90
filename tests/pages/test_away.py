"""A roadshow's page: its paper cards, and the files that it is taken away in."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import roadshows, submissions
from asset_map.register.engine import open_register
from asset_map.usecases.away_register import mark_away
from asset_map.usecases.hold_session import session_of
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import open_file
from asset_map.usecases.import_cards import import_cards
from asset_map.usecases.pack_roadshow import Packing, file_to_take, keep_pack, packs_of
from asset_map.usecases.return_roadshow import return_roadshow
from asset_map.usecases.roadshow_file import sealed_file
from asset_map.usecases.unpack_roadshow import unpack_roadshow
from tests.pages.conftest import Open, press, words
from tests.usecases.conftest import PARTNER

NOW = datetime.now(UTC)
DAYS = timedelta(days=3)
PASSPHRASE = "net loft herring gull"


@pytest.fixture(autouse=True)
def hall(house: House) -> None:
    with house.register.writing() as connection:
        roadshows.add(
            connection,
            Roadshow(id="hall", title="Net Loft roadshow", held_on=NOW.date(), code="WAVE7"),
        )


@pytest.fixture
def page(open_page: Open) -> AppTest:
    return open_page("roadshow", Role.PARTNER, id="hall")


def typed(page: AppTest, label: str, text: str) -> None:
    next(one for one in page.text_input if one.label == label).set_value(text)


def test_cards_on_paper_come_in_and_tell_what_to_mend(page: AppTest, house: House) -> None:
    page.file_uploader(key="paper-hall").set_value(
        ("cards.csv", b"card,kind\nA shed,place\n,ask\n", "text/csv")
    )
    page.run()
    press(page, "Bring these cards in")
    assert "1 card added under" in words(page)
    assert any("The card is empty." in one.value.to_csv() for one in page.dataframe)
    press(page, "Send what the cards brought to the officers")
    assert page.success[0].value == "1 new record sent to the officers."
    assert [one.text for one in session_of(house, "hall", actor=PARTNER).cards] == ["A shed"]


def test_cards_typed_from_paper_are_those_of_a_spreadsheet(page: AppTest, house: House) -> None:
    next(one for one in page.text_area if one.label == "The cards, one a line").set_value(
        "A shed\n\nThe net loft\n"
    )
    next(one for one in page.selectbox if one.label == "What they are").set_value("place")
    press(page, "Keep these cards")
    assert "2 cards added under" in words(page)
    table = open_file(house, b"card,kind\nThe net loft,place\nA shed,place\n", file_name="c.csv")
    assert import_cards(house, "hall", table, actor=PARTNER, now=NOW).known == 2


def test_a_file_is_written_listed_and_ended_when_it_is_lost(page: AppTest, house: House) -> None:
    typed(page, "Passphrase", "herring gull")
    typed(page, "The passphrase again", "herring gall")
    press(page, "Write the file")
    assert page.error[0].value.startswith("The two passphrases are not the same.")
    typed(page, "Passphrase", PASSPHRASE)
    typed(page, "The passphrase again", PASSPHRASE)
    press(page, "Write the file")
    assert "it is out, and good until" in words(page)
    press(page, "Yes, end this file")
    assert "it was lost and ended" in words(page)
    assert packs_of(house, "hall", actor=PARTNER)[0].ended_at is not None


def test_what_a_laptop_brings_home_is_merged_from_the_page(
    page: AppTest, house: House, tmp_path: Path
) -> None:
    packing = Packing(roadshow_id="hall", passphrase="")
    out = file_to_take(house, packing, actor=PARTNER, now=NOW)
    keep_pack(house, out, sha256="")
    with open_register(f"sqlite:///{tmp_path}/laptop.sqlite") as register:
        laptop = replace(house, register=register, _lookups={})
        unpack_roadshow(laptop, out, actor=PARTNER, now=NOW)
        table = open_file(laptop, b"card,kind\nA shed,place\n", file_name="cards.csv")
        import_cards(laptop, "hall", table, actor=PARTNER, now=NOW)
        home = sealed_file(return_roadshow(laptop, actor=PARTNER).file, PASSPHRASE)
    page.run()
    uploader = next(one for one in page.file_uploader if one.label == "The file from the laptop")
    uploader.set_value(("WAVE7-home.away", home, "application/octet-stream"))
    typed(page, "Its passphrase", PASSPHRASE)
    press(page, "Merge it")
    assert "is back: 1 card, 1 new record." in words(page)
    assert "it came back on" in words(page)


def test_a_copy_says_what_it_is_and_when_it_is_over(open_page: Open, house: House) -> None:
    packing = Packing(roadshow_id="hall", passphrase="", days=1)
    out = file_to_take(house, packing, actor=PARTNER, now=NOW)
    for made_at, told in ((NOW, "You are away from the office"), (NOW - DAYS, "and is over")):
        pack = replace(out.pack, expires_at=made_at + timedelta(days=1))
        with house.register.writing() as connection:
            mark_away(connection, pack, out.holding)
        page = open_page("roadshow", Role.PARTNER, id="hall")
        assert told in words(page)
    press(page, "Write what is new")
    assert "fewer than 12 letters" in words(page)


def test_a_dispute_about_the_roadshow_itself_can_be_read_and_dealt_with(
    open_page: Open, house: House
) -> None:
    report = Submission(
        id="d" * 32, reference="K7M-4QX-B2D", kind=SubmissionKind.REPORT,
        state=RecordState.SUBMITTED, made_at=NOW, made_by="Jo", made_as=Role.PARTNER,
        note="From 'Net Loft roadshow', away from the office. Place: the loft (there).",
    )  # fmt: skip
    with house.register.writing() as connection:
        submissions.add(connection, report)
    page = open_page("review", Role.OFFICER)
    assert "Place: the loft (there)." in words(page)
    press(page, "Approve")
    with house.register.reading() as connection:
        assert submissions.get(connection, report.id).state is RecordState.APPROVED
