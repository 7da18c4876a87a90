"""How the open routes answer: to every page's script, at most so often, and not twice the same."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Request, Response

from asset_map.site.hourly_limit import HourlyLimit
from asset_map.site.open_shapes import FAULTS
from asset_map.site.parts import SiteParts
from asset_map.site.whence import address_of

__all__ = ["MOST_IN_AN_HOUR", "OPEN_HEADERS", "OpenDesk", "is_known", "open_route"]

# A program that copies a district's feed, object by object, needs some thousands.
MOST_IN_AN_HOUR = 6_000
OPEN_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Retry-After",
}
_ASKED_BEFORE = {
    **OPEN_HEADERS,
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
    "Allow": "GET, HEAD, OPTIONS",
}
_SHORT = "public, max-age=60"


def open_route(
    routes: APIRouter,
    path: str,
    endpoint: Callable[..., Response],
    *,
    shape: Mapping[str, Any],
    name: str | None = None,
) -> None:
    """
    Add a route that anybody's program may read, described by the ``shape`` of its answer.

    A page of another site asks with OPTIONS first when it sends back an ETag.
    """
    responses: dict[int | str, dict[str, Any]] = {200: dict(shape), **FAULTS}
    routes.add_api_route(path, endpoint, name=name, response_class=Response, responses=responses)
    routes.add_api_route(path, endpoint, methods=["HEAD"], include_in_schema=False)
    routes.add_api_route(path, _may_ask, methods=["OPTIONS"], include_in_schema=False)


def _may_ask() -> Response:
    return Response(status_code=204, headers=_ASKED_BEFORE)


@dataclass(frozen=True, slots=True)
class OpenDesk:
    """Answers for all routes of one kind: one limit counts for all of them."""

    parts: SiteParts
    limit: HourlyLimit = field(default_factory=lambda: HourlyLimit(MOST_IN_AN_HOUR))

    def answer(
        self,
        request: Request,
        ask: Callable[[], bytes | dict[str, Any]],
        *,
        tag: str,
        kind: str = "application/json",
        cache: str = _SHORT,
    ) -> Response:
        """Return what ``ask`` returns, unless the asker has it or asks too often."""
        if refusal := self.refusal(request):
            return refusal
        headers = {**OPEN_HEADERS, "Cache-Control": cache, "ETag": tag}
        if is_known(request, tag):
            return Response(status_code=304, headers=headers)
        content = ask()
        if isinstance(content, dict):
            content = json.dumps(content, ensure_ascii=False).encode()
        return Response(content, headers=headers, media_type=kind)

    def refusal(self, request: Request) -> Response | None:
        """Return what is said to whoever asks too often."""
        address = address_of(request)
        now = self.parts.now()
        free_at = self.limit.next_free(address, now=now)
        if free_at is None:
            return None
        wait_s = int((free_at - now) / timedelta(seconds=1)) + 1
        said = {"error": f"That was too often for one hour; ask again in {wait_s} seconds."}
        headers = {**OPEN_HEADERS, "Retry-After": str(wait_s)}
        return Response(
            json.dumps(said), status_code=429, headers=headers, media_type="application/json"
        )


def is_known(request: Request, tag: str) -> bool:
    """Whether the asker has the answer of that tag already."""
    # What packs the answer on its way may have marked the tag as a weak one.
    known = {
        one.strip().removeprefix("W/")
        for one in request.headers.get("if-none-match", "").split(",")
    }
    return tag in known or "*" in known
