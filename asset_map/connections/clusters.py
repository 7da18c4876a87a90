"""Who is not linked yet, and which clusters the others stand in."""

from dataclasses import dataclass

from asset_map.connections.ties import Ties
from asset_map.connections.wording import listed
from asset_map.model.words import counted

__all__ = ["Cluster", "Clusters", "NotLinked", "clusters", "not_linked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotLinked:
    """The assets without an active link, by name; the first list to act on."""

    asset_ids: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Assets that hang together, named by the one with most links; members by name."""

    name: str
    best_known_id: str
    asset_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """The clusters of two or more, the largest first."""

    clusters: tuple[Cluster, ...]
    sentence: str


def not_linked(ties: Ties) -> NotLinked:
    """Return who is not linked to anyone yet."""
    alone = [
        member for member, degree in zip(ties.members, ties.degrees, strict=True) if not degree
    ]
    alone.sort(key=lambda member: (member.name.casefold(), member.asset_id))
    if not ties.members:
        words = "Nothing recorded here yet."
    elif not alone:
        words = "Everyone here is linked to somebody."
    else:
        is_or_are = "is" if len(alone) == 1 else "are"
        names = listed([member.name for member in alone])
        words = f"{names} {is_or_are} not linked to anyone yet."
    return NotLinked(asset_ids=tuple(member.asset_id for member in alone), sentence=words)


def clusters(ties: Ties) -> Clusters:
    """Return the clusters, each named by its best-known member."""
    found = tuple(_cluster(ties, rows) for rows in ties.clusters() if len(rows) > 1)
    return Clusters(clusters=found, sentence=_in_words(found))


def _cluster(ties: Ties, rows: list[int]) -> Cluster:
    ends = ties.matrix.indptr
    members = [ties.members[row] for row in rows]
    by_name = sorted(members, key=lambda member: (member.name.casefold(), member.asset_id))
    linked = {ties.members[row].asset_id: ends[row + 1] - ends[row] for row in rows}
    best = max(by_name, key=lambda member: linked[member.asset_id])
    return Cluster(
        name=best.name,
        best_known_id=best.asset_id,
        asset_ids=tuple(member.asset_id for member in by_name),
    )


def _in_words(found: tuple[Cluster, ...]) -> str:
    if not found:
        return "No two are linked with each other yet."
    if len(found) == 1:
        return f"{len(found[0].asset_ids):,} hang together, around {found[0].name}."
    named = listed([f"{one.name} ({len(one.asset_ids):,})" for one in found])
    return f"There are {counted(len(found), 'separate cluster')}: around {named}."
