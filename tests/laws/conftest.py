"""Laws are tried on the house of the use cases' tests; some take a roadshow away from it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from asset_map.usecases.house import House
from tests.laws.poisoned import folder
from tests.usecases.away import fill_office, laptop_of, packed
from tests.usecases.conftest import house

__all__ = ["folder", "house"]


@pytest.fixture
def office(house: House) -> House:
    fill_office(house)
    return house


@pytest.fixture
def laptop(office: House, tmp_path: Path, migrated_file: Path) -> Iterator[House]:
    with laptop_of(office, migrated_file, tmp_path, packed(office)) as laptop:
        yield laptop
