"""The first account is made by whoever has the machine's officer link, once, and by nobody else."""

from datetime import datetime

import pytest

from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Actor, Role
from asset_map.register import marks
from asset_map.usecases.accounts import (
    NewAccount,
    account_history,
    end_account,
    invite_again,
    list_accounts,
)
from asset_map.usecases.first_admin import add_first_admin, may_add_first_admin
from asset_map.usecases.house import DEMONSTRATION_MARK, House
from tests.usecases.conftest import house
from tests.usecases.people import ADMIN, actor_of, come_in

__all__ = ["house"]

BY_LINK = Actor(name="officer", role=Role.OFFICER)
# Whatever role is asked for, the first account keeps the accounts.
ADA = NewAccount(name="Ada Brook", email="ada@council.example", role=Role.PARTNER)


def test_the_first_account_keeps_the_accounts(house: House, now: datetime) -> None:
    add_first_admin(house, ADA, actor=BY_LINK, now=now)

    (there,) = list_accounts(house, actor=ADMIN, now=now)
    assert (there.account.name, there.account.role) == ("Ada Brook", Role.ADMIN)


def test_once_an_admin_can_come_in_there_is_no_other_first(house: House, now: datetime) -> None:
    come_in(house, Role.ADMIN)

    assert not may_add_first_admin(house, actor=BY_LINK)
    with pytest.raises(NotAllowedError):
        add_first_admin(house, ADA, actor=BY_LINK, now=now)


def test_a_second_call_is_refused_though_the_first_admin_has_not_come_in_yet(
    house: House, now: datetime
) -> None:
    bo = NewAccount(name="Bo Hall", email="bo@council.example", role=Role.ADMIN)
    assert may_add_first_admin(house, actor=BY_LINK)
    add_first_admin(house, ADA, actor=BY_LINK, now=now)

    assert not may_add_first_admin(house, actor=BY_LINK)
    with pytest.raises(NotAllowedError, match="users invite"):
        add_first_admin(house, bo, actor=BY_LINK, now=now)
    # Whoever has the machine makes a new link, or ends that account; then it begins again.
    assert invite_again(house, ADA.email, actor=ADMIN, now=now).token
    end_account(house, ADA.email, actor=ADMIN, now=now)
    assert add_first_admin(house, bo, actor=BY_LINK, now=now).account.role is Role.ADMIN


def test_the_history_names_who_made_it_as_who_they_were(house: House, now: datetime) -> None:
    add_first_admin(house, ADA, actor=BY_LINK, now=now)

    (event,) = account_history(house, ADA.email, actor=ADMIN)
    assert (event.actor_name, event.did, event.said) == ("officer", "added", "admin")


@pytest.mark.parametrize("role", [Role.PARTNER, Role.OFFICER, Role.MODERATOR])
def test_nobody_with_an_account_makes_themselves_an_admin(
    house: House, role: Role, now: datetime
) -> None:
    _, token = come_in(house, role)

    with pytest.raises(NotAllowedError):
        add_first_admin(house, ADA, actor=actor_of(house, token), now=now)


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.PARTNER, Role.DATA_PROTECTION])
def test_who_is_no_officer_makes_no_account(house: House, role: Role, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        add_first_admin(house, ADA, actor=Actor(name="somebody", role=role), now=now)


def test_the_demonstration_has_no_first_account(house: House, now: datetime) -> None:
    with house.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")

    with pytest.raises(NotAllowedError):
        add_first_admin(house, ADA, actor=BY_LINK, now=now)
