"""The facts of a pack, put together for one committee on one day."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from asset_map.geography.outlines import outlines
from asset_map.model.area import AreaCommittee
from asset_map.model.committee_pack import CommitteePack, PackChange, PackTotals
from asset_map.model.gap import GapRun
from asset_map.model.words import LONDON, long_date
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.register.placements import ward_set_id
from asset_map.usecases.gap_study import Question
from asset_map.usecases.house import House
from asset_map.usecases.pack_actions import actions_told, actions_untold
from asset_map.usecases.pack_changes import Compared, changes_since, told_in
from asset_map.usecases.pack_history import stood_then
from asset_map.usecases.pack_links import PackLinks, links_among
from asset_map.usecases.pack_records import PackRecord, lookup_of_set, public_records
from asset_map.usecases.pack_wards import Known, pins_of, wards_of
from asset_map.usecases.pack_words import GLOSSARY, five_sentences, limits_of

__all__ = ["with_facts"]


def with_facts(
    house: House,
    connection: Connection,
    bare: CommitteePack,
    *,
    committee: AreaCommittee,
    last: CommitteePack | None,
) -> CommitteePack:
    """Return a pack with everything that anybody may know of the committee's areas."""
    set_id, codes = bare.run.conditions.set_id, {row.code for row in bare.run.rows}
    today = bare.made_at.astimezone(LONDON).date()
    records = public_records(house, connection, set_id)
    links = links_among(connection, records, codes, since=last.made_at if last else None)
    names = _names(connection, last.run if last else bare.run, bare.run)
    changes, totals = _changes(house, connection, bare.run, records, names, last=last)
    known = Known(
        committee=committee,
        run=bare.run,
        records=records,
        links=links,
        names=names,
        changes=changes,
        last=last,
    )
    roles = [member.officer for member in committee.members if member.officer]
    actions, earlier = actions_told(connection, records, codes, last=last, roles=roles)
    question = _question(connection, bare.run)
    shapes = outlines(lookup_of_set(house, connection, set_id), codes)
    pack = replace(
        bare,
        wards=wards_of(connection, known, today=today, meeting=bare.meeting),
        changes=changes,
        totals=totals,
        **_linked(links),
        actions=actions,
        earlier_actions=earlier,
        shapes=shapes,
        pins=pins_of(house, connection, question, shapes),
        sources=_sources(house, bare.run),
        limits=limits_of(
            bare.run,
            is_set_in_use=ward_set_id(connection) == set_id,
            untold=actions_untold(last, earlier),
        ),
        glossary=GLOSSARY,
    )
    return replace(pack, sentences=five_sentences(pack))


def _linked(links: PackLinks) -> dict[str, Any]:
    return {
        "links_made": tuple(one.said for one in links.told),
        "linked_ids": tuple(sorted({end for one in links.told for end in one.asset_ids})),
        "links_by_state": links.by_state,
    }


def _changes(
    house: House,
    connection: Connection,
    run: GapRun,
    records: Mapping[str, PackRecord],
    names: Mapping[str, str],
    *,
    last: CommitteePack | None,
) -> tuple[tuple[PackChange, ...], PackTotals | None]:
    if last is None:
        return (), None
    days = Compared(
        before=told_in(last),
        records=records,
        codes=frozenset(row.code for row in run.rows),
        names=names,
        day=last.run.conditions.cut_off,
    )
    return changes_since(days, stood_then(house, connection, last, days.differing()))


def _names(connection: Connection, *runs: GapRun) -> dict[str, str]:
    """Return what each area is called, by code: with its district where two share a name."""
    sets = [areas.names_of(connection, one) for one in {run.conditions.set_id for run in runs}]
    shared = {
        name
        for rows in sets
        for name, many in Counter(name for _, name, _ in rows).items()
        if many > 1
    }
    return {
        code: f"{name}, {district or code}" if name in shared else name
        for rows in sets
        for code, name, district in rows
    }


def _question(connection: Connection, run: GapRun) -> Question:
    conditions = run.conditions
    return Question(
        boundary_set=next(s for s in areas.sets(connection) if s.id == conditions.set_id),
        sought=conditions.sought,
        audience=conditions.audience,
        settings=conditions.settings,
        cut_off=conditions.cut_off,
    )


def _sources(house: House, run: GapRun) -> tuple[str, ...]:
    conditions = run.conditions
    lines = (
        (
            f"The register of {house.settings.council_name}, as recorded on "
            f"{long_date(conditions.cut_off)}."
        ),
        conditions.attribution,
        conditions.people_source.words,
    )
    return tuple(line for line in lines if line)
