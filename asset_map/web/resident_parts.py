"""Where people live: what is known, and a file of points in its place."""

from functools import partial

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from asset_map.model.words import counted
from asset_map.usecases.demand import AddedDemand, KnownDemand, add_demand
from asset_map.usecases.house import House
from asset_map.web.messages import nothing_yet
from asset_map.web.state import actor, now
from asset_map.web.text import plain
from asset_map.web.uploaded import ask_for_table, on_disk

__all__ = ["brought_in", "told"]


def told(known: KnownDemand) -> None:
    """Say how many residents are known, and how."""
    if not known.points:
        nothing_yet(
            "Nobody has said yet where people live.",
            then="Gaps are counted in wards until then.",
        )
        return
    st.markdown(f"**{known.people:,} residents** at {counted(known.points, 'point')}.")
    st.caption(known.source.words)


def brought_in(house: House) -> None:
    """Ask for a file of points, or of people by ward."""
    ask_for_table(
        words="A row for each small area, such as the census's output areas: code, people, easting "
        "and northing (or lon and lat). Where known also deprivation, and urban or rural. A file "
        "of ward codes and people does too. It takes the place of what was there before.",
        button="Bring these residents in",
        key="residents-file",
        bring=partial(_bring, house),
    )


def _bring(house: House, file: UploadedFile) -> str:
    with on_disk(file) as path:
        added = add_demand(house, path, actor=actor(), now=now())
    return (
        f"{counted(added.points, 'point')} where {added.people:,} residents live. {_where(added)}"
    )


def _where(added: AddedDemand) -> str:
    return " ".join(
        f"{plain(one.set_name)}: {one.inside:,} in its areas, {one.outside:,} in none; "
        f"{counted(one.areas_without, 'area')} without a point."
        for one in added.by_set
    )
