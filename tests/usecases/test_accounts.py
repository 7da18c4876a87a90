from datetime import timedelta

import pytest
import sqlalchemy as sa

from asset_map.model.account import INVITATION_LASTS, AccountState
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.role import Actor, Role
from asset_map.register.schema.account_tables import account_events
from asset_map.usecases.accounts import (
    NewAccount,
    account_history,
    add_account,
    change_account,
    end_account,
    invite_again,
    list_accounts,
    reset_account,
)
from asset_map.usecases.house import House
from asset_map.usecases.signing_in import choose_password, invited_account, sign_in
from tests.usecases.conftest import WEST
from tests.usecases.people import ADMIN, NOW, PASSWORD, actor_of, come_in, invited, where

JO = "jo@council.example"


def test_a_new_account_has_no_password_and_its_invitation_works_once(house: House) -> None:
    token = invited(house, Role.PARTNER)
    assert list_accounts(house, actor=ADMIN, now=NOW)[0].account.state is AccountState.INVITED
    with pytest.raises(InvalidSubmissionError):
        sign_in(house, JO, "", where=where())

    assert invited_account(house, token, now=NOW).name == "Jo Smith"
    choose_password(house, token, PASSWORD, where=where())

    with pytest.raises(NotFoundError, match="has been used"):
        choose_password(house, token, "another kettle harbour", where=where())


def test_an_invitation_runs_out_and_a_newer_one_takes_its_place(house: House) -> None:
    first = invited(house, Role.PARTNER)
    with pytest.raises(NotFoundError, match="run out"):
        invited_account(house, first, now=NOW + INVITATION_LASTS)

    second = invite_again(house, JO, actor=ADMIN, now=NOW).token

    with pytest.raises(NotFoundError):
        invited_account(house, first, now=NOW)
    assert invited_account(house, second, now=NOW).email == JO


def test_a_password_that_is_easy_to_guess_leaves_the_invitation_as_it_was(house: House) -> None:
    token = invited(house, Role.PARTNER)

    with pytest.raises(InvalidSubmissionError, match="first that somebody would try"):
        choose_password(house, token, "Jo Smith 2026!", where=where())

    assert invited_account(house, token, now=NOW)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (NewAccount(name="Jo Smith", email="other@council.example", role=Role.OFFICER), "name"),
        (NewAccount(name="Somebody", email=" JO@Council.example", role=Role.OFFICER), "email"),
        (NewAccount(name="Somebody", email="no address", role=Role.OFFICER), "email"),
        (NewAccount(name="Officer", email="o@council.example", role=Role.OFFICER), "name"),
        (
            NewAccount(name="Al", email="a@council.example", role=Role.OFFICER, areas=(WEST,)),
            "areas",
        ),
        (
            NewAccount(name="Al", email="a@council.example", role=Role.PARTNER, areas=("?",)),
            "areas",
        ),
        (NewAccount(name="Al", email="a@council.example", role=Role.PUBLIC), "role"),
    ],
)
def test_what_does_not_do_is_refused_with_the_field(
    house: House, new: NewAccount, field: str
) -> None:
    invited(house, Role.OFFICER)

    with pytest.raises(InvalidSubmissionError) as refusal:
        add_account(house, new, actor=ADMIN, now=NOW)

    assert refusal.value.problems[0].field == field
    assert len(list_accounts(house, actor=ADMIN, now=NOW)) == 1


def test_a_role_that_ended_or_changed_counts_at_the_next_action(house: House) -> None:
    _, token = come_in(house, Role.OFFICER)
    before = actor_of(house, token)
    assert (before.name, before.role) == ("Jo Smith", Role.OFFICER)

    end_account(house, JO, actor=ADMIN, now=NOW)

    assert actor_of(house, token).role is Role.PUBLIC
    assert before.by_now().role is Role.PUBLIC
    with pytest.raises(NotFoundError):
        invited_account(house, token, now=NOW)
    with pytest.raises(InvalidSubmissionError, match="was ended"):
        invite_again(house, JO, actor=ADMIN, now=NOW)


def test_who_becomes_an_officer_with_a_password_alone_signs_in_anew(house: House) -> None:
    _, token = come_in(house, Role.PARTNER)
    new = NewAccount(name="", email=JO, role=Role.OFFICER)

    change_account(house, JO, new, actor=ADMIN, now=NOW)

    assert actor_of(house, token).role is Role.PUBLIC


def test_a_reset_takes_everything_away(house: House) -> None:
    _, token = come_in(house, Role.OFFICER)

    link = reset_account(house, JO, actor=ADMIN, now=NOW).token

    assert actor_of(house, token).role is Role.PUBLIC
    with pytest.raises(InvalidSubmissionError, match="do not fit"):
        sign_in(house, JO, PASSWORD, where=where())
    assert invited_account(house, link, now=NOW)


def test_somebody_always_keeps_the_accounts(house: House) -> None:
    come_in(house, Role.ADMIN)
    as_officer = NewAccount(name="", email=JO, role=Role.OFFICER)

    with pytest.raises(InvalidSubmissionError, match="Nobody would be left"):
        end_account(house, JO, actor=ADMIN, now=NOW)
    with pytest.raises(InvalidSubmissionError, match="Nobody would be left"):
        change_account(house, JO, as_officer, actor=ADMIN, now=NOW)

    assert list_accounts(house, actor=ADMIN, now=NOW)[0].account.state is AccountState.ACTIVE


def test_what_happened_to_an_account_is_only_ever_added_to(house: House) -> None:
    come_in(house, Role.PARTNER, areas=("Net Loft",))
    new = NewAccount(name="", email=JO, role=Role.OFFICER)
    change_account(house, JO, new, actor=ADMIN, now=NOW + timedelta(days=1))

    history = account_history(house, JO, actor=ADMIN)

    assert [(one.did, one.said, one.actor_name) for one in history] == [
        ("role changed", f"partner ({WEST}) -> officer", "Ada Admin"),
        ("password chosen", "", "Jo Smith"),
        ("added", f"partner ({WEST})", "Ada Admin"),
    ]
    with (
        pytest.raises(sa.exc.DBAPIError, match="only ever added to"),
        house.register.writing() as connection,
    ):
        connection.execute(account_events.update().values(said="nothing"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_only_an_admin_keeps_accounts(house: House, role: Role) -> None:
    with pytest.raises(NotAllowedError, match="may not keep accounts"):
        list_accounts(house, actor=Actor(name="Somebody", role=role), now=NOW)
