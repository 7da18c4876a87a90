"""
Which wards have no anchor, who lives beyond reach of one, and what is missing besides.

A run carries its conditions with it: no number without them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path

from asset_map.imports.spreadsheet import read_table
from asset_map.imports.walk_rows import read_walks
from asset_map.model.area import AreaCommittee, BoundaryKind, BoundarySet
from asset_map.model.errors import (
    BoundaryError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.gap import GapConditions, GapRow, GapRun, GapSettings
from asset_map.model.role import Action, Actor, Audience, require
from asset_map.model.words import LONDON, counted, fold, listed, long_date
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.committees import committee_named, members_on
from asset_map.usecases.gap_settings import gap_settings
from asset_map.usecases.gap_sought import ANCHOR
from asset_map.usecases.gap_study import Question, Study, study
from asset_map.usecases.house import House, NewId, random_id
from asset_map.usecases.reading_files import read_within_limits

__all__ = ["GapRequest", "measure_gaps", "refuse_fuller"]

_FULLEST_LAST = (Audience.PUBLIC, Audience.PARTNER, Audience.OFFICER)


@dataclass(frozen=True, slots=True, kw_only=True)
class GapRequest:
    """
    What is asked: what is looked for, where, at which reach, for whom.

    ``committee`` is a name or id, ``district`` a code or name; ``set_name`` another
    boundary set than the one in use. A committee's areas bring their own set with them; they
    are those of ``committee_on``, or of today. Without ``settings`` the council's hold, with
    ``reach_m`` where one is given. ``walks`` is a table of walking distances measured elsewhere.
    """

    sought: str = ANCHOR
    committee: str = ""
    committee_on: date | None = None
    district: str = ""
    set_name: str = ""
    audience: Audience = Audience.PUBLIC
    reach_m: float | None = None
    settings: GapSettings | None = None
    walks: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Where:
    """The set, and the codes of the areas that are shown, with what they are called."""

    boundary_set: BoundarySet
    codes: frozenset[str]
    words: str


def measure_gaps(
    house: House,
    request: GapRequest,
    *,
    actor: Actor,
    now: datetime,
    new_id: NewId = random_id,
) -> GapRun:
    """
    Return the figures, in officers' order, with what they stand on.

    Raises
    ------
    BoundaryError
        When there are no wards yet.
    NotAllowedError
        When they are asked for people who may see more than the actor.
    NotFoundError
        When there is no such committee or district, or nothing of that kind to look for.
    """
    require(actor, Action.MEASURE_GAPS)
    refuse_fuller(request.audience, actor)
    cut_off = now.astimezone(LONDON).date()
    settings = request.settings or gap_settings(house.settings, reach_m=request.reach_m)
    with house.register.reading() as connection:
        where = _where(connection, request, request.committee_on or cut_off)
        found = study(
            house,
            connection,
            Question(
                boundary_set=where.boundary_set,
                sought=request.sought,
                audience=request.audience,
                settings=settings,
                cut_off=cut_off,
                walks=_walks(house, request.walks),
            ),
        )
    shown = found.rows(settings, only=where.codes)
    return GapRun(
        id=new_id(),
        name="",
        made_on=now,
        made_by=actor.name,
        software_version=version("asset-map"),
        conditions=_conditions(found, where, (request, settings), shown, cut_off=cut_off),
        rows=shown,
    )


def refuse_fuller(audience: Audience, actor: Actor) -> None:
    """
    Go on only when the actor may see what is made for an audience.

    Raises
    ------
    NotAllowedError
        When that audience may see more.
    """
    if _FULLEST_LAST.index(audience) > _FULLEST_LAST.index(actor.audience):
        message = (
            f"The role '{actor.role.label}' may not see figures made for {audience.label}s; "
            f"choose '{actor.audience.value}' as the audience."
        )
        raise NotAllowedError(message)


def _where(connection: Connection, request: GapRequest, day: date) -> _Where:
    if request.committee:
        return _committee(connection, request, day)
    boundary_set = _set(connection, request.set_name)
    names = areas.districts_of(connection, boundary_set.id)
    if request.district:
        return _district(boundary_set, names, request.district)
    codes = frozenset(code for code, *_ in names)
    kind = boundary_set.kind.label
    words = f"all {counted(len(codes), kind)} of '{boundary_set.name}'"
    return _Where(boundary_set=boundary_set, codes=codes, words=words)


def _committee(connection: Connection, request: GapRequest, day: date) -> _Where:
    committee = committee_named(connection, request.committee)
    members = members_on(committee, day)
    if len(members) != 1:
        raise NotFoundError(_not_one_set(connection, committee, members, day))
    ((set_id, codes),) = members.items()
    names = areas.districts_of(connection, set_id)
    asked = request.district
    chosen = frozenset(codes)
    if asked:
        chosen &= _district(_set(connection, set_id), names, asked).codes
    name = committee.name
    words = name if "committee" in fold(name).split() else f"{name} committee"
    return _Where(boundary_set=_set(connection, set_id), codes=chosen, words=words)


def _not_one_set(
    connection: Connection,
    committee: AreaCommittee,
    members: Mapping[str, Sequence[str]],
    day: date,
) -> str:
    """Return why no figures can be added up: in areas of two sets the same people live twice."""
    if not members:
        return (
            f"'{committee.name}' looks after no area on {long_date(day)}; mend its list of areas."
        )
    names = {one.id: one.name for one in areas.sets(connection)}
    listed_sets = listed([f"'{names.get(one, one)}'" for one in members])
    return (
        f"'{committee.name}' has areas of several boundary sets on {long_date(day)}: "
        f"{listed_sets}. Whoever lives in two of them would be counted twice: make a committee for "
        "each set, or say on which day its areas end."
    )


def _district(
    boundary_set: BoundarySet, names: Sequence[tuple[str, str, str]], asked: str
) -> _Where:
    codes = frozenset(
        code
        for code, district, name in names
        if asked == district or asked.casefold() == name.casefold()
    )
    if not codes:
        there = ", ".join(sorted({f"{district} {name}" for _, district, name in names})[:20])
        message = f"'{boundary_set.name}' has no district '{asked}'; there are: {there}."
        raise NotFoundError(message)
    name = next(name for code, _, name in names if code in codes)
    return _Where(boundary_set=boundary_set, codes=codes, words=name or asked)


def _set(connection: Connection, name: str) -> BoundarySet:
    if not name:
        found = areas.set_in_use(connection, BoundaryKind.WARD)
        if found is None:
            message = "There are no wards yet; bring them in on the page Boundaries."
            raise BoundaryError(message)
        return found
    return areas.set_named(connection, name)


def _conditions(
    found: Study,
    where: _Where,
    asked: tuple[GapRequest, GapSettings],
    shown: Sequence[GapRow],
    *,
    cut_off: date,
) -> GapConditions:
    request, settings = asked
    residents, sought = found.prepared.residents, found.prepared.sought
    stated = GapConditions(
        sought=request.sought,
        sought_words=found.sought.many,
        audience=request.audience,
        set_id=where.boundary_set.id,
        set_name=where.boundary_set.name,
        attribution=where.boundary_set.attribution,
        area=where.words,
        settings=settings,
        cut_off=cut_off,
        people_source=found.people_source,
        people_counted=sum(row.residents or 0 for row in shown),
        people_outside=round(float(residents.people[residents.wards < 0].sum())),
        places_counted=len(sought),
        places_beyond=int((sought.wards < 0).sum()),
        left_out=found.left_out,
        carried=found.carried,
        walked=found.walked,
        people_unclassed=found.unclassed_in(where.codes),
    )
    around = found.places_around(where.codes, within_m=stated.around_m)
    return replace(stated, places_around=around)


def _walks(house: House, file: Path | None) -> tuple[tuple[str, str, float], ...]:
    return tuple(read_walks(read_within_limits(house, read_table, file))) if file else ()
