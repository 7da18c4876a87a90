"""What strangers made is read in a child, which may come to any end without us."""

import io
import os
import pickle
import time
import zipfile
from pathlib import Path

import pytest

from asset_map.imports.child import _Values, read_apart
from asset_map.imports.spreadsheet import read_table
from asset_map.model.errors import UnreadableFileError


def test_a_table_comes_back_as_it_was_read() -> None:
    content = b"name,postcode\nTuesday Knitters,ZZ1 1AA\n"

    assert read_apart(20, 500, read_table, content) == read_table(content)


def test_what_the_reader_refuses_is_refused_in_its_words() -> None:
    with pytest.raises(UnreadableFileError, match="The file is a PDF"):
        read_apart(20, 500, read_table, b"%PDF-1.7")


def test_whoever_takes_too_long_is_stopped() -> None:
    began = time.monotonic()

    with pytest.raises(UnreadableFileError, match="could not be read in 1 seconds"):
        read_apart(1, 500, time.sleep, 30)
    assert time.monotonic() - began < 5


def test_whoever_takes_too_much_memory_is_told() -> None:
    with pytest.raises(UnreadableFileError, match="takes more than 50 MB"):
        read_apart(20, 50, bytearray, 200_000_000)


def test_an_interpreter_that_is_brought_down_is_a_damaged_file() -> None:
    with pytest.raises(UnreadableFileError, match="damaged, or made to do harm"):
        read_apart(20, 500, os.abort)


def test_a_fault_of_the_reader_names_no_word_of_the_file(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(UnreadableFileError, match="could not be read"):
        read_apart(20, 500, int, "Ann Example, 07700 900123")

    assert "ValueError at child.py" in caplog.text
    assert "Ann" not in caplog.text


def test_the_child_knows_none_of_the_servers_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSET_MAP_SMTP_PASSWORD", "hush")

    assert read_apart(20, 500, os.getenv, "ASSET_MAP_SMTP_PASSWORD") is None


@pytest.mark.parametrize("thing", [os.system, read_table, zipfile.ZipFile])
def test_a_child_that_was_taken_over_can_answer_with_values_only(thing: object) -> None:
    with pytest.raises(pickle.UnpicklingError, match="A child answered with"):
        _Values(io.BytesIO(pickle.dumps(("read", thing)))).load()


def test_a_folder_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="cannot be opened"):
        read_apart(20, 500, read_table, tmp_path)
