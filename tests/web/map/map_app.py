"""The server with invented wards and the page of maps, for `streamlit run`."""

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st
from fastapi import FastAPI

from asset_map.settings import Settings
from asset_map.site.app import furnish
from asset_map.site.headers import inline_script_hashes
from asset_map.site.parts import SiteParts
from asset_map.web.map import BROWSER_FOLDER, BROWSER_PATH
from tests.web.map.invented import ward_map

workroom = st.App(Path(__file__).with_name("map_page.py"))
app = FastAPI(lifespan=workroom.lifespan(), docs_url=None, redoc_url=None)
page = (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
furnish(
    app,
    SiteParts(
        settings_now=Settings,
        ward_map=ward_map,
        is_demonstration=lambda: True,
        now=lambda: datetime.now(UTC),
    ),
    workroom=workroom,
    inline_scripts=inline_script_hashes(page),
    folders={BROWSER_PATH: BROWSER_FOLDER},
)
