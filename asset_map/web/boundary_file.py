"""A boundary file brought in on the page, and another set put to use."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.words import counted
from asset_map.usecases.boundaries import BoundaryRequest, add_boundaries, use_boundaries
from asset_map.usecases.house import House
from asset_map.web.choice_words import distinct
from asset_map.web.messages import attempt
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain
from asset_map.web.uploaded import NO_FILE, on_disk

__all__ = ["brought_in", "put_to_use"]

_FILE, _NAME, _KIND, _FROM = "areas-file", "areas-name", "areas-kind", "areas-from"
_USE = "areas-use"
_ENDINGS = ["gpkg", "geojson", "json", "zip", "parquet"]


def brought_in(house: House) -> None:
    """Ask for a file of areas, what it is called and from when it holds."""
    st.header("Bring in areas", anchor=False)
    st.write(
        "Wards come from the Office for National Statistics' Open Geography portal: choose “Wards, "
        "full resolution, clipped” (BFC) as GeoPackage or GeoJSON, cut to your district. A file "
        "that does not hold together is refused, with what is wrong, and changes nothing."
    )
    st.text_input(
        "What this edition is called", key=_NAME, placeholder="Such as: Wards 2025", max_chars=80
    )
    st.selectbox("Its areas are", list(BoundaryKind), format_func=_kind_words, key=_KIND)
    st.date_input("In force from", today(), key=_FROM, format="DD/MM/YYYY")
    st.file_uploader("The file", type=_ENDINGS, key=_FILE)
    st.caption(
        f"Up to {house.settings.max_upload_mb} MB here. A larger file, up to 250 MB, comes in by "
        "“asset-map boundaries add FILE”."
    )
    st.button("Bring these areas in", on_click=partial(attempt, partial(_bring, house)))


def put_to_use(sets: Sequence[tuple[BoundarySet, int, bool]], *, house: House) -> None:
    """Choose the set that places are sorted by, where there is more than the one in use."""
    waiting = {one.id: one.name for one, _, is_in_use in sets if not is_in_use}
    if not waiting:
        return
    st.header("Use another set", anchor=False)
    st.write("The ward of every place is worked out anew; no place moves.")
    labels = distinct(waiting)
    st.selectbox("Use", list(labels), format_func=labels.__getitem__, key=_USE)
    st.button("Use this set", on_click=partial(attempt, partial(_use, house)))


def _kind_words(kind: BoundaryKind) -> str:
    return f"{kind.label}s" if kind is not BoundaryKind.PARISH else "parishes"


def _bring(house: House) -> str:
    typed = st.session_state
    file = typed.get(_FILE)
    if file is None:
        raise InvalidSubmissionError(NO_FILE)
    with on_disk(file) as path:
        request = BoundaryRequest(
            path=path, name=typed[_NAME], kind=typed[_KIND], valid_from=typed[_FROM]
        )
        added = add_boundaries(house, request, actor=actor(), now=now())
    read = counted(added.area_count, added.boundary_set.kind.label)
    columns = f"{plain(added.code_column)} and {plain(added.name_column)}"
    warnings = "".join(f" {plain(warning)}" for warning in added.warnings)
    use = "They are in use." if added.is_in_use else "Put them to use when their day comes."
    return f"{read} from {plain(file.name)}, by its columns {columns}.{warnings} {use}"


def _use(house: House) -> str:
    used = use_boundaries(house, st.session_state[_USE], actor=actor(), now=now())
    return (
        f"{plain(used.boundary_set.name)} is in use: {counted(used.placed, 'place')} in its areas, "
        f"{used.outside:,} outside."
    )
