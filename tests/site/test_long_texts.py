"""More letters than a field may hold, of one byte or of four, and letters that nobody sees."""

import pytest

from asset_map.usecases.house import House
from tests.site.conftest import Browser
from tests.site.test_adding import SEND, faults, sent_to

FIELDS = (
    "name", "summary", "description", "address", "place_name", "postcode", "role", "email",
    "phone", "url", "languages", "note",
)  # fmt: skip
TOO_LONG = ("\U0001d54f" * 5_001, "e" + "\u0301" * 5_001, "<b>" * 3_000)
UNSEEN = ("".join(map(chr, range(1, 32))) * 50, "\u202e\u2066\u200b" * 2_000)


@pytest.mark.parametrize("field", FIELDS)
def test_what_is_too_long_is_refused_beside_its_field(
    plain: Browser, house: House, field: str
) -> None:
    for text in TOO_LONG:
        answer = plain.post("/add/check", {**SEND, field: text})
        assert (answer.status_code, faults(answer)) == (200, [field])
    assert sent_to(house) == []


@pytest.mark.parametrize("field", FIELDS)
def test_what_nobody_can_see_counts_as_nothing(plain: Browser, field: str) -> None:
    for number, text in enumerate(UNSEEN):
        answer = plain.post("/add/check", {**SEND, field: text, "request_key": f"key {number}"})
        left_out = plain.post("/add/check", {**SEND, field: "", "request_key": f"none {number}"})
        assert (answer.status_code, faults(answer)) == (left_out.status_code, faults(left_out))


@pytest.mark.parametrize("letter", "x\u00e9\U0001d54f")
def test_a_name_has_three_hundred_letters_whatever_their_bytes(plain: Browser, letter: str) -> None:
    answers = [
        plain.post("/add/check", {**SEND, "name": letter * size, "request_key": str(size)})
        for size in (300, 301)
    ]
    assert [one.status_code for one in answers] == [303, 200]
    assert faults(answers[1]) == ["name"]
