from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.geography.postcode_table import (
    PostcodeTable,
    keys_of,
    open_prepared,
    read_postcode_file,
)

POSTCODES = st.text("ABCXYZ0189", min_size=5, max_size=7)


@pytest.fixture
def table(tmp_path: Path) -> PostcodeTable:
    file = tmp_path / "few.csv"
    file.write_text("postcode,easting,northing\nZZ2 1AA,3,4\nZZ1 1AA,1,2\nZZ10 1AA,5,6\n")
    return read_postcode_file(file)


def _refuse() -> PostcodeTable:
    pytest.fail("the table was read again although it is kept")


@given(st.lists(POSTCODES, unique=True))
def test_keys_keep_the_order_of_the_letters(postcodes: list[str]) -> None:
    keys = keys_of(postcodes)
    assert [postcodes[row] for row in np.argsort(keys)] == sorted(postcodes)


def test_a_row_is_found_by_its_key_and_only_by_it(table: PostcodeTable) -> None:
    rows = table.rows_of(keys_of(["ZZ21AA", "ZZ11AB", "ZZ101AA", "AA11AA", "ZZZ"]))
    assert table.eastings[rows[[0, 2]]].tolist() == [3, 5]
    assert rows[[1, 3, 4]].tolist() == [-1, -1, -1]


def test_a_kept_table_is_not_read_again(table: PostcodeTable, tmp_path: Path) -> None:
    open_prepared(tmp_path / "cache", read=lambda: table)
    kept = open_prepared(tmp_path / "cache", read=_refuse)
    assert kept.keys.tolist() == table.keys.tolist()
    assert kept.northings.tolist() == table.northings.tolist()


def test_a_table_that_was_cut_short_is_made_anew(table: PostcodeTable, tmp_path: Path) -> None:
    open_prepared(tmp_path, read=lambda: table)
    (keys,) = tmp_path.glob("*/keys.npy")
    keys.write_bytes(keys.read_bytes()[:-8])
    assert open_prepared(tmp_path, read=lambda: table).keys.tolist() == table.keys.tolist()


def test_two_at_once_prepare_one_table_and_leave_nothing_behind(
    table: PostcodeTable, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    with ThreadPoolExecutor(8) as pool:
        kept = list(pool.map(lambda _: open_prepared(cache, read=lambda: table), range(8)))
    assert all(each.keys.tolist() == table.keys.tolist() for each in kept)
    assert len(list(cache.iterdir())) == 1
