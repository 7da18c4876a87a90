"""What Find found: the list and the map beside it, each pointing at the other."""

from dataclasses import replace
from urllib.parse import urlencode

import streamlit as st

from asset_map.model.query import ADDRESS_NAMES, Query
from asset_map.model.role import Actor
from asset_map.model.words import counted
from asset_map.usecases.find_assets import Answer, Found, one_line, without_one_choice
from asset_map.usecases.house import House
from asset_map.web.asset_list import listed
from asset_map.web.filters import forget
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, asset_map
from asset_map.web.map_base import map_base, points_of_pins
from asset_map.web.messages import nothing_yet
from asset_map.web.state import today

__all__ = ["PAGE", "heading", "how_many_shown", "list_of", "loosened", "map_of", "share"]

PAGE = 20
_CHOSEN = "find_chosen"


def how_many_shown(query: Query) -> int:
    """Return how many lines are shown: the first few, until somebody asks for more."""
    before, shown = st.session_state.get("find_shown", (query, PAGE))
    return int(shown) if before == query else PAGE


def heading(found: Found, *, is_near: bool) -> str:
    """Say how many there are."""
    if not found.total:
        return "Nothing found"
    return f"{counted(found.total, 'place or group', 'places and groups')}" + (
        ", nearest first" if is_near and found.total > 1 else ""
    )


def list_of(found: Found, query: Query) -> None:
    """Draw the lines; the one that is ringed on the map is marked."""
    for listing in found.listings:
        is_chosen = st.session_state.get(_CHOSEN) == listing.asset_id
        if listed(listing, on_map=True, is_chosen=is_chosen):
            _choose(listing.asset_id)
    more = min(PAGE, found.total - len(found.listings))
    if more and st.button(f"Show {more} more"):
        st.session_state["find_shown"] = (query, len(found.listings) + PAGE)
        st.rerun()


def _choose(asset_id: str) -> None:
    """Ring a place on the map and mark its line, both of them from now on."""
    st.session_state[_CHOSEN] = asset_id
    st.rerun()


def map_of(answer: Answer, focus: MapFocus, house: House, *, actor: Actor) -> None:
    """Draw the map, and under it the line of what is chosen on it."""
    chosen = st.session_state.get(_CHOSEN, "")
    event = asset_map(
        points_of_pins(answer.pins, today=today()),
        base=map_base(house),
        focus=replace(focus, asset_id=chosen),
        key="find-map",
        height="52vh",
    )
    if event and event.asset_id and event.asset_id != chosen:
        st.session_state.pop("find_ward", None)
        _choose(event.asset_id)
    if event and event.ward_code:
        st.session_state["find_ward"] = event.ward_code
    _chosen_line(answer, house, actor=actor)
    if code := st.session_state.get("find_ward"):
        st.page_link(
            page_file("ward"), label="See what this ward has got", query_params={"code": code}
        )


def _chosen_line(answer: Answer, house: House, *, actor: Actor) -> None:
    chosen = st.session_state.get(_CHOSEN, "")
    if not any(pin.asset_id == chosen for pin in answer.pins):
        return
    line = next((one for one in answer.found.listings if one.asset_id == chosen), None)
    line = line or one_line(house, chosen, actor=actor, today=today())
    if line:
        listed(line, key="ringed-", is_chosen=True)


def loosened(query: Query, words: dict[str, str], house: House, *, actor: Actor) -> None:
    """Say that nothing fits, and which choice to leave out to find something."""
    nothing_yet(
        "Nothing recorded here yet fits all of that.",
        then="Something missing? It may be there and not be written down yet: tell the council.",
    )
    totals = without_one_choice(house, query, actor=actor, today=today())
    for field, total in totals.items():
        st.button(
            f"Leave out {words[field]}: {counted(total, 'place or group', 'places and groups')}",
            key=f"loosen-{field}",
            on_click=forget,
            args=([ADDRESS_NAMES[field]],),
        )


def share() -> None:
    """Show the address of this search on the plain pages, which open on any phone."""
    asked = [(name, one) for name in st.query_params for one in st.query_params.get_all(name)]
    if not asked:
        return
    public = (st.context.url or "").replace("/app/find", "/find")
    with st.expander("Share this search"):
        st.code(f"{public}?{urlencode(asked)}", language=None, wrap_lines=True)
        st.caption("Whoever opens this address sees the same choices.")
