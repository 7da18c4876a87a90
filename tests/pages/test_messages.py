from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asset_map.model.asset import Verification
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Role
from asset_map.model.submission import SubmissionKind
from asset_map.model.words import LONDON
from asset_map.register import submissions
from asset_map.usecases.conversing import status_path
from asset_map.usecases.follow_submission import status_of
from asset_map.usecases.house import House
from asset_map.usecases.messages_out import outbox
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import WAITING
from tests.pages.conftest import Open, knitters, press, reported, words
from tests.usecases.conftest import OFFICER, RESIDENT, kept


@pytest.fixture
def told(house: House) -> House:
    """Somebody with an address has told something, and somebody without."""
    for note, email in (("It moved.", "ann@doggerby.example"), ("It is dear.", "")):
        report = Report(asset_id="knitters", kind=SubmissionKind.REPORT, note=note, email=email)
        report_problem(house, report, actor=RESIDENT, now=datetime.now(UTC))
    return house


def test_with_nothing_to_send_the_page_says_so(open_page: Open) -> None:
    assert "Nothing waits to be sent." in words(open_page("messages", Role.OFFICER))


def test_a_message_is_there_to_copy_and_is_noted_as_sent(open_page: Open, told: House) -> None:
    app = open_page("messages", Role.OFFICER)
    texts = [one.value for one in app.code]
    link = outbox(told, actor=OFFICER)[0].link
    assert any(link in text for text in texts)
    assert "ann@doggerby.example" in texts

    press(app, "I have sent it")

    assert app.success[0].value == "Noted: 1 message sent by hand."
    assert outbox(told, actor=OFFICER) == []


def test_all_of_them_are_noted_as_sent_after_a_second_press(open_page: Open, told: House) -> None:
    press(open_page("messages", Role.OFFICER), "Yes, 1 message sent")
    assert outbox(told, actor=OFFICER) == []


@pytest.mark.usefixtures("told")
def test_the_demonstration_says_that_nothing_is_ever_sent(open_page: Open) -> None:
    app = open_page("messages", Role.OFFICER)
    assert "nothing is ever sent" in words(app)
    assert not [one for one in app.button if one.label.endswith("now")]


def test_old_records_are_asked_about_from_the_page(open_page: Open, house: House) -> None:
    now = datetime.now(UTC)
    checked_on = now.astimezone(LONDON).date() - timedelta(days=320)
    verification = Verification(verified_on=checked_on, role="ward officer")
    kept(house, replace(knitters(), version=1, verification=verification), now)

    app = press(open_page("messages", Role.OFFICER), "Write 1 reminder")

    assert app.success[0].value == "1 reminder written: they wait below."
    assert "Is this still right? Tuesday Knitters" in words(app)


def test_the_page_is_for_officers(open_page: Open) -> None:
    assert "This page is for" in words(open_page("messages", Role.PUBLIC))


def test_a_link_in_the_wrong_hands_is_ended(open_page: Open, house: House) -> None:
    reported(house, "It has moved")
    now = datetime.now(UTC)
    with house.register.reading() as connection:
        sent = submissions.queue(connection, states=WAITING)[0][0]
    path = status_path(house, sent.id)
    page = open_page("messages", Role.OFFICER)

    page.text_input(key="link_to_end").set_value("nothing")
    press(page, "End this link")
    assert "There is no private link in this" in words(page)
    page.text_input(key="link_to_end").set_value(f"https://map.example{path}/sent")
    press(page, "End this link")

    assert "opens nothing any more" in words(page)
    with pytest.raises(NotFoundError):
        status_of(house, path.rsplit("/", 1)[1], now=now)
