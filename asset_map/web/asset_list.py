"""The list of what was found: text first, one link for each."""

import streamlit as st

from asset_map.model.anchor import AnchorStatus
from asset_map.model.freshness import Freshness
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.query import Listing
from asset_map.model.state import OperatingStatus
from asset_map.model.words import far_away, long_date
from asset_map.web.frame import page_file
from asset_map.web.symbols import symbol
from asset_map.web.text import plain

__all__ = ["distance_in_words", "listed", "look_of"]


def look_of(listing: Listing) -> Look:
    """Return how a listing is drawn: recognised anchors by their own shape."""
    is_anchor = listing.anchor_status is AnchorStatus.RECOGNISED
    return ANCHOR_LOOK if is_anchor else KIND_LOOK[listing.kind]


def distance_in_words(distance_m: float) -> str:
    """Return a distance as people say it: "450 metres away", "2.3 miles away"."""
    far, unit = far_away(distance_m)
    return "at the same place" if unit == "here" else f"{far} {unit} away"


def listed(
    listing: Listing, *, key: str = "", on_map: bool = False, is_chosen: bool = False
) -> bool:
    """
    Draw one line of a list; return True when its place was asked for on the map.

    ``key`` tells several lists of one page apart; the line that is ringed on the map
    is marked, and says so.
    """
    look = look_of(listing)
    is_asked_for = False
    # Nothing before the button changes when it is pressed: it keeps the keyboard's place.
    with st.container(gap=None, key=f"line-{key}{listing.asset_id}"):
        st.page_link(
            page_file("asset"),
            label=f"{symbol(look)} **{plain(listing.name)}**",
            query_params={"id": listing.asset_id},
        )
        if listing.summary:
            st.write(plain(listing.summary))
        st.caption(_facts(listing, look))
        for warning in _warnings(listing):
            st.caption(f"**{warning}**")
        if on_map and listing.point is not None:
            button_key = f"show-{listing.asset_id}"
            is_asked_for = st.button("Show on the map", key=button_key, type="tertiary")
        if is_chosen:
            with st.container(key=f"ringed-{key}{listing.asset_id}"):
                st.caption("Ringed [on the map](#on-the-map).")
    return is_asked_for


def _facts(listing: Listing, look: Look) -> str:
    facts = [
        look.singular,
        plain(listing.place_name) if listing.place_name != listing.name else "",
        plain(f"{listing.ward_name} ward") if listing.ward_name else "",
        plain(listing.when),
        distance_in_words(listing.distance_m) if listing.distance_m is not None else "",
    ]
    return " · ".join(fact for fact in facts if fact)


def _warnings(listing: Listing) -> list[str]:
    said = []
    if listing.operating_status is not OperatingStatus.ACTIVE:
        said.append(f"{listing.operating_status.label.capitalize()}.")
    if listing.freshness is Freshness.STALE:
        said.append(
            f"Last checked on {long_date(listing.verified_on)}; it may have changed."
            if listing.verified_on
            else "Nobody has checked this yet."
        )
    return said
