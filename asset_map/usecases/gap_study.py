"""
A boundary set studied for one audience: everything that no reach changes, kept at hand.

It is worked out anew when an asset, an area, a resident or a status has changed, and
answers every reach by comparing.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache

import numpy as np

from asset_map.gaps.columns import Floats, Places, Residents, Rows, Wards, by_ward
from asset_map.gaps.counts import around
from asset_map.gaps.measure import Figures, Inputs, Prepared, measure, prepare
from asset_map.gaps.reach import Walks
from asset_map.gaps.rows import Known, Standing, rows, standing
from asset_map.gaps.sentences import Sought
from asset_map.geography.ward_lookup import WardLookup
from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import BoundaryKind, BoundarySet, DemandPoint
from asset_map.model.asset import AssetKind
from asset_map.model.errors import BoundaryError
from asset_map.model.gap import (
    GapRow,
    GapSettings,
    LeftOut,
    MappingStatus,
    PeopleSource,
)
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.words import LONDON
from asset_map.register import areas, links, public_view
from asset_map.register.engine import Connection
from asset_map.register.placements import ward_set_id
from asset_map.usecases.anchor_counting import case_of
from asset_map.usecases.demand import people_source
from asset_map.usecases.gap_carried import Said, said_of, wards_of_set
from asset_map.usecases.gap_places import Mapped, mapped, sought_places, unchecked_anchors
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import Wanted, wanted
from asset_map.usecases.house import House

__all__ = ["Question", "Study", "study", "study_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a study is asked, but for its reach and for which areas are shown."""

    boundary_set: BoundarySet
    sought: str
    audience: Audience
    settings: GapSettings
    cut_off: date
    walks: tuple[tuple[str, str, float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Study:
    """Everything that no reach changes; ``unclassed`` are residents of no class, by ward."""

    sought: Sought
    prepared: Prepared
    standing: Standing
    carried: str
    left_out: tuple[LeftOut, ...]
    people_source: PeopleSource
    on_map: Mapped
    lookup: WardLookup
    unclassed: Floats

    def of_kind(self, kind: AssetKind) -> Places:
        """Return the places of the active assets of a kind."""
        return self.on_map.of(one for one in self.on_map.assets if one.kind is kind)

    def place(self, points_m: Floats) -> Rows:
        """Return the row of the ward that each point is in, -1 in none."""
        return self.lookup.place_many(points_m[:, 0], points_m[:, 1]).wards

    def unclassed_in(self, codes: Container[str]) -> int:
        """Return how many residents of some wards have no urban or rural class."""
        return round(float(self.unclassed[self._rows_of(codes)].sum()))

    def places_around(self, codes: Container[str], *, within_m: float) -> int:
        """Return how many of the places lie around some wards, and not in them."""
        wards = self.prepared.inputs.wards
        return around(self.prepared.sought, wards, self._rows_of(codes), within_m=within_m)

    def _rows_of(self, codes: Container[str]) -> Rows:
        wards = self.prepared.inputs.wards
        return np.array([row for row, one in enumerate(wards.codes) if one in codes], dtype=int)

    @property
    def walked(self) -> int:
        """Of how many points the walk was measured elsewhere."""
        return int(self.prepared.nearest.is_walk.sum())

    def figures(self, settings: GapSettings) -> Figures:
        """Return what a reach comes to."""
        return measure(self.prepared, settings)

    def rows(
        self, settings: GapSettings, *, only: Container[str] | None = None
    ) -> tuple[GapRow, ...]:
        """Return the areas' rows at a reach, in officers' order."""
        figures = self.figures(settings)
        return rows(self.prepared, figures, self.standing, settings, only=only)


def study(house: House, connection: Connection, question: Question) -> Study:
    """Return the study that answers a question, kept from before where nothing has changed."""
    settings = question.settings
    said = said_of(house, connection, question.boundary_set, settings)
    # No reach changes what is kept.
    kept = replace(settings, reach_m=None, reach_urban_m=1.0, reach_rural_m=1.0)
    return _study(
        house,
        replace(question, settings=kept),
        house.register.change_count(connection),
        _Frozen(said),
    )


def study_of(
    house: House,
    sought: str,
    *,
    actor: Actor,
    now: datetime,
    audience: Audience | None = None,
    set_id: str = "",
) -> Study:
    """
    Return the study of a boundary set, as the actor, or an ``audience``, is shown the register.

    Without ``set_id`` it is that of the wards in use.

    Raises
    ------
    BoundaryError
        When there are no wards yet.
    """
    require(actor, Action.FIND)
    with house.register.reading() as connection:
        question = Question(
            boundary_set=_set_of(connection, set_id),
            sought=sought,
            audience=audience or actor.audience,
            settings=gap_settings(house.settings),
            cut_off=now.astimezone(LONDON).date(),
        )
        return study(house, connection, question)


def _set_of(connection: Connection, set_id: str) -> BoundarySet:
    if set_id:
        return next(one for one in areas.sets(connection) if one.id == set_id)
    ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
    if ward_set is None:
        message = "There are no wards yet; bring them in on the page Boundaries."
        raise BoundaryError(message)
    return ward_set


class _Frozen:
    """What was said, to be compared by its contents."""

    def __init__(self, said: Said) -> None:
        self.said = said
        self._key = (
            tuple(sorted(said.statuses.items())),
            tuple(sorted(said.said_on.items())),
            tuple(sorted(said.found_none)),
            said.carried,
        )

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and self._key == other._key

    def __hash__(self) -> int:
        return hash(self._key)


@lru_cache(maxsize=12)
def _study(house: House, question: Question, changes: int, frozen: _Frozen) -> Study:
    del changes
    sought, settings, said = wanted(question.sought), question.settings, frozen.said
    with house.register.reading() as connection:
        lookup = house.ward_lookup(connection, question.boundary_set)
        wards = wards_of_set(house, connection, question.boundary_set)
        points = areas.demand_points(connection)
        on_map = _mapped(connection, question, lookup)
    places, left_out = sought_places(on_map, sought, settings, today=question.cut_off)
    inputs = Inputs(
        wards=wards,
        residents=_residents(points, lookup),
        sought=places,
        statuses=_statuses(wards, said.statuses),
        candidates=_waiting(on_map, sought),
        unchecked=unchecked_anchors(on_map, sought, settings, today=question.cut_off),
        every=on_map.spots,
        by_function=on_map.by_function(),
        stops=on_map.stops,
        stop_hours=on_map.stop_hours,
        linking=on_map.linking,
        walks=Walks(*zip(*question.walks, strict=True)) if question.walks else None,
    )
    prepared = prepare(inputs)
    return Study(
        sought=sought.sought,
        prepared=prepared,
        standing=standing(
            prepared,
            settings,
            sought=sought.sought,
            known=Known(said_on=said.said_on, found_none=said.found_none),
        ),
        carried=said.carried,
        left_out=left_out,
        people_source=people_source(points, set(lookup.codes)),
        on_map=on_map,
        lookup=lookup,
        unclassed=_unclassed(points, inputs.residents, len(wards)),
    )


def _waiting(on_map: Mapped, sought: Wanted) -> Places:
    candidate = AnchorStatus.CANDIDATE
    waiting = [one for one in on_map.assets if case_of(one).status is candidate]
    return on_map.of(waiting * sought.is_anchor)


def _mapped(connection: Connection, question: Question, lookup: WardLookup) -> Mapped:
    listed: dict[tuple[str, str], str] = {}
    if question.audience is not Audience.OFFICER and ward_set_id(connection) == (
        question.boundary_set.id
    ):
        every = public_view.every_ward(connection, audience=question.audience)
        listed = {place: code for place, (code, _) in every.items()}
    return mapped(
        public_view.every_visible(connection, audience=question.audience),
        lookup,
        listed_wards=listed,
        links=links.every(connection),
        on=question.cut_off,
    )


def _statuses(wards: Wards, said: Mapping[str, MappingStatus]) -> tuple[MappingStatus, ...]:
    return tuple(said.get(code, MappingStatus.NOT_STARTED) for code in wards.codes)


def _unclassed(points: list[DemandPoint], residents: Residents, count: int) -> Floats:
    is_unclassed = np.array([point.is_rural is None for point in points], dtype=bool)
    return by_ward(residents.people * is_unclassed, residents.wards, count)


def _residents(points: list[DemandPoint], lookup: WardLookup) -> Residents:
    eastings = np.array([point.easting for point in points], dtype=np.float64)
    northings = np.array([point.northing for point in points], dtype=np.float64)
    scores = [
        np.nan if point.deprivation_score is None else point.deprivation_score for point in points
    ]
    return Residents(
        codes=tuple(point.code for point in points),
        eastings_m=eastings,
        northings_m=northings,
        people=np.array([point.people for point in points], dtype=np.float64),
        wards=lookup.place_many(eastings, northings).wards,
        is_rural=np.array([point.is_rural is True for point in points], dtype=bool),
        scores=np.array(scores, dtype=np.float64),
    )
