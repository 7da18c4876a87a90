"""What a roadshow takes away from the office, and what it brings back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from asset_map.model.agreement import AgreedAction, CheckIn, Story
from asset_map.model.area import Area, AreaCommittee, BoundarySet
from asset_map.model.asset import Asset
from asset_map.model.card import Card, Talk
from asset_map.model.connection import Connection, ConnectionEvent, Offer
from asset_map.model.market import SignUp, Stall
from asset_map.model.person import Consent, Person
from asset_map.model.roadshow import Participant, Roadshow
from asset_map.model.submission import Submission
from asset_map.model.suggestion import Suggestion
from asset_map.model.vocabulary import Term

__all__ = ["AwayArea", "AwayPack", "Holding", "RoadshowFile"]

FILE_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayPack:
    """Which file this is: for which roadshow, made when and by whom, good until when."""

    id: str
    roadshow_id: str
    made_at: datetime
    made_by: str
    expires_at: datetime
    council_name: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A roadshow with the records that belong to it, each kind in one order."""

    roadshow: Roadshow
    assets: tuple[Asset, ...] = ()
    submissions: tuple[Submission, ...] = ()
    connections: tuple[Connection, ...] = ()
    events: tuple[ConnectionEvent, ...] = ()
    offers: tuple[Offer, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()
    talks: tuple[Talk, ...] = ()
    participants: tuple[Participant, ...] = ()
    cards: tuple[Card, ...] = ()
    actions: tuple[AgreedAction, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    stories: tuple[Story, ...] = ()
    stalls: tuple[Stall, ...] = ()
    sign_ups: tuple[SignUp, ...] = ()
    people: tuple[Person, ...] = ()
    consents: tuple[Consent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayArea:
    """
    The wards of a roadshow and round it.

    ``shapes`` are the geometries of each area by its code, to assign by and to draw, in
    base64; the areas carry none. ``wards`` is the ward of each place by location id.
    """

    boundary_set: BoundarySet
    areas: tuple[Area, ...]
    shapes: Mapping[str, tuple[str, str]]
    committee: AreaCommittee | None = None
    wards: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class RoadshowFile:
    """
    What lies in a sealed file.

    On its way out it has an ``area`` and all that is taken along; on its way back
    ``holding`` is what is new or changed, ``before`` the same records as they went
    out, and ``removed`` the ids of stalls that were taken away. ``terms`` are the words for
    offers and needs that the council changed or added, and those of them that it hides.
    """

    pack: AwayPack
    holding: Holding
    before: Holding | None = None
    area: AwayArea | None = None
    removed: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    hidden_terms: tuple[str, ...] = ()
    version: int = FILE_VERSION
