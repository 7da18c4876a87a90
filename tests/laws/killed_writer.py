"""A process that writes proposals and records until it is killed, telling what was kept."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.errors import ConflictError
from asset_map.model.location import Location, LocationKind
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.register import assets
from asset_map.register.assets import RevisionNote
from asset_map.settings import Settings
from asset_map.usecases.house import House, open_house
from asset_map.usecases.seal_history import seal_history
from asset_map.usecases.submit_asset import Sent, submitting
from tests.forks import FORKS

__all__ = ["ADMIN", "AT_ONCE", "save_one", "sent_again", "start"]

AT_ONCE = 40
_RESIDENT = Actor(name="A resident", role=Role.PUBLIC)
ADMIN = Actor(name="Ada", role=Role.ADMIN)
_BETWEEN_SEALS = 8


def start(settings: Settings, first: int) -> tuple[ForkServerProcess, Iterator[str]]:
    """Start a writer from one number on; what it tells is in the register."""
    told, tell = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=_write, args=(settings, first, tell))
    process.start()
    # The other end lives in the writer alone, so that its death ends what is told.
    tell.close()
    return process, _told(told)


def _told(told: Connection) -> Iterator[str]:
    with told:
        while True:
            try:
                yield told.recv()
            except (EOFError, OSError):
                # The end, or half a word that the kill cut off.
                return


def _write(settings: Settings, first: int, tell: Connection) -> None:
    house = open_house(settings)
    for batch in count():
        begin = first + batch * AT_ONCE
        for name in sent_again(house, range(begin, begin + AT_ONCE)):
            tell.send(name)
        tell.send(save_one(house, f"record-{begin}"))
        if batch % _BETWEEN_SEALS == 0:
            seal_history(house.register, actor=ADMIN, now=datetime.now(UTC))


def sent_again(house: House, numbers: range) -> Iterator[str]:
    """Send proposals as a form does, each under its own key; give each name when it is kept."""
    names = [f"Choir {number}" for number in numbers]
    asked = [
        submitting(
            house,
            Sent(asset=_choir(name), is_adult=True),
            actor=_RESIDENT,
            now=datetime.now(UTC),
            request_key=name,
        )
        for name in names
    ]
    for name, one in zip(names, asked, strict=True):
        one.result()
        yield name


def _choir(name: str) -> Asset:
    return Asset(
        id="",
        kind=AssetKind.GROUP,
        name=name,
        contact=Contact(role="the secretary", phone="01632 960123"),
        locations=(Location(id="", kind=LocationKind.ONLINE),),
    )


def save_one(house: House, asset_id: str) -> str:
    """Save a record with all that is its, unless the last writer came so far; give its id."""
    note = RevisionNote(id=asset_id, actor=ADMIN, at=datetime.now(UTC), action="added")
    drawn = replace(
        _choir(f"Group {asset_id}"),
        id=asset_id,
        record_state=RecordState.APPROVED,
        locations=(),
    )
    with suppress(ConflictError), house.register.writing() as connection:
        assets.save(connection, drawn, expected_version=0, note=note, placements={})
    return asset_id
