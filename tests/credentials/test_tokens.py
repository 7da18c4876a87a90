import pytest
from hypothesis import given
from hypothesis import strategies as st

from asset_map.credentials.tokens import is_token, token_from, token_hash


@given(st.binary(min_size=32, max_size=64))
def test_a_token_is_known_again_by_its_hash(randomness: bytes) -> None:
    token = token_from(randomness)

    assert is_token(token, token_hash(token))
    assert token.replace("-", "").replace("_", "").isalnum()


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_only_the_same_randomness_makes_the_same_token(one: bytes, other: bytes) -> None:
    assert is_token(token_from(one), token_hash(token_from(other))) == (one == other)


def test_a_token_that_could_be_guessed_is_not_made() -> None:
    with pytest.raises(ValueError, match="32 random bytes, not 8"):
        token_from(b"12345678")
