import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.cells import join_items, neutralised, restored, split_items

texts = st.text(st.characters(codec="utf-8"), max_size=30)
starts = st.sampled_from(["", "=", "+", "-", "@", "\t=", "'=", "''-", " =", "\r", "'", "\uff1d"])


@given(starts, texts)
def test_what_is_neutralised_is_restored_to_the_letter(start: str, rest: str) -> None:
    assert restored(neutralised(start + rest)) == start + rest


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-1", "@x", "\tx", "\rx", "  =1", "\n=1", "\uff1d1"]
)
def test_what_a_spreadsheet_may_run_gets_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "'Allo", "Tea = cake", "St Mary's", "1-2", "0"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text
    assert restored(text) == text


items = texts.map(str.strip).filter(bool)


@given(st.lists(items, max_size=5))
def test_items_joined_in_a_cell_come_apart_again(listed: list[str]) -> None:
    assert split_items(join_items(listed)) == tuple(listed)


def test_items_are_parted_by_semicolons_or_else_by_commas() -> None:
    assert split_items("tea; cakes, scones ; ; books") == ("tea", "cakes, scones", "books")
    assert split_items("tea, cakes,, books") == ("tea", "cakes", "books")
    assert split_items("Old School, Main Street", at_commas=False) == ("Old School, Main Street",)
    assert split_items('"tea, cakes"') == ("tea, cakes",)
    assert split_items("  ") == ()
