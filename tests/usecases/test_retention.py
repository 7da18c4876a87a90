"""Nothing is kept longer than people were told, and it is listed before it goes."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.asset import Contact, Verification
from asset_map.model.errors import NotAllowedError
from asset_map.model.submission import SubmissionKind
from asset_map.register import assets, limits, sessions, submissions, tray
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.retention import retention
from asset_map.usecases.review_submission import Decision, reject
from tests.usecases.conftest import OFFICER, RESIDENT, group, kept
from tests.usecases.test_erase_person import KEEPER, everything


def told(house: House, note: str, now: datetime) -> str:
    report = Report(
        asset_id="knitters", kind=SubmissionKind.REPORT, note=note, email="ann@x.example"
    )
    return report_problem(house, report, actor=RESIDENT, now=now).id


def test_what_is_listed_is_what_goes_and_nothing_goes_before(house: House, now: datetime) -> None:
    old = Verification(verified_on=date(2025, 5, 22), role="chair")
    fresh = Verification(verified_on=date(2025, 5, 23), role="chair")
    contact = Contact(role="chair", email="al@old.example", phone="01632 960001")
    kept(house, replace(group(), verification=old, contact=contact), now)
    young = Contact(email="bo@new.example")
    kept(house, replace(group("band", "Band"), verification=fresh, contact=young), now)
    waiting = told(house, "It moved", now - timedelta(days=91))
    refused = told(house, "It is bad", now - timedelta(days=89))
    with house.register.reading() as connection:
        one = submissions.get(connection, refused)
    then = now - timedelta(days=31)
    reject(
        house,
        Decision(
            submission_id=one.id, version=one.version, actor=OFFICER, now=then, reason="not so"
        ),
    )
    before = everything(house)

    listed = retention(house, actor=KEEPER, now=now)
    assert everything(house) == before
    assert retention(house, is_done=True, actor=KEEPER, now=now) == listed

    after = everything(house)
    assert listed[0].things == ("Tuesday Knitters",)
    assert len(listed) >= 3
    gone = ("al@old.example", "960001", "It moved", "It is bad")
    assert [text for text in gone if text in after] == []
    assert "bo@new.example" in after
    with house.register.reading() as connection:
        assert assets.get(connection, "knitters").contact.role == "chair"
        assert submissions.get(connection, waiting).state.value == "rejected"
        assert submissions.get(connection, refused).reason == "not so"
    assert retention(house, actor=KEEPER, now=now) == []


def test_only_data_protection_and_admins_remove(house: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        retention(house, actor=OFFICER, now=now)


def test_what_came_to_the_doors_is_kept_no_longer(house: House, now: datetime) -> None:
    over, fresh = now - timedelta(days=31), now - timedelta(days=29)
    kept(house, group(), over)
    told_id = told(house, "It moved", fresh)
    with house.register.writing() as connection:
        for id_, at in (("old", over), ("new", fresh)):
            limits.note(connection, {id_: 1}, at=at)
            sessions.tried(connection, [id_], at=at, forget_before=over)
    with house.register.reading() as connection:
        likely = submissions.get(connection, told_id)
    with house.register.writing() as connection:
        for id_, at in (("u-old", over), ("u-new", fresh)):
            post = replace(likely, id=id_, reference=id_, made_at=at, unlikely=("too quick",))
            submissions.add(connection, post)

    listed = retention(house, is_done=True, actor=KEEPER, now=now)

    assert [one.rule.split(",")[0] for one in listed] == [
        "Unlikely posts that nobody let in within 30 days",
        "Counts of who came",
        "Sessions",
    ]
    with house.register.reading() as connection:
        assert [one.id for one in tray.listed(connection, limit=9)[0]] == ["u-new"]
        assert sessions.attempts_since(connection, "new", fresh) == 1
        assert sessions.attempts_since(connection, "old", over) == 0
