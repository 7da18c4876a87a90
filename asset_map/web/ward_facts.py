"""The parts of a ward's page: strengths first, what is not recorded yet last."""

import streamlit as st

from asset_map.model.asset import AssetKind
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.query import Listing
from asset_map.model.words import LONDON, counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.view_ward import WardView
from asset_map.web.asset_list import listed
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, place_picture
from asset_map.web.map_base import map_base, points_of
from asset_map.web.text import plain

__all__ = [
    "in_one_sentence",
    "not_recorded_yet",
    "on_map",
    "people",
    "strengths",
    "whats_on",
]

FIRST = 8
HAPPENINGS = 20
_ORDER = (
    AssetKind.SPACE,
    AssetKind.GROUP,
    AssetKind.INSTITUTION,
    AssetKind.BUSINESS,
    AssetKind.STORY,
)


def in_one_sentence(view: WardView) -> None:
    """Say what the ward has got."""
    groups = len(view.by_kind[AssetKind.GROUP])
    spaces = len(view.by_kind[AssetKind.SPACE])
    anchors = len(view.anchors)
    st.write(
        f"{plain(view.ward.name)} has {counted(groups, 'group')}, "
        f"{counted(spaces, 'place')} to meet and "
        f"{counted(anchors, 'recognised anchor organisation')} that we know of."
    )
    if view.candidates:
        names = ", ".join(plain(one.name) for one in view.candidates)
        st.caption(f"May become an anchor organisation: {names}.")


def strengths(view: WardView) -> None:
    """List anchors, then each kind."""
    _section(ANCHOR_LOOK.plural, view.anchors)
    for kind in _ORDER:
        others = tuple(one for one in view.by_kind[kind] if one not in view.anchors)
        _section(KIND_LOOK[kind].plural, others)


def _section(title: str, listings: tuple[Listing, ...]) -> None:
    if not listings:
        return
    st.header(title, anchor=False)
    for listing in listings[:FIRST]:
        listed(listing, key=f"{title}-", on_map=False)
    if len(listings) > FIRST:
        with st.expander(f"{len(listings) - FIRST} more"):
            for listing in listings[FIRST:]:
                listed(listing, key=f"{title}-", on_map=False)


def whats_on(view: WardView) -> None:
    """List the next fortnight."""
    st.header("What is on in the next two weeks", anchor=False)
    if not view.whats_on:
        st.write("Nothing with a time is recorded here yet.")
    for happening in view.whats_on[:HAPPENINGS]:
        at = f", {happening.starts.astimezone(LONDON):%H:%M}" if happening.starts else ""
        where = f", {plain(happening.place_name)}" if happening.place_name else ""
        st.page_link(
            page_file("asset"),
            label=f"{happening.day:%A} {long_date(happening.day)}{at}: "
            f"{plain(happening.name)}{where}",
            query_params={"id": happening.asset_id},
        )
    if len(view.whats_on) > HAPPENINGS:
        st.caption(f"And {len(view.whats_on) - HAPPENINGS} more in these two weeks.")


def people(view: WardView) -> None:
    """Tell languages, and skills as counts."""
    if view.languages:
        st.header("Languages", anchor=False)
        st.write(", ".join(plain(one) for one in view.languages))
    if view.skills:
        st.header("People who can help", anchor=False)
        st.markdown("\n".join(f"- {plain(family)}: {count}" for family, count in view.skills))
        st.caption("People are counted, never named or put on a map.")


def not_recorded_yet(view: WardView) -> None:
    """Tell what nobody has recorded, which does not mean that there is none."""
    if view.not_recorded:
        st.header("Not recorded here yet", anchor=False)
        st.write(", ".join(function.label for function in view.not_recorded).capitalize() + ".")
        st.caption("That does not mean there is none. Do you know of one? Tell us.")


def on_map(view: WardView, house: House) -> None:
    """Draw the ward with what is in it."""
    everything = [one for listings in view.by_kind.values() for one in listings]
    place_picture(
        points_of(everything),
        base=map_base(house),
        focus=MapFocus(ward_codes=(view.ward.code,)),
        key=f"ward-{view.ward.code}",
        label=f"Map of {view.ward.name} ward",
        height="24rem",
    )
    st.caption(plain(view.boundary_set.name))
