"""The routes that machines read: health, and the wards that maps draw."""

import gzip

from fastapi import APIRouter, Request, Response

from asset_map import __version__
from asset_map.site.parts import SiteParts

__all__ = ["api_routes"]

# Asked again each hour, and answered "unchanged" unless the set was mended.
_WARDS_CACHE = "public, max-age=3600, stale-while-revalidate=604800"


def api_routes(parts: SiteParts) -> APIRouter:
    """Return the routes under ``/api``."""
    routes = APIRouter(prefix="/api")

    @routes.get("/health")
    def health() -> dict[str, str]:
        """Say that the server answers, and which version it is."""
        return {"status": "ok", "version": __version__}

    @routes.get("/wards/{set_id}.geojson", response_class=Response)
    def wards(request: Request, set_id: str) -> Response:
        """Return the wards of a boundary set, generalised to be drawn (RFC 7946)."""
        packed, tag = parts.ward_map(set_id)
        return _wards_answer(request, packed, tag)

    return routes


def _wards_answer(request: Request, packed: bytes, tag: str) -> Response:
    headers = {"ETag": tag, "Cache-Control": _WARDS_CACHE, "Vary": "Accept-Encoding"}
    if _is_known(request, tag):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(gzip.decompress(packed), headers=headers, media_type="application/geo+json")
    headers["Content-Encoding"] = "gzip"
    return Response(packed, headers=headers, media_type="application/geo+json")


def _is_known(request: Request, tag: str) -> bool:
    given = request.headers.get("if-none-match", "").split(",")
    return tag in {one.strip().removeprefix("W/") for one in given}
