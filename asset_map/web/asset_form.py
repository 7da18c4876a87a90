"""The form in which an officer edits a record; what it never shows, it never changes."""

from dataclasses import replace

import streamlit as st

from asset_map.model.asset import (
    Asset,
    AssetKind,
    Contact,
    ForWhom,
    Function,
    SpaceDetails,
)
from asset_map.model.errors import Problem
from asset_map.model.location import Location
from asset_map.model.look import KIND_LOOK
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.model.visibility import default_publish
from asset_map.usecases.edit_asset import DESCRIPTION_MAX, NAME_MAX, SUMMARY_MAX
from asset_map.usecases.house import House
from asset_map.web.place_form import place_form

__all__ = ["asset_form"]

_YES_NO = {None: "Nobody said", True: "Yes", False: "No"}
_AUDIENCES = {
    Audience.PUBLIC: "Everybody",
    Audience.PARTNER: "Partners and officers",
    Audience.OFFICER: "Officers only",
}


def asset_form(asset: Asset, house: House, *, key: str) -> tuple[Asset, tuple[Problem, ...]]:
    """Draw the form filled from the asset; return it as the form has it, and faults in times."""
    name = st.text_input("Name", asset.name, max_chars=NAME_MAX, key=f"{key}-name")
    left, right = st.columns(2)
    with left:
        kind = st.selectbox(
            "Kind",
            list(AssetKind),
            list(AssetKind).index(asset.kind),
            format_func=lambda one: KIND_LOOK[one].singular,
            key=f"{key}-kind",
        )
    with right:
        status = st.selectbox(
            "Is it going?",
            list(OperatingStatus),
            list(OperatingStatus).index(asset.operating_status),
            format_func=lambda one: one.label.capitalize(),
            key=f"{key}-status",
        )
    summary = st.text_area(
        "In a sentence or two", asset.summary, max_chars=SUMMARY_MAX, key=f"{key}-summary"
    )
    description = st.text_area(
        "More about it", asset.description, max_chars=DESCRIPTION_MAX, key=f"{key}-description"
    )
    edited = replace(
        asset,
        name=name,
        kind=kind or asset.kind,
        operating_status=status or asset.operating_status,
        summary=summary,
        description=description,
    )
    edited = _words(edited, key=key)
    edited = _contact(edited, key=key)
    edited, problems = _places(edited, house, key=key)
    if kind is AssetKind.SPACE:
        edited = _room(edited, key=key)
    return edited, problems


def _places(asset: Asset, house: House, *, key: str) -> tuple[Asset, tuple[Problem, ...]]:
    """Draw every place, or one to fill in where there is none."""
    blank = Location(id=f"{asset.id}-place", publish=default_publish(asset.kind, is_home=None))
    drawn = [place_form(place, asset, house, key=key) for place in asset.locations or (blank,)]
    places = tuple(place for place, _ in drawn if place != blank)
    return replace(asset, locations=places), tuple(one for _, some in drawn for one in some)


def _words(asset: Asset, *, key: str) -> Asset:
    def several(label: str, standing: tuple[str, ...], field: str) -> tuple[str, ...]:
        typed = st.text_input(
            f"{label} (put ; between two)", "; ".join(standing), key=f"{key}-{field}"
        )
        return tuple(one.strip() for one in typed.split(";") if one.strip())

    also = several("Also known as", asset.also_known_as, "also")
    tags = several("Tags", asset.tags, "tags")
    languages = several("Languages", asset.languages, "languages")
    functions = st.multiselect(
        "What is it for?",
        list(Function),
        list(asset.functions),
        format_func=lambda one: one.label.capitalize(),
        key=f"{key}-functions",
    )
    youngest, oldest = st.columns(2)
    ages = asset.for_whom
    min_age = youngest.number_input("From age", 0, 120, ages.min_age, 1, key=f"{key}-min")
    max_age = oldest.number_input("Up to age", 0, 120, ages.max_age, 1, key=f"{key}-max")
    access = st.text_input("Getting in and around", asset.access_notes, key=f"{key}-access")
    cost = st.text_input("What it costs", asset.cost_note, key=f"{key}-cost")
    return replace(
        asset,
        also_known_as=also,
        tags=tags,
        languages=languages,
        functions=tuple(functions),
        for_whom=ForWhom(
            min_age=min_age,
            max_age=max_age,
            open_to_all=ages.open_to_all,
            interests=ages.interests,
        ),
        access_notes=access,
        cost_note=cost,
    )


def _contact(asset: Asset, *, key: str) -> Asset:
    st.header("Who may be contacted", anchor=False)
    standing = asset.contact
    role = st.text_input("Role, not a name", standing.role, key=f"{key}-role")
    left, right = st.columns(2)
    email = left.text_input("Email", standing.email, key=f"{key}-email")
    phone = right.text_input("Phone", standing.phone, key=f"{key}-phone")
    url = st.text_input("Website", standing.url, key=f"{key}-url")
    audience = st.selectbox(
        "Who may see email and phone?",
        list(_AUDIENCES),
        list(_AUDIENCES).index(standing.audience),
        format_func=_AUDIENCES.__getitem__,
        key=f"{key}-audience",
    )
    return replace(
        asset,
        contact=Contact(role=role, email=email, phone=phone, url=url, audience=audience),
    )


def _room(asset: Asset, *, key: str) -> Asset:
    st.header("The room", anchor=False)
    standing = asset.space or SpaceDetails()
    seats = st.number_input(
        "Holds how many people?", 1, 5000, standing.capacity_people, 1, key=f"{key}-seats"
    )

    def answered(label: str, field: str, standing: bool | None) -> bool | None:  # noqa: FBT001
        return st.selectbox(
            label,
            list(_YES_NO),
            list(_YES_NO).index(standing),
            format_func=_YES_NO.__getitem__,
            key=f"{key}-{field}",
        )

    kitchen = answered("Kitchen", "kitchen", standing.has_kitchen)
    step_free = answered("Step-free way in", "step-free", standing.is_step_free)
    loop = answered("Hearing loop", "loop", standing.has_hearing_loop)
    toilet = answered("Accessible toilet", "toilet", standing.has_accessible_toilet)
    parking = answered("Parking", "parking", standing.has_parking)
    price = st.text_input("Usual price", standing.usual_price, key=f"{key}-price")
    books = st.text_input("Who takes bookings", standing.who_books, key=f"{key}-books")
    space = replace(
        standing,
        capacity_people=seats,
        has_kitchen=kitchen,
        is_step_free=step_free,
        has_hearing_loop=loop,
        has_accessible_toilet=toilet,
        has_parking=parking,
        usual_price=price,
        who_books=books,
    )
    return replace(asset, space=space)
