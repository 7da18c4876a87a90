"""A committee's pack: what it says, in which order, and what it leaves out."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import shapely

from asset_map.model.agreement import ActionState, AgreedAction, BarrierKind
from asset_map.model.area import Area, BoundaryKind, BoundarySet
from asset_map.model.asset import Contact
from asset_map.model.committee_pack import ChangeKind, PackPurpose, PackState
from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferAudience,
    Side,
)
from asset_map.model.errors import NotAllowedError, NotFoundError
from asset_map.model.gap import GapClass, MappingStatus
from asset_map.model.location import PublishLocation
from asset_map.model.state import OperatingStatus
from asset_map.register import agreements, areas, assets, links
from asset_map.usecases.boundaries import use_boundaries
from asset_map.usecases.build_pack import build_pack
from asset_map.usecases.committees import save_committee
from asset_map.usecases.house import House
from asset_map.usecases.map_wards import set_status
from asset_map.usecases.release_pack import release_pack
from tests.usecases.conftest import EAST, OFFICER, PARTNER, WEST, kept
from tests.usecases.pack_district import (
    DAY,
    JUNE,
    LATER,
    MARCH,
    asked,
    at,
    june,
    march,
    with_committee,
    with_records,
)

BETWEEN = DAY + timedelta(days=30)


@pytest.fixture
def register_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def harbour(house: House) -> House:
    with_records(house)
    with_committee(house)
    return house


def released(house: House) -> None:
    pack = march(house)
    release_pack(house, pack.id, as_made_at=pack.made_at, actor=OFFICER, now=DAY)


def changed(house: House, asset_id: str, **fields: object) -> None:
    with house.register.reading() as connection:
        standing = assets.get(connection, asset_id)
    kept(house, replace(standing, **fields), BETWEEN)  # type: ignore[arg-type]


def test_the_first_page_says_what_is_asked_and_what_is_not_mapped_before_any_count(
    harbour: House,
) -> None:
    set_status(harbour, [EAST], MappingStatus.MAPPED, actor=OFFICER, now=DAY)
    pack = march(harbour, purpose=PackPurpose.DECISION, asked_to="where the bus calls")
    assert pack.sentences == (
        "You are asked to decide: where the bus calls.",
        (
            "Not yet mapped: Net Loft. Nothing said here about what is missing there can be relied "
            "on yet."
        ),
        "Recorded here: 3 groups, places and services, among them 1 anchor organisation: The mill.",
        (
            "1,100 of 2,000 residents (55%) live further from an anchor organisation than 800 m in "
            "town, 1,600 m in the country, in a straight line. No mapped area is a gap."
        ),
        "This is the first pack for this committee, so that nothing is compared yet.",
    )
    assert (pack.id, pack.state, pack.path) == ("harbour-2027-03-04", PackState.DRAFT, "")


def test_wards_are_numbered_as_in_the_table_and_their_strengths_come_first(harbour: House) -> None:
    set_status(harbour, [WEST, EAST], MappingStatus.MAPPED, actor=OFFICER, now=DAY)
    pack = march(harbour)
    assert [(ward.number, ward.name, ward.row.gap_class) for ward in pack.wards] == [
        (1, "Net Loft", GapClass.GAP),
        (2, "Quayside", GapClass.ANCHORED),
    ]
    assert [one.name for one in pack.wards[0].strengths] == ["The choir", "The hall"]
    assert pack.wards[1].strengths[0].is_anchor
    assert [pin.name for pin in pack.pins] == ["The mill"]
    assert [shape.code for shape in pack.shapes] == [WEST, EAST]
    assert len(pack.shapes[0].polygons[0][0]) == 4
    assert pack.totals is None


def test_each_kind_of_change_stands_apart_and_the_sum_comes_out(harbour: House) -> None:
    for asset_id in ("bakers", "chess", "darts", "hidden"):
        kept(harbour, at(asset_id, 700), DAY)
    released(harbour)
    new = replace(at("new", 600), opened_on=date(2027, 4, 1))
    kept(harbour, new, BETWEEN)
    kept(harbour, at("found", 600), BETWEEN)
    changed(harbour, "bakers", operating_status=OperatingStatus.CLOSED)
    changed(harbour, "chess", locations=at("chess", 2500).locations)
    changed(harbour, "darts", locations=at("darts", 5000).locations)
    hidden = at("hidden", 700, PublishLocation.WITHHELD).locations
    changed(harbour, "hidden", locations=hidden)
    pack = june(harbour)
    told = {(one.kind, one.name, one.was_ward_name, one.ward_name) for one in pack.changes}
    assert told == {
        (ChangeKind.OPENED, "The new", "", "Net Loft"),
        (ChangeKind.NEWLY_RECORDED, "The found", "", "Net Loft"),
        (ChangeKind.CLOSED, "The bakers", "", "Net Loft"),
        (ChangeKind.MOVED, "The chess", "Net Loft", "Quayside"),
        # In no ward at all now, and one that does not wish to be found: neither is named.
        (ChangeKind.NO_LONGER_SHOWN, "", "", ""),
    }
    totals = pack.totals
    assert totals is not None
    assert (totals.before, totals.opened, totals.newly_recorded) == (7, 1, 1)
    assert (totals.closed, totals.no_longer_shown, totals.now) == (1, 2, 6)
    assert pack.sentences[2].startswith("Recorded here: 6 groups, places and services")
    assert pack.sentences[-1].startswith("Since the pack of 4 March 2027: 1 opened, 1 closed")
    assert pack.wards[0].change or pack.wards[1].change


def test_a_new_line_on_the_map_is_told_apart_from_what_moved(harbour: House) -> None:
    released(harbour)
    _move_the_line(harbour)
    changed(harbour, "choir", locations=at("choir", 1900).locations)
    pack = june(harbour)
    moves = {(one.kind, one.name, one.was_ward_name, one.ward_name) for one in pack.changes}
    assert moves == {
        # The hall stands where it stood; the choir was moved by hand.
        (ChangeKind.MOVED_BY_BOUNDARY, "The hall", "Net Loft", "Quayside"),
        (ChangeKind.MOVED, "The choir", "Net Loft", "Quayside"),
    }
    assert pack.totals is not None
    assert pack.totals.before == pack.totals.now == 3
    changes = {ward.name: ward.change for ward in pack.wards}
    assert set(changes.values()) == {"1 moved, 1 moved by a change of boundaries alone."}


def test_two_wards_of_one_name_are_told_apart(harbour: House) -> None:
    ground = [shapely.box(east, 510_000, east + 2_000, 512_000).wkb for east in (600_000, 602_000)]
    twins = [
        Area(
            set_id="",
            code=f"E0500002{number}",
            name="St Mary's",
            district_name=district,
            assign_wkb=ground[number],
            draw_wkb=ground[number],
        )
        for number, district in enumerate(("Staithes", "Moor"))
    ]
    wards = BoundarySet(
        id="twins", name="Twins", kind=BoundaryKind.WARD, valid_from=date(2026, 5, 6)
    )
    with harbour.register.writing() as connection:
        areas.add_set(connection, wards, twins)
    use_boundaries(harbour, wards.name, actor=OFFICER, now=DAY)
    with_committee(harbour, *(one.code for one in twins), set_id=wards.id)
    released(harbour)
    changed(harbour, "choir", locations=at("choir", 2500).locations)
    kept(harbour, at("found", 600), BETWEEN)
    pack = june(harbour)
    moved = [one for one in pack.changes if one.kind is ChangeKind.MOVED]
    assert [(one.was_ward_name, one.ward_name) for one in moved] == [
        ("St Mary's, Staithes", "St Mary's, Moor")
    ]
    assert {ward.code: ward.change for ward in pack.wards} == {
        "E05000020": "1 newly recorded, 1 moved.",
        "E05000021": "1 moved.",
    }


def _move_the_line(house: House) -> None:
    """Wards of new codes, whose common edge lies 1,200 metres further west."""
    west, east = (
        shapely.box(*box).wkb
        for box in ((600_000, 510_000, 600_800, 512_000), (600_800, 510_000, 604_000, 512_000))
    )
    new = [
        Area(set_id="", code="E05999011", name="Net Loft", assign_wkb=west, draw_wkb=west),
        Area(set_id="", code="E05999012", name="Quayside", assign_wkb=east, draw_wkb=east),
    ]
    wards = BoundarySet(
        id="wards-2027", name="Wards 2027", kind=BoundaryKind.WARD, valid_from=date(2027, 5, 6)
    )
    with house.register.writing() as connection:
        areas.add_set(connection, wards, new)
    use_boundaries(house, wards.name, actor=OFFICER, now=BETWEEN)
    with_committee(house, "E05999011", "E05999012", set_id="wards-2027")


def test_divisions_do_as_wards_do(harbour: House) -> None:
    square = shapely.box(600_000, 510_000, 604_000, 512_000).wkb
    division = Area(set_id="", code="E58000001", name="Harbour", assign_wkb=square, draw_wkb=square)
    divisions = BoundarySet(
        id="divisions", name="Divisions", kind=BoundaryKind.DIVISION, valid_from=date(2025, 5, 1)
    )
    with harbour.register.writing() as connection:
        areas.add_set(connection, divisions, [division])
    with_committee(harbour, "E58000001", set_id="divisions")
    kept(harbour, at("parlour", 500, PublishLocation.WARD), DAY)
    pack = march(harbour)
    assert [(ward.code, len(ward.strengths)) for ward in pack.wards] == [("E58000001", 3)]
    assert "shown to the public by its ward alone is in none of these" in pack.limits[-1]


def test_what_was_agreed_comes_back_with_its_owner_and_never_a_name(harbour: House) -> None:
    choir = replace(at("choir", 500), contact=Contact(role="choir leader"), version=1)
    kept(harbour, choir, DAY)
    lunch = AgreedAction(
        id="lunch",
        title="Zebedee plants the marsh with Ermintrude",
        made_at=DAY,
        asset_ids=("choir", "hall"),
        owner="Zebedee Marsh",
        owner_contact="zebedee@doggerby.example",
        helpers=("Ermintrude",),
        first_step="Ring Dougal",
        barrier=BarrierKind.SPACE,
        barrier_words="Florence says no",
    )
    with harbour.register.writing() as connection:
        agreements.add(connection, lunch)
        agreements.add(connection, replace(lunch, id="bud", title="A bud", owner=""))
        sung = replace(lunch, id="sung", title="Sing", owner="Choir leader", helpers=())
        agreements.add(connection, sung)
    released(harbour)
    with harbour.register.writing() as connection:
        going = agreements.get(connection, "lunch")
        agreements.update(connection, replace(going, state=ActionState.DOING))
    pack = june(harbour)
    assert pack.actions == ()
    assert {(one.title, one.owner, one.was, one.state) for one in pack.earlier_actions} == {
        (
            "somebody plants the marsh with somebody",
            "a resident",
            ActionState.PLANNED,
            ActionState.DOING,
        ),
        ("Sing", "choir leader", ActionState.PLANNED, ActionState.PLANNED),
    }
    assert {one.barrier for one in pack.earlier_actions} == {"space"}


def test_links_are_told_between_public_places_and_asks_as_the_public_reads_them(
    harbour: House,
) -> None:
    kept(harbour, at("refuge", 700, PublishLocation.WITHHELD), DAY)
    released(harbour)
    pairs = {
        "a": ("hall", "choir", True),
        "b": ("mill", "choir", False),
        "c": ("hall", "refuge", True),
    }
    with harbour.register.writing() as connection:
        for link_id, (from_id, to_id, agreed) in pairs.items():
            links.add(
                connection,
                Connection(
                    id=link_id,
                    from_id=from_id,
                    to_id=to_id,
                    kind=ConnectionKind.HOSTS,
                    state=ConnectionState.ACTIVE,
                    since=date(2027, 4, 1),
                    both_agreed=agreed,
                ),
            )
        ask = Offer(id="tea", asset_id="choir", side=Side.NEED, text="Tea cups")
        links.add_offer(connection, replace(ask, audience=OfferAudience.PUBLIC))
        links.add_offer(connection, replace(ask, id="quiet", text="Money"))
    pack = june(harbour)
    west = next(ward for ward in pack.wards if ward.code == WEST)
    assert pack.links_made == west.new_links == ("The hall gives room to The choir.",)
    assert pack.links_by_state == (("active", 2),)
    assert [ask.text for ask in west.asks] == ["Tea cups"]


def test_a_first_pack_tells_every_connection_that_goes_on(harbour: House) -> None:
    link = Connection(
        id="a",
        from_id="hall",
        to_id="choir",
        kind=ConnectionKind.HOSTS,
        state=ConnectionState.ACTIVE,
        since=date(2019, 4, 1),
        both_agreed=True,
    )
    with harbour.register.writing() as connection:
        links.add(connection, link)
        links.add(connection, replace(link, id="b", to_id="mill", state=ConnectionState.IDEA))
    pack = march(harbour)
    assert pack.links_made == ("The hall gives room to The choir.",)
    assert next(ward for ward in pack.wards if ward.code == WEST).new_links == pack.links_made
    assert pack.linked_ids == ("choir", "hall")


def test_the_areas_and_officers_are_those_of_the_day_of_the_meeting(harbour: House) -> None:
    committee = with_committee(harbour)
    west, east = committee.members
    until = replace(west, to_day=date(2027, 4, 1))
    begins = replace(east, from_day=date(2027, 4, 2), officer="Quay officer")
    edited = replace(committee, members=(until, begins))
    save_committee(harbour, edited, seen=committee, actor=OFFICER, now=DAY)
    assert [(one.code, one.officer) for one in march(harbour).wards] == [
        (WEST, "Harbour ward officer")
    ]
    assert [(one.code, one.officer) for one in june(harbour).wards] == [(EAST, "Quay officer")]
    edges = replace(asked(MARCH), meeting=date(2027, 4, 1))
    assert len(build_pack(harbour, edges, actor=OFFICER, now=DAY).wards) == 1


def test_a_committee_with_packs_can_still_be_edited(harbour: House) -> None:
    march(harbour)
    committee = replace(with_committee(harbour), name="Harbour and Quay")
    save_committee(harbour, committee, actor=OFFICER, now=DAY)
    again = build_pack(
        harbour, replace(asked(MARCH), committee="Harbour and Quay"), actor=OFFICER, now=LATER
    )
    assert (again.id, again.committee) == ("harbour-2027-03-04", "Harbour and Quay")


def test_a_pack_is_refused_to_partners_and_for_no_committee(harbour: House) -> None:
    with pytest.raises(NotAllowedError):
        build_pack(harbour, asked(MARCH), actor=PARTNER, now=DAY)
    with pytest.raises(NotFoundError, match="no area committee 'Moor'"):
        build_pack(harbour, replace(asked(JUNE), committee="Moor"), actor=OFFICER, now=DAY)
