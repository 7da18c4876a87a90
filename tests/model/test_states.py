import itertools

import pytest

from asset_map.model.errors import InvalidSubmissionError, NotAllowedError
from asset_map.model.role import PERMISSIONS, Action, Actor, Audience, Role, require
from asset_map.model.state import MOVES, RecordState, check_move

OFFICER = Actor(name="Officer", role=Role.OFFICER)
RESIDENT = Actor(name="A resident", role=Role.PUBLIC)


def test_an_officer_approves_what_was_submitted() -> None:
    check_move(RecordState.SUBMITTED, RecordState.APPROVED, actor=OFFICER)


def test_a_resident_cannot_approve() -> None:
    with pytest.raises(NotAllowedError, match="may not review"):
        check_move(RecordState.SUBMITTED, RecordState.APPROVED, actor=RESIDENT)


@pytest.mark.parametrize("after", [RecordState.REJECTED, RecordState.NEEDS_INFO])
def test_rejecting_and_asking_need_a_reason(after: RecordState) -> None:
    with pytest.raises(InvalidSubmissionError, match="needs a reason"):
        check_move(RecordState.SUBMITTED, after, actor=OFFICER, reason="  ")
    check_move(RecordState.SUBMITTED, after, actor=OFFICER, reason="Which day?")


def test_every_move_that_is_not_in_the_table_is_refused() -> None:
    for before, after in itertools.product(RecordState, RecordState):
        if after not in MOVES[before]:
            with pytest.raises(InvalidSubmissionError, match="cannot become"):
                check_move(before, after, actor=OFFICER, reason="because")


def test_an_archived_record_can_come_back() -> None:
    check_move(RecordState.ARCHIVED, RecordState.APPROVED, actor=OFFICER)


def test_only_data_protection_sees_what_is_withheld() -> None:
    assert PERMISSIONS[Action.SEE_WITHHELD] == {Role.DATA_PROTECTION}


def test_every_action_has_somebody_who_may() -> None:
    assert all(PERMISSIONS[action] for action in Action)


def test_a_refusal_names_who_may() -> None:
    with pytest.raises(NotAllowedError, match=r"one of: officer, moderator, admin"):
        require(RESIDENT, Action.EDIT)


def test_each_role_reads_its_own_view() -> None:
    views = {role: Actor(name="x", role=role).audience for role in Role}
    assert views[Role.PUBLIC] is Audience.PUBLIC
    assert views[Role.PARTNER] is Audience.PARTNER
    assert views[Role.ADMIN] is Audience.OFFICER
