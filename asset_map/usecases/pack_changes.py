"""
What changed in a committee's areas since its last pack, each kind of change apart.

Nothing that is no longer public is named, nor where it was: it is only counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from asset_map.model.asset import Asset
from asset_map.model.committee_pack import (
    ChangeKind,
    CommitteePack,
    PackAsset,
    PackChange,
    PackTotals,
)
from asset_map.usecases.pack_records import PackRecord

__all__ = ["Compared", "Stood", "Told", "changes_since", "told_in"]

_ORDER = tuple(ChangeKind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A record as the last pack told it, with the codes of its areas."""

    asset: PackAsset
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """
    A record as the public knew it when the last pack was made.

    ``codes`` are its areas in that pack's boundary set, none where it was not shown in
    any. ``is_there_yet`` says that no place of it was moved since.
    """

    codes: tuple[str, ...] = ()
    was_open: bool = True
    is_there_yet: bool = True


_NOT_THERE = Stood()


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """
    Two days of a committee's areas.

    ``before`` holds what the last pack told, by id, ``records`` everything that is public
    now, ``codes`` the committee's areas now. ``names`` are those of both sets' areas by
    code; ``day`` is the last pack's.
    """

    before: Mapping[str, Told]
    records: Mapping[str, PackRecord]
    codes: frozenset[str]
    names: Mapping[str, str]
    day: date

    def here(self, asset_id: str) -> tuple[str, ...]:
        """Return the committee's areas that a record is shown in now."""
        record = self.records.get(asset_id)
        if record is None or not record.is_open:
            return ()
        return tuple(code for code in record.codes if code in self.codes)

    def differing(self) -> list[str]:
        """Return the records whose areas are not those that the last pack told."""
        return sorted(
            asset_id
            for asset_id in self.before.keys() | self.records.keys()
            if self.names_of(self.here(asset_id)) != self.names_of(self._told(asset_id))
        )

    def _told(self, asset_id: str) -> tuple[str, ...]:
        return self.before[asset_id].codes if asset_id in self.before else ()

    def names_of(self, codes: tuple[str, ...]) -> set[str]:
        """Return what some areas are called: a new code alone moves nobody."""
        return {self.names.get(code, code) for code in codes}


def told_in(pack: CommitteePack) -> dict[str, Told]:
    """Return every record that a pack told of, by id."""
    found: dict[str, Told] = {}
    for ward in pack.wards:
        for asset in ward.strengths:
            known = found[asset.asset_id].codes if asset.asset_id in found else ()
            found[asset.asset_id] = Told(asset=asset, codes=(*known, ward.code))
    return found


def changes_since(
    days: Compared, stood: Mapping[str, Stood]
) -> tuple[tuple[PackChange, ...], PackTotals]:
    """
    Return every change, and the sum that leads from the last pack's number to this one's.

    ``stood`` says of each record that differs how it stood, if it was there at all.
    """
    now = {asset_id for asset_id in days.records if days.here(asset_id)}
    counts: Counter[str] = Counter()
    changes: list[PackChange] = []
    for asset_id in sorted(now - days.before.keys()):
        change, counted = _came(days, asset_id, stood.get(asset_id, _NOT_THERE))
        changes.append(change)
        counts[counted] += 1
    for asset_id in sorted(days.before.keys() - now):
        change, counted = _went(days, asset_id, stood.get(asset_id, _NOT_THERE))
        changes.append(change)
        counts[counted] += 1
    for asset_id in sorted(now & days.before.keys()):
        changes += _stayed(days, asset_id, stood.get(asset_id, _NOT_THERE))
    changes.sort(key=lambda one: (_ORDER.index(one.kind), one.ward_name, one.name, one.asset_id))
    return tuple(changes), PackTotals(before=len(days.before), now=len(now), **counts)


def _came(days: Compared, asset_id: str, stood: Stood) -> tuple[PackChange, str]:
    record = days.records[asset_id]
    if stood.codes and stood.was_open:
        if stood.is_there_yet:
            return _moved(days, record, stood.codes, ChangeKind.MOVED_BY_BOUNDARY), "boundary_in"
        return _moved(days, record, stood.codes, ChangeKind.MOVED), "moved_in"
    opened = record.asset.opened_on
    if (opened and opened > days.day) or not stood.was_open:
        return _change(days, record, ChangeKind.OPENED, opened), "opened"
    recorded = record.asset.provenance.recorded_on if record.asset.provenance else None
    return _change(days, record, ChangeKind.NEWLY_RECORDED, recorded), "newly_recorded"


def _went(days: Compared, asset_id: str, stood: Stood) -> tuple[PackChange, str]:
    told, record = days.before[asset_id], days.records.get(asset_id)
    if record is None or not record.codes:
        nameless = PackChange(
            kind=ChangeKind.NO_LONGER_SHOWN,
            asset_id="",
            name="",
            asset_kind=told.asset.kind,
            ward_code="",
            ward_name="",
        )
        return nameless, "no_longer_shown"
    if not record.is_open:
        return _change(days, record, ChangeKind.CLOSED, record.asset.closed_on), "closed"
    if stood.is_there_yet:
        return _moved(days, record, told.codes, ChangeKind.MOVED_BY_BOUNDARY), "boundary_out"
    return _moved(days, record, told.codes, ChangeKind.MOVED), "moved_out"


def _stayed(days: Compared, asset_id: str, stood: Stood) -> Iterator[PackChange]:
    told, record = days.before[asset_id], days.records[asset_id]
    if days.names_of(told.codes) != days.names_of(days.here(asset_id)):
        kind = ChangeKind.MOVED_BY_BOUNDARY if stood.is_there_yet else ChangeKind.MOVED
        yield _moved(days, record, told.codes, kind)
    checked = record.checked_on
    if checked and checked > (told.asset.checked_on or days.day):
        yield _change(days, record, ChangeKind.RE_CHECKED, checked)
    if record.is_anchor and not told.asset.is_anchor:
        yield _change(days, record, ChangeKind.RECOGNISED, _decided_on(record.asset))
    if told.asset.is_anchor and not record.is_anchor:
        # The case keeps the day on which it was recognised, not the one on which that ended.
        yield _change(days, record, ChangeKind.NO_LONGER_ANCHOR, None)


def _decided_on(asset: Asset) -> date | None:
    return asset.anchor.decided_on if asset.anchor else None


def _change(days: Compared, record: PackRecord, kind: ChangeKind, on: date | None) -> PackChange:
    code = _first(record.codes, days.codes)
    return PackChange(
        kind=kind,
        asset_id=record.asset.id,
        name=record.asset.name,
        asset_kind=record.asset.kind,
        ward_code=code,
        ward_name=days.names.get(code, ""),
        on=on,
    )


def _moved(
    days: Compared, record: PackRecord, was: tuple[str, ...], kind: ChangeKind
) -> PackChange:
    """Return a move from the first area that it left to the first that it came to."""
    left = tuple(code for code in was if days.names.get(code) not in days.names_of(record.codes))
    old = (left or was)[0]
    come = tuple(code for code in record.codes if days.names.get(code) not in days.names_of(was))
    new = _first(come or record.codes, days.codes)
    return PackChange(
        kind=kind,
        asset_id=record.asset.id,
        name=record.asset.name,
        asset_kind=record.asset.kind,
        ward_code=new,
        ward_name=days.names.get(new, ""),
        was_ward_code=old,
        was_ward_name=days.names.get(old, ""),
    )


def _first(codes: tuple[str, ...], wanted: frozenset[str]) -> str:
    """Return the first area that the committee looks after, or else the first."""
    return next((code for code in codes if code in wanted), codes[0] if codes else "")
