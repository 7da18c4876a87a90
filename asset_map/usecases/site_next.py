"""
Where would the next one help most? For stops, rooms and services.

Anchors are grown, not sited, so they are not asked for here. The answer is held beside
doing nothing and beside an officer's own choice of sites.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

import numpy as np

from asset_map.gaps.columns import Floats, Residents
from asset_map.gaps.reach import straight_reach_of
from asset_map.gaps.siting import Siting, covered, least_distance, most_covered
from asset_map.geography.crs import degrees_of
from asset_map.model.asset import AssetKind
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.location import GridPoint
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.words import counted
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.gap_study import Study, study_of
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import refuse_fuller

__all__ = ["Aim", "ChosenSite", "Sites", "SitingAnswer", "SitingRequest", "site_next"]


class Sites(Enum):
    """Where one might be: in a space that there is, or wherever people live."""

    SPACES = "spaces"
    POINTS = "points"


class Aim(Enum):
    """What is best: most people within reach, or the shortest way on average."""

    REACH = "reach"
    DISTANCE = "distance"


@dataclass(frozen=True, slots=True, kw_only=True)
class SitingRequest:
    """
    How many new ones of what, among which sites; ``own`` are the officer's own choice.

    ``codes`` are the areas whose residents are to be helped, all where there is none;
    ``set_id`` is their boundary set, the wards in use where it is "". ``audience`` is for
    whom it is made, the actor's own where it is None.
    """

    sought: str
    count: int = 1
    sites: Sites = Sites.SPACES
    aim: Aim = Aim.REACH
    codes: tuple[str, ...] = ()
    set_id: str = ""
    reach_m: float | None = None
    own: tuple[GridPoint, ...] = ()
    audience: Audience | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSite:
    """
    A site that was chosen: the space it is in, or "" where people live, and its ward.

    ``by_itself`` is how many residents it would bring within reach without the others.
    """

    name: str
    ward_code: str
    ward_name: str
    at: GridPoint
    lon: float
    lat: float
    by_itself: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SitingAnswer:
    """What the chosen sites, and the officer's own, come to, beside doing nothing."""

    chosen: tuple[ChosenSite, ...]
    best: Siting
    own: Siting | None
    words: str


def site_next(house: House, request: SitingRequest, *, actor: Actor, now: datetime) -> SitingAnswer:
    """
    Return where new ones would help most.

    Raises
    ------
    InvalidSubmissionError
        When anchors are asked for, or there is no site to choose.
    NotAllowedError
        When it is asked for people who may see more than the actor.
    """
    require(actor, Action.MEASURE_GAPS)
    refuse_fuller(request.audience or actor.audience, actor)
    if request.sought == ANCHOR:
        message = "Anchor organisations are grown, not sited; ask for a function or a kind."
        raise InvalidSubmissionError(message)
    found = study_of(
        house,
        request.sought,
        actor=actor,
        now=now,
        audience=request.audience,
        set_id=request.set_id,
    )
    residents, distances_m = _asked(found, request)
    settings = gap_settings(house.settings, reach_m=request.reach_m)
    reach_m = straight_reach_of(residents, settings)
    sites_m, names = _sites(found, residents, request)
    choose = most_covered if request.aim is Aim.REACH else least_distance
    best = choose(residents, distances_m, reach_m, sites_m, count=request.count)
    own = _own(residents, distances_m, reach_m, request) if request.own else None
    alone = [
        covered(residents, distances_m, reach_m, sites_m, sites=[site]).newly_within
        for site in best.sites
    ]
    chosen = _chosen(found, sites_m[list(best.sites)], [names[site] for site in best.sites], alone)
    return SitingAnswer(chosen=chosen, best=best, own=own, words=_words(chosen, best, own, request))


def _asked(found: Study, request: SitingRequest) -> tuple[Residents, Floats]:
    """Return the points whose people are to be helped: those of some wards, or all in wards."""
    residents = found.prepared.residents
    codes = np.array([*found.prepared.inputs.wards.codes, ""], dtype=object)[residents.wards]
    chosen = np.isin(codes, request.codes) if request.codes else residents.wards >= 0
    if not (residents.people * chosen).any():
        message = "No residents are known there; add demand points, or choose other wards."
        raise InvalidSubmissionError(message)
    rows = np.flatnonzero(chosen)
    kept = replace(
        residents,
        codes=tuple(residents.codes[row] for row in rows),
        eastings_m=residents.eastings_m[rows],
        northings_m=residents.northings_m[rows],
        people=residents.people[rows],
        wards=residents.wards[rows],
        is_rural=residents.is_rural[rows],
        scores=residents.scores[rows],
    )
    return kept, found.prepared.nearest.distances_m[rows]


def _sites(
    found: Study, residents: Residents, request: SitingRequest
) -> tuple[Floats, tuple[str, ...]]:
    if request.sites is Sites.POINTS:
        return residents.points_m, ("",) * len(residents)
    spaces = found.of_kind(AssetKind.SPACE).in_order()
    return spaces.points_m, spaces.names


def _own(
    residents: Residents, distances_m: Floats, reach_m: Floats, request: SitingRequest
) -> Siting:
    own_m = np.array([(one.easting, one.northing) for one in request.own])
    return covered(residents, distances_m, reach_m, own_m, sites=range(len(own_m)))


def _chosen(
    found: Study, sites_m: Floats, names: Sequence[str], alone: Sequence[int]
) -> tuple[ChosenSite, ...]:
    wards = found.prepared.inputs.wards
    codes, ward_names = (*wards.codes, ""), (*wards.names, "")
    lons, lats = degrees_of(sites_m[:, 0], sites_m[:, 1])
    return tuple(
        ChosenSite(
            name=name,
            ward_code=codes[ward],
            ward_name=ward_names[ward],
            at=GridPoint(easting=float(site[0]), northing=float(site[1])),
            lon=lon,
            lat=lat,
            by_itself=people,
        )
        for name, site, ward, lon, lat, people in zip(
            names, sites_m, found.place(sites_m).tolist(), lons.tolist(), lats.tolist(), alone,
            strict=True,
        )
    )  # fmt: skip


def _words(
    chosen: tuple[ChosenSite, ...], best: Siting, own: Siting | None, request: SitingRequest
) -> str:
    if not chosen:
        return "No site brings anybody within reach who is not there already."
    where = ", ".join(f"{one.name or 'among homes'} ({one.ward_name})" for one in chosen)
    how = "No other choice brings more." if best.is_best else "This is an approximate answer."
    told = [
        f"{counted(len(chosen), 'site')}: {where}.",
        (
            f"{counted(best.newly_within, 'resident')} would come within reach, "
            f"of {best.beyond_before:,} who are beyond it now. {how}"
        ),
    ]
    if own is not None:
        told.append(f"Your own choice would bring {counted(own.newly_within, 'resident')}.")
    if request.aim is Aim.DISTANCE and np.isfinite(best.mean_m_before):
        told.append(
            f"On average people would have {best.mean_m_after:,.0f} m to go, "
            f"not {best.mean_m_before:,.0f} m."
        )
    return " ".join(told)
