"""What becomes of what was sent, and what somebody says of a record, as plain pages."""

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response

from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.model.typed import as_lines
from asset_map.site.offering import offering_routes
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward, unknown_link
from asset_map.site.reminded import reminded_routes
from asset_map.site.reporting import reporting_routes
from asset_map.usecases.follow_submission import ANSWER_MAX, answer, status_of, withdraw
from asset_map.usecases.house import House

__all__ = ["following_routes"]


def following_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of these pages."""
    routes = APIRouter()
    routes.include_router(_status_pages(parts, house))
    routes.include_router(_status_forms(parts, house))
    routes.include_router(reporting_routes(parts, house))
    routes.include_router(offering_routes(parts, house))
    routes.include_router(reminded_routes(parts, house))
    return routes


def _status_pages(parts: SiteParts, house: House) -> APIRouter:
    routes = APIRouter(prefix="/status/{token}")

    @routes.get("")
    def how_it_stands(token: str) -> Response:
        """Show what was sent and how it stands."""
        return _drawn("status", parts, house, token)

    @routes.get("/sent")
    def receipt(token: str, request: Request) -> Response:
        """Say that it has come in, and where to follow it."""
        return _drawn("sent", parts, house, token, link=_whole(parts, request, token))

    @routes.get("/take-back")
    def sure(token: str) -> Response:
        """Ask whether it shall really be taken back."""
        return _drawn("take_back", parts, house, token)

    return routes


def _status_forms(parts: SiteParts, house: House) -> APIRouter:
    routes = APIRouter(prefix="/status/{token}")

    def done(token: str, act: Callable[[], object], *, typed: str = "") -> Response:
        try:
            act()
        except InvalidSubmissionError as error:
            return _drawn("status", parts, house, token, error=error, typed=typed)
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/status/{token}")

    @routes.post("/answer")
    def answered(token: str, text: Annotated[str, Form(alias="answer")] = "") -> Response:
        """Keep the answer to an officer's question."""
        said = as_lines(text)
        return done(token, lambda: answer(house, token, said, now=parts.now()), typed=said)

    @routes.post("/take-back")
    def taken_back(token: str, reason: Annotated[str, Form()] = "") -> Response:
        """Take it back."""
        said = as_lines(reason)
        return done(token, lambda: withdraw(house, token, now=parts.now(), reason=said))

    return routes


def _whole(parts: SiteParts, request: Request, token: str) -> str:
    address = parts.settings.public_url or str(request.base_url)
    return f"{address.rstrip('/')}/status/{token}"


def _drawn(  # noqa: PLR0913 - what every page here is drawn from
    page: str,
    parts: SiteParts,
    house: House,
    token: str,
    *,
    error: InvalidSubmissionError | None = None,
    typed: str = "",
    link: str = "",
) -> Response:
    try:
        status = status_of(house, token, now=parts.now())
    except NotFoundError:
        return unknown_link(parts)
    return draw_private(
        f"follow/{page}.html",
        parts,
        error=error,
        following=status,
        token=token,
        typed=typed,
        link=link,
        most=ANSWER_MAX,
    )
