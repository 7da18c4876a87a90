"""The events guide of a ward or an area committee, to print."""

from fastapi import APIRouter, Response

from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT
from asset_map.usecases.events_guide import events_guide
from asset_map.usecases.house import House

__all__ = ["guide_routes"]

_LARGE = "large"


def guide_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the guides; ``print=large`` asks for large print."""
    routes = APIRouter()

    def guide(*, size: str, ward_code: str = "", committee: str = "") -> Response:
        content = events_guide(
            house,
            actor=RESIDENT,
            now=parts.now(),
            ward_code=ward_code,
            committee=committee,
            is_large=size == _LARGE,
        )
        headers = {
            "Cache-Control": "public, max-age=3600",
            "Content-Disposition": 'inline; filename="whats-on.pdf"',
        }
        return Response(content, media_type="application/pdf", headers=headers)

    @routes.api_route("/ward/{code}/guide.pdf", methods=READ)
    def of_ward(code: str, print: str = "") -> Response:  # noqa: A002 - the address's own word
        """Return what is on in a ward in the coming four weeks."""
        return guide(size=print, ward_code=code)

    @routes.api_route("/committee/{committee}/guide.pdf", methods=READ)
    def of_committee(committee: str, print: str = "") -> Response:  # noqa: A002 - as above
        """Return what is on in the wards of a committee in the coming four weeks."""
        return guide(size=print, committee=committee)

    return routes
