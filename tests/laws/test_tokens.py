"""
Whatever opens something to its holder: for one thing, for a while, until it is ended, kept hashed.

The kinds of private links are listed from the model and the pages from the route table, so that
a new one fails here until somebody says how it is issued.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import sqlalchemy as sa
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts
from starlette.responses import PlainTextResponse

from asset_map.credentials.tokens import token_hash
from asset_map.model.agreement import AgreedAction
from asset_map.model.asset import Contact, Verification
from asset_map.model.connection import Connection, ConnectionKind
from asset_map.model.errors import InvalidSubmissionError, NotAllowedError, NotFoundError
from asset_map.model.market import Stall
from asset_map.model.private_link import LinkPurpose
from asset_map.model.role import Role
from asset_map.model.submission import SubmissionKind
from asset_map.register import agreements, links, market, roadshows
from asset_map.register.schema import private_links
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.accounts import invite_again, reset_account
from asset_map.usecases.confirm_connection import link_for
from asset_map.usecases.conversing import status_path
from asset_map.usecases.end_link import end_link
from asset_map.usecases.going_links import going_link
from asset_map.usecases.hold_session import begin
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import Joining, join
from asset_map.usecases.limits import opening_ticket
from asset_map.usecases.messages_out import outbox
from asset_map.usecases.receipt import receipt_for, receipt_ticket
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.usecases.second_factor import CodeWanted, SetUpWanted, set_up_codes
from asset_map.usecases.sign_in import issue_officer_link
from asset_map.usecases.sign_up import list_link
from asset_map.usecases.signing_in import choose_password, sign_in
from asset_map.usecases.still_right import write_reminders
from asset_map.usecases.tidy_roadshows import tidy_roadshows
from tests.laws.everything import everything, kept_bytes
from tests.site.conftest import Browser, site_parts
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept
from tests.usecases.people import ADMIN, NOW, PASSWORD, come_in, invited, where
from tests.usecases.test_session import ROADSHOW

GUESS = "A" * 43


@dataclass(frozen=True, kw_only=True)
class Issued:
    """A link: the page that it opens, and from when on it opens it no more by itself."""

    path: str
    until: datetime | None

    @property
    def token(self) -> str:
        return self.path.rsplit("/", 1)[1]

    @property
    def first(self) -> str:
        return self.path.split("/")[1]


@pytest.fixture
def issued(house: House) -> dict[str, Issued]:
    """One link of each kind, by what it is for."""
    checked = Verification(verified_on=(NOW - timedelta(days=310)).date(), role="ward officer")
    contact = Contact(email="knitters@doggerby.example")
    kept(house, replace(group(), verification=checked, contact=contact), NOW)
    kept(house, group("rowers", "Rowers"), NOW)
    friends = Connection(
        id="friends", from_id="knitters", to_id="rowers", kind=ConnectionKind.HOSTS, source="x"
    )
    action = AgreedAction(id="repair", title="Repair", made_at=NOW, asset_ids=("knitters",))
    with house.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
        links.add(connection, friends)
        agreements.add(connection, action)
        stall = Stall(id="stall", roadshow_id=ROADSHOW.id, number=1, name="Knitters")
        market.put(connection, stall)
    begin(house, ROADSHOW.id, actor=PARTNER, now=NOW)
    note = Report(asset_id="knitters", kind=SubmissionKind.REPORT, note="It moved")
    sent = report_problem(house, note, actor=RESIDENT, now=NOW)
    write_reminders(house, actor=OFFICER, now=NOW)
    (asked,) = (one for one in outbox(house, actor=OFFICER) if "/still-right/" in one.body)
    still_right = re.search(r"/still-right/[\w-]+", asked.body)
    assert still_right
    phone = join(house, Joining(code=ROADSHOW.code, first_name="Bo"), now=NOW)[1]
    paths = {
        LinkPurpose.STATUS: status_path(house, sent.id),
        LinkPurpose.STILL_RIGHT: still_right[0],
        LinkPurpose.AGREE: link_for(house, "friends", "rowers", actor=PARTNER, now=NOW),
        LinkPurpose.STALL: list_link(house, "stall", actor=PARTNER, now=NOW),
        LinkPurpose.CHECK_IN: going_link(house, "repair", actor=PARTNER, now=NOW),
    }
    invitation = f"/welcome/{invited(house, Role.OFFICER)}"
    return {
        **{kind: Issued(path=path, until=kept_until(house, path)) for kind, path in paths.items()},
        "phone": Issued(path=phone, until=NOW + timedelta(days=365, seconds=1)),
        "invitation": Issued(path=invitation, until=NOW + timedelta(days=7)),
    }


def kept_until(house: House, path: str) -> datetime | None:
    column = private_links.c
    of_it = column.token_hash == token_hash(path.rsplit("/", 1)[1])
    with house.register.reading() as connection:
        until: datetime | None = connection.scalar(sa.select(column.until).where(of_it))
    return until


class Clocked(Browser):
    """A browser on the plain pages, at a time that can be moved."""

    def __init__(self, house: House) -> None:
        self.now = NOW
        self.house = house
        app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
        parts = replace(site_parts(house.settings), now=lambda: self.now)
        furnish(app, parts, workroom=PlainTextResponse("-"), door=public_door(parts, house))
        super().__init__(app)
        self.opened = opening_ticket(house, now=NOW - timedelta(hours=1))
        routes = [one for one in iter_route_contexts(app.routes) if one.path]
        self.pages = _by_token(one.path for one in routes if "GET" in (one.methods or ()))
        self.forms = _by_token(one.path for one in routes if "POST" in (one.methods or ()))


def _by_token(paths: Iterable[str | None]) -> list[str]:
    """Return what a token opens, but the words of thanks, which say the same to anybody."""
    return sorted(
        {
            path
            for path in paths
            if path and "{token}" in path
            if not path.endswith("/thanks") and not path.startswith("/officer/")
        }
    )


@pytest.fixture
def browser(house: House) -> Clocked:
    return Clocked(house)


def with_token(path: str, token: str) -> str:
    return re.sub(r"\{\w+\}", "1", path.replace("{token}", token))


def opens(browser: Browser, path: str) -> bool:
    """Whether a page is shown: refused, unknown and not at this time all look alike."""
    status = browser.get(path).status_code
    assert status < 500, path
    return status in {200, 303}


# What is sent along opens nothing either.
SAID = {"state": "done", "words": "No", "answer": "Yes", "password": PASSWORD, "first_name": "Cy",
        "text": "Tea", "kind": "offer", "request": "one", "card": "one"}  # fmt: skip


def is_good_for(browser: Clocked, token: str) -> list[str]:
    """Return which pages and forms a token opens, and whether it changed anything."""
    before = everything(browser.house)
    good = [path for path in browser.pages if opens(browser, with_token(path, token))]
    for path in browser.forms:
        answer = browser.post(with_token(path, token), SAID)
        assert answer.status_code < 500, path
        # Some forms send one back to the page, which then says that the link is not known.
        is_sent_on = answer.status_code == 303 and opens(browser, answer.headers["location"])
        good += [path] if answer.status_code < 300 or is_sent_on else []
    return [*good, *(["it changed something"] if everything(browser.house) != before else [])]


def test_every_kind_of_link_and_every_page_of_one_is_known_here(
    browser: Clocked, issued: dict[str, Issued]
) -> None:
    assert set(LinkPurpose) <= set(issued)
    first = {"/" + path.split("/")[1] for path in (*browser.pages, *browser.forms)}
    assert first == {"/" + one.path.split("/")[1] for one in issued.values()}


def test_a_link_opens_its_own_pages_and_none_of_another_kind(
    browser: Clocked, issued: dict[str, Issued]
) -> None:
    for one in issued.values():
        first = "/" + one.path.split("/")[1]
        opened = {path for path in browser.pages if opens(browser, with_token(path, one.token))}
        assert first + "/{token}" in opened
        assert {path for path in opened if not path.startswith(first + "/")} == set()


def test_a_made_up_link_opens_and_changes_nothing(
    browser: Clocked, issued: dict[str, Issued]
) -> None:
    del issued
    for token in (GUESS, "guess", "%00", "é", "x" * 5000, "..%2f..%2f"):
        assert is_good_for(browser, token) == []


def test_a_link_that_ran_out_opens_and_changes_nothing(
    house: House, browser: Clocked, issued: dict[str, Issued]
) -> None:
    lasting = {name: one for name, one in issued.items() if one.until}
    # What was sent in can be followed as long as it is kept.
    assert set(issued) - set(lasting) == {LinkPurpose.STATUS}
    for name, one in sorted(lasting.items(), key=lambda pair: pair[1].until or NOW):
        assert one.until
        late, early = one.until, one.until - timedelta(minutes=1)
        browser.now = early
        assert opens(browser, one.path), name
        # What the calendar erases goes by a command that runs each day.
        tidy_roadshows(house, actor=OFFICER, now=late)
        browser.now = late
        assert is_good_for(browser, one.token) == [], name


def test_a_link_that_was_ended_opens_and_changes_nothing_and_stays_so(
    house: House, browser: Clocked, issued: dict[str, Issued]
) -> None:
    for name, one in issued.items():
        if name == "invitation":
            invite_again(house, "jo@council.example", actor=ADMIN, now=NOW)
        else:
            end_link(house, f" https://assets.example{one.path}/ ", actor=OFFICER, now=NOW)
        assert is_good_for(browser, one.token) == [], name
    # Asked for once more, the same link stays ended.
    again = link_for(house, "friends", "rowers", actor=PARTNER, now=NOW)
    assert (again, opens(browser, again)) == (issued[LinkPurpose.AGREE].path, False)


def test_what_is_no_link_or_none_of_here_is_said_so(house: House) -> None:
    for address, error in (
        ("", InvalidSubmissionError),
        ("https://assets.example/status/short", InvalidSubmissionError),
        (f"/status/{GUESS}A", InvalidSubmissionError),
        (f"/status/{GUESS}", NotFoundError),
    ):
        with pytest.raises(error):
            end_link(house, address, actor=OFFICER, now=NOW)
        with pytest.raises(NotAllowedError):
            end_link(house, address, actor=PARTNER, now=NOW)


def test_nothing_that_opens_a_door_lies_on_the_disk_as_it_is(
    house: House, issued: dict[str, Issued]
) -> None:
    _, session = come_in(house, Role.PARTNER, name="Pat Partner")
    invitation = invited(house, Role.OFFICER, name="Oz Officer")
    wanted = choose_password(house, invitation, PASSWORD, where=where())
    assert isinstance(wanted, SetUpWanted)
    done = set_up_codes(house, wanted.ticket, pyotp.TOTP(wanted.secret).at(NOW), where=where())
    asked = sign_in(house, "oz@council.example", PASSWORD, where=where())
    assert isinstance(asked, CodeWanted)
    reset = reset_account(house, "pat@council.example", actor=ADMIN, now=NOW)
    receipt = receipt_for(house, submission_id="x", reference="y")
    secrets: dict[str, str] = {
        **{name: one.token for name, one in issued.items()},
        "session": session,
        "session of an officer": done.signed_in.token,
        "used invitation": invitation,
        "reset": reset.token,
        "password": PASSWORD,
        "secret of the codes": wanted.secret,
        "ticket of the set-up": wanted.ticket,
        "ticket of the code": asked.ticket,
        "ticket of a receipt": receipt_ticket(house, receipt, now=NOW).rsplit(".", 1)[1],
        "ticket of a page": opening_ticket(house, now=NOW),
        "officer's link": issue_officer_link(Path(house.settings.cache_dir), now=NOW),
        **{f"recovery code {number}": code for number, code in enumerate(done.recovery_codes)},
    }

    on_disk = kept_bytes(house)

    assert len(on_disk) > 10_000
    assert b"knitters" in on_disk
    found = {name for name, secret in secrets.items() if secret.encode() in on_disk}
    assert found == set()
