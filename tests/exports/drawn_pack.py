"""A committee pack drawn by hand: six wards of two kilometres, every fact of the contract told."""

from dataclasses import replace
from datetime import UTC, date, datetime

from asset_map.model.agreement import ActionState
from asset_map.model.asset import AssetKind, Function
from asset_map.model.committee_pack import (
    AreaShape,
    ChangeKind,
    CommitteePack,
    MapPin,
    PackAction,
    PackAsk,
    PackAsset,
    PackChange,
    PackPurpose,
    PackState,
    PackTotals,
    PackWard,
    Ring,
)
from asset_map.model.gap import (
    GapClass,
    GapConditions,
    GapRow,
    GapRun,
    GapSettings,
    LeftOut,
    MappingStatus,
    NearestOver,
    PeopleSource,
    Rate,
)
from asset_map.model.role import Audience

AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MEETING, BEFORE = date(2026, 12, 3), date(2026, 9, 10)
HOSTILE = (
    '<script>alert(1)</script> #eval("1") {{ 7*7 }} {{pack}} =HYPERLINK("x") '
    '\\ $x$ & "q" ]]> ` \x07\u202e\ufffe'
)


def square(west: float, south: float, side: float = 2_000.0) -> Ring:
    east, north = west + side, south + side
    return ((west, south), (east, south), (east, north), (west, north))


def row(number: int, name: str, gap_class: GapClass, **more: object) -> GapRow:
    known: dict[str, object] = {
        "code": f"E0599900{number}",
        "name": name,
        "district_name": "Doggerby",
        "gap_class": gap_class,
        "mapping_status": MappingStatus.MAPPED,
        "anchors": 0,
        "residents": 15_000,
        "residents_beyond_reach": 9_600,
        "share_beyond_reach": 0.64,
        "mean_m": 1_260.8,
        "median_m": 1_180.0,
        "walk_minutes": 20.5,
        "is_edge": False,
        "is_mostly_beyond": False,
        "missing": (),
        "none_recorded": (Function.CHILDCARE,),
        "visiting_hours": 0.0,
        "why": f"{name} has no recognised anchor organisation inside it.",
        "rate": Rate(per_10000=0.0, low=0.0, high=2.46, method="exact"),
        "catchment": 0.316,
        "catchment_stepped": 0.3,
        "unlinked_groups": 2,
        "share_unlinked": 0.5,
        "share_links_crossing": 0.1,
        "assets_near": 4,
        "assets_near_per_1000": 0.2667,
        "shortfall": 3.75,
        "deprivation_score": 31.5,
        "share_most_deprived": 0.4,
    }
    return GapRow(**{**known, **more})  # type: ignore[arg-type]  # the fields by their names


HARBOUR = row(
    1,
    "Harbour",
    GapClass.GAP,
    residents_beyond_reach=12_600,
    share_beyond_reach=0.84,
    is_edge=True,
    missing=(Function.FOOD, Function.YOUTH),
    candidates=("The Sail Loft",),
    why="Harbour has no recognised anchor organisation inside it; 12,600 residents (84 %) live "
    "more than 800 m from one. The nearest is The Net Loft, 100 m over the boundary in Quayside.",
    nearest_over=NearestOver(
        asset_id="net-loft",
        name="The Net Loft",
        ward_code="E05999002",
        ward_name="Quayside",
        over_boundary_m=100.0,
    ),
)
ROWS = (
    HARBOUR,
    row(
        2,
        "Quayside",
        GapClass.ANCHORED,
        anchors=1,
        anchor_names=("The Net Loft",),
        is_mostly_beyond=True,
        residents_beyond_reach=11_400,
        share_beyond_reach=0.76,
        rate=Rate(per_10000=0.67, low=0.02, high=3.71, method="exact"),
    ),
    row(3, "Moor", GapClass.NOT_YET_MAPPED, mapping_status=MappingStatus.NOT_STARTED),
    row(4, "Fell", GapClass.VISITING_ONLY, visiting_hours=3.25),
    row(
        5, "Dale", GapClass.SERVED_NEXT_DOOR, residents_beyond_reach=7_200, share_beyond_reach=0.48
    ),
    row(
        6,
        "Isle",
        GapClass.ANCHORED,
        anchors=2,
        residents=None,
        residents_beyond_reach=None,
        mean_m=None,
        median_m=None,
        walk_minutes=None,
        rate=None,
        catchment=None,
        catchment_stepped=None,
        unlinked_groups=None,
    ),
)

CONDITIONS = GapConditions(
    sought="anchor",
    sought_words="anchor organisations",
    audience=Audience.PUBLIC,
    set_id="wards-2026",
    set_name="Wards of 7 May 2026",
    attribution="Source: Office for National Statistics licensed under the Open Government "
    "Licence v.3.0. Contains OS data © Crown copyright and database right 2026",
    area="North Area Committee",
    settings=GapSettings(),
    cut_off=date(2026, 11, 20),
    people_source=PeopleSource.DEMAND_POINTS,
    people_counted=75_000,
    people_outside=0,
    places_counted=3,
    places_beyond=1,
    left_out=(LeftOut(reason="out of date", count=7), LeftOut(reason="withheld", count=None)),
)

ACTIONS = (
    PackAction(
        action_id="lend",
        title="Lend the minibus on Tuesdays",
        owner="Harbour Community Association",
        state=ActionState.DOING,
        ward_codes=("E05999001", "E05999004"),
        due=date(2027, 1, 15),
        was=ActionState.PLANNED,
    ),
    PackAction(
        action_id="key",
        title="A second key for the hall",
        owner="Ward officer",
        state=ActionState.STUCK,
        ward_codes=("E05999001",),
        barrier="insurance",
    ),
)


def change(kind: ChangeKind, name: str, **more: str) -> PackChange:
    return PackChange(
        kind=kind,
        asset_id=name.lower(),
        name=name,
        asset_kind=AssetKind.GROUP,
        ward_code="E05999001",
        ward_name="Harbour",
        on=date(2026, 10, 1),
        **more,
    )


CHANGES = (
    change(ChangeKind.OPENED, "Quilt Circle"),
    change(ChangeKind.CLOSED, "Saturday Film Club"),
    change(ChangeKind.NEWLY_RECORDED, "Bowls Club"),
    change(ChangeKind.RE_CHECKED, "Toddler Group"),
    change(ChangeKind.MOVED, "Choir", was_ward_code="E05999002", was_ward_name="Quayside"),
    change(
        ChangeKind.MOVED_BY_BOUNDARY, "Allotments", was_ward_code="E05999004", was_ward_name="Fell"
    ),
    change(ChangeKind.RECOGNISED, "The Net Loft"),
)


def drawn_ward(number: int, one: GapRow) -> PackWard:
    if number > 1:
        return PackWard(number=number, code=one.code, name=one.name, row=one)
    return PackWard(
        number=number,
        code=one.code,
        name=one.name,
        row=one,
        officer="Ward Officer North",
        strengths=(
            PackAsset(
                asset_id="sail",
                name="The Sail Loft",
                kind=AssetKind.GROUP,
                is_anchor=True,
                told="runs the hall and a café",
                checked_on=date(2026, 8, 1),
            ),
            PackAsset(asset_id="hall", name="Harbour Hall", kind=AssetKind.SPACE, told="60 seats"),
            PackAsset(
                asset_id="knit",
                name="Tuesday Knitters",
                kind=AssetKind.GROUP,
                told="Tuesdays at 10:00",
            ),
        ),
        skills=(("cooking", "12"), ("first aid", "fewer than 5")),
        new_links=("Tuesday Knitters and Harbour Hall: shares a space",),
        asks=(
            PackAsk(
                asset_id="knit",
                group="Tuesday Knitters",
                text="A cupboard that locks",
                until=date(2027, 3, 1),
            ),
        ),
        was_class=GapClass.NOT_YET_MAPPED,
        change="was not yet mapped, is now a gap",
        missing_path="/wards/E05999001/missing",
    )


def shape(number: int, *polygons: tuple[Ring, ...]) -> AreaShape:
    west, south = polygons[0][0][0]
    return AreaShape(
        code=f"E0599900{number}", polygons=polygons, easting=west + 1_000, northing=south + 1_000
    )


SHAPES = (
    shape(1, (square(0, 0),)),
    shape(2, (square(2_000, 0),)),
    # A lake in the moor; two islands in the sea.
    shape(3, (square(4_000, 0), square(4_300, 300, 400))),
    shape(4, (square(0, 2_000),)),
    shape(5, (square(2_000, 2_000),)),
    shape(6, (square(4_200, 2_200, 1_500),), (square(5_800, 3_600, 300),)),
)

PACK = CommitteePack(
    id="pack-2",
    committee_id="north",
    committee="North Area Committee",
    council="Doggerby District Council",
    meeting=MEETING,
    made_at=AT,
    made_by="Robin Example",
    run=GapRun(
        id="run-1",
        name="North, December 2026",
        made_on=AT,
        made_by="Robin Example",
        software_version="0.4.0",
        conditions=CONDITIONS,
        rows=ROWS,
    ),
    purpose=PackPurpose.DISCUSSION,
    officer="Ward Officer North",
    contact="communities@doggerby.example",
    state=PackState.RELEASED,
    issue=2,
    corrected="the number of residents of Isle was left out",
    replaces_id="pack-1",
    previous_id="pack-0",
    previous_meeting=BEFORE,
    released_at=AT,
    released_by="Robin Example",
    path="/packs/pack-2",
    asked_to="say which candidates you know",
    sentences=(
        "You are asked to discuss what is recorded here, and say which candidates you know.",
        "Not yet mapped: Moor. Nothing said here about what is missing there can be relied on yet.",
        "Two of six wards have an anchor organisation.",
        "12,600 residents of Harbour (84 %) live more than 800 m from one.",
        "Since 10 September one group opened and one closed.",
    ),
    limits=(
        "It counts what is recorded; what nobody told us is not in it.",
        "It says nothing about how good a group is.",
    ),
    wards=tuple(drawn_ward(number, one) for number, one in enumerate(ROWS, 1)),
    changes=CHANGES,
    totals=PackTotals(
        before=40,
        now=42,
        opened=1,
        newly_recorded=1,
        moved_in=1,
        closed=1,
        boundary_in=1,
        boundary_out=1,
    ),
    links_made=("Tuesday Knitters and Harbour Hall: shares a space",),
    links_by_state=(("active", 9), ("introduced", 2)),
    actions=ACTIONS,
    earlier_actions=(
        replace(ACTIONS[0], state=ActionState.DONE),
        replace(ACTIONS[1], was=ActionState.DOING),
    ),
    shapes=SHAPES,
    pins=(
        MapPin(name="The Net Loft", easting=2_100, northing=1_000),
        MapPin(name="Isle Hall", easting=5_200, northing=3_200),
        MapPin(name="The Sail Loft", easting=600, northing=1_300, is_candidate=True),
    ),
    sources=("The public register of Doggerby District Council", "Census 2021 output areas, ONS"),
    glossary=(
        ("Anchor organisation", "A group run by local people that looks after a place for all."),
        ("Reach", "How far people can be expected to go: 800 m in town."),
    ),
    is_fictional=True,
)


def hostile_pack() -> CommitteePack:
    """Return the pack with a hostile text wherever somebody typed one."""
    first = PACK.wards[0]
    strengths = tuple(replace(one, name=HOSTILE, told=HOSTILE) for one in first.strengths)
    ward = replace(
        first,
        name=HOSTILE,
        officer=HOSTILE,
        strengths=strengths,
        skills=((HOSTILE, HOSTILE),),
        new_links=(HOSTILE,),
        asks=(replace(first.asks[0], group=HOSTILE, text=HOSTILE),),
        row=replace(first.row, why=HOSTILE, candidates=(HOSTILE,), name=HOSTILE),
    )
    actions = tuple(replace(one, title=HOSTILE, owner=HOSTILE, barrier=HOSTILE) for one in ACTIONS)
    return replace(
        PACK,
        committee=HOSTILE,
        council=HOSTILE,
        officer=HOSTILE,
        contact=HOSTILE,
        corrected=HOSTILE,
        asked_to=HOSTILE,
        sentences=(HOSTILE,),
        limits=(HOSTILE,),
        wards=(ward, *PACK.wards[1:]),
        changes=tuple(replace(one, name=HOSTILE, was_ward_name=HOSTILE) for one in CHANGES),
        links_made=(HOSTILE,),
        actions=actions,
        earlier_actions=actions,
        pins=tuple(replace(one, name=HOSTILE) for one in PACK.pins),
        sources=(HOSTILE,),
        glossary=((HOSTILE, HOSTILE),),
    )
