from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from asset_map.model.arrival import Arrival, network_of
from asset_map.model.asset import Contact
from asset_map.model.errors import ConflictError, NotAllowedError, NotFoundError
from asset_map.model.message import Message
from asset_map.model.submission import SubmissionKind
from asset_map.register import marks, messages, submissions
from asset_map.usecases.follow_submission import status_of, withdraw
from asset_map.usecases.house import House
from asset_map.usecases.limits import opening_ticket
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.review_submission import queue
from asset_map.usecases.submit_asset import Receipt, Sent, submit_asset, submitting
from asset_map.usecases.tray import clear_tray, last_cleared, let_in_after_all, unlikely_posts
from benchmarks.bots import planned
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LONG = "We repair bicycles on the first Saturday of the month, and drink tea."


def arrived(house: House, address: str = "192.0.2.7", *, ago: int = 60, **more: object) -> Arrival:
    ticket = opening_ticket(house, now=NOW - timedelta(seconds=ago))
    return replace(Arrival(address=address, ticket=ticket), **more)  # type: ignore[arg-type]


def post(house: House, arrival: Arrival, key: str, *, now: datetime = NOW) -> Receipt:
    asset = replace(
        group("", f"Knitters {key}"), id="", contact=Contact(role="chair", phone="01632 960123")
    )
    sent = Sent(asset=asset, is_adult=True, sender_email="ann@example.org", arrival=arrival)
    return submit_asset(house, sent, actor=RESIDENT, now=now, request_key=key)


def waiting(house: House) -> int:
    return queue(house, actor=OFFICER)[1]


def letters(house: House) -> list[Message]:
    with house.register.reading() as connection:
        return messages.unsent(connection)


@pytest.mark.parametrize(
    ("arrival", "why"),
    [
        ({"has_filled_trap": True}, "A field that nobody sees was filled in."),
        ({"ticket": ""}, "It did not come from a page of ours."),
        ({"ticket": "made.up"}, "It did not come from a page of ours."),
    ],
)
def test_what_a_program_does_goes_to_the_tray_with_the_reason(
    house: House, arrival: dict[str, object], why: str
) -> None:
    receipt = post(house, arrived(house, **arrival), "one")  # type: ignore[arg-type]

    (post_,), total = unlikely_posts(house, actor=OFFICER)
    assert (post_.reference, post_.unlikely, total) == (receipt.reference, (why,), 1)
    assert (waiting(house), letters(house)) == (0, [])


def test_nobody_fills_a_form_in_within_three_seconds(house: House) -> None:
    slow = replace(house, settings=replace(house.settings, form_seconds_at_least=3))
    for seconds in (1, 2, 3, 4):
        post(slow, arrived(house, ago=seconds), str(seconds))

    assert waiting(house) == 2
    told = {one.unlikely for one in unlikely_posts(house, actor=OFFICER)[0]}
    assert told == {("It was filled in within 3 seconds.",)}


def test_a_person_in_the_tray_sees_what_everybody_sees(house: House) -> None:
    token = post(house, arrived(house, ticket=""), "one").status_path.removeprefix("/status/")

    assert status_of(house, token, now=NOW).is_open
    withdraw(house, token, now=NOW)
    assert status_of(house, token, now=NOW).is_open is False
    assert unlikely_posts(house, actor=OFFICER)[1] == 0


def test_the_twenty_first_of_a_network_within_an_hour_waits_apart(house: House) -> None:
    for number in range(22):
        post(house, arrived(house, f"2001:db8:0:1::{number:x}"), str(number))
    post(house, arrived(house, "2001:db8:0:2::1"), "a neighbour")
    post(house, arrived(house, "2001:db8:0:1::1"), "later", now=NOW + timedelta(minutes=66))

    assert waiting(house) == 22
    assert unlikely_posts(house, actor=OFFICER)[1] == 2


def test_one_page_or_one_text_sent_from_everywhere_waits_apart(house: House) -> None:
    page = arrived(house)
    for number in range(7):
        post(house, replace(page, address=f"198.51.100.{number}"), f"page {number}")
        post(house, arrived(house, f"203.0.113.{number}", words=LONG), f"words {number}")

    assert waiting(house) == 5 + 3


def test_both_processes_count_together_and_no_address_is_kept(house: House) -> None:
    for number in range(21):
        post(replace(house), arrived(house, "192.0.2.99"), str(number))

    assert waiting(house) == 20
    with house.register.reading() as connection:
        kept_rows = connection.exec_driver_sql("SELECT name FROM door_counts").scalars().all()
        salt = marks.get(connection, "door_salt")
    assert salt is not None
    assert salt.startswith("2026-11-22 ")
    assert all(len(name) == 64 for name in kept_rows)


def test_an_officer_lets_one_in_and_then_the_sender_is_written_to(house: House) -> None:
    receipt = post(house, arrived(house, ticket=""), "one")

    kept_ = let_in_after_all(house, receipt.submission_id, actor=OFFICER, now=NOW)

    (sent,), total = queue(house, actor=OFFICER)
    assert (sent.id, total) == (kept_.id, 1)
    assert sent.flags == ("It lay among the unlikely posts: It did not come from a page of ours.",)
    assert [one.to_email for one in letters(house)] == ["ann@example.org"]
    with pytest.raises(ConflictError, match="not in the tray any more"):
        let_in_after_all(house, receipt.submission_id, actor=OFFICER, now=NOW)


def test_clearing_removes_what_was_seen_and_not_what_came_since(house: House) -> None:
    one, two = (post(house, arrived(house, ticket=""), key) for key in ("one", "two"))
    later = NOW + timedelta(minutes=1)
    post(house, arrived(house, ticket=""), "later", now=later - timedelta(seconds=59))
    post(house, arrived(house, has_filled_trap=True), "after", now=later)

    assert clear_tray(house, actor=OFFICER, now=later, until=NOW, ids=[one.submission_id]) == 1
    assert clear_tray(house, actor=OFFICER, now=later, until=NOW) == 1
    assert unlikely_posts(house, actor=OFFICER)[1] == 2
    assert last_cleared(house, actor=OFFICER) == (later, 1, OFFICER.name)
    with house.register.reading() as connection, pytest.raises(NotFoundError):
        submissions.get(connection, two.submission_id)


def test_the_tray_is_emptied_after_thirty_days(house: House) -> None:
    post(house, arrived(house, ticket=""), "old")
    month = NOW + timedelta(days=30)
    post(house, arrived(house, has_filled_trap=True), "new", now=month)

    assert [one.made_at for one in unlikely_posts(house, actor=OFFICER)[0]] == [month]


def test_of_many_programs_twenty_reach_the_queue_and_everybody_else_does(house: House) -> None:
    tickets = [opening_ticket(house, now=NOW - timedelta(minutes=1)) for _ in range(180)]
    posts = planned(tickets, bots=500, people=10, seconds=60.0)
    asset = replace(group(""), id="", contact=Contact(role="chair", phone="01632 960123"))
    answers = []
    for one in posts:
        arrival = Arrival(address=one.address, ticket=one.ticket, has_filled_trap=bool(one.trap))
        sent = Sent(asset=replace(asset, name=one.name), is_adult=True, arrival=arrival)
        at = NOW + timedelta(seconds=one.at)
        answers.append(submitting(house, sent, actor=RESIDENT, now=at, request_key=one.name))

    assert len({answer.result().reference for answer in answers}) == 510
    names = [one.proposed.name for one in queue(house, actor=OFFICER, limit=600)[0] if one.proposed]
    assert sum(name.startswith("Buy now") for name in names) == 20
    assert sum(name.startswith("Choir") for name in names) == 10


def test_a_report_of_a_program_waits_apart_too(house: House) -> None:
    kept(house, group(), NOW)
    report = Report(
        asset_id="knitters",
        kind=SubmissionKind.REPORT,
        note="Buy now",
        email="ann@example.org",
        arrival=arrived(house, has_filled_trap=True),
    )

    report_problem(house, report, actor=RESIDENT, now=NOW, request_key="k")
    report_problem(house, report, actor=RESIDENT, now=NOW, request_key="k")

    assert (waiting(house), unlikely_posts(house, actor=OFFICER)[1]) == (0, 1)
    assert letters(house) == []


def test_partners_do_not_see_the_tray(house: House) -> None:
    with pytest.raises(NotAllowedError):
        unlikely_posts(house, actor=PARTNER)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("testclient", "testclient"),
    ],
)
def test_a_household_counts_as_one(address: str, network: str) -> None:
    assert network_of(address) == network
