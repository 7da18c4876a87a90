from datetime import date

import pytest

from asset_map.connections.availability import times_in
from asset_map.connections.reasons import checked_in_words
from asset_map.connections.tags import tags_in
from asset_map.connections.wording import listed
from asset_map.model.vocabulary import VOCABULARY
from tests.connections.village_offers import at


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Saturday mornings", "5:0"),
        ("Weekday evenings", "0:2 1:2 2:2 3:2 4:2"),
        ("Evenings from half past five, Saturday afternoons", "0:2 1:2 2:2 3:2 4:2 5:1 5:2 6:2"),
        ("Tue to Thu mornings", "1:0 2:0 3:0"),
        ("Saturday to Monday nights", "0:2 5:2 6:2"),
        ("Weekend mornings but not Sundays", "5:0"),
        ("Not in August", ""),
        ("Whenever you like; we satisfy anyone", ""),
    ],
)
def test_free_words_tell_parts_of_the_week(words: str, days: str) -> None:
    bits = times_in(words)
    said = [f"{bit // 3}:{bit % 3}" for bit in range(21) if bits >> bit & 1]
    assert " ".join(said) == days


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (date(2026, 3, 2), date(2026, 5, 1), "Both checked this spring"),
        (date(2025, 12, 5), date(2026, 2, 1), "Both checked last winter"),
        (date(2024, 9, 1), date(2024, 10, 1), "Both checked in autumn 2024"),
        (None, None, "Neither has been checked yet"),
        (date(2026, 5, 1), date(2025, 7, 1), "A checked this spring, B checked last summer"),
    ],
)
def test_checks_are_told_by_their_season(
    first: date | None, second: date | None, words: str
) -> None:
    a, b = at("A", 0.0, checked_on=first), at("B", 0.0, checked_on=second)
    assert checked_in_words(a, b, today=date(2026, 5, 20)) == words


def test_free_words_hint_at_tags_in_their_order_and_longer_words_win() -> None:
    hints = tags_in(
        "Could somebody lend chairs, a van, or do bike repairs in our HALL?", VOCABULARY
    )
    assert [hint.term.id for hint in hints] == [
        "equipment",
        "vehicle",
        "mending bicycles",
        "meeting room",
    ]
    assert tags_in("Nothing of the kind: handvan, hallmark", VOCABULARY) == ()


def test_names_are_listed_as_people_list_them() -> None:
    assert [listed(list("abcde"[:n])) for n in (1, 2, 3, 4, 5)] == [
        "a",
        "a and b",
        "a, b and c",
        "a, b, c and 1 other",
        "a, b, c and 2 others",
    ]
