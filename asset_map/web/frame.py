"""What stands round every page: the pages there are, the role, and the demonstration's notice."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from asset_map.model.role import Action, Actor, Role
from asset_map.settings import ROOT
from asset_map.web.state import ROLE_SWITCH, actor, may_switch_roles, the_house
from asset_map.web.text import plain

__all__ = ["PLACES", "page_file", "run"]

DEMONSTRATION = (
    "**This is a demonstration.** Doggerby is wholly fictional: it lies in the North Sea, "
    "and no person, group or place in it is real."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page of the workroom: its stable address, its name, and who may open it."""

    address: str
    title: str
    section: str
    action: Action = Action.FIND
    is_listed: bool = True
    is_first: bool = False


STYLE = Path(__file__).parent / "workroom.css"

CONVERSATIONS = "What have we got?"
MAPPING = "Where is it?"
OFFICE = "For officers"

PLACES = (
    Place(address="home", title="Home", section=CONVERSATIONS, is_first=True),
    Place(address="find", title="Find", section=CONVERSATIONS),
    Place(address="asset", title="A place or group", section=CONVERSATIONS, is_listed=False),
    Place(address="ward", title="Wards", section=MAPPING),
    Place(address="review", title="Review", section=OFFICE, action=Action.REVIEW),
    Place(address="register", title="Register", section=OFFICE, action=Action.SEE_OFFICER_VIEW),
    Place(address="edit", title="Edit", section=OFFICE, action=Action.EDIT, is_listed=False),
    Place(address="import", title="Import", section=OFFICE, action=Action.IMPORT),
    Place(address="duplicates", title="Likely duplicates", section=OFFICE, action=Action.MERGE),
)


def page_file(address: str) -> Path:
    """Return the file of the page at an address, to link to it."""
    return ROOT / "pages" / f"{address}.py"


def _page(place: Place) -> "st.Page":
    return st.Page(
        page_file(place.address),
        title=place.title,
        url_path=place.address,
        default=place.is_first,
        visibility="visible" if place.is_listed else "hidden",
    )


def run() -> None:
    """Draw the frame and run the page that the address names."""
    house = the_house()
    st.set_page_config(
        page_title="asset-map", page_icon="🧭", layout="wide", initial_sidebar_state=270
    )
    st.html(STYLE)
    who = actor()
    sections: dict[str, list[st.Page]] = {}
    for place in PLACES:
        if who.may(place.action):
            sections.setdefault(place.section, []).append(_page(place))
    chosen = st.navigation(sections)
    with st.sidebar:
        _who_is_looking(who)
    if house.is_demonstration():
        with st.container(key="demonstration"):
            st.markdown(DEMONSTRATION)
    chosen.run()


def _who_is_looking(who: Actor) -> None:
    if may_switch_roles():
        st.selectbox(
            "Look around as",
            [Role.PUBLIC, Role.PARTNER, Role.OFFICER, Role.DATA_PROTECTION],
            format_func=lambda role: {Role.PUBLIC: "a resident"}.get(role, f"a {role.label}"),
            key=ROLE_SWITCH,
            help="Only the demonstration has this switch, and only on this machine.",
        )
    elif who.role is not Role.PUBLIC:
        st.caption(f"You are here as {plain(who.name)}.")
    st.markdown("[The public pages](/)")
