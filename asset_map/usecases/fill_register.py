"""Filling an empty register at one go: the demonstration's, or one moved from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.agreement import AgreedAction
from asset_map.model.area import Area, AreaCommittee, BoundarySet, DemandPoint
from asset_map.model.asset import Asset
from asset_map.model.card import Card
from asset_map.model.connection import Connection as Link
from asset_map.model.connection import Offer
from asset_map.model.gap import FoundNone, WardMapping
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Action, Actor, require
from asset_map.model.submission import Submission
from asset_map.register import (
    accounts,
    agreements,
    areas,
    assets,
    cards,
    committees,
    demand,
    gaps,
    links,
    marks,
    roadshows,
    submissions,
)
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import Connection
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.keep_offers import keep_new_offer
from asset_map.usecases.keeping import keep_many
from asset_map.usecases.kept_details import BEGUN_MARK, DEMONSTRATION_MARK, kept_details

__all__ = ["Filling", "fill_register", "is_begun", "is_empty", "is_untouched"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """Everything that goes into an empty register; assets are as they shall stand."""

    sets: Sequence[tuple[BoundarySet, Sequence[Area]]]
    set_in_use: str
    committees: Sequence[AreaCommittee]
    demand_points: Sequence[DemandPoint]
    assets: Sequence[Asset]
    submissions: Sequence[Submission]
    connections: Sequence[Link]
    offers: Sequence[Offer]
    mappings: Sequence[WardMapping] = ()
    proposed_mappings: Sequence[WardMapping] = ()
    found_none: Sequence[FoundNone] = ()
    roadshows: Sequence[Roadshow] = ()
    cards: Sequence[Card] = ()
    actions: Sequence[AgreedAction] = ()
    is_demonstration: bool = False


def is_empty(house: House) -> bool:
    """Whether the register holds neither an asset nor a boundary set."""
    with house.register.reading() as connection:
        return assets.count(connection) == 0 and not areas.sets(connection)


def is_untouched(house: House) -> bool:
    """Whether the register is empty, and nobody has an account or said whose it is either."""
    with house.register.reading() as connection:
        is_said = bool(kept_details(connection) or accounts.every_account(connection))
    return not is_said and is_empty(house)


def is_begun(house: House) -> bool:
    """Whether this register took the demonstration's place."""
    with house.register.reading() as connection:
        return marks.get(connection, BEGUN_MARK) == "yes"


def fill_register(
    house: House, filling: Filling, *, actor: Actor, now: datetime, new_id: NewId = random_id
) -> None:
    """Write everything in one transaction, or nothing."""
    require(actor, Action.CHANGE_BOUNDARIES)
    with house.register.writing() as connection:
        if filling.is_demonstration:
            marks.put(connection, DEMONSTRATION_MARK, "yes")
        for boundary_set, its_areas in filling.sets:
            areas.add_set(connection, boundary_set, its_areas)
        areas.use_set(connection, filling.set_in_use, by=actor.name, at=now)
        for committee in filling.committees:
            committees.put_committee(connection, committee)
        demand.put_demand_points(connection, filling.demand_points)
        for boundary_set, _ in filling.sets:
            _place_demand(house, connection, boundary_set, filling.demand_points)
        keep_many(
            house,
            connection,
            [
                (asset, RevisionNote(id=new_id(), actor=actor, at=now, action="added"))
                for asset in filling.assets
            ],
        )
        for link in filling.connections:
            links.add(connection, link)
        for offer in filling.offers:
            keep_new_offer(connection, offer, actor=actor, now=now)
        submissions.add_many(connection, filling.submissions)
        _fill_roadshows(connection, filling)
        gaps.put_mappings(connection, filling.mappings)
        gaps.put_mappings(connection, filling.proposed_mappings, is_proposed=True)
        gaps.put_found_none(connection, filling.found_none)


def _fill_roadshows(connection: Connection, filling: Filling) -> None:
    for roadshow in filling.roadshows:
        roadshows.add(connection, roadshow)
    cards.add_new(connection, filling.cards)
    for action in filling.actions:
        agreements.add(connection, action)


def _place_demand(
    house: House,
    connection: Connection,
    boundary_set: BoundarySet,
    points: Sequence[DemandPoint],
) -> None:
    placements = house.ward_lookup(connection, boundary_set).place_many(
        [point.easting for point in points], [point.northing for point in points]
    )
    rows = zip((point.code for point in points), placements.rows(), strict=True)
    demand.place_demand(connection, boundary_set.id, list(rows))
