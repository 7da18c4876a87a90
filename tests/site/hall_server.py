"""The plain pages alone on a port, for tests that kill the server: it starts in a second."""

import sys
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.settings import load_settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.site.parts import SiteParts
from asset_map.usecases.boundaries import ward_map
from asset_map.usecases.house import open_house


def main() -> None:
    house = open_house(load_settings())
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = SiteParts(
        settings=house.settings,
        ward_map=lambda set_id: ward_map(house, set_id),
        is_demonstration=lambda: False,
        now=lambda: datetime.now(UTC),
    )
    furnish(app, parts, workroom=PlainTextResponse(""), door=public_door(parts, house))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")


if __name__ == "__main__":
    main()
