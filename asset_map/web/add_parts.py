"""Adding a place or group in the workroom: one form, and what may be the same."""

import secrets
from dataclasses import dataclass, replace

import streamlit as st

from asset_map.model.asset import Asset, AssetKind, Contact, Function
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.location import Location, LocationKind
from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Audience
from asset_map.usecases.alike_in_public import alike_in_public
from asset_map.usecases.edit_asset import NAME_MAX, SUMMARY_MAX
from asset_map.usecases.house import House
from asset_map.usecases.submit_asset import Sent, submit_asset
from asset_map.web.frame import page_file
from asset_map.web.messages import refusals, tell_next
from asset_map.web.state import actor, now, today
from asset_map.web.text import plain
from asset_map.web.times_form import times_form

__all__ = ["alike", "form", "send"]

_KINDS = (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS)
_WHERE = {
    LocationKind.FIXED: "At one place",
    LocationKind.AREA_WIDE: "In different places",
    LocationKind.ONLINE: "Online",
}
_HOMES = {None: "Not sure", False: "No", True: "Yes"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What the form holds, and what is wrong with its times."""

    sent: Sent
    faults: tuple[Problem, ...]


def _form_number() -> int:
    return int(st.session_state.setdefault("add-number", 0))


def form() -> Filled:
    """Draw the form; return what it holds now."""
    key = f"add-{_form_number()}"
    st.header("What", anchor=False)
    name = st.text_input("Name", max_chars=NAME_MAX, key=f"{key}-name")
    kind = st.selectbox(
        "Kind", _KINDS, format_func=lambda one: KIND_LOOK[one].singular, key=f"{key}-kind"
    )
    summary = st.text_area("In a sentence or two", max_chars=SUMMARY_MAX, key=f"{key}-summary")
    functions = st.multiselect(
        "What is it for?",
        list(Function),
        format_func=lambda one: one.label.capitalize(),
        key=f"{key}-functions",
    )
    cost = st.text_input("What it costs", key=f"{key}-cost")
    place, faults = _place(key)
    contact = _contact(key)
    note = st.text_input("How do you know of it? (officers read this)", key=f"{key}-note")
    asset = Asset(
        id="",
        kind=kind or AssetKind.GROUP,
        name=name.strip(),
        summary=summary.strip(),
        functions=tuple(functions),
        cost_note=cost.strip(),
        contact=contact,
        locations=(place,),
    )
    # Whoever is in the workroom works for the council or a partner.
    return Filled(sent=Sent(asset=asset, is_adult=True, note=note.strip()), faults=faults)


def _place(key: str) -> tuple[Location, tuple[Problem, ...]]:
    st.header("Where and when", anchor=False)
    kind = st.radio(
        "Where is it?",
        list(_WHERE),
        format_func=_WHERE.__getitem__,
        horizontal=True,
        key=f"{key}-where",
    )
    place = Location(id="", kind=kind or LocationKind.FIXED)
    if kind is LocationKind.FIXED:
        place = replace(
            place,
            place_name=st.text_input("Name of the place", key=f"{key}-place").strip(),
            address=st.text_input("Address", key=f"{key}-address").strip(),
            postcode=st.text_input("Postcode", key=f"{key}-postcode").strip(),
            is_home=st.radio(
                "Is this somebody's home?",
                list(_HOMES),
                format_func=_HOMES.__getitem__,
                horizontal=True,
                key=f"{key}-home",
            ),
        )
    meetings, faults = times_form((), key=key)
    return replace(place, meetings=meetings), faults


def _contact(key: str) -> Contact:
    st.header("Who may be contacted", anchor=False)
    role = st.text_input("Role, not a name", key=f"{key}-role")
    left, right = st.columns(2)
    email = left.text_input("Email", key=f"{key}-email")
    phone = right.text_input("Phone", key=f"{key}-phone")
    is_public = st.checkbox("Everybody may see email and phone", key=f"{key}-public")
    return Contact(
        role=role.strip(),
        email=email.strip(),
        phone=phone.strip(),
        audience=Audience.PUBLIC if is_public else Audience.OFFICER,
    )


def alike(house: House, filled: Filled) -> None:
    """Name what is recorded already and may be the same, before it is sent."""
    asset = filled.sent.asset
    if not asset.name:
        return
    # Only what is compared is looked up again, not each time that another field is filled in.
    compared = (
        asset.name,
        asset.kind,
        asset.contact,
        tuple(one.postcode for one in asset.locations),
    )
    if st.session_state.get("add-alike", (None, []))[0] != compared:
        st.session_state["add-alike"] = (compared, alike_in_public(house, asset, today=today()))
    found = st.session_state["add-alike"][1]
    if found:
        st.header("Is it one of these?", anchor=False)
        st.write("They are recorded already. If it is the same, open it and say what changed.")
    for one in found:
        st.page_link(page_file("asset"), label=plain(one.name), query_params={"id": one.asset_id})


def send(house: House, filled: Filled) -> None:
    """Offer to send it for review; what was sent is told with its reference."""
    key = st.session_state.setdefault("add-request", secrets.token_hex(16))
    if not st.button("Send for review", type="primary"):
        return
    with refusals():
        if filled.faults:
            words = " ".join(map(str, filled.faults))
            raise InvalidSubmissionError(words, problems=filled.faults)
        receipt = submit_asset(house, filled.sent, actor=actor(), now=now(), request_key=key)
        st.session_state["add-number"] = _form_number() + 1
        del st.session_state["add-request"]
        tell_next(
            f"Sent for review: {plain(filled.sent.asset.name)}. "
            f"Its reference is {plain(receipt.reference)}."
        )
        st.rerun()
