"""How the figures were made, with their conditions, their sources and the words used."""

from collections.abc import Iterator

from asset_map.exports.cell import Cell
from asset_map.exports.committee_pack.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    PageStart,
    Paragraph,
    Table,
)
from asset_map.exports.committee_pack.words import area
from asset_map.model.committee_pack import CommitteePack
from asset_map.model.gap import CHANCE, GapRow
from asset_map.model.words import long_date

__all__ = ["condition_lines", "method"]

_HOW = (
    (
        "Distances are straight lines on the National Grid, from the points where residents are "
        "counted to the places of the public register, those a little beyond the area too. A walk "
        "is the straight line times the detour, at the pace below."
    ),
    (
        "An area with a place inside is anchored. Without one it is served next door where enough "
        "of its residents are within reach of one; not yet mapped where nobody has looked well "
        "enough; visiting only where something comes by for long enough; and otherwise a gap."
    ),
    (
        "Records that are closed, out of date, withheld or of an institution are not counted; "
        "how many were left out stands below."
    ),
)


def method(pack: CommitteePack) -> Iterator[Block]:
    """Give the method note, the sources and the glossary."""
    yield PageStart()
    yield Heading(text="How the figures were made")
    for one in _HOW:
        yield Paragraph(text=one)
    yield Heading(text="What they stand on", level=3)
    yield Table(
        name="conditions",
        caption="The conditions of every figure",
        columns=(Column(name="Condition", width=2), Column(name="Value", width=5)),
        rows=condition_lines(pack),
    )
    yield Heading(text="Rates of small numbers", level=3)
    yield Paragraph(text=CHANCE)
    yield _rates(pack)
    yield Heading(text="Choice and crowding", level=3)
    yield Paragraph(
        text="Two-step floating catchment areas share each place among all the residents near it, "
        "per 10,000 residents; known to count some people twice, so it decides nothing here."
    )
    yield _catchments(pack)
    if pack.sources:
        yield Heading(text="Sources")
        yield Bullets(lines=pack.sources)
    if pack.glossary:
        yield Heading(text="Words used here")
        yield Facts(pairs=pack.glossary)


def condition_lines(pack: CommitteePack) -> tuple[tuple[str, str], ...]:
    """Return what every figure of the pack stands on, with which issue this is."""
    run = pack.run
    lines = (
        ("committee", pack.committee),
        ("meeting", long_date(pack.meeting)),
        ("state of this pack", pack.state.label),
        ("issue", str(pack.issue)),
        ("corrected", pack.corrected),
        ("made", long_date(pack.made_at)),
        ("pack", pack.id),
        ("takes the place of pack", pack.replaces_id),
        ("compared with pack", pack.previous_id),
        *run.conditions.lines,
        ("figures", run.name or run.id),
        ("software", run.software_version),
    )
    return tuple(line for line in lines if line[1])


def _rates(pack: CommitteePack) -> Table:
    return Table(
        name="rates",
        caption="Rates per 10,000 residents, each with its 95 % interval",
        columns=(
            Column(name="No.", width=2, is_number=True),
            Column(name=area(pack).capitalize(), width=6),
            Column(name="Residents", width=4, is_number=True),
            Column(name="Rate", width=4, is_number=True),
            Column(name="From", width=4, is_number=True),
            Column(name="To", width=4, is_number=True),
            Column(name="Interval by", width=4),
        ),
        rows=tuple((ward.number, ward.name, *_rate(ward.row)) for ward in pack.wards),
        head=1,
    )


def _rate(row: GapRow) -> tuple[Cell, ...]:
    people = "not known" if row.residents is None else row.residents
    if row.rate is None:
        return (people, *("not known",) * 4)
    rate = row.rate
    return (people, f"{rate.per_10000:.2f}", f"{rate.low:.2f}", f"{rate.high:.2f}", rate.method)


def _catchments(pack: CommitteePack) -> Table:
    def told(value: float | None) -> str:
        return "not known" if value is None else f"{value:.3f}"

    return Table(
        name="catchments",
        caption="Two-step floating catchment areas, per 10,000 residents",
        columns=(
            Column(name="No.", width=2, is_number=True),
            Column(name=area(pack).capitalize(), width=6),
            Column(name="Plain", width=4, is_number=True),
            Column(name="Weighted by distance", width=5, is_number=True),
        ),
        rows=tuple(
            (ward.number, ward.name, told(ward.row.catchment), told(ward.row.catchment_stepped))
            for ward in pack.wards
        ),
        head=1,
    )
