"""A process that writes to a register until it is killed, saying what was kept."""

import itertools
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerProcess

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.role import Actor, Role
from asset_map.model.state import RecordState
from asset_map.register import assets
from asset_map.register.assets import RevisionNote
from asset_map.register.engine import open_register
from tests.forks import FORKS


def start_writer(address: str, name: str, times: int = 0) -> tuple[ForkServerProcess, Connection]:
    """Start a writer; it tells the id of each asset after its save was acknowledged."""
    told, tell = FORKS.Pipe(duplex=False)
    process = FORKS.Process(target=write, args=(address, name, times, tell))
    process.start()
    # The other end lives in the writer alone, so that its death ends what is told.
    tell.close()
    return process, told


def all_told(told: Connection) -> set[str]:
    """Return what a writer told until it ended."""
    ids = set()
    with told:
        while True:
            try:
                ids.add(told.recv())
            except (EOFError, OSError):
                # The end, or half a word that the kill cut off.
                return ids


def write(address: str, name: str, times: int, tell: Connection) -> None:
    """Save one new asset after another: so many, or for ever where that is 0."""
    actor = Actor(name=name, role=Role.OFFICER)
    with open_register(address) as register:
        for number in itertools.islice(itertools.count(), times or None):
            drawn = Asset(
                id=f"{name}-{number}",
                kind=AssetKind.GROUP,
                name=f"Group {number} of {name}",
                record_state=RecordState.APPROVED,
            )
            note = RevisionNote(id=drawn.id, actor=actor, at=datetime.now(UTC), action="added")
            with register.writing() as connection:
                assets.save(connection, drawn, expected_version=0, note=note, placements={})
            tell.send(drawn.id)
