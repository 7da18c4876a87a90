"""What becomes of clusters and their members when links go: one network, before and after."""

from dataclasses import dataclass

from asset_map.connections.graph import Network, member_of
from asset_map.connections.ties import Ties, ties_of
from asset_map.connections.wording import listed
from asset_map.model.words import counted

__all__ = ["FallsApart", "falls_apart"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FallsApart:
    """
    What falls apart.

    ``parts`` are, for each cluster that does not stay whole, what is left of it, largest
    first and single ones too. ``alone_ids`` have no link left, and had one.
    """

    parts: tuple[tuple[tuple[str, ...], ...], ...]
    alone_ids: tuple[str, ...]
    sentence: str


def falls_apart(before: Network, after: Network) -> FallsApart:
    """Return what of one network hangs together no longer in another."""
    was, now = ties_of(before), ties_of(after)
    then = _clusters(now)
    of = {asset_id: number for number, part in enumerate(then) for asset_id in part}
    split = []
    for cluster in _clusters(was):
        left = sorted({of[asset_id] for asset_id in cluster if asset_id in of})
        if len(left) > 1:
            split.append(tuple(then[number] for number in left))
    alone = _alone(now) - _alone(was)
    by_name = sorted(alone, key=lambda key: (member_of(after, key).name.casefold(), key))
    return FallsApart(
        parts=tuple(split), alone_ids=tuple(by_name), sentence=_in_words(split, by_name, after)
    )


def _clusters(ties: Ties) -> list[tuple[str, ...]]:
    return [tuple(ties.members[row].asset_id for row in rows) for rows in ties.clusters()]


def _alone(ties: Ties) -> set[str]:
    return {
        member.asset_id
        for member, degree in zip(ties.members, ties.degrees, strict=True)
        if not degree
    }


def _in_words(split: list[tuple[tuple[str, ...], ...]], alone: list[str], after: Network) -> str:
    words = [
        f"The {sum(map(len, parts)):,} around it would fall into {counted(len(parts), 'part')}."
        for parts in split
    ]
    if alone:
        names = listed([member_of(after, key).name for key in alone])
        words.append(f"{names} would have no link left.")
    return " ".join(words) or "Everyone else would stay as linked as now."
