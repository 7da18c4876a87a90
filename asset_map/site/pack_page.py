"""The packs that area committees were given: to read, and to take away."""

import base64
import hashlib
import re
from datetime import timedelta

from fastapi import APIRouter, Request, Response

from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.open_answers import is_known
from asset_map.site.pages import draw
from asset_map.site.parts import SiteParts
from asset_map.site.shown import READ, RESIDENT, show
from asset_map.site.whence import address_of
from asset_map.usecases.house import House
from asset_map.usecases.pack_files import PUBLIC_FILES, PackFile, public_pack_file
from asset_map.usecases.release_pack import PublicPack

__all__ = ["MOST_IN_AN_HOUR", "pack_routes"]

# To write a document takes a second or two; a committee and its residents need fewer.
MOST_IN_AN_HOUR = 600
_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)
_GONE = 410


def pack_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes of the packs that were released."""
    routes = APIRouter()
    limit = HourlyLimit(MOST_IN_AN_HOUR)

    def is_too_many(request: Request) -> bool:
        return limit.next_free(address_of(request), now=parts.now()) is not None

    @routes.api_route("/pack/{pack_id}", methods=READ)
    def pack(request: Request, pack_id: str) -> Response:
        """Show a pack, or where the issue is that took its place."""
        if is_too_many(request):
            return _wait()
        found, page = public_pack_file(house, pack_id, "pack.html", actor=RESIDENT)
        if page is None:
            return _instead(parts, request, found)
        ways = draw("pack_ways.html", parts, pack_id=pack_id, files=PUBLIC_FILES)
        return _page(request, page, bytes(ways.body), parts.settings.frame_ancestors)

    @routes.api_route("/pack/{pack_id}/{name}", methods=READ)
    def document(request: Request, pack_id: str, name: str) -> Response:
        """Return one of its documents."""
        if is_too_many(request):
            return _wait()
        found, file = public_pack_file(house, pack_id, name, actor=RESIDENT)
        if file is None:
            instead = _instead(parts, request, found)
            instead.status_code = _GONE
            return instead
        named = f'inline; filename="{pack_id}-{file.name}"'
        return _answer(request, file.content, file, {"Content-Disposition": named})

    return routes


def _wait() -> Response:
    return Response(status_code=429, headers={"Retry-After": str(int(timedelta(hours=1).seconds))})


def _instead(parts: SiteParts, request: Request, found: PublicPack) -> Response:
    """Return what is shown in the place of a pack that nobody is to read."""
    if found.successor is not None:
        return show("pack_replaced.html", parts, request, old=found.pack, new=found.successor)
    page = show("pack_held_back.html", parts, request, pack=found.pack)
    page.status_code = _GONE
    return page


def _page(request: Request, file: PackFile, ways: bytes, ancestors: str) -> Response:
    """Return the page as it is kept in a file, with the ways to its other forms before it."""
    content = file.content.replace(b"<body>", b"<body>\n" + ways, 1)
    # It holds its own style, and nothing else may run or be fetched.
    hashes = " ".join(
        f"'sha256-{base64.b64encode(hashlib.sha256(style).digest()).decode()}'"
        for style in _STYLE.findall(content)
    )
    policy = (
        f"default-src 'none'; style-src {hashes}; img-src data:; base-uri 'none'; "
        f"frame-ancestors {ancestors}"
    )
    return _answer(request, content, file, {"Content-Security-Policy": policy})


def _answer(request: Request, content: bytes, file: PackFile, more: dict[str, str]) -> Response:
    headers = {"Cache-Control": "no-cache", "ETag": f'"{file.tag}"', **more}
    if is_known(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=file.media_type, headers=headers)
