"""
The live map: our own Leaflet component, for Find and for the small maps of other pages.

Every point is sent once a visit; afterwards only which of them are shown. The wards
are fetched once by their address. No request leaves this server unless a council
names a tile server.
"""

from asset_map.web.map.component import (
    BROWSER_FOLDER,
    BROWSER_PATH,
    asset_map,
    pin_map,
    place_picture,
)
from asset_map.web.map.parts import MapBase, MapEvent, MapFocus, MapPoint

__all__ = [
    "BROWSER_FOLDER",
    "BROWSER_PATH",
    "MapBase",
    "MapEvent",
    "MapFocus",
    "MapPoint",
    "asset_map",
    "pin_map",
    "place_picture",
]
