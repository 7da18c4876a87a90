"""Signing in at the council's own provider: there, back, and out."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from asset_map.site.parts import SiteParts
from asset_map.site.private_pages import onward
from asset_map.site.session_cookie import give, is_secure, where_from
from asset_map.usecases.house import House
from asset_map.usecases.openid import OPENID_LASTS, come_back, set_out, way_out
from asset_map.usecases.sessions import sign_out

__all__ = ["elsewhere_routes"]

_COOKIE = "asset_map_openid"
_PATH = "/sign-in/openid"


def elsewhere_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the council's own sign-in."""
    routes = APIRouter(prefix=_PATH)

    @routes.get("")
    def there(request: Request) -> Response:
        """Go to the provider, with a ticket for the way back."""
        setting = set_out(house, back=_address(request, parts, f"{_PATH}/back"), now=parts.now())
        answer = onward(setting.address)
        answer.set_cookie(
            _COOKIE,
            setting.ticket,
            max_age=int(OPENID_LASTS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=is_secure(request, parts.settings),
            path=_PATH,
        )
        return answer

    @routes.get("/back")
    def back(request: Request) -> Response:
        """Let somebody in whom the provider sent back."""
        signed_in = come_back(
            house,
            request.cookies.get(_COOKIE, ""),
            request.query_params,
            back=_address(request, parts, f"{_PATH}/back"),
            where=where_from(request, parts),
        )
        sign_out(house, request.cookies, now=parts.now())
        answer = onward("/app/")
        answer.delete_cookie(_COOKIE, path=_PATH, httponly=True, samesite="lax")
        return give(answer, signed_in, secure=is_secure(request, parts.settings))

    @routes.get("/end")
    def end(request: Request) -> Response:
        """Sign out at the provider too."""
        out = way_out(house, back=_address(request, parts, "/sign-out"))
        return RedirectResponse(out or "/sign-out", status_code=303)

    return routes


def _address(request: Request, parts: SiteParts, path: str) -> str:
    return (parts.settings.public_url or str(request.base_url)).rstrip("/") + path
