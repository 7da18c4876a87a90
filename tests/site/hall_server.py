"""The phones' pages alone on a port, for tests that kill the server: it starts in a second."""

import sys
from datetime import UTC, datetime

import uvicorn
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.settings import load_settings
from asset_map.site.app import furnish
from asset_map.site.joining import joining_routes
from asset_map.site.parts import SiteParts
from asset_map.usecases.house import open_house


def main() -> None:
    house = open_house(load_settings())
    app = FastAPI(docs_url=None, redoc_url=None)
    parts = SiteParts(
        settings_now=house.settings_now,
        ward_map=lambda set_id: (b"", set_id),
        is_demonstration=lambda: False,
        now=lambda: datetime.now(UTC),
    )
    furnish(app, parts, workroom=PlainTextResponse(""), door=(joining_routes(parts, house),))
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="error")


if __name__ == "__main__":
    main()
