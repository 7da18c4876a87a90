"""A sender follows what was sent by the private link alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.asset import Contact
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.mailer import mail_address
from asset_map.model.message import MessageKind
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import messages, submissions
from asset_map.usecases.conversing import open_status_link
from asset_map.usecases.follow_submission import answer, status_of, withdraw
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import Decision, approve, ask
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept

SENT, ASKED, ANSWERED = ReviewAction.SENT, ReviewAction.ASKED, ReviewAction.ANSWERED


def told(house: House, now: datetime, **more: Any) -> tuple[Submission, str]:
    """Report the knitters; return what waits and the token of its private link."""
    kept(house, group(), now)
    report = Report(asset_id="knitters", kind=SubmissionKind.REPORT, note="It moved.", **more)
    sent = report_problem(house, report, actor=RESIDENT, now=now)
    return sent, token_of(house, sent.id, now)


def token_of(house: House, submission_id: str, now: datetime) -> str:
    with house.register.writing() as connection:
        path = open_status_link(house, connection, submission_id, now=now)
    return path.rpartition("/")[2]


def asked(house: House, sent: Submission, now: datetime, question: str = "Where to?") -> Submission:
    decision = Decision(
        submission_id=sent.id, version=sent.version, actor=OFFICER, now=now, reason=question
    )
    return ask(house, decision)


def test_a_question_is_answered_and_the_proposal_waits_again(house: House, now: datetime) -> None:
    sent, token = told(house, now, email="ann@doggerby.example")
    asked(house, sent, now)
    assert status_of(house, token, now=now).is_asked

    answer(house, token, "  To the hall. ", now=now)

    status = status_of(house, token, now=now)
    assert status.submission.state is RecordState.SUBMITTED
    assert [one.action for one in status.steps] == [SENT, ASKED, ANSWERED]
    assert [one.text for one in status.steps] == ["", "Where to?", "To the hall."]
    with house.register.reading() as connection:
        kinds = [one.kind for one in messages.unsent(connection)]
    assert kinds == [MessageKind.RECEIPT], "a question that was answered is not sent any more"


def test_the_same_answer_is_kept_once_and_a_late_one_refused(house: House, now: datetime) -> None:
    sent, token = told(house, now)
    asked(house, sent, now)
    first = answer(house, token, "To the hall.", now=now)

    assert answer(house, token, "To the hall.", now=now) == first
    with pytest.raises(InvalidSubmissionError, match="No question is open"):
        answer(house, token, "To the church.", now=now)


@pytest.mark.parametrize("text", ["", " \0 ", "x" * 1001])
def test_an_answer_says_something_and_not_too_much(house: House, now: datetime, text: str) -> None:
    sent, token = told(house, now)
    asked(house, sent, now)
    with pytest.raises(InvalidSubmissionError):
        answer(house, token, text, now=now)
    assert status_of(house, token, now=now).is_asked


def test_what_is_taken_back_leaves_the_record_and_its_letters(house: House, now: datetime) -> None:
    sent, token = told(house, now, email="ann@doggerby.example")
    asked(house, sent, now)

    withdraw(house, token, now=now)
    again = withdraw(house, token, now=now)

    assert again.state is RecordState.ARCHIVED
    assert again.reason
    with house.register.reading() as connection:
        kinds = [one.kind for one in messages.of_submission(connection, sent.id)]
    assert kinds == [MessageKind.RECEIPT], "the question need not be sent any more"
    steps = status_of(house, token, now=now).steps
    assert [one.action for one in steps] == [SENT, ASKED, ReviewAction.WITHDREW]


def test_what_was_decided_cannot_be_taken_back(house: House, now: datetime) -> None:
    sent, token = told(house, now)
    approve(house, Decision(submission_id=sent.id, version=1, actor=OFFICER, now=now))
    with pytest.raises(InvalidSubmissionError, match="An officer has decided"):
        withdraw(house, token, now=now)


def test_a_sender_reads_the_change_and_nothing_else_of_the_record(
    house: House, now: datetime
) -> None:
    secret = Contact(role="secretary", email="secret@doggerby.example", phone="01632 960002")
    standing = kept(house, replace(group(), contact=secret), now)
    proposed = replace(standing, name="Wednesday Knitters", contact=replace(secret, phone="01632"))
    change = Submission(
        id="change", reference="K7M-4QX-B2D", kind=SubmissionKind.CHANGE,
        state=RecordState.SUBMITTED, made_at=now, made_by="A resident", made_as=RESIDENT.role,
        asset_id=standing.id, base_version=standing.version, proposed=proposed,
    )  # fmt: skip
    with house.register.writing() as connection:
        submissions.add(connection, change)

    details = status_of(house, token_of(house, "change", now), now=now).details

    assert [(one.field, one.after) for one in details] == [
        ("name", "Wednesday Knitters"),
        ("contact phone", "01632"),
    ]


def test_a_link_of_another_purpose_or_none_opens_nothing(house: House, now: datetime) -> None:
    with pytest.raises(NotFoundError):
        status_of(house, "nothing", now=now)


def test_a_report_with_an_address_is_acknowledged_by_a_letter(house: House, now: datetime) -> None:
    sent, _ = told(house, now, email=" ann@doggerby.example ")
    assert sent.sender_email == "ann@doggerby.example"
    with house.register.reading() as connection:
        letter = messages.of_submission(connection, sent.id)[0]
    assert (letter.kind, letter.to_email) == (MessageKind.RECEIPT, "ann@doggerby.example")


@given(st.text())
def test_an_address_that_passes_is_one_line_without_blanks_or_lists(typed: str) -> None:
    try:
        address = mail_address(typed)
    except InvalidSubmissionError:
        return
    assert address == typed.strip()
    assert not address or address.isprintable()
    assert not set(address) & set(' ,;<>"()\\')


@pytest.mark.parametrize(
    "typed",
    [
        "a@b",
        "a@b.example\nBcc: c@d.example",
        "a@b.example, c@d.example",
        "<a@b.example>",
        "a b@c.de",
    ],
)
def test_what_is_no_single_address_is_refused(typed: str) -> None:
    with pytest.raises(InvalidSubmissionError, match="not an email address"):
        mail_address(typed)


def test_a_link_runs_out_ninety_days_after_the_decision_and_not_before(
    house: House, now: datetime
) -> None:
    sent, token = told(house, now)
    later = now + timedelta(days=200)
    assert status_of(house, token, now=later).until is None
    with house.register.reading() as connection:
        waiting = submissions.get(connection, sent.id)
    made = Decision(submission_id=sent.id, version=waiting.version, actor=OFFICER, now=later)
    approve(house, made)

    over = later + timedelta(days=90)
    assert status_of(house, token, now=over - timedelta(seconds=1)).until == over
    with pytest.raises(NotFoundError, match="has run out"):
        status_of(house, token, now=over)
    with pytest.raises(NotFoundError, match="has run out"):
        withdraw(house, token, now=over)
