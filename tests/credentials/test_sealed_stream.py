import io
import os

import pytest

from asset_map.credentials.sealed_stream import SALT_BYTES, seal_stream, unseal_stream
from asset_map.model.errors import UnreadableFileError

# Two and a half pieces that cannot be made smaller.
CONTENT = os.urandom(2_500_000)
KEY = "four words that rhyme"


def sealed(content: bytes) -> bytes:
    target = io.BytesIO()
    seal_stream(io.BytesIO(content), target, KEY, salt=b"s" * SALT_BYTES)
    return target.getvalue()


def unsealed(content: bytes) -> bytes:
    target = io.BytesIO()
    unseal_stream(io.BytesIO(content), target, KEY)
    return target.getvalue()


@pytest.mark.parametrize("content", [b"", b"a word", CONTENT], ids=["empty", "small", "large"])
def test_what_was_sealed_in_pieces_comes_out_whole(content: bytes) -> None:
    assert unsealed(sealed(content)) == content


def test_a_piece_cut_off_left_out_swapped_or_altered_is_found() -> None:
    whole = sealed(CONTENT)
    head, piece = whole[:42], 1024 * 1024 + 16
    first, second, rest = whole[42:][:piece], whole[42:][piece : 2 * piece], whole[42 + 2 * piece :]
    spoiled = {
        "cut off": head + first + second,
        "left out": head + first + rest,
        "swapped": head + second + first + rest,
        "altered": head + first + bytes([second[0] ^ 1]) + second[1:] + rest,
        "added to": whole + b"more",
        "only its head": head,
    }
    for how, content in spoiled.items():
        with pytest.raises(UnreadableFileError):
            pytest.fail(f"{how}: {len(unsealed(content))} bytes came out")
