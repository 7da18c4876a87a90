"""An uploaded file as a file on the disk, for readers that want one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from streamlit.runtime.uploaded_file_manager import UploadedFile

__all__ = ["on_disk"]


@contextmanager
def on_disk(file: UploadedFile) -> Iterator[Path]:
    """Give the path of a copy that is gone afterwards; it keeps the name that was given."""
    with TemporaryDirectory(prefix="asset-map-") as folder:
        path = Path(folder) / (Path(file.name).name or "file")
        path.write_bytes(file.getvalue())
        yield path
