from datetime import UTC, datetime

import pytest

from asset_map.model.account import AccountState
from asset_map.model.role import Role
from asset_map.usecases.accounts import list_accounts
from asset_map.usecases.house import House
from tests.pages.conftest import Open, press, words
from tests.usecases.people import ADMIN


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMIN])
def test_accounts_are_an_admins_alone(open_page: Open, role: Role) -> None:
    assert "This page is for: admin." in open_page("people_here", role).warning[0].value


def test_an_admin_lets_a_partner_in_and_ends_it_again(open_page: Open, house: House) -> None:
    page = open_page("people_here", Role.ADMIN)
    assert "Nobody has an account yet" in words(page)
    page.text_input(key="account-name").set_value("Jo *Smith*")
    page.text_input(key="account-email").set_value("Jo@x.example")
    page.multiselect(key="account-areas").set_value(["E05999001"])

    press(page, "Make the account")

    assert "/welcome/" in page.code[0].value
    assert "Give this link to Jo *Smith*" in words(page)
    seen = list_accounts(house, actor=ADMIN, now=datetime.now(UTC))[0].account
    assert (seen.email, seen.area_codes) == ("jo@x.example", ("E05999001",))
    page.run()
    assert [*page.code] == []
    # The table says which wards by their names.
    table = "".join(str(one.proto.body) for one in page.get("html"))
    assert '<td data-under="Only for">Net Loft</td>' in table

    page.selectbox(key="account-chosen").set_value("jo@x.example").run()
    assert "demonstration admin" in words(page)
    page.checkbox[0].check().run()
    press(page, "End this account")

    assert "can come in no more" in words(page)
    ended = list_accounts(house, actor=ADMIN, now=datetime.now(UTC))[0].account
    assert ended.state is AccountState.ENDED


def test_what_does_not_do_is_said_and_what_was_typed_stays(open_page: Open) -> None:
    page = open_page("people_here", Role.ADMIN)
    page.text_input(key="account-name").set_value("Jo")
    page.text_input(key="account-email").set_value("nothing")

    press(page, "Make the account")

    assert "This is not an email address" in words(page)
    assert page.text_input(key="account-name").value == "Jo"
