import re
from pathlib import Path
from typing import Any

import pyotp
import pytest
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from asset_map.model.account import needs_second_factor
from asset_map.model.role import Role
from asset_map.usecases.accounts import end_account
from asset_map.usecases.house import House
from asset_map.usecases.sessions import SESSION_COOKIE, who_comes
from asset_map.usecases.sign_in import issue_officer_link, redeem_officer_link
from tests.site.conftest import NOW, Browser, plain_app
from tests.site.test_adding import hidden
from tests.usecases.people import ADMIN, PASSWORD, actor_of, come_in, invited

JO = "jo@council.example"
HERE = "127.0.0.1"


def ticket_in(page: str) -> str:
    found = re.search(r'name="ticket" value="([^"]+)"', page)
    assert found
    return found[1]


def test_an_officer_comes_in_by_invitation_password_and_app(plain: Browser, house: House) -> None:
    token = invited(house, Role.OFFICER)
    assert "Welcome, Jo Smith" in plain.get(f"/welcome/{token}").text

    weak = plain.post(f"/welcome/{token}", {"password": "password1234"})
    assert (weak.status_code, "first that somebody would try" in weak.text) == (400, True)
    assert '<a href="#password">' in weak.text
    set_up = plain.post(f"/welcome/{token}", {"password": PASSWORD})
    assert "Scan this picture" in set_up.text
    assert SESSION_COOKIE not in plain.cookies
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', set_up.text)
    assert secret
    app = pyotp.TOTP(secret[1].replace(" ", ""))
    wrong = plain.post("/sign-in/set-up", {"ticket": ticket_in(set_up.text), "code": "1"})
    assert (wrong.status_code, "does not fit" in wrong.text) == (400, True)
    form = {"ticket": ticket_in(wrong.text), "code": app.at(NOW)}
    done = plain.post("/sign-in/set-up", form)

    assert done.text.count("<li>") == 10
    assert actor_of(house, plain.cookies[SESSION_COOKIE]).name == "Jo Smith"
    assert plain.post(f"/welcome/{token}", {"password": PASSWORD}).status_code == 404
    again = plain.post("/sign-in", {"email": JO, "password": PASSWORD})
    assert "Your code" in again.text
    used = plain.post("/sign-in/code", {"ticket": ticket_in(again.text), "code": app.at(NOW)})
    assert (used.status_code, "used before" in used.text) == (400, True)
    late = plain.post("/sign-in/code", {"ticket": "forged", "code": app.at(NOW)})
    assert "sign in once more" in late.text


@pytest.mark.parametrize(
    ("address", "is_secure"), [("http://127.0.0.1:8501", False), ("https://assets.example", True)]
)
def test_the_cookie_is_closed_to_scripts_and_other_sites(
    plain: Browser, house: House, address: str, *, is_secure: bool
) -> None:
    come_in(house, Role.PARTNER)
    plain.address = address

    answer = plain.post("/sign-in", {"email": JO, "password": PASSWORD})

    assert (answer.status_code, answer.headers["location"]) == (303, "/app/")
    cookie = answer.headers["set-cookie"].lower()
    assert all(one in cookie for one in ("httponly", "samesite=lax", "max-age=43200", "path=/"))
    assert ("secure" in cookie) is is_secure


@pytest.mark.parametrize(
    ("client", "is_secure"), [("127.0.0.1", True), ("192.0.2.7", False)], ids=["proxy", "stranger"]
)
def test_a_proxy_before_it_says_that_the_browser_came_by_tls_and_a_stranger_cannot(
    house: House, client: str, *, is_secure: bool
) -> None:
    come_in(house, Role.PARTNER)
    # As the server is started: what another machine says of itself is not believed.
    pages: Any = plain_app(house)
    served: Any = ProxyHeadersMiddleware(pages, trusted_hosts="127.0.0.1")
    browser = Browser(served, client=client)
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.9"}

    answer = browser.post("/sign-in", {"email": JO, "password": PASSWORD}, headers=said)

    assert answer.status_code == 303
    assert ("secure" in answer.headers["set-cookie"].lower()) is is_secure


def test_wrong_words_and_unknown_addresses_get_the_same_page(plain: Browser, house: House) -> None:
    come_in(house, Role.PARTNER)
    ended = come_in(house, Role.PARTNER, name="Al Ended")[0]
    end_account(house, ended.email, actor=ADMIN, now=NOW)

    answers = [
        plain.post("/sign-in", {"email": email, "password": password})
        for email, password in ((JO, "x"), ("no@x.example", PASSWORD), (ended.email, PASSWORD))
    ]

    assert {one.status_code for one in answers} == {400}
    pages = {re.sub(r'value="[^"]*"', "", one.text) for one in answers}
    assert len(pages) == 1
    assert SESSION_COOKIE not in plain.cookies


def test_signing_out_ends_it_in_the_register_and_in_the_browser(
    plain: Browser, house: House
) -> None:
    _, token = come_in(house, Role.PARTNER)
    plain.cookies.set(SESSION_COOKIE, token)
    assert "You are signed in as Jo Smith, partner" in plain.get("/account").text
    assert actor_of(house, token).role is Role.PARTNER
    assert "No, go back" in plain.get("/sign-out").text

    assert plain.post("/sign-out", {"proof": "made up"}).status_code == 403
    answer = plain.post("/sign-out", hidden(plain.get("/sign-out")))

    assert answer.status_code == 303
    assert actor_of(house, token).role is Role.PUBLIC
    assert "You are signed out" in plain.get("/sign-out").text
    plain.cookies.set(SESSION_COOKIE, token)
    assert plain.get("/account").headers["location"] == "/sign-in"


def test_each_signing_in_is_a_new_session_and_ends_the_browsers_older_one(
    plain: Browser, house: House
) -> None:
    _, elsewhere = come_in(house, Role.PARTNER)
    # What somebody else put into the browser is no session, and becomes none.
    plain.cookies.set(SESSION_COOKIE, "chosen-by-somebody-else", domain=HERE)
    tokens = [elsewhere, "chosen-by-somebody-else"]
    for _ in range(2):
        plain.post("/sign-in", {"email": JO, "password": PASSWORD})
        tokens.append(plain.cookies[SESSION_COOKIE])

    assert len(set(tokens)) == 4
    roles = [actor_of(house, token).role for token in tokens]
    # The other browser stays signed in.
    assert roles == [Role.PARTNER, Role.PUBLIC, Role.PUBLIC, Role.PARTNER]


def test_a_code_makes_a_new_session_and_nothing_is_open_before_it(
    plain: Browser, house: House
) -> None:
    _, als = come_in(house, Role.PARTNER, name="Al Other")
    plain.cookies.set(SESSION_COOKIE, als, domain=HERE)
    before = set_up_asked(plain, invited(house, Role.ADMIN))
    assert plain.cookies[SESSION_COOKIE] == als
    assert "Al Other" in plain.get("/account").text

    form, app = before
    plain.post("/sign-in/set-up", {**form, "code": app.at(NOW)})
    first = plain.cookies[SESSION_COOKIE]
    code = ticket_in(plain.post("/sign-in", {"email": JO, "password": PASSWORD}).text)
    later = app.at(NOW.timestamp() + 30)
    plain.post("/sign-in/code", {"ticket": code, "code": later})
    second = plain.cookies[SESSION_COOKIE]

    roles = [actor_of(house, token).role for token in (als, first, second)]
    assert roles == [Role.PUBLIC, Role.PUBLIC, Role.ADMIN]


def set_up_asked(plain: Browser, invitation: str) -> tuple[dict[str, str], pyotp.TOTP]:
    """Choose a password; return what setting the app up asks for."""
    page = plain.post(f"/welcome/{invitation}", {"password": PASSWORD}).text
    secret = re.search(r'class="secret">([A-Z2-7 ]+)<', page)
    assert secret
    return {"ticket": ticket_in(page)}, pyotp.TOTP(secret[1].replace(" ", ""))


@pytest.mark.parametrize("role", [role for role in Role if needs_second_factor(role)])
def test_who_has_set_no_app_up_can_do_nothing_but_that(
    plain: Browser, house: House, role: Role
) -> None:
    set_up_asked(plain, invited(house, role))
    asked = plain.post("/sign-in", {"email": JO, "password": PASSWORD})

    assert (asked.status_code, "Scan this picture" in asked.text) == (200, True)
    assert not plain.cookies
    assert who_comes(house, plain.cookies, clock=lambda: NOW).role is Role.PUBLIC
    # The ticket is no cookie and no code's ticket.
    plain.cookies.set(SESSION_COOKIE, ticket_in(asked.text), domain=HERE)
    assert plain.get("/talk").status_code == 403
    assert plain.get("/account").headers["location"] == "/sign-in"
    told = plain.post("/sign-in/code", {"ticket": ticket_in(asked.text), "code": "123456"})
    assert "sign in once more" in told.text


def test_signing_in_ends_the_officers_link_of_this_browser(plain: Browser, house: House) -> None:
    folder = Path(house.settings.cache_dir)
    link = redeem_officer_link(folder, issue_officer_link(folder, now=NOW), now=NOW)
    come_in(house, Role.PARTNER)
    plain.cookies.set(link.name, link.value, domain=HERE)
    assert who_comes(house, plain.cookies, clock=lambda: NOW).role is Role.OFFICER

    answer = plain.post("/sign-in", {"email": JO, "password": PASSWORD})

    assert any(one.startswith(f'{link.name}="";') for one in answer.headers.get_list("set-cookie"))
    kept = {link.name: link.value}
    assert who_comes(house, kept, clock=lambda: NOW).role is Role.PUBLIC


def test_another_persons_form_is_refused(plain: Browser, house: House) -> None:
    _, als = come_in(house, Role.PARTNER, name="Al Other")
    _, token = come_in(house, Role.PARTNER)
    plain.cookies.set(SESSION_COOKIE, als)
    form = hidden(plain.get("/sign-out"))
    plain.cookies.set(SESSION_COOKIE, token)

    assert plain.post("/sign-out", form).status_code == 403
    assert plain.post("/talk", {**form, "held_on": "2026-11-22"}).status_code == 403
    assert actor_of(house, token).role is Role.PARTNER


def test_signing_out_everywhere_ends_the_other_browsers_too(plain: Browser, house: House) -> None:
    _, token = come_in(house, Role.PARTNER)
    elsewhere = plain.post("/sign-in", {"email": JO, "password": PASSWORD}).cookies[SESSION_COOKIE]
    plain.cookies.set(SESSION_COOKIE, token)

    plain.post("/sign-out", {**hidden(plain.get("/account")), "everywhere": "yes"})

    assert actor_of(house, elsewhere).role is Role.PUBLIC


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
    ],
)
@pytest.mark.parametrize("path", ["/sign-in", "/sign-in/code", "/sign-out", "/welcome/x"])
def test_a_form_from_another_website_is_refused(
    plain: Browser, path: str, headers: dict[str, str]
) -> None:
    answer = plain.post(path, {"email": JO}, headers=headers)

    assert (answer.status_code, "another website" in answer.text) == (403, True)


def test_pages_with_something_secret_are_kept_by_nobody(plain: Browser, house: House) -> None:
    headers = plain.get(f"/welcome/{invited(house, Role.OFFICER)}").headers

    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"


def test_somebody_without_a_password_reads_whom_to_ask(plain: Browser) -> None:
    assert "sends you a new invitation" in plain.get("/sign-in").text
    assert "has been used, or has run out" in plain.get("/welcome/unknown").text
