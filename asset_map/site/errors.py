"""What is answered when something is not there, not allowed, or broken."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from asset_map.model.errors import (
    AssetMapError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.site.away_page import answer_when_away
from asset_map.site.open_answers import OPEN_HEADERS
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts
from asset_map.site.quiet_logs import where_it_went_wrong

__all__ = ["answer_errors"]

_STATUS: dict[type[AssetMapError], int] = {NotFoundError: 404, NotAllowedError: 403}
_UNREADABLE = 400
_FAULTS = {
    404: "There is nothing at this address; /open-data says which there are.",
    405: "This address can only be read; ask with GET.",
}
_FOR_PROGRAMS = ("/api/", "/open-referral", "/calendar/")
_log = logging.getLogger(__name__)


def answer_errors(app: FastAPI, parts: SiteParts) -> None:
    """Answer errors as JSON where programs ask, and as a plain page elsewhere."""
    answer_when_away(app, parts, programs=_FOR_PROGRAMS)

    def answer(request: Request, status: int, message: str) -> Response:
        if request.url.path.startswith(_FOR_PROGRAMS):
            told = message or _FAULTS.get(status, "")
            return JSONResponse({"error": told}, status_code=status, headers=OPEN_HEADERS)
        return draw("error.html", parts, status=status, code=status, message=message)

    @app.exception_handler(AssetMapError)
    def refused(request: Request, error: AssetMapError) -> Response:
        status = next((code for kind, code in _STATUS.items() if isinstance(error, kind)), 400)
        return answer(request, status, str(error))

    @app.exception_handler(HTTPException)
    def not_there(request: Request, error: HTTPException) -> Response:
        return answer(request, error.status_code, "")

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, error: RequestValidationError) -> Response:
        if not request.url.path.startswith(_FOR_PROGRAMS):
            return answer(request, _UNREADABLE, "")
        # The names alone: the error itself repeats what was typed.
        names = ", ".join(sorted({str(fault["loc"][-1]) for fault in error.errors()}))
        return answer(request, _UNREADABLE, f"These cannot be read, or are out of range: {names}.")

    @app.exception_handler(Exception)
    def broken(request: Request, error: Exception) -> Response:
        # The address itself may be somebody's private link.
        route = getattr(request.scope.get("route"), "path", "a page")
        _log.error("%s went wrong:\n%s", route, where_it_went_wrong(error))
        return answer(request, 500, "")
