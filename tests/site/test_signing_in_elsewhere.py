"""The council's own sign-in, with a real provider: what it says counts, and what it forged not."""

import base64
import hmac
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import PlainTextResponse

from asset_map.model.account import AccountState
from asset_map.model.role import Role
from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.usecases.accounts import end_account, list_accounts
from asset_map.usecases.house import House
from asset_map.usecases.openid import role_by_claims
from asset_map.usecases.sessions import SESSION_COOKIE
from tests.openid_provider import (
    CLIENT_ID,
    CLIENT_SECRET,
    Provider,
    new_key,
    provided,
    signed,
)
from tests.serving import free_port
from tests.site.conftest import NOW, Browser, plain_pages, site_parts
from tests.site.test_adding import hidden
from tests.usecases.people import ADMIN, PASSWORD, actor_of, come_in, invited

JO = {"email": "jo@council.example", "email_verified": True}


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with provided() as provider:
        provider.now = NOW.timestamp
        yield provider


@pytest.fixture
def provider(running: Provider) -> Iterator[Provider]:
    running.people = {"Jo": dict(JO)}
    yield running
    running.spoil, running.signs_with, running.names, running.writes = {}, None, {}, None


@pytest.fixture
def councils(house: House, provider: Provider) -> House:
    """A register whose council has a sign-in of its own; roles are the register's."""
    settings = replace(
        house.settings,
        openid_issuer=provider.issuer,
        openid_client_id=CLIENT_ID,
        openid_client_secret=CLIENT_SECRET,
        openid_name="Doggerby's sign-in",
        privacy_contact="accounts@council.example",
    )
    return replace(house, settings=settings)


def with_roles(house: House) -> House:
    """Let the provider's claims give the roles."""
    mapping = "Asset officers=officer, Asset admins=admin"
    return replace(house, settings=replace(house.settings, openid_roles=mapping))


def sign_in(
    house: House, who: str = "Jo", *, browser: Browser | None = None
) -> tuple[Browser, httpx.Response]:
    """Go there, be somebody, and come back."""
    browser = browser or plain_pages(house)
    there = browser.get("/sign-in/openid")
    assert there.status_code == 303
    chosen = httpx.get(there.headers["location"] + f"&who={who}")
    back = chosen.headers["location"].removeprefix("http://127.0.0.1:8501")
    return browser, browser.get(back)


def role_in(browser: Browser, house: House) -> Role:
    token = browser.cookies.get(SESSION_COOKIE) or ""
    return actor_of(house, token).role


def test_somebody_whom_the_register_knows_comes_in_and_is_bound_to_who_they_are(
    councils: House, provider: Provider
) -> None:
    invited(councils, Role.OFFICER)

    browser, answer = sign_in(councils)

    assert (answer.status_code, answer.headers["location"]) == (303, "/app/")
    assert role_in(browser, councils) is Role.OFFICER
    seen = list_accounts(councils, actor=ADMIN, now=NOW)[0].account
    assert seen.state is AccountState.ACTIVE
    assert seen.oidc_subject == f"{provider.issuer}#subject-Jo"
    # The address passes to a colleague; the account does not.
    provider.people = {"Al": dict(JO)}
    assert sign_in(councils, "Al")[1].status_code == 403
    # Jo's own address may change.
    provider.people = {"Jo": {"email": "jo.new@council.example"}}
    assert role_in(sign_in(councils)[0], councils) is Role.OFFICER


def test_somebody_without_a_role_stays_the_public_and_reads_whom_to_ask(councils: House) -> None:
    browser, answer = sign_in(councils)

    assert answer.status_code == 403
    assert "Ask accounts@council.example" in answer.text
    assert SESSION_COOKIE not in browser.cookies
    assert list_accounts(councils, actor=ADMIN, now=NOW) == []


@pytest.mark.parametrize("verified", [False, "false", None])
def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(
    councils: House, provider: Provider, verified: object
) -> None:
    invited(councils, Role.ADMIN)
    provider.people["Jo"]["email_verified"] = verified

    assert sign_in(councils)[1].status_code == 403


def test_roles_from_claims_make_change_and_end_an_account(
    councils: House, provider: Provider
) -> None:
    house = with_roles(councils)
    provider.people["Jo"]["roles"] = ["Asset officers", "Car park"]
    first, _ = sign_in(house)
    assert role_in(first, house) is Role.OFFICER
    provider.people["Jo"]["roles"] = ["Asset officers", "Asset admins"]
    second, _ = sign_in(house)
    assert role_in(second, house) is Role.ADMIN

    provider.people["Jo"]["roles"] = ["Car park"]
    _, refused = sign_in(house)

    assert refused.status_code == 403
    assert [role_in(one, house) for one in (first, second)] == [Role.PUBLIC, Role.PUBLIC]


def test_coming_back_ends_what_the_browser_came_in_by_before(councils: House) -> None:
    _, als = come_in(councils, Role.PARTNER, name="Al Other")
    invited(councils, Role.OFFICER)
    browser = plain_pages(councils)
    browser.cookies.set(SESSION_COOKIE, als, domain="127.0.0.1")

    sign_in(councils, browser=browser)

    assert role_in(browser, councils) is Role.OFFICER
    assert actor_of(councils, als).role is Role.PUBLIC


def test_a_role_given_by_the_council_does_not_go_on_by_an_older_password_alone(
    councils: House, provider: Provider
) -> None:
    house = with_roles(councils)
    _, by_password = come_in(house, Role.PARTNER)
    provider.people["Jo"]["roles"] = "Asset officers"

    sign_in(house)

    assert actor_of(house, by_password).role is Role.PUBLIC


def test_who_was_ended_here_stays_out_whatever_the_council_says(
    councils: House, provider: Provider
) -> None:
    house = with_roles(councils)
    provider.people["Jo"]["roles"] = "Asset officers"
    sign_in(house)
    end_account(house, "jo@council.example", actor=ADMIN, now=NOW)

    assert sign_in(house)[1].status_code == 403


LATE = int(NOW.timestamp()) - 10_000


@pytest.mark.parametrize(
    "spoil",
    [
        {"nonce": "of another sign-in"},
        {"aud": "another program"},
        {"aud": [CLIENT_ID, "other"], "azp": "other"},
        {"iss": "https://evil.example"},
        {"exp": LATE, "iat": LATE - 300},
        {"exp": int(NOW.timestamp()) + 9_000, "iat": int(NOW.timestamp()) + 3_600},
        {"exp": None},
        {"nonce": None},
        {"sub": None},
    ],
    ids=lambda spoil: next(iter(spoil)),
)
def test_a_token_that_is_not_for_this_sign_in_is_not_believed(
    councils: House, provider: Provider, spoil: dict[str, Any]
) -> None:
    come_in(councils, Role.OFFICER)
    provider.spoil = spoil

    browser, answer = sign_in(councils)

    assert (answer.status_code, "cannot be believed" in answer.text) == (403, True)
    assert SESSION_COOKIE not in browser.cookies


def piece(said: object) -> str:
    text = said if isinstance(said, bytes) else json.dumps(said).encode()
    return base64.urlsafe_b64encode(text).decode().rstrip("=")


def unsigned(claims: dict[str, Any], key: RSAKey) -> str:
    return f"{piece({'alg': 'none', 'kid': key.kid})}.{piece(claims)}."


def signed_with_what_everybody_knows(claims: dict[str, Any], key: RSAKey) -> str:
    """The public key taken for a secret: HS256, which asks for no private one."""
    body = f"{piece({'alg': 'HS256', 'kid': key.kid})}.{piece(claims)}"
    public = key.as_pem(private=False)
    return f"{body}.{piece(hmac.digest(public, body.encode(), 'sha256'))}"


def of_a_key_it_brings_along(claims: dict[str, Any], key: RSAKey) -> str:
    del key
    own = new_key()
    head = {"alg": "RS256", "kid": own.kid, "jwk": own.as_dict(private=False)}
    return jwt.encode(head, claims, own)


def of_no_key_that_there_is(claims: dict[str, Any], key: RSAKey) -> str:
    return jwt.encode({"alg": "RS256", "kid": "nobodys"}, claims, key)


def changed_on_its_way(claims: dict[str, Any], key: RSAKey) -> str:
    head, _, seal = signed(claims, key).split(".")
    return f"{head}.{piece({**claims, 'sub': 'subject-Ada'})}.{seal}"


def nothing(claims: dict[str, Any], key: RSAKey) -> str:
    del claims, key
    return "not a token"


@pytest.mark.parametrize(
    "writes",
    [
        unsigned,
        signed_with_what_everybody_knows,
        of_a_key_it_brings_along,
        of_no_key_that_there_is,
        changed_on_its_way,
        nothing,
    ],
)
def test_a_token_that_the_providers_key_did_not_sign_is_not_believed(
    councils: House, provider: Provider, writes: Callable[[dict[str, Any], RSAKey], str]
) -> None:
    invited(councils, Role.ADMIN)
    provider.writes = writes

    browser, answer = sign_in(councils)

    assert (answer.status_code, "cannot be believed" in answer.text) == (403, True)
    assert SESSION_COOKIE not in browser.cookies


def test_a_key_that_the_provider_took_back_counts_for_no_more_than_an_hour(
    councils: House, provider: Provider
) -> None:
    invited(councils, Role.OFFICER)
    old = provider.key
    assert sign_in(councils)[1].status_code == 303

    provider.key = new_key()
    try:
        provider.signs_with = old
        later = NOW + timedelta(hours=1)
        provider.now = later.timestamp
        browser = pages_at(councils, later)
        assert sign_in(councils, browser=browser)[1].status_code == 403
        provider.signs_with = None
        assert sign_in(councils, browser=pages_at(councils, later))[1].status_code == 303
    finally:
        provider.now = NOW.timestamp


def pages_at(house: House, now: datetime) -> Browser:
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = replace(site_parts(house.settings), now=lambda: now)
    furnish(app, parts, workroom=PlainTextResponse("-"), door=public_door(parts, house))
    return Browser(app)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("authorization_endpoint", "http://evil.example/x"),
        ("authorization_endpoint", "javascript:alert(1)"),
        ("token_endpoint", "http://evil.example/x"),
        ("jwks_uri", ""),
    ],
)
def test_nobody_is_sent_and_nothing_is_told_to_an_address_that_is_not_safe(
    councils: House, provider: Provider, name: str, address: str
) -> None:
    provider.names = {name: address}
    browser = plain_pages(fresh(councils))

    there = browser.get("/sign-in/openid")

    if there.status_code == 303:
        assert there.headers["location"].startswith(f"{provider.issuer}/")
        there = sign_in(fresh(councils), browser=browser)[1]
    assert 400 <= there.status_code < 600
    assert "evil.example" not in str(there.headers)
    assert SESSION_COOKIE not in browser.cookies


def fresh(house: House) -> House:
    """The same with a provider that is asked for its addresses anew."""
    name = f"{house.settings.openid_name}."
    return replace(house, settings=replace(house.settings, openid_name=name))


def test_an_issuer_that_calls_itself_otherwise_is_refused(
    councils: House, provider: Provider
) -> None:
    provider.names = {"issuer": "https://login.example/common"}

    assert plain_pages(fresh(councils)).get("/sign-in/openid").status_code >= 400


def test_a_token_of_another_key_is_not_believed_and_a_new_key_of_the_provider_is(
    councils: House, provider: Provider
) -> None:
    invited(councils, Role.OFFICER)
    provider.signs_with = new_key()
    assert sign_in(councils)[1].status_code == 403

    provider.key = provider.signs_with
    assert sign_in(councils)[1].status_code == 303


def test_the_way_back_fits_the_browser_that_set_out_and_once(
    councils: House,
) -> None:
    invited(councils, Role.OFFICER)
    setting_out, other = plain_pages(councils), plain_pages(councils)
    there = setting_out.get("/sign-in/openid")
    chosen = httpx.get(there.headers["location"] + "&who=Jo")
    back = chosen.headers["location"].removeprefix("http://127.0.0.1:8501")
    other.get("/sign-in/openid")

    assert other.get(back).status_code == 403
    assert plain_pages(councils).get(back).status_code == 403
    assert setting_out.get("/sign-in/openid/back?error=access_denied").status_code == 403
    ticket = setting_out.cookies["asset_map_openid"]
    assert setting_out.get(back).status_code == 303
    assert setting_out.get(back).status_code == 403
    # The provider takes a code once, also from a browser that kept its ticket.
    setting_out.cookies.set("asset_map_openid", ticket)
    assert setting_out.get(back).status_code == 403


def test_signing_out_offers_the_council_s_own_too(councils: House) -> None:
    browser = plain_pages(councils)

    assert "/sign-in/openid/end" in browser.get("/sign-out").text
    out = browser.get("/sign-in/openid/end").headers["location"]
    assert "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8501%2Fsign-out" in out
    assert "Sign in with Doggerby&#39;s sign-in" in browser.get("/sign-in").text


def test_signing_out_at_the_provider_too_ends_both_and_comes_home(
    councils: House, provider: Provider
) -> None:
    invited(councils, Role.OFFICER)
    browser, _ = sign_in(councils)
    token = browser.cookies[SESSION_COOKIE]
    before = provider.signed_out

    browser.post("/sign-out", hidden(browser.get("/sign-out")))
    there = httpx.get(browser.get("/sign-in/openid/end").headers["location"])

    assert actor_of(councils, token).role is Role.PUBLIC
    assert provider.signed_out == before + 1
    assert there.headers["location"] == "http://127.0.0.1:8501/sign-out"
    # A provider that can be signed out of nowhere leaves it at our own page.
    provider.names = {"end_session_endpoint": ""}
    end = plain_pages(fresh(councils)).get("/sign-in/openid/end")
    assert end.headers["location"] == "/sign-out"


def test_while_the_provider_is_down_nobody_comes_in_by_it_and_passwords_go_on(
    councils: House, provider: Provider
) -> None:
    come_in(councils, Role.PARTNER)
    nobody_there = f"http://127.0.0.1:{free_port()}"
    gone = replace(councils, settings=replace(councils.settings, openid_issuer=nobody_there))

    browser = plain_pages(gone)
    away = browser.get("/sign-in/openid")
    assert (away.status_code, "did not answer as it should" in away.text) == (403, True)
    assert browser.post(
        "/sign-in", {"email": "jo@council.example", "password": PASSWORD}
    ).is_redirect

    # It goes down while somebody is there.
    provider.names = {"token_endpoint": f"{nobody_there}/token"}
    browser, answer = sign_in(fresh(councils))
    assert (answer.status_code, "did not answer as it should" in answer.text) == (403, True)
    assert SESSION_COOKIE not in browser.cookies


def test_a_code_that_was_given_for_another_address_opens_nothing(councils: House) -> None:
    """The provider is told where it sent somebody, and refuses when that was elsewhere."""
    invited(councils, Role.OFFICER)
    setting_out = plain_pages(councils)
    there = setting_out.get("/sign-in/openid")
    back = httpx.get(there.headers["location"] + "&who=Jo").headers["location"]
    moved = replace(councils.settings, public_url="https://elsewhere.example")
    browser = plain_pages(replace(councils, settings=moved))
    browser.cookies = setting_out.cookies

    answer = browser.get(back.removeprefix("http://127.0.0.1:8501"))

    assert answer.status_code == 403
    assert SESSION_COOKIE not in browser.cookies


@pytest.mark.parametrize("state", ["", "&state=", "&state=guess"])
def test_a_way_back_without_the_state_that_was_set_out_with_is_refused(
    councils: House, state: str
) -> None:
    invited(councils, Role.OFFICER)
    browser = plain_pages(councils)
    browser.get("/sign-in/openid")

    assert browser.get(f"/sign-in/openid/back?code=code-0{state}").status_code == 403


def test_a_register_without_a_sign_in_of_the_council_says_so(plain: Browser) -> None:
    answer = plain.get("/sign-in/openid")

    assert (answer.status_code, "address and password" in answer.text) == (403, True)


@pytest.mark.parametrize(
    ("claims", "role"),
    [
        ({"roles": "a"}, Role.PARTNER),
        ({"roles": ["a", "b"]}, Role.ADMIN),
        ({"roles": [["a"], 3, None]}, None),
        ({"roles": {"a": 1}}, None),
        ({}, None),
    ],
)
def test_the_highest_role_of_the_claims_counts(claims: dict[str, Any], role: Role | None) -> None:
    assert role_by_claims(Settings(openid_roles="a=partner, b=admin"), claims) is role


def test_groups_give_roles_where_the_council_names_them() -> None:
    office = "b6b8f2f8-0000-4c1e-9d39-0f6b9a2e7c11"
    settings = Settings(openid_role_claim="groups", openid_roles=f"{office}=moderator")

    assert role_by_claims(settings, {"groups": [office, "other"]}) is Role.MODERATOR
    assert role_by_claims(settings, {"groups": ["other"], "roles": [office]}) is None


def test_keycloak_keeps_its_roles_one_level_down() -> None:
    settings = Settings(openid_role_claim="realm_access.roles", openid_roles="x=officer")

    assert role_by_claims(settings, {"realm_access": {"roles": ["x"]}}) is Role.OFFICER
