"""The plain pages: drawn on the server, complete without JavaScript."""

import hashlib
import re
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from jinja2 import Environment

from asset_map.model.errors import SettingsError
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.settings import Settings
from asset_map.site.messages import page_environment
from asset_map.site.parts import SiteParts

__all__ = ["draw", "page_routes", "style_sheet"]

_STYLES = Path(__file__).parent / "style"
_FOREVER = "public, max-age=31536000, immutable"
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOURS = {look.shape: look.colour for look in (*KIND_LOOK.values(), ANCHOR_LOOK)}
_environment = cache(page_environment)


@cache
def style_sheet(accent_colour: str) -> tuple[str, str]:
    """
    Return the style sheet in the council's accent colour, and the name it is served by.

    The name changes with the content, so that a browser may keep it for ever.

    Raises
    ------
    SettingsError
        When the colour is not written as #RRGGBB.
    """
    if not _COLOUR.fullmatch(accent_colour):
        message = (
            f"The setting 'accent_colour' is '{accent_colour}'; write it as six hexadecimal "
            "digits after a hash: #0B5C66."
        )
        raise SettingsError(message)
    # The site's own first: its name comes last in the alphabet and its rules are the base.
    sheets = sorted(_STYLES.glob("*.css"), reverse=True)
    rules = "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    text = f":root{{--accent:{accent_colour}}}\n{rules}"
    return text, f"site-{hashlib.sha256(text.encode()).hexdigest()[:12]}.css"


def draw(
    name: str,
    parts: SiteParts,
    *,
    environment: Environment | None = None,
    status: int = 200,
    **words: object,
) -> HTMLResponse:
    """Return a page drawn from its template, with what every page carries."""
    settings = parts.settings
    page = (environment or _environment()).get_template(name)
    html = page.render(
        council=settings.council_name,
        style=style_sheet(settings.accent_colour)[1],
        is_demonstration=parts.is_demonstration(),
        colours=_COLOURS,
        **words,
    )
    return HTMLResponse(html, status_code=status, headers={"Cache-Control": "no-cache"})


def page_routes(parts: SiteParts) -> APIRouter:
    """Return the plain pages and their style sheet."""
    routes = APIRouter()
    style, style_name = style_sheet(parts.settings.accent_colour)

    @routes.api_route("/", methods=["GET", "HEAD"])
    def home() -> Response:
        """Show the doors."""
        return draw("home.html", parts)

    @routes.get("/app/home")
    def workroom_home() -> Response:
        """Send on whoever guesses the address of the workroom's Home: it is the first page."""
        return RedirectResponse("/app/")

    @routes.get(f"/{style_name}")
    def site_style() -> Response:
        """Return the one style sheet."""
        return Response(style, media_type="text/css", headers={"Cache-Control": _FOREVER})

    @routes.get("/favicon.ico")
    def icon() -> Response:
        """Send browsers that ask blindly to the drawn icon."""
        return RedirectResponse("/icon.svg", status_code=301)

    @routes.get("/icon.svg")
    def drawn_icon() -> Response:
        """Return the icon: an anchor organisation's diamond in the accent colour."""
        return Response(
            _icon(parts.settings), media_type="image/svg+xml", headers={"Cache-Control": _FOREVER}
        )

    return routes


def _icon(settings: Settings) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
        f'<path d="M16 2 30 16 16 30 2 16Z" fill="{settings.accent_colour}"/>'
        '<circle cx="16" cy="16" r="5" fill="#fff"/></svg>'
    )
