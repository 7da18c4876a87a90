from datetime import datetime, timedelta

from asset_map.model.submission import SubmissionKind
from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import (
    WAITING,
    BulkApproval,
    Decision,
    approve_batch,
    look_at,
    reject,
)
from tests.usecases.conftest import OFFICER
from tests.usecases.importing_rows import FILE, brought_in


def test_importing_the_same_file_twice_changes_nothing(house: House, now: datetime) -> None:
    brought_in(house, FILE, now)
    again = brought_in(house, FILE, now + timedelta(days=1))
    assert (again.rows_unchanged, again.rows_changed, again.waiting) == (3, 0, 0)
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == 3


def test_a_changed_row_of_an_approved_record_becomes_a_proposed_change(
    house: House, now: datetime
) -> None:
    report = brought_in(house, FILE, now)
    approve_batch(
        house,
        BulkApproval(batch_id=report.batch_id, actor=OFFICER, now=now, include_flagged=True),
    )
    changed = brought_in(house, FILE.replace("Quayside Hall", "Quayside New Hall"), now)
    assert (changed.rows_changed, changed.waiting) == (1, 1)
    with house.register.reading() as connection:
        (submission,), _ = submissions.queue(connection, states=WAITING)
    assert submission.kind is SubmissionKind.CHANGE
    look = look_at(house, submission.id, actor=OFFICER)
    assert [(one.field, one.before, one.after) for one in look.changes] == [
        ("name", "Quayside Hall", "Quayside New Hall")
    ]


def test_a_row_changed_while_it_waits_mends_its_proposal(house: House, now: datetime) -> None:
    brought_in(house, FILE, now)
    brought_in(house, FILE.replace("Quayside Hall", "Quayside New Hall"), now)
    with house.register.reading() as connection:
        waiting, total = submissions.queue(connection, states=WAITING)
    assert total == 3
    assert "Quayside New Hall" in {one.proposed.name for one in waiting if one.proposed}


def test_what_was_rejected_stays_rejected_when_the_file_comes_again(
    house: House, now: datetime
) -> None:
    brought_in(house, FILE, now)
    with house.register.reading() as connection:
        (first, *_), _ = submissions.queue(connection, states=WAITING)
    decision = Decision(
        submission_id=first.id, version=first.version, actor=OFFICER, now=now, reason="Not local"
    )
    reject(house, decision)
    assert brought_in(house, FILE, now).waiting == 0


TWICE = """name,kind,postcode,summary
Coffee morning,group,ZZ1 1AA,In the hall
Coffee morning,group,ZZ1 1AA,In the library
"""


def test_of_two_rows_alike_one_may_go_and_the_other_is_known_again(
    house: House, now: datetime
) -> None:
    brought_in(house, TWICE, now)
    heading, _, second = TWICE.splitlines(keepends=True)
    report = brought_in(house, heading + second, now)
    assert (report.rows_unchanged, report.rows_changed, report.waiting) == (1, 0, 0)
    assert brought_in(house, TWICE, now).rows_unchanged == 2


def test_of_two_rows_alike_one_may_come_later(house: House, now: datetime) -> None:
    heading, first, _ = TWICE.splitlines(keepends=True)
    brought_in(house, heading + first, now)
    report = brought_in(house, TWICE, now)
    assert (report.rows_unchanged, report.rows_changed, report.waiting) == (1, 0, 1)


def test_an_id_that_ends_like_a_count_is_still_an_id(house: House, now: datetime) -> None:
    rows = "".join(f"Hall {n},space,{code}\n" for n, code in enumerate(["A", "A", "A#2", "A#1"]))
    report = brought_in(house, f"name,kind,source_id\n{rows}", now)
    assert (report.waiting, report.rows_unchanged) == (4, 0)


def test_a_row_whose_change_says_nothing_new_is_no_proposal(house: House, now: datetime) -> None:
    text = "name,kind,postcode,record_state\nQuayside Hall,space,ZZ2 1AA,approved\n"
    brought_in(house, text, now)
    report = brought_in(house, text.replace("approved\n", "submitted\n"), now)
    assert (report.rows_unchanged, report.rows_changed, report.waiting) == (1, 0, 0)
