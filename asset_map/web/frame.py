"""What stands round every page: the pages there are, the role, and the demonstration's notice."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from asset_map.model.role import Action, Actor, Role
from asset_map.settings import ROOT
from asset_map.web.away_notice import away_notice
from asset_map.web.state import (
    ROLE_SWITCH,
    actor,
    may_switch_roles,
    note_visit,
    the_house,
    who_came,
)
from asset_map.web.text import plain

__all__ = ["PLACES", "name_page", "page_file", "run"]

DEMONSTRATION = (
    "**This is a demonstration.** Doggerby is wholly fictional: it lies in the North Sea, "
    "and no person, group or place in it is real."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """
    One page of the workroom: its stable address, its name, and who may open it.

    ``step`` is the heading that it stands under in the list of pages.
    """

    address: str
    title: str
    step: str = ""
    action: Action = Action.FIND
    is_listed: bool = True
    is_first: bool = False


STYLE = Path(__file__).parent / "workroom.css"

# The three steps that people are taught, and what officers look after.
CONVERSATIONS, MAPPING, CONNECTING = "Conversations", "Mapping", "Connecting"
OFFICE = "Looking after the register"

PLACES = (
    Place(address="home", title="Home", is_first=True),
    Place(address="talks", title="Talks", step=CONVERSATIONS, action=Action.RUN_ROADSHOW),
    Place(address="roadshows", title="Roadshows", step=CONVERSATIONS, action=Action.RUN_ROADSHOW),
    Place(address="roadshow", title="A roadshow", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="session", title="Session", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="market", title="Market place", action=Action.RUN_ROADSHOW, is_listed=False),
    Place(address="follow_up", title="Follow up", step=CONVERSATIONS, action=Action.RUN_ROADSHOW),
    Place(address="stories", title="Stories", step=CONVERSATIONS, action=Action.RUN_ROADSHOW),
    Place(address="counts", title="Counts", step=CONVERSATIONS, action=Action.RUN_ROADSHOW),
    Place(address="find", title="Find", step=MAPPING),
    Place(address="asset", title="A place or group", is_listed=False),
    Place(address="ward", title="Wards", step=MAPPING),
    Place(address="gaps", title="Gaps", step=MAPPING, action=Action.MEASURE_GAPS),
    Place(address="ward_mapping", title="Ward mapping", step=MAPPING, action=Action.MEASURE_GAPS),
    Place(address="whats_on", title="What's on", step=MAPPING),
    Place(address="add", title="Add", step=MAPPING, action=Action.SEE_PARTNER_VIEW),
    Place(
        address="connections",
        title="Connections",
        step=CONNECTING,
        action=Action.SEE_PARTNER_VIEW,
    ),
    Place(
        address="offers",
        title="Offers and needs",
        step=CONNECTING,
        action=Action.SEE_PARTNER_VIEW,
    ),
    Place(
        address="people",
        title="People who can help",
        step=CONNECTING,
        action=Action.KEEP_PEOPLE,
    ),
    Place(address="packs", title="Committee packs", step=CONNECTING, action=Action.BUILD_PACK),
    Place(address="review", title="Review", step=OFFICE, action=Action.REVIEW),
    Place(address="tray", title="Unlikely posts", step=OFFICE, action=Action.REVIEW),
    Place(address="register", title="Register", step=OFFICE, action=Action.SEE_OFFICER_VIEW),
    Place(address="edit", title="Edit", action=Action.EDIT, is_listed=False),
    Place(address="anchors", title="Anchor cases", step=OFFICE, action=Action.RECOGNISE_ANCHOR),
    Place(address="messages", title="Messages", step=OFFICE, action=Action.REVIEW),
    Place(address="import", title="Import", step=OFFICE, action=Action.IMPORT),
    Place(
        address="setting_up",
        title="Setting up",
        step=OFFICE,
        action=Action.CHANGE_BOUNDARIES,
    ),
    Place(
        address="council",
        title="Council's details",
        step=OFFICE,
        action=Action.CHANGE_BOUNDARIES,
    ),
    Place(
        address="committees",
        title="Area committees",
        step=OFFICE,
        action=Action.CHANGE_BOUNDARIES,
    ),
    Place(
        address="boundaries",
        title="Boundaries",
        step=OFFICE,
        action=Action.CHANGE_BOUNDARIES,
    ),
    Place(
        address="residents",
        title="Where people live",
        step=OFFICE,
        action=Action.CHANGE_BOUNDARIES,
    ),
    Place(address="vocabulary", title="Words", step=OFFICE, action=Action.KEEP_VOCABULARY),
    Place(address="duplicates", title="Likely duplicates", step=OFFICE, action=Action.MERGE),
    Place(address="requests", title="Data requests", step=OFFICE, action=Action.ANSWER_REQUESTS),
    Place(address="people_here", title="Accounts", step=OFFICE, action=Action.KEEP_ACCOUNTS),
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
    house.settings_now()
    who = actor()
    note_visit()
    # Without sections: their headings would stand in Streamlit's list and break it for screen
    # readers, and links drawn by hand would leave the list open over the page on a phone.
    pages = [_page(place, is_open=who.may(place.action)) for place in PLACES]
    chosen = st.navigation(pages, expanded=True)
    name_page(chosen.title)
    st.html(STYLE)
    st.html(f"<style>{_headings(who)}</style>")
    st.html(f"<style>:root{{--accent:{house.settings.accent_colour}}}</style>")
    with st.sidebar:
        _who_is_looking(who)
    if house.shows_demonstration():
        with st.container(key="demonstration"):
            st.markdown(DEMONSTRATION)
    away_notice(house)
    chosen.run()


def _headings(who: Actor) -> str:
    """Return the rules that write each step above the first of its pages in the list."""
    listed = [place for place in PLACES if place.is_listed and who.may(place.action)]
    first: dict[str, int] = {}
    for number, place in enumerate(listed, start=1):
        if place.step:
            first.setdefault(place.step, number)
    return "".join(
        f'[data-testid="stSidebarNavItems"]>li:nth-child({number})::before{{content:"{step}"}}'
        for step, number in first.items()
    )


def name_page(title: str) -> None:
    """Give the browser's tab its name."""
    st.set_page_config(page_title=f"{title} - {the_house().settings.council_name}")


def _who_is_looking(who: Actor) -> None:
    if who.account_id:
        st.caption(f"You are here as {plain(who.name)}, {who.role.label}.")
        st.markdown("[Your account, and signing out](/account)")
    elif may_switch_roles():
        # Somebody who came in by the officer's link begins as an officer here too. As the choice
        # that stands there from the start: a slow browser may forget one that is set afterwards.
        roles = list(_ROLE_WORDS)
        st.selectbox(
            "Look around as",
            roles,
            roles.index(who_came().role),
            format_func=_ROLE_WORDS.__getitem__,
            key=ROLE_SWITCH,
        )
        st.caption("Only the demonstration has this switch, and only on this machine.")
    elif who.role is not Role.PUBLIC:
        st.caption(f"You are here as {plain(who.name)}.")
        st.markdown("[Sign out](/sign-out)")
    else:
        st.markdown("[Sign in](/sign-in)")
    st.markdown("[The public pages](/)")


_ROLE_WORDS = {
    Role.PUBLIC: "a resident",
    Role.PARTNER: "a partner",
    Role.OFFICER: "an officer",
    Role.MODERATOR: "a moderator",
    Role.DATA_PROTECTION: "data protection",
    Role.ADMIN: "an administrator",
}
