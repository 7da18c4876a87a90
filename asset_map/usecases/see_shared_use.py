"""What groups share without knowing: a hall, or the hour at which they call the same people."""

from dataclasses import dataclass
from datetime import date, timedelta

from asset_map.connections.shared_use import Clash, Gathering, SharedHall, clashes, shared_halls
from asset_map.model.role import Action, Actor, require
from asset_map.register import public_view
from asset_map.usecases.happenings import Happening
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import Chosen, network_seen
from asset_map.usecases.whats_on import monday_of, whats_on

__all__ = ["SharedUse", "shared_use"]

# Somebody who wrote no end is there at least when it begins.
_A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedUse:
    """Halls with their groups, and meetings of one week that call the same people at once."""

    halls: tuple[SharedHall, ...]
    clashes: tuple[Clash, ...]
    first: date
    is_too_large: bool = False


def shared_use(house: House, *, actor: Actor, today: date, ward_code: str = "") -> SharedUse:
    """Return what is shared in a ward, or everywhere, in the week that begins next Monday."""
    require(actor, Action.SEE_PARTNER_VIEW)
    first = monday_of(today) + timedelta(days=7)
    week = whats_on(house, first=first, actor=actor, today=today, ward_code=ward_code)
    graph = network_seen(house, actor=actor, today=today, chosen=Chosen(ward_code=ward_code))
    return SharedUse(
        halls=shared_halls(graph),
        clashes=_once_a_pair(clashes(_gatherings(house, week.happenings, actor))),
        first=first,
        is_too_large=week.is_too_large,
    )


def _gatherings(house: House, on: tuple[Happening, ...], actor: Actor) -> list[Gathering]:
    with house.register.reading() as connection:
        ids = sorted({one.asset_id for one in on})
        there = public_view.visible_assets(connection, ids, audience=actor.audience)
        wards = public_view.every_ward(connection, audience=actor.audience)
    for_whom = {asset.id: asset.for_whom for asset in there}
    codes = {(asset_id, name): code for (asset_id, _), (code, name) in wards.items()}
    return [
        Gathering(
            asset_id=one.asset_id,
            name=one.name,
            starts=one.starts,
            ends=one.ends or one.starts + _A_MOMENT,
            ward_code=codes.get((one.asset_id, one.ward_name)),
            for_whom=for_whom[one.asset_id],
        )
        for one in on
        if one.starts is not None and one.asset_id in for_whom
    ]


def _once_a_pair(found: tuple[Clash, ...]) -> tuple[Clash, ...]:
    """Return the first clash of each two."""
    pairs: dict[frozenset[str], Clash] = {}
    for one in found:
        pairs.setdefault(frozenset({one.first.asset_id, one.second.asset_id}), one)
    return tuple(pairs.values())
