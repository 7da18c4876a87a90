"""The routes that machines read: health, and the wards that maps draw."""

import gzip

from fastapi import APIRouter, Request, Response

from asset_map import __version__
from asset_map.site.open_answers import OPEN_HEADERS, OpenDesk, is_known, open_route
from asset_map.site.open_shapes import WARDS
from asset_map.site.parts import SiteParts

__all__ = ["api_routes"]

# Asked again each hour, and answered "unchanged" unless the set was mended.
_WARDS_CACHE = "public, max-age=3600, stale-while-revalidate=604800"


def api_routes(parts: SiteParts) -> APIRouter:
    """Return the routes under ``/api``."""
    routes = APIRouter()
    desk = OpenDesk(parts)

    @routes.get("/api/health", include_in_schema=False)
    def health() -> dict[str, str]:
        """Say that the server answers, and which version it is."""
        return {"status": "ok", "version": __version__}

    def wards(request: Request, set_id: str) -> Response:
        """Return the wards of a boundary set, generalised to be drawn (RFC 7946)."""
        if refusal := desk.refusal(request):
            return refusal
        packed, tag = parts.ward_map(set_id)
        return _wards_answer(request, packed, tag)

    path = "/api/wards/{set_id}.geojson"
    open_route(routes, path, wards, shape=WARDS, name="Wards of a set")
    return routes


def _wards_answer(request: Request, packed: bytes, tag: str) -> Response:
    headers = {
        **OPEN_HEADERS,
        "ETag": tag,
        "Cache-Control": _WARDS_CACHE,
        "Vary": "Accept-Encoding",
    }
    if is_known(request, tag):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), headers=headers, media_type="application/geo+json")
    headers["Content-Encoding"] = "gzip"
    return Response(packed, headers=headers, media_type="application/geo+json")
