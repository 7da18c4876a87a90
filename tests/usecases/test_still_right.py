"""What grows old in the register, and the reminder that needs no account."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from asset_map.model.asset import Asset, AssetKind, Contact, Verification
from asset_map.model.errors import NotAllowedError, NotFoundError
from asset_map.model.location import Location
from asset_map.model.message import MessageKind
from asset_map.model.role import Audience, Role
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.submission import SubmissionKind
from asset_map.register import history, messages
from asset_map.usecases.answer_reminder import asked_about, confirm, has_closed
from asset_map.usecases.house import House
from asset_map.usecases.still_right import (
    due_reminders,
    freshness_by_ward,
    reminder_path,
    write_reminders,
)
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept

TODAY = date(2026, 11, 22)


def checked(asset_id: str, checked_on: date | None, *more_places: Location) -> Asset:
    drawn = group(asset_id, f"The {asset_id}")
    said = Verification(verified_on=checked_on, role="ward officer") if checked_on else None
    return replace(drawn, verification=said, locations=(*drawn.locations, *more_places))


def test_a_ward_counts_what_is_fresh_ageing_and_stale_and_names_whom_to_ask(
    house: House, now: datetime
) -> None:
    second_hall = replace(group("b").locations[0], id="second-hall")
    for asset in (
        checked("fresh", date(2026, 10, 1)),
        checked("ageing", date(2026, 2, 1), second_hall),
        checked("stale", date(2025, 2, 1)),
        checked("never", None),
        replace(checked("closed", None), operating_status=OperatingStatus.CLOSED),
        replace(checked("person", None), kind=AssetKind.SKILL),
    ):
        kept(house, asset, now)

    found = {one.code: one for one in freshness_by_ward(house, actor=OFFICER, today=TODAY)}

    west = found[WEST]
    assert (west.name, west.fresh, west.ageing, west.stale) == ("Net Loft", 1, 1, 2)
    assert [one.asset_id for one in west.ask_next] == ["never", "stale", "ageing"]
    assert (found[EAST].fresh, found[EAST].stale, found[EAST].ask_next) == (0, 0, ())


def test_nobody_is_asked_about_what_is_fresh(house: House, now: datetime) -> None:
    kept(house, checked("fresh", date(2026, 10, 1)), now)
    west = next(one for one in freshness_by_ward(house, actor=OFFICER, today=TODAY) if one.fresh)
    assert west.ask_next == ()


def test_freshness_by_ward_is_for_officers(house: House) -> None:
    with pytest.raises(NotAllowedError):
        freshness_by_ward(house, actor=RESIDENT, today=TODAY)


def due(house: House, asset: Asset, now: datetime, today: date = TODAY) -> list[int]:
    kept(house, asset, now)
    return [one.months for one in due_reminders(house, today=today)]


def asked_for(asset: Asset, email: str = "knitters@doggerby.example") -> Asset:
    return replace(asset, contact=Contact(email=email))


@pytest.mark.parametrize(
    ("checked_on", "months"),
    [
        (date(2026, 1, 23), []),
        (date(2026, 1, 22), [10]),
        (date(2025, 12, 22), [11]),
        (date(2025, 11, 22), [12]),
        (date(2025, 10, 23), [12]),
        (date(2025, 10, 22), []),
    ],
)
def test_a_contact_is_asked_ten_eleven_and_twelve_months_after_the_check(
    house: House, now: datetime, checked_on: date, months: list[int]
) -> None:
    assert due(house, asked_for(checked("a", checked_on)), now) == months


def test_what_was_never_checked_counts_from_the_day_it_was_recorded(
    house: House, now: datetime
) -> None:
    # It was recorded on 2 January 2026.
    assert due(house, asked_for(checked("a", None)), now) == [10]


@pytest.mark.parametrize(
    "altered",
    [
        {"contact": Contact(phone="01632 960001")},
        {"visible_to": Audience.OFFICER},
        {"operating_status": OperatingStatus.CLOSED},
        {"record_state": RecordState.ARCHIVED},
        {"kind": AssetKind.SKILL},
    ],
)
def test_nobody_is_asked_who_cannot_be_or_about_what_nobody_sees(
    house: House, now: datetime, altered: dict[str, Any]
) -> None:
    assert due(house, replace(asked_for(checked("a", date(2026, 1, 2))), **altered), now) == []


def test_each_step_is_written_once_for_each_check(house: House, now: datetime) -> None:
    kept(house, asked_for(checked("a", date(2026, 1, 22))), now)
    later = now + timedelta(days=31)

    counts = [write_reminders(house, actor=OFFICER, now=at) for at in (now, now, later, later)]

    assert counts == [1, 0, 1, 0]
    with house.register.reading() as connection:
        first, second = messages.every(connection, kinds=[MessageKind.REMINDER])
    assert reminder_path(house, first) == reminder_path(house, second)
    assert "We last heard on 22 January 2026" in first.body
    assert first.to_email == "knitters@doggerby.example"


def token(house: House) -> str:
    with house.register.reading() as connection:
        written = messages.every(connection, kinds=[MessageKind.REMINDER])[-1]
    return reminder_path(house, written).rpartition("/")[2]


def test_the_link_works_until_sixty_days_after_the_last_reminder(
    house: House, now: datetime
) -> None:
    kept(house, asked_for(checked("a", date(2025, 11, 22))), now)
    write_reminders(house, actor=OFFICER, now=now)

    assert asked_about(house, token(house), now=now + timedelta(days=59)).asset.id == "a"
    with pytest.raises(NotFoundError):
        confirm(house, token(house), now=now + timedelta(days=60))


def test_a_check_by_its_own_contact_is_in_the_history_and_starts_the_months_anew(
    house: House, now: datetime
) -> None:
    kept(house, asked_for(checked("a", date(2026, 1, 22))), now)
    write_reminders(house, actor=OFFICER, now=now)

    confirm(house, token(house), now=now)

    with house.register.reading() as connection:
        newest = history.of_asset(connection, "a")[0]
    assert (newest.actor_name, newest.actor_role, newest.action, newest.reason) == (
        "its own contact", Role.PUBLIC, "checked", "by the link we sent",
    )  # fmt: skip
    assert due_reminders(house, today=TODAY + timedelta(days=31)) == []


def test_what_is_for_partners_can_be_said_closed_by_its_contact(
    house: House, now: datetime
) -> None:
    asset = replace(asked_for(checked("a", date(2026, 1, 22))), visible_to=Audience.PARTNER)
    kept(house, asset, now)
    write_reminders(house, actor=OFFICER, now=now)

    told = has_closed(house, token(house), now=now)

    assert (told.kind, told.asset_id) == (SubmissionKind.CLOSE, "a")
    assert has_closed(house, token(house), now=now).id == told.id


def test_reminders_are_written_by_officers(house: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        write_reminders(house, actor=RESIDENT, now=now)
