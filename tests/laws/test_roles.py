"""
Who may do what: the one table in the model against every use case, page, route and command.

Use cases are found by reading their modules: a new one that asks nobody fails here.
"""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from starlette.responses import PlainTextResponse

from asset_map.model.role import PERMISSIONS, Action, Actor, Role
from asset_map.settings import ROOT
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.house import House
from asset_map.usecases.sessions import (
    SESSION_COOKIE,
    let_officer_link_stand,
    sign_out,
    who_comes,
)
from asset_map.usecases.sign_in import OFFICER_COOKIE, issue_officer_link, redeem_officer_link
from asset_map.web.frame import PLACES
from tests.laws.usecase_doors import ROOM, asking, doors, opened
from tests.site.conftest import Browser, plain_pages, site_parts
from tests.site.test_adding import hidden
from tests.usecases.conftest import WEST, group, kept
from tests.usecases.people import NOW, come_in, invited

# Doors that another key opens than a role: the holder's link, ticket or cookie, which they check.
OPENED_BY = {
    "answer_reminder.confirm": "token",
    "confirm_connection.agree": "token",
    "confirm_connection.disagree": "token",
    "follow_submission.answer": "token",
    "follow_submission.withdraw": "token",
    "follow_up.answer": "token",
    "join_roadshow.join": "said",
    "join_roadshow.say_who": "token",
    "openid.come_back": "ticket",
    "review_submission.approve": "decision",
    "second_factor.give_code": "ticket",
    "second_factor.set_up_codes": "ticket",
    "sessions.note_use": "cookies",
    "sessions.sign_out": "cookies",
    "sign_up.sign_up": "page",
    "sign_up.take_list": "token",
    "signing_in.choose_password": "token",
    "take_part.choose": "token",
    "tidy_cards.take_back_all": "token",
    "tidy_cards.take_back_card": "token",
}
# Parts of a door that asked already, of signing in itself, where nobody is anybody yet, or of
# opening the register, where nobody who was erased may be found again.
INNER = {
    "erased_again.erase_again",
    "pack_roadshow.keep_pack",
    "sessions.begin_session",
    "sessions.let_officer_link_stand",
    "tries.count_try",
    "tries.forget_tries",
}
# What concerns nobody but the one who asks.
ONES_OWN = {
    "first_admin.may_add_first_admin",
    "sessions.end_everywhere",
    "sessions.own_sessions",
}


def test_every_door_that_somebody_opens_asks_who_it_is() -> None:
    silent = {
        one.name
        for one in doors()
        if "actor" in one.parameters and one.node.name not in asking() and one.name not in ONES_OWN
    }

    assert silent == set()


def test_every_door_that_changes_something_is_opened_by_somebody_or_by_a_key() -> None:
    writing = {one.name: one for one in doors() if one.is_writing and "actor" not in one.parameters}

    assert set(writing) - set(OPENED_BY) - INNER == set()
    # Nothing stands on the lists that is not there any more.
    assert {one for one in (*OPENED_BY, *INNER) if one not in writing} == set()
    assert {name for name, key in OPENED_BY.items() if key not in writing[name].parameters} == set()


ASKING_THEMSELVES = [one for one in doors() if one.action and "actor" in one.parameters]


@pytest.mark.parametrize("role", Role)
def test_each_use_case_lets_in_whom_the_table_names_and_nobody_else(role: Role) -> None:
    actor = Actor(name="Somebody", role=role)

    wrong = {
        one.name: one.action
        for one in ASKING_THEMSELVES
        if one.action and opened(one, actor) is not (role in PERMISSIONS[one.action])
    }

    assert len(ASKING_THEMSELVES) > 100
    assert wrong == {}


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PUBLIC])
def test_a_role_that_was_revoked_a_moment_ago_opens_nothing_more(role: Role) -> None:
    gone = Actor(name="Somebody", role=Role.PUBLIC)
    actor = Actor(name="Somebody", role=role, asked_anew=lambda: gone)

    assert {one.name for one in ASKING_THEMSELVES if opened(one, actor)} == set()


def test_nobody_but_the_doors_says_who_somebody_is() -> None:
    """A page, a route or a command takes its actor from the door, and makes none up."""
    makers = {
        f"{path.parent.name}/{path.name}"
        for folder in (ROOM, ROOT / "pages")
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) == "Actor"
        and "Role.PUBLIC" not in ast.unparse(node)
    }

    assert makers == {
        "cli/edge.py",  # --by
        "web/state.py",  # the demonstration's switch
        "usecases/sessions.py",  # a session of the register
        "demo/load.py",
        "usecases/erased_rows.py",  # the list of who was erased, gone through on opening
        "usecases/answer_reminder.py",  # the contact whose link this is, as the public
        "usecases/seal_history.py",  # the server, which seals each day by itself
        "usecases/tray.py",  # who sent in what lay in the tray, as whom they sent it
    }


def test_nobody_gives_an_actor_another_role_than_they_came_with() -> None:
    """An actor that is copied with a role of the program's own is a door that asks nobody."""
    raised = {
        path.name
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func) in {"replace", "dataclasses.replace"}
        and "actor" in ast.unparse(node.args[0])
        and {one.arg for one in node.keywords} & {"role", "asked_anew", "account_id", None}
    }

    # The figures beside a file's records are those of its audience, whoever takes it away.
    assert raised == {"export_beside.py"}


def test_each_page_asks_for_what_its_place_in_the_list_says() -> None:
    """Which is what a page's door is given: that one action, and no other."""
    asked = {
        path.stem: {
            ast.unparse(call.args[1]).removeprefix("Action.")
            for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(call, ast.Call) and ast.unparse(call.func) == "admitted"
        }
        for path in (ROOT / "pages").glob("*.py")
        if path.stem != "frame"
    }
    listed = {place.address: {place.action.name} for place in PLACES}

    assert set(asked) == set(listed)
    assert {page: found for page, found in asked.items() if found and found != listed[page]} == {}
    # What has no door is what everybody may find.
    open_to_all = {page for page, found in asked.items() if not found}
    assert {page for page in open_to_all if listed[page] != {"FIND"}} == set()


# Plain pages that are not for everybody.
OF_A_ROLE = {"/talk": Action.RUN_ROADSHOW, "/talk/kept": Action.RUN_ROADSHOW}
# They say who is looking.
OF_ONESELF = {"/account", "/sign-out"}
# They go to a provider, or come back from it.
ELSEWHERE = {"/sign-in/openid", "/sign-in/openid/back", "/sign-in/openid/end"}


# Where anybody may send something in, and what each form's door asks for besides.
OPEN_FORMS = {
    *(f"/add/{screen}" for screen in ("what", "where", "when", "who", "check", "near")),
    "/report/{asset_id}",
    "/offer/{asset_id}",
    "/join",
    "/join/{code}",
    "/stalls/{code}/{number}",
}
FORMS_OF_SIGNING_IN = {"/sign-in", "/sign-in/code", "/sign-in/set-up", "/sign-out"}


def test_each_form_is_open_to_all_or_asks_for_a_role_or_for_a_link(house: House) -> None:
    """What a link opens is held by the laws of tokens; a new form fails here until it is said."""
    forms = {path for path in pages_of(house, "POST") if "{token}" not in path}

    assert forms == OPEN_FORMS | FORMS_OF_SIGNING_IN | {"/talk"}
    other = {method for one in routes_of(house) for method in (one.methods or ())}
    assert other == {"GET", "HEAD", "OPTIONS", "POST"}


def pages_of(house: House, method: str = "GET") -> list[str]:
    """The path of everything that can be asked for by an address, or sent to it."""
    return [one.path for one in routes_of(house) if one.path and method in (one.methods or ())]


def routes_of(house: House) -> list[RouteContext]:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    parts = site_parts(house.settings)
    furnish(app, parts, workroom=PlainTextResponse("-"), door=public_door(parts, house))
    return list(iter_route_contexts(app.routes))


def test_a_page_for_a_role_lets_in_whom_the_table_names(house: House) -> None:
    wrong = [
        (role, path)
        for role, browser in browsers(house)
        for path, action in OF_A_ROLE.items()
        if browser.get(path).status_code != (200 if role in PERMISSIONS[action] else 403)
    ]

    assert wrong == []


# What stands in addresses that name something, where there is something.
NAMED = {"asset_id": "knitters", "set_id": "wards-2026", "code": WEST, "ward_code": WEST}


def test_every_other_plain_page_is_the_same_for_every_role_as_for_anybody(house: House) -> None:
    """What is public does not grow because somebody signed in."""
    kept(house, group(), NOW)
    open_to_all = [
        re.sub(r"\{(\w+)(?::\w+)?\}", lambda one: NAMED.get(one[1], "1"), path)
        for path in pages_of(house)
        if not re.search(r"\{(token|ticket)\}", path)
        and path not in {*OF_A_ROLE, *OF_ONESELF, *ELSEWHERE}
    ]
    anybody = {path: said(plain_pages(house).get(path)) for path in open_to_all}

    different = [
        (role, path)
        for role, browser in browsers(house)
        for path in open_to_all
        if said(browser.get(path)) != anybody[path]
    ]

    assert len(open_to_all) > 30
    assert {status for status, _ in anybody.values()} >= {200, 404}
    assert different == []


def browsers(house: House) -> Iterator[tuple[Role, Browser]]:
    """A browser of somebody of each role; nobody's comes without a cookie."""
    yield Role.PUBLIC, plain_pages(house)
    for role in (role for role in Role if role is not Role.PUBLIC):
        _, token = come_in(house, role, name=f"{role.label.title()} Somebody")
        browser = plain_pages(house)
        browser.cookies.set(SESSION_COOKIE, token)
        yield role, browser


def test_each_form_takes_what_is_sent_from_whom_the_table_names(house: House) -> None:
    """An open form answers everybody alike; that of a role refuses the others unread."""
    kept(house, group(), NOW)
    talk = PERMISSIONS[OF_A_ROLE["/talk"]]
    answers: dict[str, set[int]] = {}
    proof = ""
    for role, browser in browsers(house):
        for path in sorted(OPEN_FORMS):
            address = re.sub(r"\{(\w+)\}", lambda one: NAMED.get(one[1], "1"), path)
            answers.setdefault(path, set()).add(browser.post(address, {}).status_code)
        if role in talk:
            proof = hidden(browser.get("/talk"))["proof"]
            assert browser.post("/talk", {"proof": proof}).status_code in {303, 400}, role
        else:
            assert browser.post("/talk", {"proof": proof}).status_code == 403, role

    assert {path: found for path, found in answers.items() if len(found) > 1} == {}
    assert not {403, 500} & set().union(*answers.values())


def said(answer: httpx.Response) -> tuple[int, str]:
    """What is said, without what is drawn by lot for each form."""
    return answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)


def test_a_key_of_one_door_opens_no_other(house: House) -> None:
    """Another person's link, a session's token and a guess are all nobody's at each such page."""
    invitation = invited(house, Role.ADMIN, name="Ada Admin")
    _, session = come_in(house, Role.OFFICER)
    browser = plain_pages(house)
    of_keys = [
        path for path in pages_of(house) if re.search(r"\{(token|ticket)\}(?!/thanks)", path)
    ]

    opened_by = {
        path: key[:6]
        for path in of_keys
        for key in (invitation, session, "guess", "%00", "x" * 5000)
        if not (path == "/welcome/{token}" and key == invitation)
        and browser.get(re.sub(r"\{\w+\}", key, path)).status_code not in {400, 403, 404}
    }

    assert len(of_keys) > 5
    assert opened_by == {}


@pytest.mark.parametrize("cookie", ["", "guess", "a.b.c", "é", "x" * 5000])
def test_a_cookie_that_somebody_made_up_is_nobodys(house: House, cookie: str) -> None:
    come_in(house, Role.ADMIN)
    for name in (SESSION_COOKIE, OFFICER_COOKIE):
        who = who_comes(house, {name: cookie}, clock=lambda: NOW)
        assert (who.role, who.account_id) == (Role.PUBLIC, None)


def test_the_officers_link_opens_nothing_once_an_admin_came_in_unless_it_is_asked_for(
    house: House,
) -> None:
    folder = Path(house.settings.cache_dir)
    cookie = redeem_officer_link(folder, issue_officer_link(folder, now=NOW), now=NOW)
    cookies = {cookie.name: cookie.value}

    def role(later: timedelta = timedelta()) -> Role:
        return who_comes(house, cookies, clock=lambda: NOW + later).role

    assert role() is Role.OFFICER
    come_in(house, Role.ADMIN)
    assert role() is Role.PUBLIC
    let_officer_link_stand(house, now=NOW)
    assert role() is Role.OFFICER
    assert role(timedelta(hours=12)) is Role.PUBLIC
    sign_out(house, cookies, now=NOW)
    assert role() is Role.PUBLIC


def test_the_document_shows_the_table_as_it_is() -> None:
    marks = {True: "yes", False: ""}
    lines = [
        "| what | " + " | ".join(role.label for role in Role) + " |",
        "|---" * (len(Role) + 1) + "|",
        *(
            f"| {action.label} | "
            + " | ".join(marks[role in PERMISSIONS[action]] for role in Role)
            + " |"
            for action in Action
        ),
    ]
    document = (ROOT / "docs" / "accounts.md").read_text(encoding="utf-8")

    assert "\n".join(lines) in document
