"""The parts of an asset's page, each left out where nothing is known."""

import streamlit as st

from asset_map.model.anchor import AnchorStatus
from asset_map.model.asset import Asset, ForWhom
from asset_map.model.freshness import Freshness
from asset_map.model.location import LocationKind, PublishLocation
from asset_map.model.look import KIND_LOOK
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.model.words import counted, long_date
from asset_map.usecases.house import House
from asset_map.usecases.view_asset import AssetView
from asset_map.web.asset_list import listed
from asset_map.web.frame import page_file
from asset_map.web.map import MapFocus, MapPoint, place_picture
from asset_map.web.map_base import map_base
from asset_map.web.text import plain

__all__ = [
    "about",
    "checked",
    "contact",
    "headline",
    "near",
    "on_map",
    "room",
    "summary_of",
    "when_and_where",
]

_FRESHNESS = {
    Freshness.FRESH: "Checked lately.",
    Freshness.AGEING: "Not checked for over six months.",
    Freshness.STALE: "Not checked for over a year; it may have changed.",
}


def headline(view: AssetView) -> None:
    """Say in one line what it is, and at once when it is not going."""
    asset = view.asset
    said = [KIND_LOOK[asset.kind].singular]
    if asset.anchor and asset.anchor.status is AnchorStatus.RECOGNISED:
        said.append("recognised anchor organisation")
    if asset.also_known_as:
        said.append("also known as " + ", ".join(plain(name) for name in asset.also_known_as))
    st.write(" · ".join(said))
    if asset.operating_status is not OperatingStatus.ACTIVE:
        when = f" since {long_date(asset.closed_on)}" if asset.closed_on else ""
        st.warning(f"This is {asset.operating_status.label}{when}.")
    if asset.record_state is not RecordState.APPROVED:
        st.info(f"This record is {asset.record_state.label}: the public does not see it.")


def about(view: AssetView) -> None:
    """Tell what it is and for whom."""
    asset = view.asset
    for text in (asset.summary, asset.description):
        for paragraph in text.splitlines():
            st.write(plain(paragraph))
    facts = {
        "For": for_whom(asset.for_whom),
        "Languages": ", ".join(plain(one) for one in asset.languages),
        "Getting in": plain(asset.access_notes),
        "Cost": plain(asset.cost_note),
        "About": ", ".join(plain(one) for one in asset.tags),
    }
    _facts(facts)


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


def when_and_where(view: AssetView) -> None:
    """Tell each place with its times and its ward."""
    st.header("When and where", anchor=False)
    if not view.asset.locations:
        st.write("The place is not shown. Ask the council for a way to get in touch.")
    for place in view.asset.locations:
        where = ", ".join(
            plain(part) for part in (place.place_name, place.address, place.postcode) if part
        )
        st.write(f"**{where or _WITHOUT_ADDRESS.get(place.kind, 'Place not shown')}**")
        for time in view.times.get(place.id, ()):
            st.write(plain(time))
        if place.id in view.wards:
            code, name = view.wards[place.id]
            st.page_link(
                page_file("ward"), label=f"In {plain(name)} ward", query_params={"code": code}
            )
        if place.publish is PublishLocation.WARD and not place.point:
            st.caption("Only the ward is shown, because this may be somebody's home.")


_WITHOUT_ADDRESS = {
    LocationKind.AREA_WIDE: "All over the district",
    LocationKind.ONLINE: "Online",
}


def room(view: AssetView) -> None:
    """Tell what a space offers."""
    space = view.asset.space
    if space is None:
        return
    st.header("The room", anchor=False)
    said = {True: "yes", False: "no", None: "not recorded yet"}
    seats = space.capacity_people
    _facts(
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
    facts = {
        "Ask for": plain(who.role),
        "Email": plain(who.email),
        "Phone": plain(who.phone),
        "Website": plain(who.url),
    }
    if any(facts.values()):
        st.header("Get in touch", anchor=False)
        _facts(facts)


def checked(view: AssetView) -> None:
    """Tell when somebody last checked, and in which role."""
    verification = view.asset.verification
    if verification is None:
        st.caption("Nobody has checked this record yet.")
        return
    role = plain(verification.role)
    article = "an" if role[:1].lower() in "aeiou" else "a"
    st.caption(
        f"Last checked on {long_date(verification.verified_on)} by {article} {role}. "
        f"{_FRESHNESS[view.freshness]}"
    )


def on_map(view: AssetView, house: House) -> None:
    """Show its pins and tint its wards; say in words when there are no pins to show."""
    pins = pins_of(view.asset)
    if not pins:
        st.caption("There is no pin: the exact place is not shown, or there is none.")
    codes = tuple(sorted({code for code, _ in view.wards.values()}))
    if not (pins or codes):
        return
    name = view.asset.name
    st.markdown("**On the map**")
    place_picture(
        pins,
        base=map_base(house),
        focus=MapFocus(ward_codes=codes, asset_id=view.asset.id if len(pins) == 1 else ""),
        key=f"asset-{view.asset.id}",
        label=f"Map: where {name} is",
    )


def pins_of(asset: Asset) -> list[MapPoint]:
    """Return a pin for each place of an asset that has one."""
    is_anchor = asset.anchor is not None and asset.anchor.status is AnchorStatus.RECOGNISED
    return [
        MapPoint(
            asset.id,
            asset.kind,
            asset.name if len(asset.locations) == 1 else place.place_name or asset.name,
            place.point.lon,
            place.point.lat,
            is_anchor,
        )
        for place in asset.locations
        if place.point is not None
    ]


def near(view: AssetView) -> None:
    """List what is within a mile."""
    if view.near:
        st.header("Near here", anchor=False)
    for listing in view.near:
        listed(listing, key="near-", on_map=False)


def _facts(facts: dict[str, str]) -> None:
    lines = [f"- **{name}:** {value}" for name, value in facts.items() if value]
    if lines:
        st.markdown("\n".join(lines))


def summary_of(asset: Asset) -> None:
    """Tell a record in a few lines, to compare it with another."""
    place = asset.locations[0] if asset.locations else None
    _facts(
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
        }
    )
