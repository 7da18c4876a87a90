"""What each row of an import becomes: new, a proposed change, or nothing at all."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from asset_map.imports.row_keys import known_again
from asset_map.likeness.pairs import Comparable, likely_duplicates
from asset_map.model.asset import Asset
from asset_map.model.likeness import Likeness
from asset_map.model.role import Action, Actor
from asset_map.model.state import RecordState
from asset_map.model.submission import Submission, SubmissionKind
from asset_map.model.words import counted
from asset_map.register import assets, batches, submissions
from asset_map.register.assets import RevisionNote
from asset_map.register.batches import KnownRow, SourceRow
from asset_map.register.engine import Connection
from asset_map.usecases.confirm_source import confirmed_in, opened
from asset_map.usecases.house import House, NewId
from asset_map.usecases.import_overlay import overlaid
from asset_map.usecases.import_placing import PlacedRow
from asset_map.usecases.keeping import Kept, keep_many
from asset_map.usecases.review_submission import WAITING
from asset_map.usecases.taking_in import reference_from

__all__ = ["Coming", "Outcome", "decide", "write"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coming:
    """
    The rows of one import that were read and placed, and who brings them when.

    ``is_part`` where it is a file of problems, which holds only some of a service's stops.
    """

    source: str
    placed: Sequence[PlacedRow]
    actor: Actor
    now: datetime
    batch_id: str
    is_part: bool = False


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What is to be written; ``alike`` names, by asset id, what a new row may be the same as."""

    proposed: list[Submission] = field(default_factory=list)
    mended: list[Submission] = field(default_factory=list)
    let_in: list[Kept] = field(default_factory=list)
    known: list[SourceRow] = field(default_factory=list)
    alike: dict[str, list[tuple[Likeness, str]]] = field(default_factory=dict)
    unchanged: int = 0
    changed: int = 0


def decide(house: House, connection: Connection, coming: Coming, *, new_id: NewId) -> Outcome:
    """Return what each row becomes, writing nothing."""
    known = batches.known_rows(connection, coming.source)
    is_open = confirmed_in(connection, coming.source)
    outcome = Outcome()
    fresh: list[PlacedRow] = []
    keys = known_again(
        ((one.row.row_key, one.row.fingerprint) for one in coming.placed),
        ((key, row.fingerprint) for key, row in known.items()),
    )
    for one in coming.placed:
        asset = _as_allowed(one.asset, coming.actor)
        row = replace(one.row, row_key=keys[one.row.row_key])
        one = replace(one, row=row, asset=opened(asset) if is_open else asset)  # noqa: PLW2901 - one row
        before = known.get(one.row.row_key)
        if before is None:
            fresh.append(one)
        elif before.fingerprint == one.row.fingerprint:
            outcome.unchanged += len(one.row.numbers)
        else:
            _changed(connection, coming, one, before, outcome, new_id=new_id)
    outcome.alike = _alike(connection, fresh)
    for one in fresh:
        _new(house, coming, one, outcome, new_id=new_id)
    return outcome


def _as_allowed(asset: Asset, actor: Actor) -> Asset:
    """Leave out what only an officer decides: anchor status, and that somebody checked."""
    if actor.may(Action.RECOGNISE_ANCHOR):
        return asset
    return replace(asset, anchor=None, verification=None)


def _alike(
    connection: Connection, fresh: Sequence[PlacedRow]
) -> dict[str, list[tuple[Likeness, str]]]:
    """Return what each new row may be the same as: in the register, or in the file itself."""
    if not fresh:
        return {}
    names = {one.asset.id: one.asset.name for one in fresh}
    here = [
        asset for asset in assets.every(connection) if asset.record_state is RecordState.APPROVED
    ]
    names |= {asset.id: asset.name for asset in here}
    new = [Comparable.from_asset(one.asset) for one in fresh]
    pairs = likely_duplicates(new)
    if here:
        pairs += likely_duplicates(new, against=[Comparable.from_asset(one) for one in here])
    found: dict[str, list[tuple[Likeness, str]]] = defaultdict(list)
    for pair in pairs:
        found[pair.first_id].append((pair, names[pair.second_id]))
        found[pair.second_id].append((pair, names[pair.first_id]))
    return {
        asset_id: found[asset_id]
        for asset_id in (one.asset.id for one in fresh)
        if asset_id in found
    }


def _new(house: House, coming: Coming, one: PlacedRow, outcome: Outcome, *, new_id: NewId) -> None:
    may_let_in = coming.actor.may(Action.REVIEW)
    if one.asset.record_state is RecordState.APPROVED and may_let_in:
        note = RevisionNote(
            id=new_id(),
            actor=coming.actor,
            at=coming.now,
            action="imported",
            reason=f"{coming.source}, row {one.row.number}",
        )
        outcome.let_in.append((one.asset, note))
        outcome.known.append(_source_row(coming, one, asset_id=one.asset.id))
        return
    asset = replace(one.asset, record_state=RecordState.SUBMITTED)
    submission = _submission(coming, one, SubmissionKind.NEW, proposed=asset, new_id=new_id)
    flags = _flags(house, one, outcome.alike.get(one.asset.id, ()))
    submission = replace(submission, flags=flags)
    outcome.proposed.append(submission)
    outcome.known.append(_source_row(coming, one, submission_id=submission.id))


def _changed(
    connection: Connection,
    coming: Coming,
    one: PlacedRow,
    before: KnownRow,
    outcome: Outcome,
    *,
    new_id: NewId,
) -> None:
    is_part = coming.is_part and any(place.stop for place in one.asset.locations)
    if is_part:
        # Some stops that were mended: the whole timetable is what is known again.
        one = replace(one, row=replace(one.row, fingerprint=before.fingerprint))
    earlier = submissions.get(connection, before.submission_id) if before.submission_id else None
    if earlier is not None and earlier.state in WAITING and earlier.proposed is not None:
        proposed = _mended(connection, earlier, earlier.proposed, one.asset, is_part=is_part)
        outcome.changed += len(one.row.numbers)
        outcome.mended.append(replace(earlier, proposed=proposed, row=one.row.number))
        outcome.known.append(
            _source_row(coming, one, asset_id=before.asset_id, submission_id=earlier.id)
        )
        return
    asset_id = before.asset_id or (earlier.asset_id if earlier else None)
    if asset_id is None:
        asset = replace(one.asset, record_state=RecordState.SUBMITTED)
        submission = _submission(coming, one, SubmissionKind.NEW, proposed=asset, new_id=new_id)
    else:
        standing = assets.get(connection, asset_id)
        proposed = overlaid(standing, one.asset, is_part=is_part)
        if proposed == standing:
            outcome.unchanged += len(one.row.numbers)
            outcome.known.append(_source_row(coming, one, asset_id=asset_id))
            return
        submission = replace(
            _submission(coming, one, SubmissionKind.CHANGE, proposed=proposed, new_id=new_id),
            asset_id=asset_id,
            base_version=standing.version,
        )
    outcome.changed += len(one.row.numbers)
    outcome.proposed.append(submission)
    outcome.known.append(_source_row(coming, one, asset_id=asset_id, submission_id=submission.id))


def _mended(
    connection: Connection, earlier: Submission, waiting: Asset, read: Asset, *, is_part: bool
) -> Asset:
    """Return what an earlier row's proposal, which still waits, proposes from now on."""
    if is_part:
        return overlaid(waiting, read, is_part=True)
    if earlier.asset_id is not None:
        return overlaid(assets.get(connection, earlier.asset_id), read)
    return replace(read, id=waiting.id, record_state=RecordState.SUBMITTED)


def _submission(
    coming: Coming, one: PlacedRow, kind: SubmissionKind, *, proposed: Asset, new_id: NewId
) -> Submission:
    submission_id = new_id()
    return Submission(
        id=submission_id,
        reference=reference_from(submission_id),
        kind=kind,
        state=RecordState.SUBMITTED,
        made_at=coming.now,
        made_by=coming.actor.name,
        made_as=coming.actor.role,
        proposed=proposed,
        batch_id=coming.batch_id,
        row=one.row.number,
    )


def _flags(house: House, one: PlacedRow, alike: Sequence[tuple[Likeness, str]]) -> tuple[str, ...]:
    """Return, in words, what an officer should look at before deciding."""
    flags = [f"It {flag.label}." for flag in one.row.flags]
    if one.pin_off_m is not None and one.pin_off_m > house.settings.edge_pin_disagreement_m:
        flags.append(f"Its pin is {counted(round(one.pin_off_m), 'metre')} from its postcode.")
    flags += [
        f"It may be the same as {name}: {', '.join(pair.reasons)}." for pair, name in alike[:3]
    ]
    return tuple(flags)


def _source_row(
    coming: Coming,
    one: PlacedRow,
    *,
    asset_id: str | None = None,
    submission_id: str | None = None,
) -> SourceRow:
    return SourceRow(
        source=coming.source,
        row_key=one.row.row_key,
        fingerprint=one.row.fingerprint,
        asset_id=asset_id,
        submission_id=submission_id,
        batch_id=coming.batch_id,
    )


def write(house: House, connection: Connection, outcome: Outcome) -> None:
    """Write what was decided, in the caller's transaction."""
    keep_many(house, connection, outcome.let_in)
    submissions.add_many(connection, outcome.proposed)
    for submission in outcome.mended:
        submissions.update(connection, submission, expected_version=submission.version)
    batches.remember_rows(connection, outcome.known)
