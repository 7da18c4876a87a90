"""Pages behind a private link: kept by nobody, listed nowhere, their address told to nobody."""

from fastapi import Response
from fastapi.responses import RedirectResponse

from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.private_link import STATUS_DAYS
from asset_map.model.words import long_date
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts

__all__ = ["draw_private", "onward", "unknown_link"]

_PRIVATE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}


def draw_private(
    name: str,
    parts: SiteParts,
    *,
    error: InvalidSubmissionError | None = None,
    status: int = 200,
    **words: object,
) -> Response:
    """Return a page for one reader; ``error`` says what of a form did not do."""
    page = draw(
        name,
        parts,
        environment=None,
        status=status,
        problems=error.problems if error else (),
        long_date=long_date,
        **words,
    )
    page.headers.update(_PRIVATE)
    return page


def unknown_link(parts: SiteParts) -> Response:
    """Return the page of a link that opens nothing, and what can be done."""
    return draw_private(
        "follow/unknown.html",
        parts,
        status=404,
        contact=parts.settings.privacy_contact,
        status_days=STATUS_DAYS,
    )


def onward(path: str) -> Response:
    """Send a browser on after a form did what it was for, so that a reload sends nothing."""
    return RedirectResponse(path, status_code=303, headers=_PRIVATE)
