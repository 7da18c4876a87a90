"""What stands round every page: the pages there are, the role, and the demonstration's notice."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from asset_map.model.role import Action, Actor, Role
from asset_map.settings import ROOT
from asset_map.web.away_notice import away_notice
from asset_map.web.state import ROLE_SWITCH, actor, may_switch_roles, the_house
from asset_map.web.text import plain

__all__ = ["PLACES", "name_page", "page_file", "run"]

DEMONSTRATION = (
    "**This is a demonstration.** Doggerby is wholly fictional: it lies in the North Sea, "
    "and no person, group or place in it is real."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One page of the workroom: its stable address, its name, and who may open it."""

    address: str
    title: str
    action: Action = Action.FIND
    is_listed: bool = True
    is_first: bool = False


STYLE = Path(__file__).parent / "workroom.css"

PLACES = (
    Place(address="home", title="Home", is_first=True),
    Place(address="talks", title="Conversations", action=Action.RUN_ROADSHOW),
    Place(address="find", title="Find"),
    Place(address="asset", title="A place or group", is_listed=False),
    Place(address="ward", title="Wards"),
    Place(address="whats_on", title="What's on"),
    Place(address="add", title="Add", action=Action.SEE_PARTNER_VIEW),
    Place(address="roadshows", title="Roadshows", action=Action.RUN_ROADSHOW),
    Place(address="roadshow", title="A roadshow", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="session", title="Session", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="market", title="Market place", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="follow_up", title="Follow up", action=Action.RUN_ROADSHOW),
    Place(address="stories", title="Stories", action=Action.RUN_ROADSHOW),
    Place(address="counts", title="Counts", action=Action.RUN_ROADSHOW),
    Place(address="connections", title="Connections", action=Action.SEE_PARTNER_VIEW),
    Place(address="review", title="Review", action=Action.REVIEW),
    Place(address="register", title="Register", action=Action.SEE_OFFICER_VIEW),
    Place(address="edit", title="Edit", action=Action.EDIT, is_listed=False),
    Place(address="anchors", title="Anchor cases", action=Action.RECOGNISE_ANCHOR),
    Place(address="messages", title="Messages", action=Action.REVIEW),
    Place(address="import", title="Import", action=Action.IMPORT),
    Place(address="duplicates", title="Likely duplicates", action=Action.MERGE),
)


def page_file(address: str) -> Path:
    """Return the file of the page at an address, to link to it."""
    return ROOT / "pages" / f"{address}.py"


def _page(place: Place, *, is_open: bool) -> "st.Page":
    return st.Page(
        page_file(place.address),
        title=place.title,
        url_path=place.address,
        default=place.is_first,
        # A page that is not listed, or not for this role, still has its address: it says why.
        visibility="visible" if place.is_listed and is_open else "hidden",
    )


def run() -> None:
    """Draw the frame and run the page that the address names."""
    st.set_page_config(page_icon="🧭", layout="wide", initial_sidebar_state=270)
    house = the_house()
    who = actor()
    # Without sections: their headings would stand in Streamlit's list and break it for screen
    # readers, and links drawn by hand would leave the list open over the page on a phone.
    chosen = st.navigation([_page(place, is_open=who.may(place.action)) for place in PLACES])
    name_page(chosen.title)
    st.html(STYLE)
    st.html(f"<style>:root{{--accent:{house.settings.accent_colour}}}</style>")
    with st.sidebar:
        _who_is_looking(who)
    if house.is_demonstration():
        with st.container(key="demonstration"):
            st.markdown(DEMONSTRATION)
    away_notice(house)
    chosen.run()


def name_page(title: str) -> None:
    """Give the browser's tab its name."""
    st.set_page_config(page_title=f"{title} - {the_house().settings.council_name}")


def _who_is_looking(who: Actor) -> None:
    if may_switch_roles():
        # Somebody who came in by the officer's link begins as an officer here too.
        st.session_state.setdefault(ROLE_SWITCH, who.role)
        st.selectbox(
            "Look around as",
            list(_ROLE_WORDS),
            format_func=_ROLE_WORDS.__getitem__,
            key=ROLE_SWITCH,
        )
        st.caption("Only the demonstration has this switch, and only on this machine.")
    elif who.role is not Role.PUBLIC:
        st.caption(f"You are here as {plain(who.name)}.")
    st.markdown("[The public pages](/)")


_ROLE_WORDS = {
    Role.PUBLIC: "a resident",
    Role.PARTNER: "a partner",
    Role.OFFICER: "an officer",
    Role.DATA_PROTECTION: "data protection",
}
