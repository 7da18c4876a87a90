"""The table of all wards, and a page for each: strengths first, then what is asked and missing."""

from collections.abc import Container, Iterator, Sequence

from asset_map.exports.committee_pack.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    MissingLink,
    PageStart,
    Paragraph,
    Table,
)
from asset_map.exports.committee_pack.words import (
    area,
    beyond_words,
    class_words,
    day_words,
    functions_words,
    in_one_line,
    inside_words,
)
from asset_map.model.asset import AssetKind
from asset_map.model.committee_pack import CommitteePack, PackAction, PackAsset, PackWard
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK
from asset_map.model.words import counted, long_date

__all__ = ["action_line", "ward_page", "ward_table"]

NOTHING = "Nothing recorded here yet."


def ward_table(pack: CommitteePack) -> Iterator[Block]:
    """Give the table that the numbers on the map are keyed to."""
    yield PageStart(is_wide=True)
    yield Heading(text=f"{area(pack).capitalize()} by {area(pack)}")
    names = ("No.", area(pack).capitalize(), "Class", "Mapping status", inside_words(pack.run))
    more = ("Residents beyond reach", "Looked for, none found", "Visiting hours")
    last = ("Groups not linked", "Change")
    widths = (2, 5, 5, 4, 4, 5, 5, 4, 4, 7)
    numbers = frozenset({0, 4, 5, 7, 8})
    yield Table(
        name="wards",
        caption=f"The {area(pack)}s; the numbers are those of the map",
        columns=tuple(
            Column(name=name, width=width, is_number=place in numbers)
            for place, (name, width) in enumerate(zip((*names, *more, *last), widths, strict=True))
        ),
        rows=tuple(_row(ward, pack) for ward in pack.wards),
        head=1,
    )
    yield Paragraph(
        text="Visiting hours are the hours in 28 days that a resident finds something within "
        "reach that comes by. A change is told against the last pack."
    )


def _row(ward: PackWard, pack: CommitteePack) -> tuple[str | int | float, ...]:
    row = ward.row
    return (
        ward.number,
        ward.name,
        class_words(row, pack.run),
        row.mapping_status.label,
        row.anchors,
        beyond_words(row),
        functions_words(row.missing),
        round(row.visiting_hours, 1),
        "not known" if row.unlinked_groups is None else row.unlinked_groups,
        ward.change or ("none" if pack.previous_meeting else "first pack"),
    )


def ward_page(ward: PackWard, pack: CommitteePack, address: str) -> Iterator[Block]:
    """Give a ward's own page."""
    yield PageStart()
    yield Heading(text=f"{ward.number} {ward.name}")
    yield Facts(pairs=tuple(pair for pair in _about(ward, pack) if pair[1]))
    yield Heading(text="Strengths", level=3)
    yield from _strengths(ward, pack)
    if ward.new_links:
        yield Heading(text=f"{'New c' if pack.previous_meeting else 'C'}onnections", level=3)
        yield Bullets(lines=ward.new_links)
    if ward.asks:
        yield Heading(text="Asked for, and not found yet", level=3)
        yield Bullets(
            lines=tuple(
                f"{ask.group}: {ask.text}"
                + (f" (until {long_date(ask.until)})" if ask.until else "")
                for ask in ward.asks
            )
        )
    yield Heading(text="Gaps", level=3)
    yield from _gaps(ward)
    yield Heading(text="Actions", level=3)
    yield from _actions([one for one in pack.actions if ward.code in one.ward_codes])
    if ward.missing_path and address:
        yield Heading(text="Something missing here?", level=3)
        yield MissingLink(
            words=f"Tell us what {ward.name} has that is not on this page.",
            address=f"{address}{ward.missing_path}",
        )


def _about(ward: PackWard, pack: CommitteePack) -> tuple[tuple[str, str], ...]:
    was = ward.was_class
    return (
        ("Class", class_words(ward.row, pack.run)),
        ("In the last pack", was.words(pack.run.conditions.sought) if was else ""),
        ("Mapping status", ward.row.mapping_status.label),
        (f"{area(pack).capitalize()} officer", ward.officer),
    )


def _strengths(ward: PackWard, pack: CommitteePack) -> Iterator[Block]:
    counting = {name for row in pack.run.rows for name in row.anchor_names}
    parts = _parts(ward.strengths)
    for name, assets in parts:
        yield Heading(text=name, level=4)
        yield Bullets(lines=tuple(_strength(one, counting) for one in assets))
    if ward.skills:
        yield Heading(text="Skills that people offer", level=4)
        yield Paragraph(text=in_one_line(f"{family} ({many})" for family, many in ward.skills))
    if not parts and not ward.skills:
        yield Paragraph(text=NOTHING)


def _parts(strengths: Sequence[PackAsset]) -> list[tuple[str, list[PackAsset]]]:
    anchors = [one for one in strengths if one.is_anchor]
    kinds = [
        (
            KIND_LOOK[kind].plural,
            [one for one in strengths if one.kind is kind and not one.is_anchor],
        )
        for kind in AssetKind
    ]
    return [part for part in ((ANCHOR_LOOK.plural, anchors), *kinds) if part[1]]


def _strength(asset: PackAsset, counting: Container[str]) -> str:
    checked = f"checked {long_date(asset.checked_on)}" if asset.checked_on else ""
    is_left_out = asset.is_anchor and asset.name not in counting
    apart = "recognised, and left out of the figures" if is_left_out else ""
    told = "; ".join(part for part in (asset.told.rstrip("."), checked, apart) if part)
    return f"{asset.name} ({told})" if told else asset.name


def _gaps(ward: PackWard) -> Iterator[Block]:
    row = ward.row
    yield Paragraph(text=row.why)
    over = row.nearest_over
    far = f"{row.mean_m:,.0f} metres in a straight line" if row.mean_m is not None else ""
    walk = f", {counted(round(row.walk_minutes), 'minute')} on foot" if row.walk_minutes else ""
    pairs = (
        ("Residents beyond reach", beyond_words(row)),
        ("Nearest one, on average", f"{far}{walk}" if far else ""),
        (
            "Nearest over the boundary",
            f"{over.name}, {over.over_boundary_m:,.0f} metres over it"
            + (f" in {over.ward_name}" if over.ward_name else "")
            if over
            else "",
        ),
        ("Waiting to be decided on", in_one_line(row.candidates)),
        ("Looked for, none found", functions_words(row.missing)),
        ("Nothing recorded yet for", functions_words(row.none_recorded)),
        (
            "Visiting hours in 28 days",
            f"{row.visiting_hours:.1f}" if row.visiting_hours else "none",
        ),
    )
    yield Facts(pairs=tuple(pair for pair in pairs if pair[1]))
    if row.is_edge:
        yield Paragraph(
            text="A place lies so close to the boundary that it could be on either side."
        )


def _actions(actions: Sequence[PackAction]) -> Iterator[Block]:
    if actions:
        yield Bullets(lines=tuple(map(action_line, actions)))
    else:
        yield Paragraph(text="Nothing agreed here yet.")


def action_line(action: PackAction) -> str:
    """Return an action in a line: what, who, by when, and how it stands."""
    told = [f"{action.title}: {action.owner}"]
    if action.due:
        told.append(f"by {day_words(action.due)}")
    told.append(action.state.label)
    if action.barrier:
        told.append(f"held up by {action.barrier}")
    return ", ".join(told)
