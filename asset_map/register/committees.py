"""Area committees: dated lists of areas."""

from datetime import date

import sqlalchemy as sa

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.register.engine import touch
from asset_map.register.rows import record_from, row_of
from asset_map.register.schema import committee_members
from asset_map.register.schema import committees as committee_table

__all__ = ["committees", "put_committee"]


def put_committee(connection: sa.Connection, committee: AreaCommittee) -> AreaCommittee:
    """Keep a committee with its areas, in the place of what its id was before."""
    of_it = committee_members.c.committee_id == committee.id
    connection.execute(committee_members.delete().where(of_it))
    row = row_of(committee)
    row.pop("members")
    row["meetings"] = [day.isoformat() for day in committee.meetings]
    # Packs point to the row: it is changed where it stands.
    standing = committee_table.update().where(committee_table.c.id == committee.id)
    if not connection.execute(standing.values(row)).rowcount:
        connection.execute(committee_table.insert(), row)
    if committee.members:
        connection.execute(
            committee_members.insert(),
            [
                row_of(member) | {"committee_id": committee.id, "ordinal": ordinal}
                for ordinal, member in enumerate(committee.members)
            ],
        )
    touch(connection)
    return committee


def committees(connection: sa.Connection, *, on: date | None = None) -> list[AreaCommittee]:
    """Return every committee by name; with ``on``, only those that look after an area that day."""
    members: dict[str, list[CommitteeMember]] = {}
    ordered = sa.select(committee_members).order_by(committee_members.c.ordinal)
    for row in connection.execute(ordered).mappings():
        member = record_from(CommitteeMember, row)
        members.setdefault(row["committee_id"], []).append(member)
    order = committee_table.c.name, committee_table.c.id
    rows = connection.execute(sa.select(committee_table).order_by(*order)).mappings()
    return [
        record_from(AreaCommittee, row, members=tuple(members.get(row["id"], ())))
        for row in rows
        if on is None or any(_holds(member, on) for member in members.get(row["id"], ()))
    ]


def _holds(member: CommitteeMember, on: date) -> bool:
    return (member.from_day or on) <= on <= (member.to_day or on)
