"""Who may open which page: every role at every door, and whoever was let go in an open tab."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.account import Account, AccountState
from asset_map.model.role import PERMISSIONS, Action, Role
from asset_map.register import accounts
from asset_map.register.backups import content_of_register
from asset_map.settings import ROOT
from asset_map.usecases.accounts import end_account
from asset_map.usecases.house import House
from asset_map.usecases.sessions import SESSION_COOKIE, begin_session
from asset_map.usecases.set_up_roadshow import Planned, set_up
from asset_map.web.frame import PLACES, Place
from asset_map.web.state import ROLE_SWITCH
from tests.pages.conftest import Open, reported, words
from tests.usecases.conftest import PARTNER
from tests.usecases.people import ADMIN

# Opens a page of the workroom as an admin with an account, and returns both.
SignedIn = Callable[..., tuple[Account, AppTest]]
# Before something is chosen, or where nothing waits.
WITHOUT_BUTTONS = {
    *("home", "talks", "follow_up", "counts", "ward", "gaps", "connections", "tray", "import"),
    *("setting_up", "committees"),
}
CLOSED = [place for place in PLACES if place.action is not Action.FIND]


def nearly(action: Action) -> Role:
    """The most trusted of those who may not."""
    return [role for role in Role if role not in PERMISSIONS[action]][-1]


@pytest.mark.parametrize("place", CLOSED, ids=lambda place: place.address)
def test_a_page_refuses_even_the_most_trusted_of_those_who_may_not(
    open_page: Open, place: Place
) -> None:
    page = open_page(place.address, nearly(place.action), id="knitters", record="knitters")

    assert "This page is for: " in page.warning[0].value
    assert [*page.main.button, *page.main.text_input, *page.main.header] == []
    assert "You are here as demonstration " in words(page)
    assert "Tuesday Knitters" not in words(page)


def test_a_server_with_an_address_for_others_has_no_switch(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert house.is_demonstration()
    monkeypatch.setenv("ASSET_MAP_PUBLIC_URL", "https://assets.example")
    app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
    app.session_state[ROLE_SWITCH] = Role.ADMIN
    app.run()

    assert [one.label for one in app.sidebar.selectbox] == []
    assert "You are here as" not in words(app)
    assert app.markdown


def test_a_partner_may_import_and_may_not_review(open_page: Open) -> None:
    assert open_page("import", Role.PARTNER).header[0].value == "1. Choose the file"
    assert "officer" in open_page("review", Role.PARTNER).warning[0].value


def test_the_door_of_every_page_lets_in_whom_the_table_names_and_nobody_else(
    house: House,
) -> None:
    """Pages for the same action have the same door; each is opened once to each role."""
    assert house.is_demonstration()
    let_in = {
        (action, role)
        for action in dict.fromkeys(place.action for place in PLACES)
        for role in Role
        if is_let_in(action, role)
    }

    assert let_in == {
        (place.action, role) for place in PLACES for role in PERMISSIONS[place.action]
    }


def is_let_in(action: Action, role: Role) -> bool:
    """Whether the door of a page for that opens."""
    app = AppTest.from_function(at_the_door, default_timeout=60)
    app.session_state[ROLE_SWITCH] = role
    app.session_state["action"] = action
    app.run()
    assert not app.exception
    return "is in" in app.session_state


def at_the_door() -> None:
    """Be a page that says who came in."""
    import streamlit as st  # noqa: PLC0415 - this runs as a page of its own

    from asset_map.web.door import admitted  # noqa: PLC0415
    from asset_map.web.frame import page_file  # noqa: PLC0415

    st.navigation([st.Page(page_file("find"))])
    st.session_state["is in"] = admitted("A page", st.session_state["action"]).role


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.address)
def test_a_page_is_in_order_and_does_nothing_for_whoever_was_let_go_meanwhile(
    signed_in: SignedIn, house: House, place: Place
) -> None:
    """Every button of a tab that was open is pressed after its owner's account was ended."""
    planned = Planned(title="Net Loft roadshow", held_on=date(2026, 11, 28))
    roadshow = set_up(house, planned, actor=PARTNER, now=datetime.now(UTC)).id
    reported(house, "They meet on Wednesdays now.")
    of_roadshow = place.action is Action.RUN_ROADSHOW
    shown = roadshow if of_roadshow else "knitters"
    account, app = signed_in(place.address, id=shown, record="knitters")
    in_order(app)
    end_account(house, account.email, actor=ADMIN, now=datetime.now(UTC))
    before = content_of_register(house.register)

    pressed = [button.click() for button in app.main.button if not button.disabled]
    app.run()

    assert not app.exception
    assert content_of_register(house.register) == before
    assert pressed or place.address in WITHOUT_BUTTONS
    if place.action is not Action.FIND:
        assert "This page is for: " in app.warning[0].value
        assert len(app.main.button) == 0


@pytest.fixture
def signed_in(house: House, monkeypatch: pytest.MonkeyPatch) -> SignedIn:
    """Open a page as an admin who came in by an account; another one stays."""
    now = datetime.now(UTC)
    jo, bo = (
        Account(id=name, name=name, email=f"{name}@x.example", role=Role.ADMIN, made_at=now)
        for name in ("jo", "bo")
    )
    with house.register.writing() as connection:
        for one in (jo, bo):
            accounts.put(connection, replace(one, state=AccountState.ACTIVE))
    token = begin_session(house, jo, device="Firefox", now=now).token
    # A page run without a browser has no cookies.
    monkeypatch.setattr("asset_map.web.state._cookies", lambda: {SESSION_COOKIE: token})

    def opened(address: str, **query: str) -> tuple[Account, AppTest]:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / f"{address}.py"))
        app.run()
        assert not app.exception
        assert "You are here as jo, admin" in words(app)
        return jo, app

    return opened


def in_order(app: AppTest) -> None:
    """Look that there is one title, and that no level of heading is left out."""
    tags = [
        element.tag
        for element in app.main
        if element.type in {"title", "header", "subheader"} and hasattr(element, "tag")
    ]
    assert tags.count("h1") == 1
    assert tags[0] == "h1"
    assert "h3" not in tags[: tags.index("h2")] if "h2" in tags else "h3" not in tags
