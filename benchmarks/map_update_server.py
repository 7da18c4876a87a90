"""The server of the measured page: without the security policy, which folium cannot run under."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from asset_map.settings import Settings
from asset_map.site.api import api_routes
from asset_map.site.parts import SiteParts
from asset_map.web.map import BROWSER_FOLDER, BROWSER_PATH
from benchmarks.map_update_places import ward_map

workroom = st.App(Path(__file__).with_name("map_update_page.py"))
app = FastAPI(lifespan=workroom.lifespan())
parts = SiteParts(
    settings_now=Settings,
    ward_map=ward_map,
    is_demonstration=lambda: False,
    now=lambda: datetime.now(UTC),
)
app.include_router(api_routes(parts))
app.mount("/leaflet", StaticFiles(directory=leaflet.BASE_DIR))
app.mount(BROWSER_PATH, StaticFiles(directory=BROWSER_FOLDER))
app.mount("/app", workroom)
