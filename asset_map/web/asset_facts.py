"""The parts of an asset's page, each left out where nothing is known."""

import streamlit as st

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, ForWhom
from asset_map.model.freshness import Freshness
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.typed import web_address
from asset_map.model.words import counted, long_date
from asset_map.usecases.view_asset import AssetView
from asset_map.web.symbols import symbol
from asset_map.web.text import link, plain

__all__ = [
    "about",
    "checked",
    "contact",
    "facts_list",
    "headline",
    "is_anchor",
    "printing",
    "room",
    "summary_of",
]

_FRESHNESS = {
    Freshness.FRESH: "",
    Freshness.AGEING: " That is over six months ago.",
    Freshness.STALE: " That is over a year ago; it may have changed.",
}


def headline(view: AssetView) -> None:
    """Say in one line what it is, and at once when it is not going."""
    asset = view.asset
    said = [f"{symbol(_look(asset))} {KIND_LOOK[asset.kind].singular}"]
    if is_anchor(asset):
        said.append("recognised anchor organisation")
    if asset.also_known_as:
        said.append("also known as " + ", ".join(plain(name) for name in asset.also_known_as))
    st.write(" · ".join(said))
    if asset.operating_status is not OperatingStatus.ACTIVE:
        when = f" since {long_date(asset.closed_on)}" if asset.closed_on else ""
        st.warning(f"This is {asset.operating_status.label}{when}.")
    if asset.record_state is not RecordState.APPROVED:
        st.info(f"This record is {asset.record_state.label}: the public does not see it.")


def is_anchor(asset: Asset) -> bool:
    """Whether it is recognised as an anchor organisation."""
    return asset.anchor is not None and asset.anchor.status is AnchorStatus.RECOGNISED


def _look(asset: Asset) -> Look:
    return ANCHOR_LOOK if is_anchor(asset) else KIND_LOOK[asset.kind]


def about(view: AssetView) -> None:
    """Tell what it is and for whom."""
    asset = view.asset
    for text in (asset.summary, asset.description):
        for paragraph in filter(str.strip, text.splitlines()):
            st.write(plain(paragraph))
    facts_list(
        {
            "For": for_whom(asset.for_whom),
            "What it is for": ", ".join(one.label for one in asset.functions),
            "Languages": ", ".join(plain(one) for one in asset.languages),
            "Getting in": plain(asset.access_notes),
            "Cost": plain(asset.cost_note),
            "About": ", ".join(plain(one) for one in asset.tags),
            "Began": long_date(asset.opened_on) if asset.opened_on else "",
            "Known elsewhere as": ", ".join(
                plain(f"{one.scheme} {one.value}") for one in asset.identifiers
            ),
        }
    )


def for_whom(people: ForWhom) -> str:
    """Return whom it is for, in words; empty where nobody said."""
    match people.min_age, people.max_age:
        case None, None:
            ages = ""
        case int(low), None:
            ages = f"people of {low} and over"
        case None, int(high):
            ages = f"people up to {high}"
        case low, high:
            ages = f"people from {low} to {high}"
    said = [ages, "everybody is welcome" if people.open_to_all else ""]
    said += [plain(interest) for interest in people.interests]
    return ", ".join(one for one in said if one)


def room(view: AssetView) -> None:
    """Tell what a space offers."""
    space = view.asset.space
    if space is None:
        return
    st.header("The room", anchor=False)
    said = {True: "yes", False: "no", None: "not recorded yet"}
    seats = space.capacity_people
    facts_list(
        {
            "Holds": counted(seats, "person", "people") if seats else "not recorded yet",
            "Kitchen": said[space.has_kitchen],
            "Step-free way in": said[space.is_step_free],
            "Hearing loop": said[space.has_hearing_loop],
            "Accessible toilet": said[space.has_accessible_toilet],
            "Parking": said[space.has_parking],
            "Usual price": plain(space.usual_price),
            "To book": plain(space.who_books),
        }
    )


def contact(view: AssetView) -> None:
    """Tell how to get in touch, as far as this audience may know."""
    who = view.asset.contact
    website = web_address(who.url)
    facts = {
        "Ask for": plain(who.role),
        "Email": link(who.email, f"mailto:{who.email}") if "@" in who.email else plain(who.email),
        "Phone": plain(who.phone),
        "Website": link(who.url, website) if website else plain(who.url),
    }
    if any(facts.values()):
        st.header("Get in touch", anchor=False)
        facts_list(facts)


def checked(view: AssetView) -> None:
    """Tell when somebody last checked, in which role, and who says so."""
    asset = view.asset
    st.header("Is this still right?", anchor=False)
    verification = asset.verification
    if verification is None:
        st.write("Nobody has checked this record yet.")
    else:
        role = plain(verification.role[:1].lower() + verification.role[1:])
        article = "an" if role[:1].lower() in "aeiou" else "a"
        st.write(
            f"Last checked on {long_date(verification.verified_on)} by {article} {role}."
            f"{_FRESHNESS[view.freshness]}"
        )
    if is_anchor(asset) and asset.anchor and asset.anchor.decided_on:
        st.caption(
            f"Recognised as an anchor organisation on {long_date(asset.anchor.decided_on)} "
            f"by {plain(asset.anchor.decided_by)}."
        )
    if asset.provenance:
        st.caption(
            f"Recorded on {long_date(asset.provenance.recorded_on)}, "
            f"from: {plain(asset.provenance.source)}."
        )


def printing() -> None:
    """Say how to print the page."""
    with st.container(key="not-printed-hint"):
        st.caption(
            "To print this, use your browser's menu, or Ctrl and P (⌘ and P on a Mac). "
            "Menus and buttons are left out on paper."
        )


def facts_list(facts: dict[str, str]) -> None:
    """Draw what is known as a list, left out where nothing is."""
    lines = [f"- **{name}:** {value}" for name, value in facts.items() if value]
    if lines:
        st.markdown("\n".join(lines))


def summary_of(asset: Asset) -> None:
    """Tell a record in a few lines, to compare it with another."""
    place = asset.locations[0] if asset.locations else None
    facts_list(
        {
            "Kind": KIND_LOOK[asset.kind].singular,
            "What it says": plain(asset.summary),
            "Where": plain(
                ", ".join(one for one in (place.place_name, place.address, place.postcode) if one)
            )
            if place
            else "",
            "Contact": plain(f"{asset.contact.email} {asset.contact.phone}".strip()),
            "From": plain(asset.provenance.source) if asset.provenance else "",
            "Last checked": long_date(asset.verification.verified_on)
            if asset.verification
            else "never",
        }
    )
