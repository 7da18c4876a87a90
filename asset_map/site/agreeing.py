"""Is it so? One side of a connection is asked, by a link of its own."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import draw_private, onward, unknown_link
from asset_map.usecases.confirm_connection import NOTE_MAX, agree, asked_about, disagree
from asset_map.usecases.house import House

__all__ = ["agreeing_routes"]


def agreeing_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the page and its two answers; nothing but a press of a button changes anything."""
    routes = APIRouter(prefix="/agree/{token}")

    @routes.get("")
    def question(token: str, said: str = "") -> Response:
        """Show what is said of the two, and ask whether it is so."""
        return _drawn(parts, house, token, said=said)

    @routes.post("/yes")
    def yes(token: str) -> Response:
        """Keep that it is so."""
        try:
            agree(house, token, now=parts.now())
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/agree/{token}?said=yes")

    @routes.post("/no")
    def no(token: str, words: Annotated[str, Form()] = "") -> Response:
        """Keep that it is not so, and what is right."""
        try:
            disagree(house, token, words, now=parts.now())
        except InvalidSubmissionError as error:
            return _drawn(parts, house, token, error=error, typed=words)
        except NotFoundError:
            return unknown_link(parts)
        return onward(f"/agree/{token}?said=no")

    return routes


def _drawn(
    parts: SiteParts,
    house: House,
    token: str,
    *,
    error: InvalidSubmissionError | None = None,
    typed: str = "",
    said: str = "",
) -> Response:
    try:
        asked = asked_about(house, token, now=parts.now())
    except NotFoundError:
        return unknown_link(parts)
    return draw_private(
        "agree/ask.html",
        parts,
        error=error,
        asked=asked,
        token=token,
        typed=typed,
        said=said,
        most=NOTE_MAX,
    )
