"""Files that somebody chose on a page: a table to bring in, or a copy on the disk."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from asset_map.model.errors import InvalidSubmissionError
from asset_map.web.messages import attempt

__all__ = ["NO_FILE", "ask_for_table", "on_disk"]

NO_FILE = "No file is chosen. Choose one, then press the button again."


def ask_for_table(
    *, words: str, button: str, key: str, bring: Callable[[UploadedFile], str]
) -> None:
    """Say what a table must hold, ask for its file, and bring it in when the button is pressed."""
    st.header("Bring them in from a file", anchor=False)
    st.write(words)
    st.file_uploader("Your file", type=["csv", "tsv", "xlsx", "ods"], key=key)
    st.button(button, on_click=partial(attempt, partial(_brought, key, bring)))


def _brought(key: str, bring: Callable[[UploadedFile], str]) -> str:
    file = st.session_state.get(key)
    if not file:
        raise InvalidSubmissionError(NO_FILE)
    return bring(file)


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """Give the path of a copy that is gone afterwards; it keeps the name that was given."""
    with TemporaryDirectory(prefix="asset-map-") as folder:
        path = Path(folder) / (Path(file.name).name or "file")
        path.write_bytes(file.getvalue())
        yield path
