"""When area committees meet: for everywhere, or for those that look after a ward."""

from dataclasses import dataclass
from datetime import date

from asset_map.model.area import AreaCommittee, BoundaryKind
from asset_map.model.words import fold
from asset_map.register import areas
from asset_map.register.engine import Connection
from asset_map.usecases.committees import members_on
from asset_map.usecases.gap_carried import overlaps_of
from asset_map.usecases.house import House

__all__ = ["CommitteeDay", "committee_days", "wards_of_committee"]

# A division that holds less than a twentieth of a ward is its neighbour rather than its own.
_LEAST_SHARE = 0.05
_KIND = "committee"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitteeDay:
    """A day on which a committee meets."""

    committee_id: str
    name: str
    day: date

    @property
    def words(self) -> str:
        """What happens that day."""
        return f"{self.name} meets" if _KIND in fold(self.name) else f"{self.name} {_KIND} meets"


def committee_days(
    house: House, connection: Connection, *, ward_code: str = ""
) -> tuple[CommitteeDay, ...]:
    """Return every meeting, the first first; with a ward, of the committees it belongs to."""
    found = [
        CommitteeDay(committee_id=one.id, name=one.name, day=day)
        for one in areas.committees(connection)
        for day in one.meetings
        if not ward_code or ward_code in wards_of_committee(house, connection, one, day)
    ]
    return tuple(sorted(found, key=lambda one: (one.day, one.name, one.committee_id)))


def wards_of_committee(
    house: House, connection: Connection, committee: AreaCommittee, day: date
) -> frozenset[str]:
    """
    Return the wards in use that a committee looks after on a day.

    Where it is made of divisions, or of another edition of wards, those that share at
    least a twentieth of their residents, or land, with one of its areas.
    """
    in_use = areas.set_in_use(connection, BoundaryKind.WARD)
    if in_use is None:
        return frozenset()
    codes: set[str] = set()
    sets = {one.id: one for one in areas.sets(connection)}
    for set_id, members in members_on(committee, day).items():
        if set_id == in_use.id:
            codes |= set(members)
        elif set_id in sets:
            codes |= {
                one.new_code
                for one in overlaps_of(house, connection, sets[set_id], in_use)
                if one.old_code in members and one.share_of_new >= _LEAST_SHARE
            }
    return frozenset(codes)
