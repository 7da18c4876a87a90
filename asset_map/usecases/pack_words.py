"""The plain sentences of a pack: what is asked, what is known, and what it cannot tell."""

from collections.abc import Sequence

from asset_map.model.agreement import ActionState
from asset_map.model.committee_pack import (
    ChangeKind,
    CommitteePack,
    PackChange,
    PackPurpose,
)
from asset_map.model.gap import GapClass, GapRow, GapRun
from asset_map.model.words import counted, long_date, percent

__all__ = ["GLOSSARY", "five_sentences", "limits_of", "ward_change"]

_ASKED = {
    PackPurpose.NOTING: "You are asked to note what is recorded here",
    PackPurpose.DISCUSSION: "You are asked to discuss what is recorded here",
    PackPurpose.DECISION: "You are asked to decide",
}
_CHANGED = {
    ChangeKind.OPENED: "opened",
    ChangeKind.CLOSED: "closed",
    ChangeKind.NEWLY_RECORDED: "newly recorded",
    ChangeKind.NO_LONGER_SHOWN: "no longer shown",
    ChangeKind.RE_CHECKED: "checked again",
    ChangeKind.MOVED: "moved",
    ChangeKind.RECOGNISED: "recognised as an anchor organisation",
    ChangeKind.NO_LONGER_ANCHOR: "no longer an anchor organisation",
    ChangeKind.MOVED_BY_BOUNDARY: "moved by a change of boundaries alone",
}
GLOSSARY = (
    (
        "Anchor organisation",
        (
            "A body run by local people, rooted in its place and doing several things for "
            "different people, that a named officer recognised on a date."
        ),
    ),
    ("Candidate", "A body that may be an anchor organisation and waits for a decision."),
    (
        "Beyond reach",
        "Living further from the nearest one than the distance that this pack names.",
    ),
    ("Gap", "A mapped ward with none inside, where most residents live beyond reach of one."),
    (
        "Served next door",
        "A ward with none inside, where at least half of the residents have one within reach.",
    ),
    ("Visiting only", "A gap that a bus, van or stall calls at for some hours."),
    ("Not yet mapped", "Nobody has looked closely enough to say what is missing."),
    ("Newly recorded", "Known to the register now; it may have been there for years."),
    ("Opened", "Began since the last pack, by the day that was given for it."),
    ("Moved by boundary", "Stands where it stood; the line of the ward or division moved."),
    ("None recorded", "Nobody told us of one. It does not mean that there is none."),
    ("Looked, found none", "Somebody looked for one on a day and found none."),
)


def five_sentences(pack: CommitteePack) -> tuple[str, ...]:
    """Return the first page's sentences; wards that are not mapped come before any count."""
    asked = pack.asked_to.strip().rstrip(".")
    start = _ASKED[pack.purpose]
    if pack.purpose is PackPurpose.DECISION:
        first = (
            f"{start}: {asked}." if asked else f"{start} what to do about what is recorded here."
        )
    else:
        first = f"{start}, and {asked}." if asked else f"{start}."
    return (
        first,
        _mapped(pack.run.rows),
        _strengths(pack),
        _beyond(pack.run),
        _changed(pack),
    )


def _mapped(rows: Sequence[GapRow]) -> str:
    waiting = sorted(row.name for row in rows if not row.mapping_status.is_mapped)
    if not waiting:
        return "Every area is mapped, so that what is missing here is missing as far as we know."
    return (
        f"Not yet mapped: {_listed(waiting)}. Nothing said here about what is missing there "
        "can be relied on yet."
    )


def _strengths(pack: CommitteePack) -> str:
    there = {asset.asset_id: asset for ward in pack.wards for asset in ward.strengths}
    if not there:
        return "Nothing is recorded here yet."
    counting = sorted({name for row in pack.run.rows for name in row.anchor_names})
    others = sorted({one.name for one in there.values() if one.is_anchor} - set(counting))
    said = counted(len(there), "group, place or service", "groups, places and services")
    among = "no recognised anchor organisation among them yet"
    if counting:
        among = f"among them {counted(len(counting), 'anchor organisation')}: {_listed(counting)}"
    elif others:
        among = "no recognised anchor organisation among them that counts"
    # The figures leave out whoever nobody has checked, or whose place is shown by ward alone.
    more = f" ({_listed(others)}: recognised, but left out of the figures)" if others else ""
    return f"Recorded here: {said}, {among}{more}."


def _beyond(run: GapRun) -> str:
    people = [row.residents for row in run.rows if row.residents is not None]
    beyond = sum(row.residents_beyond_reach or 0 for row in run.rows)
    gaps = [row.name for row in run.rows if row.gap_class is GapClass.GAP]
    visited = [row.name for row in run.rows if row.gap_class is GapClass.VISITING_ONLY]
    if gaps:
        named = f"Gaps: {_listed(gaps)}."
    elif any(row.mapping_status.is_mapped for row in run.rows):
        named = "No mapped area is a gap."
    else:
        named = "No area is called a gap before it is mapped."
    if visited:
        named += f" Visiting services only: {_listed(visited)}."
    if not people or not sum(people):
        return f"How many residents live beyond reach is not known. {named}"
    total = sum(people)
    told = f"{beyond:,} of {total:,} residents ({percent(beyond / total)})"
    return (
        f"{told} live further from an anchor organisation than "
        f"{run.conditions.settings.reach_words}. {named}"
    )


def _changed(pack: CommitteePack) -> str:
    if pack.previous_meeting is None:
        return "This is the first pack for this committee, so that nothing is compared yet."
    since = f"Since the pack of {long_date(pack.previous_meeting)}"
    number = {kind: sum(one.kind is kind for one in pack.changes) for kind in _CHANGED}
    parts = [f"{number[kind]:,} {said}" for kind, said in _CHANGED.items() if number[kind]]
    if pack.links_made:
        parts.append(counted(len(pack.links_made), "new connection"))
    done = sum(one.state is ActionState.DONE for one in (*pack.actions, *pack.earlier_actions))
    if done:
        parts.append(f"{counted(done, 'action')} done")
    return f"{since}: {', '.join(parts)}." if parts else f"{since} nothing has changed."


def limits_of(run: GapRun, *, is_set_in_use: bool, untold: int) -> tuple[str, ...]:
    """Return what a pack cannot tell, in whole sentences."""
    conditions = run.conditions
    lines = [
        "It knows what somebody recorded. None recorded does not mean that there is none.",
        "Wards that are not yet mapped cannot be compared with the others.",
        (
            "Distances are straight lines unless the method says otherwise: a river, a railway or "
            "a main road is not seen."
        ),
        (
            "It counts organisations that local people run. Schools, surgeries and council "
            "services help everybody and are listed, but do not close a gap."
        ),
        'People\'s skills are counted, never named; one to four of them are "fewer than 5".',
        "Places that ask not to be found are not in it, and no figure gives them away.",
        conditions.people_source.words,
    ]
    if not is_set_in_use:
        lines.append(
            "A place that is shown to the public by its ward alone is in none of these areas, as "
            "which one it lies in would tell more than its ward."
        )
    if untold:
        lines.append(
            f"{counted(untold, 'action')} of the last pack can no longer be told in public."
        )
    return tuple(lines)


def ward_change(row: GapRow, was: GapClass | None, changes: Sequence[PackChange]) -> str:
    """Return what is different in an area since the last pack, "" where nothing is."""
    here = [one for one in changes if row.name in {one.ward_name, one.was_ward_name}]
    parts = [
        f"{number:,} {_CHANGED[kind]}"
        for kind in _CHANGED
        if (number := sum(one.kind is kind for one in here))
    ]
    said = f"{', '.join(parts).capitalize()}." if parts else ""
    if was is not None and was is not row.gap_class:
        said = f"Was {was.label}, is now {row.gap_class.label}. {said}".strip()
    return said


def _listed(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
