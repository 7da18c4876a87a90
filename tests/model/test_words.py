from datetime import UTC, date, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from asset_map.model.state import RecordState
from asset_map.model.words import counted, fold, long_date, percent


def test_accents_case_and_punctuation_do_not_count_when_comparing() -> None:
    assert fold("Café — Ølgod & Sons") == "cafe olgod sons"


def test_both_kinds_of_apostrophe_join() -> None:
    assert fold("St Mary's") == fold("ST MARY\u2019S") == "st marys"


@given(st.text())
@example("\U0001d400")
@example("Ǣ")
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_dates_are_read_as_people_write_them() -> None:
    assert long_date(date(2026, 11, 21)) == "21 November 2026"


def test_a_stored_time_is_read_in_london() -> None:
    just_before_midnight_utc = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert long_date(just_before_midnight_utc) == "1 July 2026"


def test_counts_agree_in_number() -> None:
    assert counted(1, "group") == "1 group"
    assert counted(1204, "group") == "1,204 groups"
    assert counted(2, "person", "people") == "2 people"


def test_enum_labels_are_words() -> None:
    assert RecordState.NEEDS_INFO.label == "needs info"


def test_a_share_never_says_none_half_or_all_where_it_is_not_so() -> None:
    assert [percent(share) for share in (0, 0.001, 0.505, 0.5, 0.84, 0.998, 1)] == [
        "0%", "0.1%", "50.5%", "50%", "84%", "99.8%", "100%",
    ]  # fmt: skip
