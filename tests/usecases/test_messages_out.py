"""What waits to be sent: to copy, to take away, and by a real mail server on this machine."""

import csv
import io
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from asset_map.model.errors import MailError, NotAllowedError, SettingsError
from asset_map.model.mailer import Letter
from asset_map.model.message import LINK, MessageKind
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.register import marks, messages
from asset_map.usecases.house import DEMONSTRATION_MARK, House
from asset_map.usecases.messages_out import (
    council_mailer,
    mail_merge_csv,
    note_sent,
    outbox,
    send_due,
)
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import Decision, ask
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from tests.outside.mail_server import mail_server
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept

ANN, BOB = "ann@doggerby.example", "bob@doggerby.example"


@pytest.fixture
def house(house: House, now: datetime) -> House:
    """A council with an address of its own, and the knitters in its register."""
    kept(house, group(), now)
    settings = replace(house.settings, public_url="https://map.doggerby.example/")
    return replace(house, settings=settings)


def told(house: House, now: datetime, email: str) -> Submission:
    report = Report(
        asset_id="knitters", kind=SubmissionKind.REPORT, note=f"From {email}", email=email
    )
    return report_problem(house, report, actor=RESIDENT, now=now)


class Postbox:
    """Takes letters, but for some readers', or none at all."""

    def __init__(self, *, refuses: str = "", is_away: bool = False) -> None:
        self.taken: list[Letter] = []
        self.asked = 0
        self._refuses, self._is_away = refuses, is_away

    def send(self, letter: Letter) -> None:
        self.asked += 1
        if self._is_away or letter.to == self._refuses:
            message = "The mail server said 550: no"
            raise MailError(message, is_away=self._is_away)
        self.taken.append(letter)


def test_the_link_stands_in_the_text_with_the_councils_address(house: House, now: datetime) -> None:
    sent = told(house, now, ANN)

    waiting = outbox(house, actor=OFFICER)[0]

    assert waiting.link.startswith("https://map.doggerby.example/status/")
    assert waiting.link in waiting.body
    assert LINK not in waiting.body
    assert (waiting.to, waiting.reference, waiting.kind) == (
        ANN, sent.reference, MessageKind.RECEIPT,
    )  # fmt: skip


def test_what_is_for_nobodys_address_is_there_to_copy_when_asked_for(
    house: House, now: datetime
) -> None:
    sent = told(house, now, "")
    ask(
        house,
        Decision(submission_id=sent.id, version=1, actor=OFFICER, now=now, reason="Where to?"),
    )
    assert outbox(house, actor=OFFICER) == []
    silent = outbox(house, actor=OFFICER, with_address=False)
    assert [(one.to, "Where to?" in one.body) for one in silent] == [("", True)]


def test_each_letter_goes_out_once_and_a_refused_one_is_tried_again(
    house: House, now: datetime
) -> None:
    told(house, now, ANN)
    told(house, now, BOB)
    picky, willing = Postbox(refuses=ANN), Postbox()

    assert send_due(house, picky, actor=OFFICER, now=now) == (1, 1)
    assert [(one.to, one.fault) for one in outbox(house, actor=OFFICER)] == [
        (ANN, "The mail server said 550: no")
    ]
    assert send_due(house, willing, actor=OFFICER, now=now) == (1, 0)
    assert [one.to for one in (*picky.taken, *willing.taken)] == [BOB, ANN]
    assert send_due(house, willing, actor=OFFICER, now=now) == (0, 0)


def test_a_server_that_is_away_is_not_asked_for_every_letter(house: House, now: datetime) -> None:
    told(house, now, ANN)
    told(house, now, BOB)
    away = Postbox(is_away=True)
    assert send_due(house, away, actor=OFFICER, now=now) == (0, 2)
    assert away.asked == 1


def test_the_councils_own_server_takes_them(house: House, now: datetime) -> None:
    told(house, now, ANN)
    with mail_server() as server:
        settings = replace(
            house.settings,
            smtp_host="127.0.0.1",
            smtp_port=server.port,
            smtp_security="none",
            mail_from="map@doggerby.example",
        )
        house = replace(house, settings=settings)
        mailer = council_mailer(house)
        assert mailer
        assert send_due(house, mailer, actor=OFFICER, now=now) == (1, 0)
    assert "https://map.doggerby.example/status/" in server.letters[0].get_content()


def test_without_a_server_nothing_can_be_sent(house: House) -> None:
    assert council_mailer(house) is None


@pytest.mark.parametrize("missing", [{"public_url": ""}, {"mail_from": ""}, {"mail_from": "a\nb"}])
def test_a_server_needs_an_address_to_write_from_and_one_for_links(
    house: House, missing: dict[str, Any]
) -> None:
    whole = replace(house.settings, smtp_host="mail", mail_from="map@doggerby.example")
    with pytest.raises(SettingsError, match=next(iter(missing))):
        council_mailer(replace(house, settings=replace(whole, **missing)))


def test_nothing_of_the_demonstration_is_ever_sent(house: House, now: datetime) -> None:
    told(house, now, ANN)
    with house.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
    postbox = Postbox()
    with pytest.raises(NotAllowedError, match="made up"):
        send_due(house, postbox, actor=OFFICER, now=now)
    assert postbox.asked == 0


def test_the_file_for_a_mail_merge_holds_no_formula(house: House, now: datetime) -> None:
    sent = told(house, now, "+ann@doggerby.example")

    content = mail_merge_csv(house, actor=OFFICER)

    row = next(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert list(row) == ["to", "subject", "body", "link", "reference"]
    assert row["to"] == "'+ann@doggerby.example"
    assert row["reference"] == sent.reference
    assert row["link"] in row["body"]


def test_what_was_sent_by_hand_waits_no_more(house: House, now: datetime) -> None:
    told(house, now, ANN)
    note_sent(house, [outbox(house, actor=OFFICER)[0].id], actor=OFFICER, now=now)
    assert outbox(house, actor=OFFICER) == []


def test_a_letter_is_emptied_ninety_days_after_it_was_sent_and_one_that_waits_is_not(
    house: House, now: datetime
) -> None:
    told(house, now, ANN)
    note_sent(house, [one.id for one in outbox(house, actor=OFFICER)], actor=OFFICER, now=now)
    told(house, now, "waits@example.org")
    for days, erased in ((89, 0), (91, 1), (92, 0)):
        later = now + timedelta(days=days)
        assert tidy_roadshows(house, actor=OFFICER, now=later)["letters"] == erased
    with house.register.reading() as connection:
        letters = messages.every(connection)
    assert sorted((one.to_email, bool(one.body), bool(one.sent_at)) for one in letters) == [
        ("", False, True),
        ("waits@example.org", True, False),
    ]


def test_messages_are_for_officers(house: House) -> None:
    with pytest.raises(NotAllowedError):
        outbox(house, actor=RESIDENT)
