from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest
import sqlalchemy as sa

from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.role import Action, Role, require
from asset_map.register.schema.account_tables import (
    account_secrets,
    account_sessions,
    invitations,
    recovery_codes,
    sign_in_attempts,
)
from asset_map.usecases.accounts import list_accounts
from asset_map.usecases.house import House
from asset_map.usecases.second_factor import (
    CodeWanted,
    SetUpWanted,
    give_code,
    set_up_codes,
    set_up_wanted,
)
from asset_map.usecases.sessions import (
    SESSION_COOKIE,
    SignedIn,
    begin_session,
    end_everywhere,
    note_use,
    sign_out,
    who_comes,
)
from asset_map.usecases.signing_in import choose_password, sign_in
from asset_map.usecases.tries import count_try
from tests.usecases.people import (
    ADMIN,
    NOW,
    PASSWORD,
    actor_of,
    another_browser,
    come_in,
    invited,
    where,
)

JO = "jo@council.example"
LATER = NOW + timedelta(minutes=5)


def test_a_partner_signs_in_with_address_and_password(house: House) -> None:
    come_in(house, Role.PARTNER)

    outcome = sign_in(house, " Jo@Council.Example ", PASSWORD, where=where())

    assert isinstance(outcome, SignedIn)
    who = actor_of(house, outcome.token)
    assert (who.name, who.role, who.ward_codes) == ("Jo Smith", Role.PARTNER, None)


def test_an_officer_gives_a_code_besides_and_each_code_works_once(house: House) -> None:
    wanted = choose_password(house, invited(house, Role.OFFICER), PASSWORD, where=where())
    assert isinstance(wanted, SetUpWanted)
    assert "<svg" in wanted.qr_svg
    app = pyotp.TOTP(wanted.secret)
    with pytest.raises(InvalidSubmissionError, match="does not fit"):
        set_up_codes(house, wanted.ticket, "000000", where=where())
    assert set_up_wanted(house, wanted.ticket, now=NOW).secret == wanted.secret
    done = set_up_codes(house, wanted.ticket, app.at(NOW), where=where())
    assert len(done.recovery_codes) == 10

    asked = sign_in(house, JO, PASSWORD, where=where(LATER))
    assert isinstance(asked, CodeWanted)
    signed_in = give_code(house, asked.ticket, app.at(LATER), where=where(LATER))
    assert actor_of(house, signed_in.token, LATER).role is Role.OFFICER
    with pytest.raises(InvalidSubmissionError, match="used before"):
        give_code(house, asked.ticket, app.at(LATER), where=where(LATER))

    by_paper = done.recovery_codes[3]
    assert give_code(house, asked.ticket, by_paper, where=where(LATER)).token
    with pytest.raises(InvalidSubmissionError, match="used before"):
        give_code(house, asked.ticket, by_paper, where=where(LATER))


def test_an_officer_who_left_before_setting_codes_up_is_asked_again(house: House) -> None:
    choose_password(house, invited(house, Role.OFFICER), PASSWORD, where=where())

    assert isinstance(sign_in(house, JO, PASSWORD, where=where()), SetUpWanted)


@pytest.mark.parametrize("ticket", ["", "forged.x", "e30.x"])
def test_a_ticket_that_is_forged_or_late_opens_nothing(house: House, ticket: str) -> None:
    come_in(house, Role.OFFICER)
    asked = sign_in(house, JO, PASSWORD, where=where(LATER))
    assert isinstance(asked, CodeWanted)

    with pytest.raises(NotFoundError, match="begin again"):
        give_code(house, ticket, "123456", where=where(LATER))
    with pytest.raises(NotFoundError, match="begin again"):
        give_code(house, asked.ticket, "1", where=where(LATER + timedelta(minutes=5)))
    with pytest.raises(NotFoundError, match="begin again"):
        set_up_codes(house, asked.ticket, "123456", where=where(LATER))


def told(house: House, email: str, password: str) -> str:
    with pytest.raises(InvalidSubmissionError) as refusal:
        sign_in(house, email, password, where=where())
    return str(refusal.value)


def test_an_unknown_address_is_told_the_same_as_a_wrong_password(house: House) -> None:
    come_in(house, Role.PARTNER)

    answers = {
        told(house, email, "wrong password here")
        for email in (JO, "nobody@council.example", "no address", "")
    }

    assert len(answers) == 1
    assert "do not fit together" in answers.pop()


def test_after_ten_tries_the_right_password_waits_too(house: House) -> None:
    come_in(house, Role.PARTNER)
    for _ in range(10):
        told(house, JO, "wrong password here")

    assert "many tries" in told(house, JO, PASSWORD)
    assert sign_in(house, JO, PASSWORD, where=where(NOW + timedelta(minutes=15, seconds=1)))


def test_nobody_is_locked_out_by_another_address_but_by_ten_together(house: House) -> None:
    come_in(house, Role.PARTNER)

    elsewhere = where(address="198.51.100.7")
    for _ in range(10):
        told(house, JO, "wrong password here")
    assert sign_in(house, JO, PASSWORD, where=elsewhere)

    for number in range(90):
        count_try(house, JO, f"203.0.113.{number % 9}", now=NOW)
    with pytest.raises(InvalidSubmissionError, match="many tries"):
        sign_in(house, JO, PASSWORD, where=elsewhere)


def test_codes_are_tried_ten_times_from_all_addresses_together(house: House) -> None:
    come_in(house, Role.OFFICER)
    asked = sign_in(house, JO, PASSWORD, where=where())
    assert isinstance(asked, CodeWanted)
    for number in range(9):  # setting up was one
        there = where(address=f"203.0.113.{number}")
        with pytest.raises(InvalidSubmissionError, match="does not fit"):
            give_code(house, asked.ticket, "no code", where=there)
    with pytest.raises(InvalidSubmissionError, match="many tries"):
        give_code(house, asked.ticket, "no code", where=where())


def test_from_one_address_nobody_tries_one_account_after_another(house: House) -> None:
    for number in range(50):
        told(house, f"{number}@council.example", "x")

    assert "many tries" in told(house, "51@council.example", "x")


def test_an_office_behind_one_address_signs_in_without_end(house: House) -> None:
    come_in(house, Role.PARTNER)

    for _ in range(60):
        assert sign_in(house, JO, PASSWORD, where=where())


def test_a_session_ends_by_itself_by_signing_out_and_everywhere_at_once(house: House) -> None:
    account, one = come_in(house, Role.PARTNER)
    other, third = another_browser(house, account), another_browser(house, account)
    drawn = actor_of(house, one)
    assert actor_of(house, one, NOW + timedelta(hours=12)).role is Role.PUBLIC

    sign_out(house, {SESSION_COOKIE: one}, now=NOW)
    assert actor_of(house, one).role is Role.PUBLIC
    assert actor_of(house, other).role is Role.PARTNER
    # What was drawn before is refused too, and says why.
    with pytest.raises(NotAllowedError, match="you are signed out"):
        require(drawn, Action.CONNECT)

    assert end_everywhere(house, actor=actor_of(house, other), now=LATER) == 2
    assert actor_of(house, third).role is Role.PUBLIC


def test_a_session_that_nobody_used_for_a_while_has_ended_and_one_in_use_has_not(
    house: House,
) -> None:
    settings = replace(house.settings, session_hours=8, session_idle_minutes=30)
    house = replace(house, settings=settings)
    account, token = come_in(house, Role.PARTNER)
    for minutes in (20, 40, 60):
        note_use(house, {SESSION_COOKIE: token}, now=NOW + timedelta(minutes=minutes))
    in_use = NOW + timedelta(minutes=60)

    def role(after: timedelta) -> Role:
        return actor_of(house, token, in_use + after).role

    assert role(timedelta(minutes=29)) is Role.PARTNER
    assert role(timedelta(minutes=30)) is Role.PUBLIC
    # Coming back late does not wake it up, nor is it listed any more.
    note_use(house, {SESSION_COOKIE: token}, now=in_use + timedelta(minutes=30))
    assert role(timedelta(minutes=31)) is Role.PUBLIC
    (seen,) = list_accounts(house, actor=ADMIN, now=in_use + timedelta(minutes=31))
    assert seen.open_sessions == ()
    # However much it is used, it ends with the day's work.
    other = begin_session(house, account, device="", now=NOW)
    for quarter in range(4 * 8):
        note_use(house, {SESSION_COOKIE: other.token}, now=NOW + quarter * timedelta(minutes=15))
    late = NOW + other.lasts - timedelta(seconds=1)
    assert (other.lasts, actor_of(house, other.token, late).role) == (
        timedelta(hours=8),
        Role.PARTNER,
    )
    assert actor_of(house, other.token, NOW + other.lasts).role is Role.PUBLIC


@pytest.mark.parametrize("token", ["", "x", "asset", "\x00", "é" * 50])
def test_a_made_up_session_is_nobodys(house: House, token: str) -> None:
    come_in(house, Role.PARTNER)

    assert who_comes(house, {SESSION_COOKIE: token}, clock=lambda: NOW).role is Role.PUBLIC


def test_when_a_session_was_last_used_is_written_down_now_and_then(house: House) -> None:
    _, token = come_in(house, Role.PARTNER)
    for later in (timedelta(minutes=1), timedelta(minutes=6)):
        note_use(house, {SESSION_COOKIE: token}, now=NOW + later)
    with house.register.reading() as connection:
        used = connection.scalars(sa.select(account_sessions.c.used_at)).all()
    assert used == [NOW + timedelta(minutes=6)]


def test_nothing_that_opens_a_door_is_kept_as_it_is(house: House) -> None:
    link = invited(house, Role.OFFICER)
    wanted = choose_password(house, link, PASSWORD, where=where())
    assert isinstance(wanted, SetUpWanted)
    done = set_up_codes(house, wanted.ticket, pyotp.TOTP(wanted.secret).at(NOW), where=where())
    told(house, JO, "wrong password here")

    with house.register.reading() as connection:
        kept = " ".join(
            str(row)
            for table in (
                account_secrets, account_sessions, invitations, recovery_codes, sign_in_attempts
            )
            for row in connection.execute(sa.select(table))
        )  # fmt: skip
    secrets = (link, PASSWORD, wanted.secret, done.signed_in.token, *done.recovery_codes)
    assert [one for one in (*secrets, "192.0.2.7", JO) if one in kept] == []
