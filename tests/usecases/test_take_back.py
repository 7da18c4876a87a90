"""A decision can be taken back; what happened stays in the history."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from asset_map.model.errors import ConflictError, InvalidSubmissionError
from asset_map.model.state import RecordState
from asset_map.model.submission import ReviewAction, Submission, SubmissionKind
from asset_map.register import assets, conversations, messages, submissions
from asset_map.usecases.edit_asset import edit_asset
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import Decision, approve, ask, reject
from asset_map.usecases.take_back import take_back
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept


def sent(house: House, now: datetime, **more: Any) -> Submission:
    drawn = Submission(
        id="s1",
        reference="K7M-4QX-B2D",
        kind=SubmissionKind.NEW,
        state=RecordState.SUBMITTED,
        made_at=now,
        made_by=RESIDENT.name,
        made_as=RESIDENT.role,
        proposed=replace(group(), record_state=RecordState.DRAFT),
        sender_email="ann@doggerby.example",
    )
    with house.register.writing() as connection:
        return submissions.add(connection, replace(drawn, **more))


def decision(one: Submission, now: datetime, reason: str = "") -> Decision:
    return Decision(
        submission_id=one.id, version=one.version, actor=OFFICER, now=now, reason=reason
    )


def test_a_new_record_that_is_taken_back_is_archived_and_can_be_let_in_again(
    house: House, now: datetime
) -> None:
    first = sent(house, now)
    approve(house, decision(first, now))
    back = take_back(house, first.id, actor=OFFICER, now=now)
    assert back.state is RecordState.SUBMITTED
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").record_state is RecordState.ARCHIVED
        assert messages.unsent(connection) == []
    approve(house, decision(back, now + timedelta(minutes=1)))
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").record_state is RecordState.APPROVED
        steps = [one.action for one in conversations.of_submission(connection, first.id)]
        assert len(messages.unsent(connection)) == 1
    assert steps == [ReviewAction.APPROVED, ReviewAction.TOOK_BACK, ReviewAction.APPROVED]


def test_a_changed_record_stands_again_as_it_stood(house: House, now: datetime) -> None:
    standing = kept(house, group(), now)
    change = sent(
        house,
        now,
        kind=SubmissionKind.CHANGE,
        asset_id=standing.id,
        base_version=standing.version,
        proposed=replace(standing, name="Wednesday Knitters"),
    )
    approve(house, decision(change, now + timedelta(minutes=1)))
    take_back(house, change.id, actor=OFFICER, now=now + timedelta(minutes=2))
    with house.register.reading() as connection:
        assert assets.get(connection, standing.id).name == "Tuesday Knitters"


def test_what_was_edited_after_its_approval_is_not_taken_back(house: House, now: datetime) -> None:
    first = sent(house, now)
    new = approve(house, decision(first, now))
    assert new is not None
    later = now + timedelta(minutes=1)
    edit_asset(house, replace(new, name="Renamed"), reason="A new name", actor=OFFICER, now=later)
    with pytest.raises(ConflictError, match="changed after this approval"):
        take_back(house, first.id, actor=OFFICER, now=later)


@pytest.mark.parametrize("decide", [ask, reject])
def test_a_question_or_a_refusal_is_taken_back_with_its_message(
    house: House, now: datetime, decide: object
) -> None:
    first = sent(house, now)
    assert callable(decide)
    decide(house, decision(first, now, reason="Which hall?"))
    with house.register.reading() as connection:
        (written,) = messages.unsent(connection)
    assert "Which hall?" in written.body
    assert "{link}" in written.body
    back = take_back(house, first.id, actor=OFFICER, now=now)
    assert (back.state, back.question, back.reason) == (RecordState.SUBMITTED, "", "")
    with house.register.reading() as connection:
        assert messages.unsent(connection) == []
    with pytest.raises(InvalidSubmissionError, match="no decision"):
        take_back(house, first.id, actor=OFFICER, now=now)
