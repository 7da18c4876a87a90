"""What a roadshow takes along: its wards, what lies in and near them, and how that is linked."""

from base64 import b64encode
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

from asset_map.geography.around import areas_near, points_near
from asset_map.geography.crs import to_grid
from asset_map.model.area import Area, AreaCommittee, BoundaryKind
from asset_map.model.asset import Asset
from asset_map.model.away import AwayArea, Holding
from asset_map.model.connection import Connection as Link
from asset_map.model.connection import Offer, OfferAudience
from asset_map.model.location import Location
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Audience
from asset_map.model.suggestion import Suggestion
from asset_map.model.visibility import as_seen_by
from asset_map.register import areas, assets, links, market, placements, suggestions
from asset_map.register.engine import Connection

__all__ = ["NEAR_M", "as_taken", "taken_along"]

NEAR_M = 3_000.0


def taken_along(
    connection: Connection, roadshow: Roadshow, *, now: datetime
) -> tuple[AwayArea | None, Holding]:
    """
    Return the wards of a roadshow, and the records to take along.

    They are cut to what partners may see. What was said for one room stays there, and so
    do notes of connections, and amounts of money that both sides did not agree to show.
    """
    seen = [cut for one in assets.every(connection) if (cut := as_taken(one)) is not None]
    wards = {
        place_id: ward.code
        for one in seen
        for place_id, ward in placements.placements_of(connection, one.id).items()
        if ward.code and any(place.id == place_id for place in one.locations)
    }
    area, chosen = _area(connection, roadshow, seen, wards, now=now)
    ids = {one.id for one in chosen}
    offers = [one for one in links.every_offer(connection) if _may_go(one, ids)]
    offer_ids = {one.id for one in offers}
    linked = [one for one in links.every(connection) if {one.from_id, one.to_id} <= ids]
    link_ids = {one.id for one in linked}
    holding = Holding(
        roadshow=_without_strangers(roadshow, ids),
        assets=tuple(chosen),
        connections=tuple(_bare_link(one) for one in linked),
        offers=tuple(offers),
        suggestions=tuple(
            _bare_suggestion(one, link_ids, roadshow.id)
            for one in suggestions.every(connection)
            if {one.offer_id, one.need_id} <= offer_ids and {one.giver_id, one.taker_id} <= ids
        ),
        stalls=tuple(
            replace(stall, asset_id=stall.asset_id if stall.asset_id in ids else None)
            for stall in market.of_roadshow(connection, roadshow.id)
        ),
    )  # fmt: skip
    return area, holding


def as_taken(asset: Asset) -> Asset | None:
    """Return what may leave of an asset: what partners see, without the case for its status."""
    seen = as_seen_by(asset, Audience.PARTNER)
    if seen is None or seen.anchor is None:
        return seen
    return replace(seen, anchor=replace(seen.anchor, answers=(), note=""))


def _may_go(offer: Offer, asset_ids: Collection[str]) -> bool:
    # What was said for one room stays there.
    return offer.asset_id in asset_ids and offer.audience is not OfferAudience.THIS_ROOM


def _bare_link(link: Link) -> Link:
    amount = link.amount_gbp if link.both_agreed else None
    return replace(link, note="", amount_gbp=amount)


def _bare_suggestion(one: Suggestion, link_ids: Collection[str], roadshow_id: str) -> Suggestion:
    return replace(
        one,
        dismissed_words="",
        decided_by="",
        connection_id=one.connection_id if one.connection_id in link_ids else None,
        # Only this roadshow goes along.
        roadshow_id=one.roadshow_id if one.roadshow_id == roadshow_id else None,
    )


def _without_strangers(roadshow: Roadshow, asset_ids: Collection[str]) -> Roadshow:
    """Return the roadshow without references to records that stay behind."""
    return replace(
        roadshow,
        venue_id=roadshow.venue_id if roadshow.venue_id in asset_ids else None,
        invitations=tuple(
            replace(one, asset_id=one.asset_id if one.asset_id in asset_ids else None)
            for one in roadshow.invitations
        ),
    )


def _area(
    connection: Connection,
    roadshow: Roadshow,
    seen: Sequence[Asset],
    wards: dict[str, str],
    *,
    now: datetime,
) -> tuple[AwayArea | None, list[Asset]]:
    """Return the wards to take, and the assets that lie in them, near them, or are invited."""
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        return None, list(seen)
    every = areas.areas_of(connection, ward_set.id)
    committee = next(
        (one for one in areas.committees(connection) if one.id == roadshow.committee_id), None
    )
    codes = _codes(roadshow, committee, ward_set.id, now=now) & {one.code for one in every}
    around = areas_near(every, codes, within_m=NEAR_M) if codes else {one.code for one in every}
    taken = [one for one in every if one.code in around]
    chosen = _near(every, codes, seen, wards, guests=_guests(roadshow)) if codes else list(seen)
    places = {place.id for one in chosen for place in one.locations}
    if committee:
        here = tuple(
            one for one in committee.members if one.set_id == ward_set.id and one.code in around
        )
        committee = replace(committee, members=here)
    area = AwayArea(
        boundary_set=ward_set,
        areas=tuple(replace(one, assign_wkb=b"", draw_wkb=b"") for one in taken),
        shapes={
            one.code: (b64encode(one.assign_wkb).decode(), b64encode(one.draw_wkb).decode())
            for one in taken
        },
        committee=committee,
        wards={
            place_id: code
            for place_id, code in wards.items()
            if place_id in places and code in around
        },
    )
    return area, chosen


def _codes(
    roadshow: Roadshow, committee: AreaCommittee | None, set_id: str, *, now: datetime
) -> set[str]:
    if roadshow.ward_codes or committee is None:
        return set(roadshow.ward_codes)
    day = max(roadshow.held_on, now.date())
    return {
        one.code
        for one in committee.members
        if one.set_id == set_id and (one.from_day or day) <= day <= (one.to_day or day)
    }


def _guests(roadshow: Roadshow) -> set[str | None]:
    return {roadshow.venue_id, *(one.asset_id for one in roadshow.invitations)}


def _near(
    every: Sequence[Area],
    codes: Collection[str],
    seen: Sequence[Asset],
    wards: dict[str, str],
    *,
    guests: Collection[str | None],
) -> list[Asset]:
    pointed = [
        (asset.id, at) for asset in seen for place in asset.locations if (at := _metres(place))
    ]
    is_near = points_near(every, codes, [at for _, at in pointed], within_m=NEAR_M)
    near = {asset_id for (asset_id, _), is_in in zip(pointed, is_near, strict=True) if is_in}
    return [
        asset
        for asset in seen
        if asset.id in near
        or asset.id in guests
        or any(wards.get(place.id) in codes for place in asset.locations)
    ]


def _metres(place: Location) -> tuple[float, float] | None:
    """Return where a place is shown to be, which may be only about where it is."""
    if place.point is None:
        return None
    grid = place.grid or to_grid(place.point)
    return grid.easting, grid.northing
