"""What the pages that residents read have in common: who reads, the day, and the frame."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import AssetKind
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.query import Listing
from asset_map.model.role import Actor, Role
from asset_map.model.words import LONDON, far_away, long_date
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts
from asset_map.usecases.boundaries import WardName

__all__ = [
    "READ",
    "RESIDENT",
    "address",
    "is_framed",
    "look_of",
    "show",
    "today",
    "ward_labels",
]

RESIDENT = Actor(name="A resident", role=Role.PUBLIC)
# What sends a preview of a link asks for the head alone first.
READ = ["GET", "HEAD"]


def today(parts: SiteParts) -> date:
    """Return the day it is in London."""
    return parts.now().astimezone(LONDON).date()


def show(
    name: str, parts: SiteParts, request: Request, *, here: str = "", **words: object
) -> HTMLResponse:
    """
    Return a page to read, drawn from its template.

    ``here`` is the part of the site that the page belongs to. With ``frame=1`` in its
    address the page comes without header and footer, to stand in a council's own page.
    """
    public_url = parts.settings.public_url.rstrip("/")
    return draw(
        name,
        parts,
        environment=None,
        status=200,
        here=here,
        in_frame=is_framed(request),
        canonical=f"{public_url}{request.url.path}" if public_url else "",
        long_date=long_date,
        look_of=look_of,
        kind_look=KIND_LOOK,
        far_away=far_away,
        address=address,
        **words,
    )


def is_framed(request: Request) -> bool:
    """Whether the page is to stand in another page's frame."""
    return request.query_params.get("frame") == "1"


def look_of(listing: Listing) -> Look:
    """Return how a listing is drawn: recognised anchors by their own shape."""
    is_anchor = listing.anchor_status is AnchorStatus.RECOGNISED
    return ANCHOR_LOOK if is_anchor else KIND_LOOK[AssetKind(listing.kind)]


def ward_labels(wards: Sequence[WardName]) -> dict[str, str]:
    """Return each ward's name by code, with its district where another has the name too."""
    names = [ward.name for ward in wards]
    return {
        ward.code: f"{ward.name} ({ward.district_name or ward.code})"
        if names.count(ward.name) > 1
        else ward.name
        for ward in wards
    }


def address(path: str, *pairs: tuple[str, object], **named: object) -> str:
    """Return an address on this site with what it asks; what is empty is left out."""
    asked = [(name, str(value)) for name, value in (*pairs, *named.items()) if value]
    return f"{path}?{urlencode(asked)}" if asked else path
