from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from asset_map.credentials.cookies import ROLE_COOKIE, role_from, signed_role
from asset_map.model.role import Role

KEY = b"k" * 32
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(hours=12)


@pytest.mark.parametrize("role", list(Role))
def test_a_signed_role_is_read_back(role: Role) -> None:
    cookies = {ROLE_COOKIE: signed_role(role, until=LATER, key=KEY)}

    assert role_from(cookies, key=KEY, now=NOW) is role


def test_a_role_ends_when_it_runs_out() -> None:
    cookies = {ROLE_COOKIE: signed_role(Role.OFFICER, until=LATER, key=KEY)}

    assert role_from(cookies, key=KEY, now=LATER - timedelta(seconds=1)) is Role.OFFICER
    assert role_from(cookies, key=KEY, now=LATER) is Role.PUBLIC


def test_another_key_proves_nothing() -> None:
    cookies = {ROLE_COOKIE: signed_role(Role.ADMIN, until=LATER, key=b"x" * 32)}

    assert role_from(cookies, key=KEY, now=NOW) is Role.PUBLIC


def test_a_cookie_signed_for_something_else_proves_nothing() -> None:
    claim = {"role": "admin", "until": LATER.timestamp()}
    cookies = {ROLE_COOKIE: str(URLSafeSerializer(KEY, salt="other").dumps(claim))}

    assert role_from(cookies, key=KEY, now=NOW) is Role.PUBLIC


@given(st.integers(min_value=0, max_value=60), st.characters(codec="ascii"))
def test_a_cookie_that_was_changed_proves_nothing(place: int, character: str) -> None:
    honest = signed_role(Role.OFFICER, until=LATER, key=KEY)
    changed = honest[:place] + character + honest[place + 1 :]

    role = role_from({ROLE_COOKIE: changed}, key=KEY, now=NOW)

    assert role is (Role.OFFICER if changed == honest else Role.PUBLIC)


@given(st.dictionaries(st.just(ROLE_COOKIE), st.text()))
def test_any_text_is_the_public(cookies: dict[str, str]) -> None:
    assert role_from(cookies, key=KEY, now=NOW) is Role.PUBLIC
