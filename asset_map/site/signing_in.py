"""Signing in, choosing a password by invitation, codes, and signing out: plain pages."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request, Response

from asset_map.model.account import PASSWORD_LEAST, PASSWORD_MOST
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.role import Actor, Role
from asset_map.site.form_scripts import script_names
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward
from asset_map.site.session_cookie import from_this_site, give, is_secure, take_away, where_from
from asset_map.site.signing_in_elsewhere import elsewhere_routes
from asset_map.usecases.form_proof import check_form_proof, form_proof
from asset_map.usecases.house import House
from asset_map.usecases.openid import has_openid
from asset_map.usecases.second_factor import (
    CodeWanted,
    From,
    Outcome,
    SetUpWanted,
    give_code,
    set_up_codes,
    set_up_wanted,
)
from asset_map.usecases.sessions import (
    SignedIn,
    end_everywhere,
    note_use,
    own_sessions,
    sign_out,
    who_comes,
)
from asset_map.usecases.signing_in import choose_password, invited_account, sign_in

__all__ = ["signing_in_routes"]

_Typed = Annotated[str, Form(max_length=1000)]
_WORKROOM = "/app/"


def signing_in_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the pages by which somebody comes in and goes."""
    routes = APIRouter()
    routes.include_router(elsewhere_routes(parts, house))
    desk = _Desk(parts, house)
    for pages in (_coming_in, _codes, _invited, _going):
        routes.include_router(pages(desk))
    return routes


class _Desk:
    """The register, and how its answers become pages."""

    def __init__(self, parts: SiteParts, house: House) -> None:
        self.parts = parts
        self.house = house
        own = parts.settings
        self._elsewhere = (own.openid_name or own.council_name) if has_openid(own) else ""

    def where(self, request: Request) -> From:
        """Return where a form comes from."""
        return where_from(request, self.parts)

    def draw(
        self, name: str, error: InvalidSubmissionError | None = None, **words: object
    ) -> Response:
        """Return a page of signing in."""
        return draw_private(
            f"sign_in/{name}.html",
            self.parts,
            error=error,
            status=400 if error else 200,
            script=script_names()["see"],
            contact=self.parts.settings.privacy_contact,
            least=PASSWORD_LEAST,
            most=PASSWORD_MOST,
            hours=self.parts.settings.session_hours,
            elsewhere=self._elsewhere,
            **words,
        )

    def answer(self, request: Request, outcome: Outcome) -> Response:
        """Let somebody in, or ask for what is still wanted."""
        if isinstance(outcome, CodeWanted):
            return self.draw("code", ticket=outcome.ticket)
        if isinstance(outcome, SetUpWanted):
            return self.draw("set_up", wanted=outcome)
        return self.let_in(request, onward(_WORKROOM), outcome)

    def let_in(self, request: Request, answer: Response, signed_in: SignedIn) -> Response:
        """Give the browser its cookie, in the place of what it came in by before."""
        sign_out(self.house, request.cookies, now=self.parts.now())
        return give(answer, signed_in, secure=is_secure(request, self.parts.settings))

    def begin(self, error: InvalidSubmissionError | NotFoundError | None, email: str) -> Response:
        """Show the first page of signing in."""
        told = str(error) if isinstance(error, NotFoundError) else ""
        faults = error if isinstance(error, InvalidSubmissionError) else None
        return self.draw("sign_in", faults, email=email, told=told)

    def who(self, request: Request) -> Actor:
        """Return who looks."""
        note_use(self.house, request.cookies, now=self.parts.now())
        return who_comes(self.house, request.cookies, clock=self.parts.now)


def _coming_in(desk: _Desk) -> APIRouter:
    routes = APIRouter(prefix="/sign-in")

    @routes.get("")
    def begin() -> Response:
        """Ask for address and password."""
        return desk.begin(None, "")

    @routes.post("", dependencies=[Depends(from_this_site)])
    def sent(request: Request, email: _Typed = "", password: _Typed = "") -> Response:
        """Let somebody in, or go on to the code."""
        try:
            outcome = sign_in(desk.house, email, password, where=desk.where(request))
        except InvalidSubmissionError as error:
            return desk.begin(error, email)
        return desk.answer(request, outcome)

    return routes


def _codes(desk: _Desk) -> APIRouter:
    routes = APIRouter(prefix="/sign-in")
    own = [Depends(from_this_site)]

    @routes.post("/code", dependencies=own)
    def code_sent(request: Request, ticket: _Typed = "", code: _Typed = "") -> Response:
        """Let somebody in by their code."""
        try:
            signed_in = give_code(desk.house, ticket, code, where=desk.where(request))
        except InvalidSubmissionError as error:
            return desk.draw("code", error, ticket=ticket)
        except NotFoundError as error:
            return desk.begin(error, "")
        return desk.let_in(request, onward(_WORKROOM), signed_in)

    @routes.post("/set-up", dependencies=own)
    def set_up(request: Request, ticket: _Typed = "", code: _Typed = "") -> Response:
        """Keep somebody's app, and show their recovery codes: this once."""
        where = desk.where(request)
        try:
            done = set_up_codes(desk.house, ticket, code, where=where)
        except InvalidSubmissionError as error:
            wanted = set_up_wanted(desk.house, ticket, now=where.now)
            return desk.draw("set_up", error, wanted=wanted)
        except NotFoundError as error:
            return desk.begin(error, "")
        page = desk.draw("recovery", codes=done.recovery_codes)
        return desk.let_in(request, page, done.signed_in)

    return routes


def _invited(desk: _Desk) -> APIRouter:
    routes = APIRouter(prefix="/welcome")

    @routes.get("/{token}")
    def invitation(token: str) -> Response:
        """Ask somebody who was invited to choose a password; looking uses nothing up."""
        account = invited_account(desk.house, token, now=desk.parts.now())
        return desk.draw("welcome", account=account, token=token)

    @routes.post("/{token}", dependencies=[Depends(from_this_site)])
    def chosen(request: Request, token: str, password: _Typed = "") -> Response:
        """Keep the password, and let somebody in."""
        where = desk.where(request)
        try:
            outcome = choose_password(desk.house, token, password, where=where)
        except InvalidSubmissionError as error:
            account = invited_account(desk.house, token, now=where.now)
            return desk.draw("welcome", error, account=account, token=token)
        return desk.answer(request, outcome)

    return routes


def _going(desk: _Desk) -> APIRouter:
    routes = APIRouter()
    own = [Depends(from_this_site)]

    @routes.get("/account")
    def account(request: Request) -> Response:
        """Show somebody who they are here, and where they are signed in."""
        who = desk.who(request)
        if who.account_id is None:
            return onward("/sign-in")
        there = own_sessions(desk.house, request.cookies, actor=who, now=desk.parts.now())
        proof = form_proof(desk.house, who)
        return desk.draw("account", who=who, sessions=there, proof=proof)

    @routes.get("/sign-out")
    def ask(request: Request) -> Response:
        """Ask whether to sign out: opening a page changes nothing."""
        who = desk.who(request)
        is_out = who.role is Role.PUBLIC
        return desk.draw("out", is_out=is_out, proof=form_proof(desk.house, who))

    @routes.post("/sign-out", dependencies=own)
    def out(request: Request, everywhere: _Typed = "", proof: _Typed = "") -> Response:
        """End the session in the register, and so in every tab."""
        now, who = desk.parts.now(), desk.who(request)
        if who.role is not Role.PUBLIC:
            check_form_proof(desk.house, who, proof)
        if everywhere:
            end_everywhere(desk.house, actor=who, now=now)
        sign_out(desk.house, request.cookies, now=now)
        return take_away(onward("/sign-out"))

    return routes
