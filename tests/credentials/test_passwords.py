import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.credentials.passwords import check_password, is_password, password_hash
from asset_map.model.errors import InvalidSubmissionError


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "a" * 201,
        "password1234",
        "P4ssw0rd!!!!",
        "123456789012",
        "qwertyuiop12",
        "Welcome2026!!",
        "aaaaaaaaaaaaaaaa",
        "LetMeIn-LetMeIn",
        "jo.smith2026!",
        "Summer Winter 2026",
    ],
)
def test_a_password_that_is_short_common_or_ones_own_name_is_refused(password: str) -> None:
    with pytest.raises(InvalidSubmissionError, match="four or five words"):
        check_password(password, not_in=("jo.smith", "Jo Smith"))


@pytest.mark.parametrize(
    "password",
    ["kettle harbour seven wool", "Ünïcode-ßtraße-2026", "xK9#pq2!LmZw", "    kettle 1 2"],
)
def test_any_long_password_does_with_any_signs(password: str) -> None:
    check_password(password)


def test_a_password_is_kept_as_a_hash_that_only_it_fits() -> None:
    kept = password_hash("kettle harbour seven wool")

    assert kept.startswith("$argon2id$")
    assert kept != password_hash("kettle harbour seven wool")
    assert is_password("kettle harbour seven wool", kept)
    assert not is_password("kettle harbour seven wood", kept)


def test_letters_with_accents_fit_however_a_keyboard_writes_them() -> None:
    assert is_password("cafe\u0301 kettle wool", password_hash("caf\u00e9 kettle wool"))


# Each try takes as long as somebody's signing in does.
@settings(max_examples=15)
@given(st.text(max_size=300))
def test_where_no_password_was_chosen_none_fits(password: str) -> None:
    assert not is_password(password, "")
    assert not is_password(password, "not a hash")
