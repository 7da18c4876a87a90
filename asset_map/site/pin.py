"""A pin on a map, beside the postcode: for browsers with scripts; the form is whole without."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Response
from fastapi.responses import JSONResponse

from asset_map.model.errors import LocationNotFoundError
from asset_map.settings import Settings
from asset_map.usecases.boundaries import wards_in_use
from asset_map.usecases.house import House
from asset_map.usecases.locating import near

__all__ = ["map_base", "pin_routes"]

_UNKNOWN = 204


def pin_routes(house: House) -> APIRouter:
    """Return the one route that the map asks: where to begin."""
    routes = APIRouter()

    # Sent as a form, so that nobody's postcode stands in an address or a log.
    @routes.post("/add/near")
    def begin_near(postcode: Annotated[str, Form(max_length=20)] = "") -> Response:
        """Say where a postcode is; nothing for one that is not known."""
        try:
            point = near(house, postcode)
        except LocationNotFoundError:
            return Response(status_code=_UNKNOWN)
        return JSONResponse({"lon": point.lon, "lat": point.lat})

    return routes


def map_base(house: House, settings: Settings) -> dict[str, str]:
    """Return what lies below the pin: the wards in use, and tiles if a council set any."""
    wards = wards_in_use(house)
    ward_set = wards[0] if wards else None
    said = [ward_set.attribution if ward_set else ""]
    if settings.tile_url:
        said.append(settings.tile_attribution)
    return {
        "wards": f"/api/wards/{quote(ward_set.id, safe='')}.geojson" if ward_set else "",
        "tiles": settings.tile_url,
        "attribution": " ".join(filter(None, said)),
    }
