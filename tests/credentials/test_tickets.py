"""A ticket says one thing for one purpose, for a while, by one key."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.credentials.tickets import read_ticket, signed_ticket

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
UNTIL = NOW + timedelta(minutes=5)
KEY = b"k" * 32
TICKET = signed_ticket("code", {"account": "jo"}, until=UNTIL, key=KEY)


def test_a_ticket_is_read_for_its_purpose_until_it_runs_out() -> None:
    assert read_ticket("code", TICKET, key=KEY, now=NOW) == {"account": "jo"}
    assert read_ticket("code", TICKET, key=KEY, now=UNTIL) is None


def test_a_ticket_of_another_purpose_or_key_says_nothing() -> None:
    assert read_ticket("set up", TICKET, key=KEY, now=NOW) is None
    assert read_ticket("code", TICKET, key=b"o" * 32, now=NOW) is None


@given(place=st.integers(0, len(TICKET) - 1), letter=st.sampled_from("Aa0-_.~"))
def test_a_ticket_that_was_changed_says_nothing_or_the_same(place: int, letter: str) -> None:
    changed = TICKET[:place] + letter + TICKET[place + 1 :]

    # The last letter of what is encoded has bits that nobody reads.
    assert read_ticket("code", changed, key=KEY, now=NOW) in (None, {"account": "jo"})


@pytest.mark.parametrize("ticket", ["", ".", "{}", "é", "\0", "W10.x", "x" * 10_000])
def test_any_text_is_no_ticket(ticket: str) -> None:
    assert read_ticket("code", ticket, key=KEY, now=NOW) is None
