"""The one cookie of whoever signs in, and what tells this site's own forms from another's."""

from urllib.parse import urlsplit

from fastapi import Request, Response

from asset_map.model.errors import NotAllowedError
from asset_map.settings import Settings
from asset_map.site.parts import SiteParts
from asset_map.site.whence import address_of
from asset_map.usecases.second_factor import From
from asset_map.usecases.sessions import SESSION_COOKIE, SignedIn
from asset_map.usecases.sign_in import OFFICER_COOKIE

__all__ = ["from_this_site", "give", "is_secure", "take_away", "where_from"]

_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "a Mac"),
    ("Linux", "Linux"),
)


def is_secure(request: Request, settings: Settings) -> bool:
    """Whether the browser came by TLS, to this server or to the proxy before it."""
    return request.url.scheme == "https" or settings.public_url.startswith("https://")


def give(answer: Response, signed_in: SignedIn, *, secure: bool) -> Response:
    """
    Let the browser keep that somebody signed in: no script reads it, no other site sends it.

    Whoever used the officer's link in this browser before is nobody here from now on.
    """
    answer.set_cookie(
        SESSION_COOKIE,
        signed_in.token,
        max_age=int(signed_in.lasts.total_seconds()),
        httponly=True,
        samesite="lax",
        secure=secure,
        path="/",
    )
    answer.delete_cookie(OFFICER_COOKIE, path="/", httponly=True, samesite="lax")
    return answer


def take_away(answer: Response) -> Response:
    """Let the browser forget whatever it came in by."""
    for name in (SESSION_COOKIE, OFFICER_COOKIE):
        answer.delete_cookie(name, path="/", httponly=True, samesite="lax")
    return answer


def from_this_site(request: Request) -> None:
    """
    Go on only with a form that stood on a page of this site.

    Raises
    ------
    NotAllowedError
        When another site's page sent it.
    """
    said = request.headers.get("sec-fetch-site")
    origin = urlsplit(request.headers.get("origin", "")).netloc
    # An older browser says its origin alone, and none where the page keeps its address to itself.
    is_foreign = said not in {"same-origin", "none"} if said else origin not in {"", _host(request)}
    if is_foreign:
        message = "This form was sent from another website. Open the page here and try again."
        raise NotAllowedError(message)


def _host(request: Request) -> str:
    return request.headers.get("host", "")


def where_from(request: Request, parts: SiteParts) -> From:
    """Return where somebody signs in, and with what, in words that they know again."""
    address = address_of(request)
    agent = request.headers.get("user-agent", "")
    browser = next((words for mark, words in _BROWSERS if mark in agent), "A browser")
    machine = next((words for mark, words in _MACHINES if mark in agent), "")
    device = f"{browser} on {machine}" if machine else browser
    return From(address=address, device=device, now=parts.now())
