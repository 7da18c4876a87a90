"""Before and after: what has come of a roadshow, or of the months between two dates."""

from dataclasses import dataclass

from asset_map.connections.across import across_sectors, across_wards
from asset_map.connections.as_svg import network_svg
from asset_map.connections.clusters import clusters, not_linked
from asset_map.connections.graph import (
    Network,
    is_counted,
    links_of,
    member_of,
    members_of,
    network,
)
from asset_map.connections.layout import positions
from asset_map.connections.ties import ties_of
from asset_map.connections.wording import listed
from asset_map.model.connection import Connection, ConnectionState
from asset_map.model.words import counted

__all__ = ["Comparison", "Row", "compare", "pictures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One count, before and after."""

    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """
    What has changed.

    ``made`` and ``ended`` are connections that count after and not before, or the other way
    round; ``in_touch`` have been put in touch since, and it is early yet. ``undated`` of
    those that count have no first day, and are taken to have been there all along.
    """

    made: tuple[Connection, ...]
    ended: tuple[Connection, ...]
    in_touch: tuple[Connection, ...]
    linked_ids: tuple[str, ...]
    alone_ids: tuple[str, ...]
    undated: int
    rows: tuple[Row, ...]
    sentences: tuple[str, ...]


def compare(before: Network, after: Network) -> Comparison:
    """Return what has changed from one network to another."""
    was, now = _counted(before), _counted(after)
    made = [link for key, link in now.items() if key not in was]
    ended = [link for key, link in was.items() if key not in now]
    talked = {link.id for link in links_of(before)}
    in_touch = [
        link
        for link in links_of(after)
        if link.state is ConnectionState.INTRODUCED and link.id not in talked
    ]
    alone_then, alone_now = _alone(before), _alone(after)
    linked = [key for key in alone_then if key in after and key not in alone_now]
    alone = [key for key in alone_now if key in before and key not in alone_then]
    return Comparison(
        made=tuple(made),
        ended=tuple(ended),
        in_touch=tuple(in_touch),
        linked_ids=tuple(linked),
        alone_ids=tuple(alone),
        undated=sum(link.since is None for link in now.values()),
        rows=_rows(before, after),
        sentences=_sentences(after, (made, ended, in_touch), (linked, alone)),
    )


def _counted(graph: Network) -> dict[str, Connection]:
    return {link.id: link for link in links_of(graph) if is_counted(link)}


def _alone(graph: Network) -> tuple[str, ...]:
    return not_linked(ties_of(graph)).asset_ids


def _rows(before: Network, after: Network) -> tuple[Row, ...]:
    counts = [_counts(graph) for graph in (before, after)]
    return tuple(
        Row(label=label, before=number, after=counts[1][label])
        for label, number in counts[0].items()
    )


def _counts(graph: Network) -> dict[str, int]:
    ties = ties_of(graph)
    wards, sectors = across_wards(ties), across_sectors(ties)
    return {
        "Assets": len(ties.members),
        "Connections": len(ties.links),
        "Not linked to anyone yet": len(not_linked(ties).asset_ids),
        "Separate clusters": len(clusters(ties).clusters),
        "Linked pairs from ward to ward": wards.across,
        "Linked pairs from sector to sector": sectors.across,
    }


def _sentences(
    after: Network,
    links: tuple[list[Connection], list[Connection], list[Connection]],
    assets: tuple[list[str], list[str]],
) -> tuple[str, ...]:
    made, ended, in_touch = map(len, links)
    linked, alone = ([member_of(after, key).name for key in keys] for keys in assets)
    words = [
        f"{counted(made, 'connection')} made." if made else "No connection made yet.",
        f"{counted(ended, 'connection')} ended." if ended else "",
        f"{counted(in_touch, 'pair')} put in touch, and it is early yet." if in_touch else "",
        f"{listed(linked)} {_is_are(linked)} linked now, to nobody before." if linked else "",
        f"{listed(alone)} {_is_are(alone)} no longer linked to anyone." if alone else "",
    ]
    return tuple(word for word in words if word)


def _is_are(names: list[str]) -> str:
    return "is" if len(names) == 1 else "are"


def pictures(before: Network, after: Network, titles: tuple[str, str]) -> tuple[str, str]:
    """Return both networks drawn as SVG, everybody in the same place in each."""
    everybody = {one.asset_id: one for graph in (before, after) for one in members_of(graph)}
    links = {link.id: link for graph in (after, before) for link in links_of(graph)}
    places = positions(network(everybody.values(), links.values()))
    first, second = (
        network_svg(graph, title=title, places=places)
        for graph, title in zip((before, after), titles, strict=True)
    )
    return first, second
