"""What machines that watch over the server ask: is it ready, and what are its figures."""

import hmac
import logging

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, PlainTextResponse

from asset_map import __version__
from asset_map.site.officer_link import is_from_this_machine
from asset_map.site.parts import SiteParts
from asset_map.usecases.health import HouseFigures, house_figures, is_ready
from asset_map.usecases.house import House

__all__ = ["health_routes"]

_log = logging.getLogger(__name__)
_NEVER_KEPT = {"Cache-Control": "no-store"}
_UNREADY = 503
_METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"


def health_routes(parts: SiteParts, house: House) -> APIRouter:
    """Return the routes for a load balancer and for Prometheus."""
    routes = APIRouter()

    @routes.get("/api/ready")
    def ready() -> Response:
        """Say whether the database answers and its tables are those of this version."""
        try:
            stands = is_ready(house)
        except Exception:  # noqa: BLE001 - whatever it is, no work is to come here now
            _log.exception("The register does not answer")
            stands = False
        status = 200 if stands else _UNREADY
        said = {"status": "ready" if stands else "not ready", "version": __version__}
        return JSONResponse(said, status_code=status, headers=_NEVER_KEPT)

    @routes.get("/metrics")
    def metrics(request: Request) -> Response:
        """Give counts as Prometheus reads them, to this machine or to whoever has the token."""
        if not (is_from_this_machine(request) or _has_token(request, parts)):
            return PlainTextResponse("Not found\n", status_code=404, headers=_NEVER_KEPT)
        figures = house_figures(house, now=parts.now())
        return Response(_drawn(figures), media_type=_METRICS_TYPE, headers=_NEVER_KEPT)

    return routes


def _has_token(request: Request, parts: SiteParts) -> bool:
    wanted = parts.settings.metrics_token
    given = request.headers.get("authorization", "").removeprefix("Bearer ")
    return bool(wanted) and hmac.compare_digest(given.encode(), wanted.encode())


def _drawn(figures: HouseFigures) -> str:
    lines = {
        "asset_map_assets": ("Assets in the register", figures.asset_count),
        "asset_map_proposals_waiting": ("Proposals in Review", figures.waiting_proposals),
        "asset_map_messages_waiting": ("Messages not sent yet", figures.waiting_messages),
        "asset_map_changes": ("Moves with every change", figures.change_count),
        "asset_map_backup_age_seconds": ("Age of the newest backup", figures.backup_age_s),
    }
    return "".join(
        f"# HELP {name} {said}\n# TYPE {name} gauge\n{name} {value}\n"
        for name, (said, value) in lines.items()
        if value is not None
    )
