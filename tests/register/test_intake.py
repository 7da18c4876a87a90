"""What comes in: submissions, imports, marks and acknowledged requests."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from asset_map.model.errors import ConflictError, NotFoundError
from asset_map.model.role import Role
from asset_map.model.state import RecordState
from asset_map.model.submission import ImportBatch, Submission, SubmissionKind
from asset_map.register import batches, marks, submissions
from asset_map.register.batches import KnownRow, SourceRow
from asset_map.register.engine import Register
from tests.register.drawn import NOW, asset, place, save

WAITING = (RecordState.SUBMITTED, RecordState.NEEDS_INFO)
BATCH = ImportBatch(
    id="b1",
    source="Libraries",
    file_name="libraries.csv",
    sha256="00",
    made_at=NOW,
    made_by="Ward officer",
    rows_in=3,
    rows_placed=2,
    rows_not_placed=0,
    rows_refused=1,
)


def proposal(name: str, *, at: datetime = NOW, **fields: object) -> Submission:
    drawn = Submission(
        id=name,
        reference=name.upper(),
        kind=SubmissionKind.NEW,
        state=RecordState.SUBMITTED,
        made_at=at,
        made_by="a resident",
        made_as=Role.PUBLIC,
    )
    return replace(drawn, **fields)  # type: ignore[arg-type]


def test_a_submission_is_read_back_as_it_was(register: Register) -> None:
    drawn = proposal("s1", proposed=asset(locations=(place(),)), flags=("may be a home",), row=4)
    with register.writing() as connection:
        kept = submissions.add(connection, drawn)
    assert kept == replace(drawn, version=1)
    with register.reading() as connection:
        assert submissions.get(connection, "s1") == kept
        assert submissions.by_reference(connection, "S1") == kept
        with pytest.raises(NotFoundError, match="'s2'"):
            submissions.get(connection, "s2")
        with pytest.raises(NotFoundError, match="'S2'"):
            submissions.by_reference(connection, "S2")


def test_two_officers_cannot_both_decide(register: Register) -> None:
    with register.writing() as connection:
        seen = submissions.add(connection, proposal("s1"))
        decided = replace(seen, state=RecordState.APPROVED, decided_by="First", decided_at=NOW)
        assert submissions.update(connection, decided, expected_version=1).version == 2
        with pytest.raises(ConflictError, match="'approved' now") as refused:
            submissions.update(
                connection, replace(seen, state=RecordState.REJECTED), expected_version=1
            )
        assert refused.value.version == 2
        assert submissions.get(connection, "s1").decided_by == "First"
        with pytest.raises(NotFoundError):
            submissions.update(connection, proposal("s2"), expected_version=1)


def test_what_waits_longest_comes_first_and_what_was_asked_last(register: Register) -> None:
    with register.writing() as connection:
        batches.add(connection, BATCH)
        submissions.add_many(
            connection,
            [
                proposal("late", at=NOW + timedelta(hours=1)),
                proposal("row-10", batch_id="b1", row=10),
                proposal("row-2", batch_id="b1", row=2),
                proposal("asked", at=NOW - timedelta(days=1), state=RecordState.NEEDS_INFO),
                proposal("done", state=RecordState.APPROVED),
            ],
        )
        first, total = submissions.queue(connection, states=WAITING, limit=3)
        rest, _ = submissions.queue(connection, states=WAITING, limit=3, offset=3)
        of_batch, in_batch = submissions.queue(connection, states=WAITING, batch_id="b1")
    assert [one.id for one in first + rest] == ["row-2", "row-10", "late", "asked"]
    assert (total, in_batch) == (4, 2)
    assert [one.id for one in of_batch] == ["row-2", "row-10"]


def test_what_a_source_proposed_and_still_waits_is_found(register: Register) -> None:
    with register.writing() as connection:
        batches.add(connection, BATCH)
        batches.add(connection, replace(BATCH, id="b2", source="Clubs"))
        submissions.add_many(
            connection,
            [
                proposal("waits", batch_id="b1"),
                proposal("done", batch_id="b1", state=RecordState.REJECTED),
                proposal("other", batch_id="b2"),
            ],
        )
        found = submissions.of_source(connection, "Libraries")
    assert [one.id for one in found] == ["waits"]


def test_an_import_is_read_back_and_its_counts_can_be_mended(register: Register) -> None:
    later = replace(BATCH, id="b2", made_at=NOW + timedelta(minutes=5))
    with register.writing() as connection:
        batches.add(connection, BATCH)
        batches.add(connection, later)
        mended = batches.update(
            connection, replace(BATCH, rows_changed=1, is_public_confirmed=True)
        )
    with register.reading() as connection:
        assert batches.get(connection, "b1") == mended
        assert batches.every(connection) == [later, mended]
        with pytest.raises(NotFoundError, match="'b3'"):
            batches.get(connection, "b3")
    with register.writing() as connection, pytest.raises(NotFoundError, match="'b3'"):
        batches.update(connection, replace(BATCH, id="b3"))


def test_a_row_is_known_again_by_its_key(register: Register) -> None:
    with register.writing() as connection:
        save(connection, asset("a"))
        submissions.add(connection, proposal("s1"))
        row = SourceRow(source="Libraries", row_key="1", fingerprint="f1", submission_id="s1")
        batches.remember_rows(
            connection, [row, replace(row, row_key="2"), replace(row, source="Clubs")]
        )
        approved = replace(row, fingerprint="f2", asset_id="a", submission_id=None)
        batches.remember_rows(connection, [approved])
        assert batches.known_rows(connection, "Libraries") == {
            "1": KnownRow("a", None, "f2"),
            "2": KnownRow(None, "s1", "f1"),
        }
        assert batches.known_rows(connection, "Nobody") == {}


def test_thousands_of_rows_are_remembered_at_once(register: Register) -> None:
    rows = [SourceRow(source="Big", row_key=str(n), fingerprint="f") for n in range(3000)]
    with register.writing() as connection:
        batches.remember_rows(connection, rows)
        batches.remember_rows(connection, rows)
        assert len(batches.known_rows(connection, "Big")) == 3000


def test_a_mark_holds_what_was_put_last(register: Register) -> None:
    with register.writing() as connection:
        assert marks.get(connection, "demonstration") is None
        marks.put(connection, "demonstration", "no")
        marks.put(connection, "demonstration", "yes")
        assert marks.get(connection, "demonstration") == "yes"
        marks.remove(connection, "demonstration")
        assert marks.get(connection, "demonstration") is None


def test_a_request_is_answered_as_it_was_before(register: Register) -> None:
    with register.writing() as connection:
        assert marks.acknowledged(connection, "form-1") is None
        marks.acknowledge(connection, "form-1", "K7M-4QX", at=NOW)
        assert marks.acknowledged(connection, "form-1") == "K7M-4QX"
