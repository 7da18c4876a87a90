"""
How long the pack of a committee of 30 wards takes, from the register to every document.

    python -m benchmarks.pack [3000]

The demonstration's district, and so many invented assets in it, under one committee that looks
after all of it. A first pack was released; a tenth of the records has been checked again and a
twentieth moved since, so that the second one has changes to tell. Nothing is warm but imports:
the figures of the gaps are worked out anew for it.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

from asset_map.model.area import AreaCommittee, BoundaryKind, CommitteeMember
from asset_map.model.asset import Verification
from asset_map.model.committee_pack import CommitteePack
from asset_map.register import areas, assets
from asset_map.register.assets import RevisionNote
from asset_map.usecases.build_pack import PackRequest, build_pack
from asset_map.usecases.house import House
from asset_map.usecases.keeping import keep_many
from asset_map.usecases.pack_files import OFFICE_FILES, pack_file
from asset_map.usecases.release_pack import release_pack
from benchmarks.exporting import OFFICER, filled, opened

FIRST = datetime(2027, 2, 25, 9, 30, tzinfo=UTC)
BETWEEN = datetime(2027, 4, 1, 9, 30, tzinfo=UTC)
SECOND = datetime(2027, 5, 27, 9, 30, tzinfo=UTC)


def committee_of_all(house: House) -> AreaCommittee:
    """Put every ward under one committee."""
    with house.register.writing() as connection:
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD)
        assert ward_set is not None
        codes = [code for code, _, _ in areas.names_of(connection, ward_set.id)]
        members = tuple(CommitteeMember(code=code, set_id=ward_set.id) for code in codes)
        everything = AreaCommittee(id="all", name="Everything", members=members)
        return areas.put_committee(connection, everything)


def some_change(house: House) -> None:
    """Check every tenth record again, and move every twentieth to where another one is."""
    with house.register.writing() as connection:
        every = list(assets.every(connection))
        changed = []
        for number, asset in enumerate(every):
            if number % 20 == 0 and asset.locations:
                changed.append(replace(asset, locations=every[number - 7].locations))
            elif number % 10 == 0:
                checked = Verification(verified_on=date(2027, 4, 1), role="officer")
                changed.append(replace(asset, verification=checked))
        notes = [
            RevisionNote(id=f"{one.id}-again", actor=OFFICER, at=BETWEEN, action="edited")
            for one in changed
        ]
        keep_many(house, connection, list(zip(changed, notes, strict=True)))


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long something took, and how long one core worked on it."""
    start, worked = time.perf_counter(), time.process_time()
    yield
    took, worked = time.perf_counter() - start, time.process_time() - worked
    print(f"{what:<28}{took:8.2f} s {worked:8.2f} s of one core")


def documents(house: House, asked: PackRequest) -> CommitteePack:
    """Make the pack, and write each of its documents."""
    with timed("the facts"):
        pack = build_pack(house, asked, actor=OFFICER, now=SECOND)
    for name in OFFICE_FILES:
        with timed(name):
            content = pack_file(house, pack.id, name, actor=OFFICER).content
        print(f"{'':<28}{len(content) / 1000:8,.0f} kB")
    return pack


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as folder:
        filled(Path(folder), count)
        house = opened(Path(folder))
        committee = committee_of_all(house)
        asked = PackRequest(committee=committee.name, meeting=date(2027, 3, 4))
        first = build_pack(house, asked, actor=OFFICER, now=FIRST)
        release_pack(house, first.id, as_made_at=FIRST, actor=OFFICER, now=FIRST)
        some_change(house)
        print(f"{len(first.wards)} wards, {count:,} invented assets")
        with timed("everything"):
            pack = documents(house, replace(asked, meeting=date(2027, 6, 3)))
        print(f"{len(pack.changes):,} changes; {pack.totals}")


if __name__ == "__main__":
    main()
