"""Joining a roadshow with a phone: a code on the wall, one tap, no account."""

from typing import Annotated
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Form, Request, Response

from asset_map.model.errors import InvalidSubmissionError, NotFoundError, Problem
from asset_map.model.roadshow import Roadshow
from asset_map.site.about_oneself import AboutOneself
from asset_map.site.form_screens import fresh_key
from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward
from asset_map.site.room_pages import room_routes
from asset_map.site.whence import address_of
from asset_map.usecases.house import House
from asset_map.usecases.join_roadshow import NAME_MAX, join, open_roadshow
from asset_map.usecases.reach_phones import say_hello

__all__ = ["joining_routes"]

# From one address, which a whole hall may share: a hundred phones, each mistyping twice,
# and each joining anew now and then. Who has the right code is let in all the same, unless
# so many were tried that a program guesses: there are half a million codes.
_MOST_MISTYPED = 300
_MOST_GUESSED = 3_000
_MOST_JOINED = 600
_TOO_MANY = 429


def joining_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of joining, and of the page that each phone then has."""
    routes = APIRouter()
    door = _Door(parts, house)

    @routes.get("/join")
    def ask_code() -> Response:
        """Ask for the code."""
        return draw_private("room/code.html", parts, code="")

    @routes.post("/join")
    def code_typed(request: Request, code: Annotated[str, Form()] = "") -> Response:
        """Go on to the roadshow of a code."""
        found = door.roadshow(request, code)
        return found if isinstance(found, Response) else onward(f"/join/{found.code}")

    @routes.get("/join/{code}")
    def invite(request: Request, code: str) -> Response:
        """Say what this is and what becomes of what is said, and let somebody in."""
        found = door.roadshow(request, code)
        typed = AboutOneself(key=fresh_key())
        return found if isinstance(found, Response) else door.draw(found, typed)

    @routes.post("/join/{code}")
    def joined(request: Request, code: str, said: Annotated[AboutOneself, Form()]) -> Response:
        """Let somebody in, and go on to their own page."""
        found = door.roadshow(request, code)
        return found if isinstance(found, Response) else door.let_in(request, found, said)

    @routes.get("/hello")
    def hello(request: Request, code: str = "") -> Response:
        """Say that this phone reaches the register."""
        is_other = say_hello(house, code, address=address_of(request), now=parts.now())
        return draw_private("room/hello.html", parts, is_other=is_other, code=code)

    routes.include_router(room_routes(parts, house))
    return routes


class _Door:
    """Who comes in, and how often one address may try."""

    def __init__(self, parts: SiteParts, house: House) -> None:
        self._parts = parts
        self._house = house
        self._mistyped = HourlyLimit(_MOST_MISTYPED)
        self._guessed = HourlyLimit(_MOST_GUESSED)
        self._joined = HourlyLimit(_MOST_JOINED)

    def roadshow(self, request: Request, code: str) -> Roadshow | Response:
        """Return the open roadshow of a code, or the page that asks for the code again."""
        now = self._parts.now()
        tried = self._mistyped, self._guessed
        too_many, far_too_many = (one.next_free(address_of(request), now=now) for one in tried)
        try:
            found = None if far_too_many else open_roadshow(self._house, code)
        except NotFoundError as error:
            if not too_many:
                return self._ask(code, str(error), "", status=404)
            found = None
        if found is None:
            message = "Too many codes were tried. Wait a while, or ask for help."
            return self._ask(code, "", message, status=_TOO_MANY)
        # The right code costs nothing.
        for one, free in zip(tried, (too_many, far_too_many), strict=True):
            if not free:
                one.take_back(address_of(request), now=now)
        return found

    def let_in(self, request: Request, roadshow: Roadshow, said: AboutOneself) -> Response:
        """Let somebody in; the same form sent twice lets in one."""
        if self._joined.next_free(address_of(request), now=self._parts.now()):
            message = "Very many have joined from here. Wait a while, or write on a paper card."
            return self._ask(roadshow.code, "", message, status=_TOO_MANY)
        key = f"{roadshow.id}/{said.key or fresh_key()}"
        try:
            _, path = join(
                self._house,
                said.joining(roadshow.code),
                now=self._parts.now(),
                new_id=lambda: str(uuid5(NAMESPACE_URL, key)),
            )
        except InvalidSubmissionError as error:
            return self.draw(roadshow, said, error=error)
        return onward(path)

    def draw(
        self,
        roadshow: Roadshow,
        typed: AboutOneself,
        *,
        error: InvalidSubmissionError | None = None,
    ) -> Response:
        """Return the page on which somebody joins."""
        return draw_private(
            "room/join.html",
            self._parts,
            error=error,
            status=400 if error else 200,
            roadshow=roadshow,
            typed=typed,
            name_most=NAME_MAX,
            contact=self._parts.settings.privacy_contact,
        )

    def _ask(self, code: str, fault: str, remedy: str, *, status: int) -> Response:
        problem = Problem(field="code", fault=fault, remedy=remedy)
        error = InvalidSubmissionError(str(problem), problems=(problem,))
        return draw_private("room/code.html", self._parts, error=error, status=status, code=code)
