"""An office with a roadshow to come, and a laptop with nothing on it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from asset_map.model.asset import Asset
from asset_map.model.connection import Connection, ConnectionKind, Offer, Side
from asset_map.model.roadshow import Invitation, Roadshow
from asset_map.register import links, roadshows
from asset_map.register.engine import open_register
from asset_map.usecases.house import House
from asset_map.usecases.merge_roadshow import MergeReport, merge_roadshow
from asset_map.usecases.pack_roadshow import Packing, file_to_take, keep_pack
from asset_map.usecases.return_roadshow import return_roadshow
from asset_map.usecases.roadshow_file import file_text, read_file
from asset_map.usecases.unpack_roadshow import unpack_roadshow
from tests.usecases.conftest import PARTNER, WEST, group, kept

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ROADSHOW = Roadshow(
    id="hall",
    title="Net Loft roadshow",
    held_on=date(2026, 11, 22),
    code="WAVE7",
    ward_codes=(WEST,),
    invitations=(Invitation(name="Tuesday Knitters", asset_id="knitters"),),
)


def choir() -> Asset:
    return replace(group("choir", "Quay Choir"), summary="Sings on Fridays.")


def fill_office(office: House) -> None:
    """Two groups that know each other, an offer, and a roadshow to come."""
    kept(office, group(), NOW)
    kept(office, choir(), NOW)
    with office.register.writing() as connection:
        roadshows.add(connection, ROADSHOW)
        links.add_offer(
            connection,
            Offer(id="wool", asset_id="knitters", side=Side.OFFER, text="Wool", tags=("craft",)),
        )
        links.add(
            connection,
            Connection(id="friends", from_id="choir", to_id="knitters", kind=ConnectionKind.LENDS),
        )


@contextmanager
def laptop_of(office: House, migrated_file: Path, folder: Path, file: bytes) -> Iterator[House]:
    """Open a laptop's register that was filled from a file; ``migrated_file`` is an empty one."""
    shutil.copy(migrated_file, folder / "laptop.sqlite")
    with open_register(f"sqlite:///{folder}/laptop.sqlite") as register:
        laptop = replace(office, register=register, _lookups={})
        unpacked(laptop, file)
        yield laptop


# The law tests hand the files over unsealed: making a key from a passphrase is slow on purpose.
def packed(office: House) -> bytes:
    packing = Packing(roadshow_id=ROADSHOW.id, passphrase="")
    file = file_to_take(office, packing, actor=PARTNER, now=NOW)
    keep_pack(office, file, sha256="")
    return file_text(file)


def unpacked(laptop: House, file: bytes, *, now: datetime = NOW) -> None:
    read = read_file(file, is_coming_back=False)
    unpack_roadshow(laptop, read, actor=PARTNER, now=now)


def brought_back(laptop: House) -> bytes:
    return file_text(return_roadshow(laptop, actor=PARTNER).file)


def merged(office: House, file: bytes) -> MergeReport:
    read = read_file(file, is_coming_back=True)
    return merge_roadshow(office, read, actor=PARTNER, now=NOW)
