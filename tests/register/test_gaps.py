"""How wards are mapped, and runs that were frozen."""

from datetime import date

import pytest

from asset_map.model.asset import Function
from asset_map.model.gap import FoundNone, MappingStatus, WardMapping
from asset_map.register import gaps
from asset_map.register.engine import Register
from tests.register.drawn import EAST, WARDS, WEST, use_wards


@pytest.fixture
def mapped(register: Register) -> Register:
    with register.writing() as connection:
        use_wards(connection)
    return register


def said(code: str, status: MappingStatus, day: int = 1) -> WardMapping:
    return WardMapping(
        set_id=WARDS.id, code=code, status=status, by="Ward officer", on=date(2026, 11, day)
    )


def test_the_last_word_on_a_ward_stands_and_the_earlier_ones_are_kept(mapped: Register) -> None:
    first, last = said(WEST, MappingStatus.DESK_ONLY), said(WEST, MappingStatus.MAPPED, 2)
    with mapped.writing() as connection:
        gaps.put_mappings(connection, [first, said(EAST, MappingStatus.CONFIRMED)])
        gaps.put_mappings(connection, [last])
        assert gaps.mappings(connection, WARDS.id)[WEST] == last
        assert gaps.mapping_history(connection, WARDS.id, WEST) == [first, last]


def test_a_proposal_changes_nothing_until_a_person_decides(mapped: Register) -> None:
    proposed = said(WEST, MappingStatus.PARTLY_MAPPED)
    with mapped.writing() as connection:
        gaps.put_mappings(connection, [proposed], is_proposed=True)
        assert gaps.mappings(connection, WARDS.id) == {}
        assert gaps.proposed_mappings(connection, WARDS.id) == {WEST: proposed}
        gaps.put_mappings(connection, [proposed])
        assert gaps.proposed_mappings(connection, WARDS.id) == {}


def test_found_none_is_taken_back_when_one_is_found(mapped: Register) -> None:
    none = FoundNone(
        set_id=WARDS.id, code=WEST, function=Function.ADVICE, by="officer", on=date(2026, 11, 1)
    )
    with mapped.writing() as connection:
        gaps.put_found_none(connection, [none])
        assert gaps.found_none(connection, WARDS.id) == [none]
        gaps.take_back_found_none(connection, [none])
        assert gaps.found_none(connection, WARDS.id) == []
