"""The cover and the one page of sentences: what it is, what it stands on, what it cannot tell."""

from collections.abc import Iterator

from asset_map.exports.committee_pack.blocks import (
    Block,
    Bullets,
    Column,
    Facts,
    Heading,
    Notice,
    PageStart,
    Paragraph,
    Table,
)
from asset_map.exports.committee_pack.words import (
    area,
    beyond_words,
    class_words,
    inside_words,
    named,
    ward_numbers,
)
from asset_map.model.committee_pack import CommitteePack, PackState
from asset_map.model.gap import GapClass
from asset_map.model.look import GAP_LOOK
from asset_map.model.words import long_date

__all__ = ["at_a_glance", "cover"]


def cover(pack: CommitteePack, address: str) -> Iterator[Block]:
    """Give the cover."""
    yield Heading(text=f"{pack.committee}: strengths and gaps", level=1)
    yield from _standing(pack)
    # The first sentence is what the meeting is asked to do.
    for asked in pack.sentences[:1]:
        yield Paragraph(text=asked, is_lead=True)
    if waiting := [one for one in pack.wards if one.row.gap_class is GapClass.NOT_YET_MAPPED]:
        yield Notice(
            text=f"Not yet mapped: {named(waiting)}. There, “none recorded” does not mean “none”."
        )
    yield Facts(pairs=tuple(pair for pair in _facts(pack, address) if pair[1]))
    yield Heading(text=f"Each {area(pack)} in three facts")
    yield _three_facts(pack)
    if pack.limits:
        yield Heading(text="What this cannot tell you")
        yield Bullets(lines=pack.limits)


def _standing(pack: CommitteePack) -> Iterator[Block]:
    if pack.is_fictional:
        yield Notice(text="Everything in this pack is invented, to show how it works.")
    if pack.state is PackState.DRAFT:
        yield Notice(text="DRAFT. It has not been released; its figures may still change.")
    if pack.state is PackState.REPLACED:
        yield Notice(text="A later issue has taken this one's place.")
    if pack.issue > 1:
        corrected = f", corrected: {pack.corrected}" if pack.corrected else ""
        yield Notice(text=f"Issue {pack.issue}{corrected}")


def _facts(pack: CommitteePack, address: str) -> tuple[tuple[str, str], ...]:
    conditions = pack.run.conditions
    settings = conditions.settings
    return (
        ("Report of", pack.council),
        ("To the meeting of", pack.committee),
        ("On", long_date(pack.meeting)),
        ("For", pack.purpose.label),
        ("Areas", ward_numbers(pack)),
        ("Officer", pack.officer),
        ("Contact", pack.contact),
        ("Released", long_date(pack.released_at) if pack.released_at else ""),
        ("Figures as of", long_date(conditions.cut_off)),
        ("Boundary set", conditions.set_name),
        ("Looked for", conditions.sought_words),
        ("Within reach", settings.reach_words),
        (
            "Thresholds",
            (
                f"served next door: at most {settings.served_share:.0%} of residents beyond reach; "
                f"visited: {settings.visiting_hours:g} hours or more in 28 days"
            ),
        ),
        ("Read it online", f"{address}{pack.path}" if address and pack.path else ""),
    )


def _three_facts(pack: CommitteePack) -> Table:
    return Table(
        name="three_facts",
        caption="Class, what is inside, and who lives beyond reach",
        columns=(
            Column(name="No.", width=2, is_number=True),
            Column(name=area(pack).capitalize(), width=6),
            Column(name="Class", width=7),
            Column(name=inside_words(pack.run), width=3, is_number=True),
            Column(name="Residents beyond reach", width=6, is_number=True),
        ),
        rows=tuple(
            (
                ward.number,
                ward.name,
                class_words(ward.row, pack.run),
                ward.row.anchors,
                beyond_words(ward.row),
            )
            for ward in pack.wards
        ),
        head=1,
    )


def at_a_glance(pack: CommitteePack) -> Iterator[Block]:
    """Give the one page of plain sentences, with the counts and what is different."""
    yield PageStart()
    yield Heading(text="In short")
    if pack.sentences:
        yield Bullets(lines=pack.sentences, is_numbered=True)
    yield Heading(text=f"{area(pack).capitalize()}s by class", level=3)
    yield _classes(pack)
    if told := tuple(f"{one.number} {one.name}: {one.change}" for one in pack.wards if one.change):
        yield Heading(text="What is different", level=3)
        yield Bullets(lines=told)


def _classes(pack: CommitteePack) -> Table:
    found = {one: [w for w in pack.wards if w.row.gap_class is one] for one in GapClass}
    sought = pack.run.conditions.sought
    return Table(
        name="classes",
        caption=f"How many {area(pack)}s, and which",
        columns=(
            Column(name="Class", width=3),
            Column(name="Meaning", width=7),
            Column(name="How many", width=2, is_number=True),
            Column(name="Which", width=6),
        ),
        rows=tuple(
            (
                one.words(sought).capitalize(),
                GAP_LOOK[one].means,
                len(found[one]),
                named(found[one]) or "none",
            )
            for one in GapClass
        ),
    )
