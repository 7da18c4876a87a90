"""The one server: plain pages at ``/``, routes under ``/api``, the workroom at ``/app``."""

import gc
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Scope
from xstatic.pkg import leaflet

from asset_map import __version__
from asset_map.site.api import api_routes
from asset_map.site.errors import answer_errors
from asset_map.site.gate import Gate
from asset_map.site.headers import SecurityHeaders, origin_of, plain_policy, workroom_policy
from asset_map.site.officer_link import officer_routes
from asset_map.site.pages import page_routes
from asset_map.site.parts import SiteParts
from asset_map.site.request_log import RequestLog

__all__ = ["WORKROOM_PATH", "furnish", "warmed"]

WORKROOM_PATH = "/app"
_NO_FOLDERS: Mapping[str, Path] = {}

Lifespan = Callable[[FastAPI], AbstractAsyncContextManager[None]]


class _Files(StaticFiles):
    """A folder's files, and how long a browser may keep them."""

    def __init__(self, folder: str | Path, *, kept: str) -> None:
        super().__init__(directory=folder)
        self._kept = kept

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        answer.headers["Cache-Control"] = self._kept
        return answer


def furnish(
    app: FastAPI,
    parts: SiteParts,
    *,
    workroom: ASGIApp,
    door: Sequence[APIRouter] = (),
    inline_scripts: Sequence[str] = (),
    folders: Mapping[str, Path] = _NO_FOLDERS,
) -> None:
    """
    Put every page, route and header into the server.

    ``door`` are the routes that ask the register; those with a tag are for programs, and
    stand in the server's description of itself; ``inline_scripts``
    are the hashes of the scripts that stand in the workroom's page; ``folders`` are
    further files to serve, under paths that change with their content.
    """
    app.title = "asset-map"
    app.version = __version__
    app.license_info = {"name": parts.settings.open_licence}
    for routes in door:
        app.include_router(routes, include_in_schema=bool(routes.tags))
    app.include_router(api_routes(parts))
    app.include_router(page_routes(parts), include_in_schema=False)
    app.include_router(officer_routes(parts), include_in_schema=False)
    app.mount("/leaflet", _Files(leaflet.BASE_DIR, kept="public, max-age=86400"))
    for path, folder in folders.items():
        app.mount(path, _Files(folder, kept="public, max-age=31536000, immutable"))
    app.mount(WORKROOM_PATH, workroom, name="workroom")
    answer_errors(app, parts)
    if parts.settings.log_format == "json":
        # The innermost: here alone it is known which route answers.
        app.add_middleware(RequestLog)
    app.add_middleware(Gate, parts=parts, workroom_path=WORKROOM_PATH)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=6)
    ancestors = parts.settings.frame_ancestors
    tiles = origin_of(parts.settings.tile_url)
    app.add_middleware(
        SecurityHeaders,
        plain=plain_policy(frame_ancestors=ancestors, tiles=tiles),
        workroom=workroom_policy(
            frame_ancestors=ancestors,
            inline_scripts=inline_scripts,
            tiles=tiles,
        ),
        workroom_path=WORKROOM_PATH,
        is_behind_tls=parts.settings.public_url.startswith("https://"),
    )


def warmed(
    lifespan: Lifespan, *, warm_up: Callable[[], None], beside: Lifespan | None = None
) -> Lifespan:
    """
    Return a lifespan that first loads what is slow to load, then freezes it.

    ``beside`` goes on as long as the server does.

    Streamlit collects garbage after each run of a page. What will never be garbage
    is set aside once, so that a run on a form costs 10 ms of it rather than 60.
    """

    @asynccontextmanager
    async def warm(app: FastAPI) -> AsyncIterator[None]:
        async with lifespan(app):
            warm_up()
            gc.collect()
            gc.freeze()
            async with beside(app) if beside else nullcontext():
                yield

    return warm
