"""The route behind the one-time officer link that ``asset-map serve`` prints."""

from pathlib import Path

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from asset_map.model.errors import NotAllowedError
from asset_map.site.parts import SiteParts
from asset_map.site.whence import address_of
from asset_map.usecases.sign_in import is_this_machine, redeem_officer_link

__all__ = ["is_from_this_machine", "officer_routes"]


def officer_routes(parts: SiteParts) -> APIRouter:
    """Return the route that turns an unused link into an officer's cookie."""
    routes = APIRouter()

    @routes.get("/officer/{token}")
    def come_in(request: Request, token: str) -> Response:
        """Use the link up and go on to the workroom."""
        if not is_from_this_machine(request):
            message = "The officer link works only on the machine that runs the server."
            raise NotAllowedError(message)
        cache_dir = Path(parts.settings.cache_dir)
        cookie = redeem_officer_link(cache_dir, token, now=parts.now())
        answer = RedirectResponse("/app/", status_code=303, headers={"Cache-Control": "no-store"})
        answer.set_cookie(
            cookie.name,
            cookie.value,
            max_age=int(cookie.lasts.total_seconds()),
            httponly=True,
            samesite="lax",
            path="/",
        )
        return answer

    return routes


def is_from_this_machine(request: Request) -> bool:
    """Whether a request comes from this machine itself, and not through a proxy on it."""
    return is_this_machine(
        client=address_of(request), host=request.url.hostname or "", headers=request.headers
    )
