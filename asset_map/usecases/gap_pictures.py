"""What a run looks like: its places as pins, and its wards in five rows by five columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from asset_map.gaps.columns import Places
from asset_map.gaps.need import grid_of_rows
from asset_map.geography.crs import degrees_of
from asset_map.model.asset import AssetKind
from asset_map.model.gap import GapRow, GapRun
from asset_map.model.role import Action, Actor, require
from asset_map.register import areas
from asset_map.usecases.gap_study import Question, study
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import refuse_fuller

__all__ = ["GRID_FIFTHS", "GRID_STEPS", "CountedPlace", "counted_places", "grid_of_run"]

# What the rows and columns of the grid are called: the share beyond reach, and deprivation.
GRID_STEPS = ("0 to 20%", "20 to 40%", "40 to 60%", "60 to 80%", "80 to 100%")
GRID_FIFTHS = ("Most deprived fifth", "Second", "Third", "Fourth", "Least deprived fifth")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedPlace:
    """
    A place that a run counted, as its audience may see it; in EPSG:4326 (degrees).

    ``is_candidate`` marks one that is not counted yet, since it waits for a decision.
    """

    asset_id: str
    kind: AssetKind
    name: str
    lon: float
    lat: float
    is_candidate: bool = False


def counted_places(house: House, run: GapRun, *, actor: Actor) -> tuple[CountedPlace, ...]:
    """
    Return the places that a run of today's register counted, by asset id, candidates last.

    Raises
    ------
    NotAllowedError
        When the run was made for people who may see more than the actor.
    """
    require(actor, Action.MEASURE_GAPS)
    refuse_fuller(run.conditions.audience, actor)
    with house.register.reading() as connection:
        sets = {one.id: one for one in areas.sets(connection)}
        question = Question(
            boundary_set=sets[run.conditions.set_id],
            sought=run.conditions.sought,
            audience=run.conditions.audience,
            settings=run.conditions.settings,
            cut_off=run.conditions.cut_off,
        )
        found = study(house, connection, question)
    kinds = {asset.id: asset.kind for asset in found.on_map.assets}
    candidates = found.prepared.inputs.candidates.in_order()
    return (
        *_pictured(found.prepared.sought, kinds, is_candidate=False),
        *_pictured(candidates, kinds, is_candidate=True),
    )


def _pictured(
    places: Places, kinds: Mapping[str, AssetKind], *, is_candidate: bool
) -> Iterator[CountedPlace]:
    lons, lats = degrees_of(places.eastings_m, places.northings_m)
    for asset_id, name, lon, lat in zip(
        places.ids, places.names, lons.tolist(), lats.tolist(), strict=True
    ):
        yield CountedPlace(
            asset_id=asset_id,
            kind=kinds[asset_id],
            name=name,
            lon=lon,
            lat=lat,
            is_candidate=is_candidate,
        )


def grid_of_run(run: GapRun) -> list[list[list[GapRow]]]:
    """
    Return the rows of a run by reach and by deprivation.

    First index: the share beyond reach, from 0-20 % to 80-100 %; second: the fifth of
    deprivation, the most deprived first. Wards of unknown deprivation are in none.
    """
    return grid_of_rows(run.rows, run.conditions.settings)
