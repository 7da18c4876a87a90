"""
What somebody changes of a record, who sees only part of it.

A form is filled from what the public may see. What it never showed must come out of it
neither lost nor emptied, so the sender's changes are laid over the whole record field by
field, and taken off it again when the sender looks at them once more.
"""

from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from asset_map.model.asset import Asset, Contact
from asset_map.model.location import Location, PublishLocation
from asset_map.model.role import Audience

__all__ = ["laid_over"]

T = TypeVar("T")

_HOW_CLOSELY = tuple(PublishLocation)
# What says where a place is: of a place that moved, none of it is left of the old one.
_WHERE = ("kind", "method", "accuracy_m", "point", "grid", "postcode", "uprn")
_NAMED = ("place_name", "address", "is_home")


def laid_over(before: Asset, after: Asset, onto: Asset) -> Asset:
    """
    Return a record with what was changed between two views of it, and nothing else.

    Never is a contact opened to more people, nor a place shown more closely: that is an
    officer's to decide.
    """
    laid = _changed(before, after, onto)
    return replace(
        laid,
        contact=_contact(before.contact, after.contact, onto.contact),
        for_whom=_changed(before.for_whom, after.for_whom, onto.for_whom),
        locations=_locations(before.locations, after.locations, onto.locations),
    )


def _changed(before: T, after: T, onto: T) -> T:
    if not is_dataclass(onto) or isinstance(onto, type):
        message = f"A {type(onto).__name__} has no fields to lay changes over."
        raise TypeError(message)
    names = (field.name for field in fields(onto))
    made = {n: getattr(after, n) for n in names if getattr(after, n) != getattr(before, n)}
    return cast("T", replace(onto, **made))


def _contact(before: Contact, after: Contact, onto: Contact) -> Contact:
    laid = _changed(before, after, onto)
    is_opened = after.audience is Audience.PUBLIC and onto.audience is not Audience.PUBLIC
    return replace(laid, audience=onto.audience) if is_opened else laid


def _locations(
    before: tuple[Location, ...], after: tuple[Location, ...], onto: tuple[Location, ...]
) -> tuple[Location, ...]:
    seen = {place.id: place for place in before}
    made = {place.id: place for place in after}
    kept = [
        _place(seen[place.id], made[place.id], place) if place.id in seen else place
        for place in onto
        if place.id not in seen or place.id in made
    ]
    there = {place.id for place in onto}
    return (*kept, *(place for place in after if place.id not in there))


def _place(before: Location, after: Location, onto: Location) -> Location:
    laid = _changed(before, after, onto)
    publish = max(onto.publish, after.publish, key=_HOW_CLOSELY.index)
    if any(getattr(before, name) != getattr(after, name) for name in _WHERE):
        moved = {name: getattr(after, name) for name in (*_WHERE, *_NAMED)}
        return replace(laid, **moved, publish=publish)
    return replace(laid, publish=publish, is_publish_chosen=onto.is_publish_chosen)
