"""A ward: its strengths first, then what nobody has recorded yet."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import BoundarySet
from asset_map.model.asset import Asset, AssetKind, Function
from asset_map.model.errors import NotFoundError
from asset_map.model.person import told_counts
from asset_map.model.query import Listing, Query
from asset_map.model.role import Action, Actor, require
from asset_map.model.state import RecordState
from asset_map.register import public_view, search
from asset_map.usecases.boundaries import WardName, wards_in_use
from asset_map.usecases.happenings import Happening, happenings
from asset_map.usecases.house import House

__all__ = ["WardView", "view_ward"]

MOST = 500
WHATS_ON_DAYS = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class WardView:
    """
    One ward as its page shows it.

    ``skills`` counts people who can help, in words, few of them suppressed;
    ``not_recorded`` lists the functions that nothing recorded here serves.
    """

    boundary_set: BoundarySet
    ward: WardName
    anchors: tuple[Listing, ...]
    candidates: tuple[Listing, ...]
    by_kind: dict[AssetKind, tuple[Listing, ...]]
    whats_on: tuple[Happening, ...]
    languages: tuple[str, ...]
    skills: tuple[tuple[str, str], ...]
    not_recorded: tuple[Function, ...]


def view_ward(house: House, code: str, *, actor: Actor, today: date) -> WardView:
    """
    Return a ward's page.

    Raises
    ------
    NotFoundError
        When the set in use has no such ward.
    """
    require(actor, Action.FIND)
    found = wards_in_use(house)
    ward = next((one for one in found[1] if one.code == code), None) if found else None
    if found is None or ward is None:
        message = f"There is no ward '{code}' in the boundary set in use; choose one from the list."
        raise NotFoundError(message)
    with house.register.reading() as connection:
        query = Query(ward_codes=(code,), record_states=(RecordState.APPROVED,), limit=MOST)
        listings = search.find(connection, query, audience=actor.audience, today=today).listings
        there = public_view.visible_assets(
            connection, [one.asset_id for one in listings], audience=actor.audience
        )
        skills = public_view.skills_in(connection, code)
        wards = public_view.every_ward(connection, audience=actor.audience)
    recorded = {function for asset in there for function in asset.functions}
    return WardView(
        boundary_set=found[0],
        ward=ward,
        anchors=_with_status(listings, AnchorStatus.RECOGNISED),
        candidates=_with_status(listings, AnchorStatus.CANDIDATE),
        by_kind={kind: tuple(one for one in listings if one.kind is kind) for kind in AssetKind},
        whats_on=happenings(
            there,
            wards,
            between=(today, today + timedelta(days=WHATS_ON_DAYS)),
            ward_code=code,
        ),
        languages=_languages(there),
        skills=told_counts(skills),
        not_recorded=tuple(function for function in Function if function not in recorded),
    )


def _with_status(listings: tuple[Listing, ...], status: AnchorStatus) -> tuple[Listing, ...]:
    return tuple(one for one in listings if one.anchor_status is status)


def _languages(there: list[Asset]) -> tuple[str, ...]:
    spoken = Counter(language for asset in there for language in asset.languages)
    return tuple(sorted(spoken, key=lambda language: (-spoken[language], language)))
