"""Every kind of file that is taken in, with every kind of hostility: refused in words, soon."""

import pytest

from asset_map.imports.child import read_apart
from tests.imports.hostile_files import SORTS, all_of_them

# Beside these seconds of the processor stands the child's own start: a third of one.
WITHIN_S = 1.5


@pytest.mark.parametrize("sort", SORTS)
def test_a_hostile_file_of_every_kind_is_refused_in_words_at_once(sort: str) -> None:
    became = read_apart(120, 1_500, all_of_them, sort)

    assert [one for one in became if one[1] == "read" or one[1].startswith("broken")] == []
    assert [one for one in became if one[2] > WITHIN_S] == []
    assert all(said.endswith(".") for _, said, _ in became)
    assert len(became) >= 5
