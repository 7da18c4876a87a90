"""What is answered while the register is away: what was typed comes back, to be sent again."""

import logging

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from starlette.datastructures import FormData

from asset_map.model.errors import RegisterAwayError
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts

__all__ = ["answer_when_away"]

_log = logging.getLogger(__name__)
_AWAY = 503
_HEADERS = {"Cache-Control": "no-store", "Retry-After": "30", "Referrer-Policy": "no-referrer"}
# These are typed anew: no page repeats them.
_SECRETS = {"password", "code"}
_FORM = "application/x-www-form-urlencoded"


def answer_when_away(app: FastAPI, parts: SiteParts, *, programs: tuple[str, ...]) -> None:
    """Answer programs in JSON; give people a page, with what they typed if they sent a form."""

    @app.exception_handler(RegisterAwayError)
    async def away(request: Request, error: RegisterAwayError) -> Response:
        _log.error("%s", error)
        is_page = not request.url.path.startswith(programs)
        if not is_page or "application/json" in request.headers.get("accept", ""):
            said = {"error": "The register does not answer just now. Ask again in a minute."}
            return JSONResponse(said, _AWAY, _HEADERS)
        page = draw(
            "away.html",
            parts,
            status=_AWAY,
            is_form=request.method == "POST",
            typed=_typed(await _form(request)),
        )
        page.headers.update(_HEADERS)
        return page


async def _form(request: Request) -> FormData:
    if request.method == "POST" and request.headers.get("content-type", "").startswith(_FORM):
        return await request.form()
    return FormData()


def _typed(form: FormData) -> list[tuple[str, str]]:
    """Return the answers; none where one of them is a secret."""
    if _SECRETS & set(form):
        return []
    return [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
