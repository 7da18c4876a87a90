"""Registers of so many invented assets, for the measurements of search and of reading."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from asset_map.model.asset import Asset, AssetKind, ForWhom, Function, SpaceDetails, Verification
from asset_map.model.location import Coordinates, GridPoint, Location, PublishLocation
from asset_map.model.query import Weekday
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.model.times import Meeting
from asset_map.register import assets
from asset_map.register.assets import RevisionNote, Saving
from asset_map.register.engine import Register

__all__ = ["ACTIVITIES", "PLACES", "fill", "invented"]


def _words(text: str) -> list[str]:
    return text.split()


PLACES = _words(
    """
    Alderwick Ashgate Barrowby Birchover Castleby Coldharbour Dunmere Eastholme Fernley
    Gatesby Hartwell Ingleby Kirkmoor Langwick Marsham Northolme Oakthorpe Penwick
    Quayside Ravensby Saltmarsh Thornby Ulverby Westholme Yarmley
    """
)
ACTIVITIES = _words(
    """
    Allotments Archery Bowls Carers Chess Choir Cooking Cricket Cycling Dance Drama
    Fishing Football Gardening Judo Knitting Painting Pottery Reading Repair Sewing
    Singing Swimming Toddlers Veterans Walking Woodwork Yoga Youth
    """
)
SORTS = _words(
    """
    Association Café Centre Circle Club Group Hall Project Society Trust
    """
)
FIRST = _words(
    """
    Community Friendly Friday Harbour Hillside Little Market Monday New Old Village
    """
)
# The words that descriptions of groups are made of, the commonest first.
SAID = _words(
    """
    and the to a for of in with is we our you are on people all at from who or welcome
    community every group come support local can new weekly help open free families
    children together older young friendly learn meet tea coffee skills fun session run
    more making share volunteers hall church school advice activities health garden food
    sessions social time friends place adults week month everyone classes home church
    space outdoor music craft events morning afternoon evening exercise gentle games lunch
    cook grow wildlife history heritage library computers beginners experienced
    instruments equipment provided booking needed contact details wheelchair accessible
    parking donation subscription term holidays trips talks visits speakers newsletter
    committee members neighbours isolated confidence wellbeing recovery disability
    dementia carers parents toddlers babies teenagers sports training league matches
    tournament rehearsal performance concert exhibition workshop repair recycle reuse swap
    borrow tools bicycles clothes furniture electrical sewing knitting quilting embroidery
    pottery painting drawing photography writing poetry drama dance singing
    """
)
DAYS = [day.code for day in Weekday]
NOW = datetime(2026, 11, 22, tzinfo=UTC)
OFFICER = Actor(name="benchmark", role=Role.OFFICER)


def invented(count: int, chance: random.Random) -> Iterator[Asset]:
    """Give so many groups, halls and services with what people write of them."""
    weights = [1 / (place + 3) for place in range(len(SAID))]
    for number in range(count):
        where, what = chance.choice(PLACES), chance.choice(ACTIVITIES)
        yield Asset(
            id=f"{chance.getrandbits(128):032x}",
            kind=chance.choice([AssetKind.GROUP] * 5 + [AssetKind.SPACE, AssetKind.INSTITUTION]),
            name=f"{chance.choice(FIRST)} {what} {chance.choice(SORTS)} {number % 97}, {where}",
            also_known_as=(f"{where} {what}",) if number % 3 == 0 else (),
            summary=" ".join(chance.choices(SAID, weights, k=12)),
            description=" ".join(chance.choices(SAID, weights, k=50)),
            tags=tuple(chance.sample(ACTIVITIES, 2)),
            functions=tuple(chance.sample(list(Function), 2)),
            languages=("Polish",) if number % 9 == 0 else (),
            for_whom=ForWhom(min_age=chance.choice([None, None, 5, 18, 50])),
            space=_space(chance) if number % 4 == 0 else None,
            verification=Verification(
                verified_on=date(2025, chance.randint(1, 12), 1), role="officer"
            ),
            locations=(_place(number, where, chance),),
            record_state=RecordState.APPROVED,
        )


def _space(chance: random.Random) -> SpaceDetails:
    return SpaceDetails(
        capacity_people=chance.randint(8, 300),
        has_kitchen=chance.choice([True, False, None]),
        is_step_free=chance.choice([True, True, False, None]),
    )


def _place(number: int, where: str, chance: random.Random) -> Location:
    return Location(
        id=f"place-{number}",
        point=Coordinates(lon=1.0 + chance.random() / 2, lat=54.3 + chance.random() * 0.4),
        grid=GridPoint(easting=600_000.0 + number, northing=500_000.0 + number),
        accuracy_m=20.0,
        place_name=f"{where} {chance.choice(SORTS)}",
        postcode=f"ZZ{number % 90} {number % 9}A{'BDEFGH'[number % 6]}",
        publish=PublishLocation.WARD if number % 10 == 0 else PublishLocation.EXACT,
        meetings=(
            Meeting(rrule=f"FREQ=WEEKLY;BYDAY={chance.choice(DAYS)}", starts_at=time(10, 30)),
        ),
    )


def fill(register: Register, drawn: list[Asset]) -> None:
    """Save the assets five thousand at a time."""
    for start in range(0, len(drawn), 5000):
        savings = [
            Saving(
                asset=one,
                expected_version=0,
                note=RevisionNote(id=one.id, actor=OFFICER, at=NOW, action="added"),
            )
            for one in drawn[start : start + 5000]
        ]
        with register.writing() as connection:
            assets.save_many(connection, savings)
