"""What a file shows beside the assets: wards, their figures, connections, committees' meetings."""

from dataclasses import replace
from datetime import datetime

from asset_map.connections.graph import LIVE, links_of, members_of
from asset_map.exports.as_ical import Day
from asset_map.exports.beside import Beside
from asset_map.exports.formats import Format
from asset_map.exports.geopackage_layers import LinkRow
from asset_map.model.area import BoundaryKind
from asset_map.model.role import Actor, Audience, Role
from asset_map.model.words import LONDON
from asset_map.register import areas
from asset_map.usecases.committee_days import committee_days
from asset_map.usecases.house import House
from asset_map.usecases.look_at_network import network_seen
from asset_map.usecases.measure_gaps import GapRequest, measure_gaps

__all__ = ["beside"]


def beside(
    house: House, kind: Format, *, audience: Audience, actor: Actor, now: datetime
) -> Beside:
    """Return as much of it as the kind of file has room for, as the audience may see it."""
    with house.register.reading() as connection:
        if kind is Format.ICALENDAR:
            meetings = committee_days(house, connection)
            return Beside(days=[Day(one.committee_id, one.words, one.day) for one in meetings])
        ward_set = areas.set_in_use(connection, BoundaryKind.WARD) if kind.shows_wards else None
        wards = areas.areas_of(connection, ward_set.id) if ward_set else []
    if kind is not Format.GEOPACKAGE:
        return Beside(wards=wards)
    # What figures stand on is decided by the audience, whoever takes the file away.
    office = replace(actor, role=Role.OFFICER)
    asked = GapRequest(audience=audience)
    return Beside(
        wards=wards,
        figures=measure_gaps(house, asked, actor=office, now=now) if wards else None,
        links=_links(house, audience=audience, actor=actor, now=now),
    )


def _links(house: House, *, audience: Audience, actor: Actor, now: datetime) -> tuple[LinkRow, ...]:
    """Return the live connections, in the order of their ids."""
    today = now.astimezone(LONDON).date()
    graph = network_seen(house, actor=actor, today=today, audience=audience)
    members = {member.asset_id: member for member in members_of(graph)}
    return tuple(
        LinkRow(
            link=link,
            from_name=members[link.from_id].name,
            to_name=members[link.to_id].name,
            here=members[link.from_id].point,
            there=members[link.to_id].point,
        )
        for link in links_of(graph)
        if link.state in LIVE
    )
