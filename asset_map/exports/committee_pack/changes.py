"""What is different since the last pack, and what was linked and agreed."""

from collections.abc import Iterator, Sequence
from datetime import date

from asset_map.exports.committee_pack.blocks import (
    Block,
    Bullets,
    Column,
    Heading,
    PageStart,
    Paragraph,
    Table,
)
from asset_map.exports.committee_pack.words import day_words, in_one_line
from asset_map.model.committee_pack import (
    ChangeKind,
    CommitteePack,
    PackAction,
    PackChange,
    PackTotals,
)
from asset_map.model.look import KIND_LOOK
from asset_map.model.words import counted, long_date

__all__ = ["changes", "links_and_actions"]

# A new record is not a new group, and a new boundary moves nobody.
_KINDS = {
    ChangeKind.OPENED: ("Opened", "They began since the last pack."),
    ChangeKind.CLOSED: ("Closed", "They came to an end since the last pack."),
    ChangeKind.NEWLY_RECORDED: (
        "Newly recorded",
        "They are new to the register; they may have been there for years.",
    ),
    ChangeKind.RE_CHECKED: ("Checked again", "Somebody made sure that these are still right."),
    ChangeKind.NO_LONGER_SHOWN: (
        "No longer shown",
        "They are not in the public register any more; that does not mean they closed.",
    ),
    ChangeKind.RECOGNISED: ("Recognised as anchor organisations", ""),
    ChangeKind.NO_LONGER_ANCHOR: ("No longer anchor organisations", ""),
    ChangeKind.MOVED: ("Moved to another place", "They moved from one area to another."),
    ChangeKind.MOVED_BY_BOUNDARY: (
        "In another area by a new boundary",
        "Nothing moved on the ground: the boundary did. These count neither as gained nor as lost.",
    ),
}
_MOVES = frozenset({ChangeKind.MOVED, ChangeKind.MOVED_BY_BOUNDARY})


def changes(pack: CommitteePack) -> Iterator[Block]:
    """Give what opened, closed, was recorded, checked and moved, each kind apart."""
    yield PageStart()
    since = f" since {long_date(pack.previous_meeting)}" if pack.previous_meeting else ""
    yield Heading(text=f"Changes{since or ' since the last pack'}")
    if pack.previous_meeting is None:
        yield Paragraph(text="This is the first pack: there is no earlier one to hold it against.")
        return
    if pack.totals:
        yield _totals(pack.totals, pack.previous_meeting)
    found = {kind: [one for one in pack.changes if one.kind is kind] for kind in _KINDS}
    for kind, some in found.items():
        if some:
            yield from _of_kind(kind, some)
    if none := [name for kind, (name, _) in _KINDS.items() if not found[kind]]:
        yield Heading(text="None of these", level=3)
        yield Bullets(lines=tuple(none))


def _totals(totals: PackTotals, before: date) -> Table:
    lines = (
        (f"Records in the pack of {long_date(before)}", totals.before),
        ("Opened", totals.opened),
        ("Newly recorded", totals.newly_recorded),
        ("Moved in", totals.moved_in),
        ("Closed", -totals.closed),
        ("No longer shown", -totals.no_longer_shown),
        ("Moved out", -totals.moved_out),
        ("Came in by a new boundary", totals.boundary_in),
        ("Went out by a new boundary", -totals.boundary_out),
        ("Records shown now", totals.now),
    )
    return Table(
        name="totals",
        caption="How the number of records came about",
        columns=(Column(name="What", width=4), Column(name="Records", is_number=True)),
        rows=lines,
    )


def _of_kind(kind: ChangeKind, some: Sequence[PackChange]) -> Iterator[Block]:
    name, meaning = _KINDS[kind]
    yield Heading(text=name, level=3)
    is_move = kind in _MOVES
    # Nobody says on which day something moved.
    has_days = any(one.on for one in some)
    from_ward = (Column(name="From", width=3),) if is_move else ()
    yield Table(
        name=f"changes_{kind.value}",
        caption=f"{counted(len(some), 'record')}. {meaning}".strip(),
        columns=(
            Column(name="Name", width=5),
            Column(name="What it is", width=3),
            *from_ward,
            Column(name="To" if is_move else "Where", width=3),
            *((Column(name="On", width=3),) if has_days else ()),
        ),
        rows=tuple(
            (
                one.name,
                KIND_LOOK[one.asset_kind].singular,
                *((one.was_ward_name or "outside the committee's area",) if is_move else ()),
                one.ward_name or "outside the committee's area",
                *((day_words(one.on) or "not known",) if has_days else ()),
            )
            for one in some
        ),
    )


def links_and_actions(pack: CommitteePack) -> Iterator[Block]:
    """Give the connections made, what is agreed, and what became of the last meeting's actions."""
    if pack.previous_meeting:
        yield PageStart()
    yield Heading(text="Connections and actions")
    is_first = pack.previous_meeting is None
    yield Heading(text="Connections that go on" if is_first else "Connections made", level=3)
    if pack.links_made:
        yield Bullets(lines=pack.links_made)
    else:
        none = "both sides have agreed to tell" if is_first else "is new since the last pack"
        yield Paragraph(text=f"No connection is recorded that {none}.")
    if pack.links_by_state:
        yield Table(
            name="connections",
            caption="Connections by how far they have come",
            columns=(Column(name="State", width=3), Column(name="Connections", is_number=True)),
            rows=pack.links_by_state,
        )
    yield Heading(text="Actions of the last meeting", level=3)
    yield from _earlier(pack.earlier_actions)
    yield Heading(text="Actions agreed", level=3)
    yield from _agreed(pack)


def _earlier(actions: Sequence[PackAction]) -> Iterator[Block]:
    if not actions:
        yield Paragraph(text="There was none to come back to.")
        return
    yield Table(
        name="actions_of_the_last_meeting",
        caption="Actions of the last meeting, and how they stand now",
        columns=(
            Column(name="Action", width=5),
            Column(name="Owner", width=3),
            Column(name="Was", width=2),
            Column(name="Is now", width=2),
            Column(name="Due", width=3),
            Column(name="Held up by", width=3),
        ),
        rows=tuple(
            (
                one.title,
                one.owner,
                one.was.label if one.was else "new",
                one.state.label,
                day_words(one.due) or "no day named",
                one.barrier or "nothing told",
            )
            for one in actions
        ),
    )


def _agreed(pack: CommitteePack) -> Iterator[Block]:
    if not pack.actions:
        yield Paragraph(text="Nothing is agreed yet.")
        return
    names = {ward.code: ward.name for ward in pack.wards}
    yield Table(
        name="actions",
        caption="Actions agreed, with their owners",
        columns=(
            Column(name="Action", width=5),
            Column(name="Owner", width=3),
            Column(name="Where", width=3),
            Column(name="Due", width=3),
            Column(name="State", width=3),
        ),
        rows=tuple(
            (
                one.title,
                one.owner,
                in_one_line(names[code] for code in one.ward_codes if code in names) or "all",
                day_words(one.due) or "no day named",
                one.state.label + (f", held up by {one.barrier}" if one.barrier else ""),
            )
            for one in pack.actions
        ),
    )
