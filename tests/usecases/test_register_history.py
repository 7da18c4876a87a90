"""Who changed the register itself, its areas or its accounts can be read by an admin."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from asset_map.model.area import AreaCommittee, CommitteeMember
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Role
from asset_map.usecases.accounts import NewAccount, add_account, change_account
from asset_map.usecases.boundaries import use_boundaries
from asset_map.usecases.committees import save_committee
from asset_map.usecases.council_details import save_council_details
from asset_map.usecases.house import House
from asset_map.usecases.kept_details import DETAILS
from asset_map.usecases.register_history import changes_of_register
from tests.usecases.conftest import OFFICER, WEST
from tests.usecases.people import ADMIN


def test_an_admin_reads_who_changed_what_and_when(house: House, now: datetime) -> None:
    house = replace(house, given=house.settings)
    north = AreaCommittee(
        id="north",
        name="North",
        members=(CommitteeMember(set_id="wards-2026", code=WEST, from_day=date(2026, 1, 1)),),
    )
    details = {**dict.fromkeys(DETAILS, ""), "council_name": "Anytown Council"}
    at = iter(now + timedelta(minutes=number) for number in range(9))

    save_council_details(house, details, actor=OFFICER, now=next(at))
    save_council_details(house, details, actor=OFFICER, now=next(at))
    use_boundaries(house, "Wards 2026", actor=OFFICER, now=next(at))
    save_committee(house, north, actor=OFFICER, now=next(at))
    jo = NewAccount(name="Jo Smith", email="jo@council.example", role=Role.PARTNER)
    add_account(house, jo, actor=ADMIN, now=next(at))
    change_account(house, jo.email, replace(jo, role=Role.OFFICER), actor=ADMIN, now=next(at))

    told = [
        (f"{one.at:%H:%M}", one.actor_name, one.did, one.said)
        for one in changes_of_register(house, actor=ADMIN)
    ]
    # What was saved as it stood is no change.
    assert told == [
        ("09:35", "Ada Admin", "account role changed", "Jo Smith: partner -> officer"),
        ("09:34", "Ada Admin", "account added", "Jo Smith: partner"),
        ("09:33", "Ward officer", "committee added", "North: 1 area"),
        ("09:32", "Ward officer", "boundary set put to use", "Wards 2026 -> Wards 2026"),
        ("09:30", "Ward officer", "council's details changed",
         "council name: '' -> 'Anytown Council'"),
    ]  # fmt: skip
    with pytest.raises(NotAllowedError):
        changes_of_register(house, actor=OFFICER)
