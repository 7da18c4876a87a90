"""The list of what was found: text first, one link for each."""

import streamlit as st

from asset_map.model.anchor import AnchorStatus
from asset_map.model.freshness import Freshness
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.query import Listing
from asset_map.model.state import OperatingStatus
from asset_map.model.words import long_date
from asset_map.web.frame import page_file
from asset_map.web.text import plain

__all__ = ["distance_in_words", "listed", "look_of", "symbol"]

_SYMBOLS = {
    "circle": "●",
    "square": "■",
    "triangle": "▲",
    "hexagon": "⬢",
    "pentagon": "⬟",
    "star": "★",
    "diamond": "◆",
}
MILE_M = 1609.344


def look_of(listing: Listing) -> Look:
    """Return how a listing is drawn: recognised anchors by their own shape."""
    is_anchor = listing.anchor_status is AnchorStatus.RECOGNISED
    return ANCHOR_LOOK if is_anchor else KIND_LOOK[listing.kind]


def symbol(look: Look) -> str:
    """Return the shape of a kind in its colour, as Markdown."""
    return f':color[{_SYMBOLS[look.shape]}]{{foreground="{look.colour}"}}'


def distance_in_words(distance_m: float) -> str:
    """Return a distance as people say it: "450 m away", "2.3 miles away"."""
    if distance_m < 1000:  # noqa: PLR2004 - below a kilometre in metres, then in miles
        return f"{round(distance_m, -1):.0f} m away"
    return f"{distance_m / MILE_M:.1f} miles away"


def listed(listing: Listing, *, key: str = "", on_map: bool = True) -> bool:
    """
    Draw one line of a list; return True when its place was asked for on the map.

    ``key`` tells several lists of one page apart.
    """
    look = look_of(listing)
    with st.container(gap=None, key=f"line-{key}{listing.asset_id}"):
        st.page_link(
            page_file("asset"),
            label=f"{symbol(look)} **{plain(listing.name)}**",
            query_params={"id": listing.asset_id},
        )
        if listing.summary:
            st.write(plain(listing.summary))
        facts = [
            look.singular,
            plain(listing.place_name),
            plain(listing.ward_name),
            plain(listing.when),
            distance_in_words(listing.distance_m) if listing.distance_m is not None else "",
        ]
        st.caption(" · ".join(fact for fact in facts if fact))
        _warnings(listing)
        if on_map and listing.point is not None:
            return st.button("Show on the map", key=f"show-{listing.asset_id}", type="tertiary")
    return False


def _warnings(listing: Listing) -> None:
    if listing.operating_status is not OperatingStatus.ACTIVE:
        st.caption(f"**{listing.operating_status.label.capitalize()}.**")
    if listing.freshness is Freshness.STALE:
        checked = (
            f"Last checked on {long_date(listing.verified_on)}; it may have changed."
            if listing.verified_on
            else "Nobody has checked this yet."
        )
        st.caption(checked)
