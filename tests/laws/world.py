"""A register full of what may be known, and of secrets: two worlds differ in these alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from tempfile import TemporaryDirectory

from asset_map.geography.crs import to_degrees
from asset_map.geography.geocoding import OfflineGeocoder
from asset_map.geography.postcodes import PostcodeDirectory
from asset_map.model.area import AreaCommittee, BoundaryKind, BoundarySet, CommitteeMember
from asset_map.model.asset import AssetKind, Contact, Function
from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferAudience,
    Side,
)
from asset_map.model.location import GridPoint, Location, PublishLocation
from asset_map.model.market import Stall
from asset_map.model.roadshow import Roadshow
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.times import Meeting, Stop
from asset_map.register import areas, links, market, roadshows
from asset_map.register.engine import open_register
from asset_map.settings import Settings
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.gap_snapshots import freeze
from asset_map.usecases.house import House
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps
from asset_map.usecases.release_pack import release_pack
from tests.usecases.conftest import EAST, OFFICER, POSTCODES, WEST, group, kept, ward
from tests.usecases.gap_district import anchor, with_people

__all__ = ["NOW", "Secrets", "World", "world"]

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
MEETING = date(2026, 12, 1)
TUESDAYS = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
KNITTERS, HALL, REFUGE, HOME = "Tuesday Knitters", "The hall", "Safe Haven", "Kitchen Table Choir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Secrets:
    """
    What nobody outside may learn.

    ``word`` stands in every text that is not public, ``east_m`` and ``north_m`` are where the
    hidden place is in the two wards, ``has_drafts`` whether there are records that nobody
    approved, or that are for officers.
    """

    word: str
    east_m: int
    north_m: int
    postcode: str
    amount_gbp: int
    has_drafts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A house with its secrets in it, and what was made from it."""

    house: House
    run_id: str
    pack_id: str

    @property
    def names(self) -> dict[str, tuple[str, ...]]:
        """What stands in each place of an address; a link of somebody's own nobody can guess."""
        ids = ("knitters", "hall", "refuge", "home", "draft", "skill-0", "inside")
        return {
            "asset_id": ids,
            "code": (WEST, EAST, "WAVE7"),
            "ward_code": (WEST, EAST),
            "committee": ("north",),
            "set_id": ("wards-2026",),
            "run_id": (self.run_id,),
            "pack_id": (self.pack_id,),
            "number": ("1", "2"),
            "screen": ("where",),
            "token": ("nobodys",),
            "seq": ("1",),
        }


@contextmanager
def world(secrets: Secrets, *, migrated: Path, cache: Path) -> Iterator[World]:
    """Open a register of its own with these secrets."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(migrated, folder / "register.sqlite")
        with open_register(f"sqlite:///{folder / 'register.sqlite'}") as register:
            file = folder / "postcodes.csv"
            lines = [f"{postcode},{x},{y}" for postcode, (x, y) in POSTCODES.items()]
            file.write_text("\n".join(["postcode,easting,northing", *lines]), encoding="utf-8")
            postcodes = PostcodeDirectory(cache, extra_files=(file,))
            house = House(
                settings=Settings(
                    cache_dir=str(folder / "cache"), public_url="https://assets.example.org"
                ),
                register=register,
                postcodes=postcodes,
                geocoder=OfflineGeocoder(postcodes),
            )
            _areas(house)
            _public(house)
            _secret(house, secrets)
            yield _made(house)


def _areas(house: House) -> None:
    wards = BoundarySet(
        id="wards-2026", name="Wards 2026", kind=BoundaryKind.WARD, valid_from=date(2026, 5, 7)
    )
    members = tuple(CommitteeMember(code=code, set_id=wards.id) for code in (WEST, EAST))
    with house.register.writing() as connection:
        two = [ward(WEST, "Net Loft", 600_000), ward(EAST, "Quayside", 602_000)]
        areas.add_set(connection, wards, two)
        areas.use_set(connection, wards.id, by="the test", at=NOW)
        north = AreaCommittee(id="north", name="North", members=members, meetings=(MEETING,))
        areas.put_committee(connection, north)
    with_people(house)


def _public(house: House) -> None:
    """What everybody may know, but for the contact of the hall."""
    knitters = group()
    kept(
        house,
        replace(knitters, locations=(replace(knitters.locations[0], meetings=(TUESDAYS,)),)),
        NOW,
    )
    van = group("van", "Library van")
    stop = Stop(service_name="Library van", rrule="FREQ=MONTHLY;BYDAY=-1WE", arrives=time(14))
    van_place = replace(van.locations[0], stop=stop)
    kept(house, replace(van, kind=AssetKind.INSTITUTION, locations=(van_place,)), NOW)
    said = {
        "said": (Side.OFFER, "A warm room on Mondays", OfferAudience.PUBLIC),
        "asked": (Side.NEED, "A kettle", OfferAudience.PUBLIC),
    }
    with house.register.writing() as connection:
        for offer_id, (side, text, audience) in said.items():
            offer = Offer(id=offer_id, asset_id="knitters", side=side, text=text, audience=audience)
            links.add_offer(connection, offer)
        show = Roadshow(id="hall", title="Net Loft roadshow", held_on=NOW.date(), code="WAVE7")
        roadshows.add(connection, show)


def _secret(house: House, secrets: Secrets) -> None:
    """What nobody may know."""
    word = secrets.word
    # Whom to ask for is public; how to reach them is for officers.
    contact = Contact(
        role="Secretary", email=f"{word}@doggerby.example", phone=word, audience=Audience.OFFICER
    )
    hall = anchor("hall", 700)
    kept(house, replace(hall, contact=contact, locations=_at_times(hall.locations)), NOW)
    hidden = replace(
        anchor("refuge", secrets.east_m),
        name=REFUGE,
        functions=(Function.FOOD,),
        contact=contact,
        locations=(_somewhere("refuge", secrets, PublishLocation.WITHHELD),),
    )
    kept(house, hidden, NOW)
    # A home may be anywhere in its ward.
    in_west = replace(secrets, east_m=secrets.east_m % 1_900)
    at_home = _somewhere("home", in_west, PublishLocation.WARD)
    home = replace(at_home, is_home=True, postcode="", meetings=(TUESDAYS,))
    kept(house, replace(group("home", HOME), contact=contact, locations=(home,)), NOW)
    for number in range(3):
        where = _somewhere(f"skill-{number}", in_west, PublishLocation.WARD)
        skill = group(f"skill-{number}", f"{word} {number}")
        skilled = replace(skill, kind=AssetKind.SKILL, locations=(where,), tags=("mending",))
        kept(house, replace(skilled, summary=word, contact=contact), NOW)
    if secrets.has_drafts:
        _unapproved(house, secrets)
    _links(house, secrets)


def _unapproved(house: House, secrets: Secrets) -> None:
    states = {
        "draft": (RecordState.DRAFT, Audience.PUBLIC),
        "rejected": (RecordState.REJECTED, Audience.PUBLIC),
        "inside": (RecordState.APPROVED, Audience.OFFICER),
    }
    for asset_id, (state, audience) in states.items():
        place = _somewhere(asset_id, secrets, PublishLocation.EXACT)
        drawn = replace(group(asset_id, f"{secrets.word} {asset_id}"), locations=(place,))
        kept(
            house,
            replace(drawn, record_state=state, visible_to=audience, functions=(Function.FOOD,)),
            NOW,
        )


def _somewhere(asset_id: str, secrets: Secrets, publish: PublishLocation) -> Location:
    grid = GridPoint(easting=600_000.0 + secrets.east_m, northing=510_000.0 + secrets.north_m)
    return Location(
        id=f"{asset_id}-place",
        point=to_degrees(grid),
        grid=grid,
        accuracy_m=5.0,
        publish=publish,
        place_name=f"{secrets.word} House",
        address=f"3 {secrets.word} Street",
        postcode=secrets.postcode,
        meetings=(TUESDAYS,),
    )


def _at_times(places: tuple[Location, ...]) -> tuple[Location, ...]:
    return tuple(replace(place, meetings=(TUESDAYS,)) for place in places)


def _links(house: House, secrets: Secrets) -> None:
    between = {
        "open": ("hall", "knitters", ConnectionKind.HOSTS, True, ConnectionState.ACTIVE),
        "hidden": ("refuge", "knitters", ConnectionKind.TRAINS, True, ConnectionState.ACTIVE),
        "at-home": ("home", "knitters", ConnectionKind.TRAINS, True, ConnectionState.ACTIVE),
        "half": ("home", "hall", ConnectionKind.PROMOTES, False, ConnectionState.IDEA),
        "grant": ("hall", "knitters", ConnectionKind.FUNDS, False, ConnectionState.ACTIVE),
    }
    with house.register.writing() as connection:
        for link_id, (from_id, to_id, kind, both_agreed, state) in between.items():
            amount = secrets.amount_gbp if kind is ConnectionKind.FUNDS else None
            link = Connection(
                id=link_id, from_id=from_id, to_id=to_id, kind=kind, state=state,
                both_agreed=both_agreed, amount_gbp=amount, note=secrets.word, source=secrets.word,
            )  # fmt: skip
            links.add(connection, link)
        for audience in (OfferAudience.PARTNERS, OfferAudience.THIS_ROOM):
            need = Offer(
                id=f"need-{audience}", asset_id="knitters", side=Side.NEED, text=secrets.word,
                tags=(secrets.word,), audience=audience,
                roadshow_id="hall" if audience is OfferAudience.THIS_ROOM else None,
            )  # fmt: skip
            links.add_offer(connection, need)
        for number, (asset_id, name) in enumerate((("knitters", KNITTERS), ("refuge", REFUGE)), 1):
            stall = Stall(
                id=f"s{number}", roadshow_id="hall", number=number, name=name, asset_id=asset_id
            )
            market.put(connection, stall)


def _made(house: House) -> World:
    """Freeze figures for the public, and release a committee's pack."""
    run = measure_gaps(house, GapRequest(), actor=OFFICER, now=NOW, new_id=lambda: "run")
    frozen = freeze(house, run, "For all", actor=OFFICER, now=NOW, new_id=lambda: "open-run")
    request = PackRequest(committee="North", meeting=MEETING)
    pack = build_pack(house, request, actor=OFFICER, now=NOW)
    released = release_pack(house, pack.id, as_made_at=pack.made_at, actor=OFFICER, now=NOW)
    return World(house=house, run_id=frozen.id, pack_id=released.id)
