"""Two sides of A4 for somebody new to a ward: what is there, when, and in which languages."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from asset_map.exports.printing import printed
from asset_map.exports.qr import qr_svg
from asset_map.model.asset import Asset, AssetKind
from asset_map.model.query import Listing
from asset_map.model.role import Action, Actor, Audience, Role, require
from asset_map.model.words import LONDON, long_date
from asset_map.register import public_view
from asset_map.usecases.house import House
from asset_map.usecases.view_ward import WardView, view_ward

__all__ = ["welcome_pack"]

# As many as stand on two sides in a print that can be read.
_PLACES, _SERVICES, _GROUPS, _ON = 8, 8, 10, 8
_LONGEST, _SHORT = 76, 44
_FOR_ALL = (AssetKind.INSTITUTION, AssetKind.BUSINESS)


def welcome_pack(house: House, code: str, *, actor: Actor, now: datetime) -> bytes:
    """
    Return a PDF of two sides with what the public may know of a ward.

    Raises
    ------
    NotFoundError
        When the set in use has no such ward.
    """
    require(actor, Action.FIND)
    # It leaves the house on paper: whoever asks, only what is public stands on it.
    anybody = Actor(name=actor.name, role=Role.PUBLIC)
    view = view_ward(house, code, actor=anybody, today=now.astimezone(LONDON).date())
    return printed("welcome_pack", _values(house, view, now))


def _values(house: House, view: WardView, now: datetime) -> dict[str, object]:
    places = (*view.anchors, *view.by_kind[AssetKind.SPACE])
    services = [one for kind in _FOR_ALL for one in view.by_kind[kind]]
    groups = view.by_kind[AssetKind.GROUP]
    anchors = {one.asset_id for one in view.anchors}
    chosen = (
        _first(places, _PLACES),
        _first([one for one in services if one.asset_id not in anchors], _SERVICES),
        _first([one for one in groups if one.asset_id not in anchors], _GROUPS),
    )
    seen = _seen(house, [one.asset_id for some in chosen for one in some])
    told = [[_line(one, seen) for one in some] for some in chosen]
    return {
        "title": f"Welcome to {view.ward.name}",
        "greeting": "These are some of the places, groups and people glad to see you.",
        "languages": _cut(f"Languages spoken: {', '.join(view.languages)}.")
        if view.languages
        else "",
        "places_head": "Places to go",
        "places": told[0],
        "services_head": "Services and shops",
        "services": told[1],
        "groups_head": "Groups to join",
        "groups": told[2],
        "on_head": "On in the next two weeks",
        "on_columns": ["Day", "From", "What"],
        "on": [
            {
                "day": f"{one.day:%a} {one.day.day} {one.day:%b}",
                "at": one.at,
                "name": _cut(one.name, _SHORT),
            }
            for one in view.whats_on[:_ON]
        ],
        "nothing": "Nothing recorded here yet.",
        "foot": f"{house.settings.council_name} · as recorded on {long_date(now)} · "
        "ask before a first visit: times change",
        **_further(house, view),
    }


def _further(house: House, view: WardView) -> dict[str, str]:
    """Return where more stands, as a code to scan; nothing where the server has no address."""
    if not house.settings.public_url:
        return {}
    address = f"{house.settings.public_url.rstrip('/')}/ward/{view.ward.code}"
    return {
        "address": address,
        "qr": qr_svg(address),
        "qr_says": f"A code to scan, for {address}",
        "more": "More, and what has changed since:",
    }


def _first(some: Sequence[Listing], most: int) -> list[Listing]:
    """Return the first of them, each once."""
    return list({one.asset_id: one for one in some}.values())[:most]


def _seen(house: House, asset_ids: list[str]) -> Mapping[str, Asset]:
    with house.register.reading() as connection:
        seen = public_view.visible_assets(connection, asset_ids, audience=Audience.PUBLIC)
    return {asset.id: asset for asset in seen}


def _line(one: Listing, seen: Mapping[str, Asset]) -> dict[str, str]:
    asset = seen[one.asset_id]
    place = next(iter(asset.locations), None)
    parts = (
        (place.place_name, place.address, place.postcode.replace(" ", "\u00a0")) if place else ()
    )
    return {
        "kind": one.kind.value,
        "name": _cut(one.name, _SHORT),
        "where": _cut(", ".join(dict.fromkeys(part for part in parts if part))),
        "when": _cut(one.when),
        "languages": _cut(f"In {', '.join(asset.languages)}", _SHORT) if asset.languages else "",
    }


def _cut(text: str, most: int = _LONGEST) -> str:
    """Return as much of a text as a line or two hold."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
