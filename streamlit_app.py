"""
The server that ``streamlit run streamlit_app.py`` finds and starts.

Plain pages at ``/``, routes under ``/api``, the workroom (Streamlit) at ``/app``.
"""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import streamlit as st
from fastapi import FastAPI

from asset_map.settings import ROOT, load_settings
from asset_map.site.app import furnish, warmed
from asset_map.site.doors import public_door
from asset_map.site.each_hour import hourly
from asset_map.site.headers import inline_script_hashes
from asset_map.site.parts import SiteParts
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.site.shown import RESIDENT
from asset_map.usecases.boundaries import ward_map
from asset_map.usecases.erased_again import erase_again
from asset_map.usecases.house import shared_house
from asset_map.usecases.log_lines import set_up_logs
from asset_map.usecases.seal_history import SERVER, seal_daily
from asset_map.usecases.ward_gap import ward_gap
from asset_map.web.map import BROWSER_FOLDER, BROWSER_PATH
from asset_map.web.warm_up import warm_up


def _warm_up() -> None:
    """Load what is slow, and begin the figures that ward pages show."""
    warm_up()
    ward_gap(house, "", actor=RESIDENT, now=datetime.now(UTC), patience_s=0)


def _seal_the_day() -> None:
    seal_daily(house.register, actor=SERVER, now=datetime.now(UTC))


set_up_logs(load_settings())
keep_values_out_of_logs()
workroom = st.App(ROOT / "pages" / "frame.py")
# Streamlit looks for this very line: the server must be made here, by name.
app = FastAPI(
    lifespan=warmed(workroom.lifespan(), warm_up=_warm_up, beside=hourly(_seal_the_day)),
    openapi_url="/api/openapi.json",
    docs_url=None,  # its page asks another host for its script
    redoc_url=None,
)
house = shared_house(load_settings())
# Before anybody sees anything: a backup may have been put back.
erase_again(house, now=datetime.now(UTC))
parts = SiteParts(
    settings_now=house.settings_now,
    ward_map=partial(ward_map, house),
    is_demonstration=house.shows_demonstration,
    now=lambda: datetime.now(UTC),
)
furnish(
    app,
    parts,
    workroom=workroom,
    door=public_door(parts, house),
    inline_scripts=inline_script_hashes(
        (Path(st.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    ),
    folders={BROWSER_PATH: BROWSER_FOLDER},
)
