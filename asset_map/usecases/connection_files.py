"""The network in the files of other programs, as far as whoever takes it away may see it."""

from dataclasses import dataclass
from pathlib import PurePath

from asset_map.connections.formats import FORMATS, Format
from asset_map.connections.graph import Network
from asset_map.model.errors import InvalidSubmissionError

__all__ = ["NetworkFile", "file_kinds", "file_name_of", "kind_of_file", "network_file"]

_ENDINGS = {".graphml": "graphml", ".gexf": "gexf", ".xlsx": "kumu", ".zip": "csv"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkFile:
    """A file to take away."""

    content: bytes
    file_name: str
    media_type: str


def file_kinds() -> dict[str, str]:
    """Return the kinds of file there are, with what each is for."""
    return {name: one.label for name, one in FORMATS.items()}


def file_name_of(kind: str) -> str:
    """Return what a file of a kind is called."""
    return f"connections{FORMATS[kind].suffix}"


def kind_of_file(file_name: str) -> str:
    """
    Return the kind of file that a name's ending asks for.

    Raises
    ------
    InvalidSubmissionError
        When it asks for none of them.
    """
    suffix = PurePath(file_name).suffix.lower()
    if suffix not in _ENDINGS:
        message = (
            f"A network cannot be written to '{file_name}'; end the name in {', '.join(_ENDINGS)}."
        )
        raise InvalidSubmissionError(message)
    return _ENDINGS[suffix]


def network_file(graph: Network, kind: str) -> NetworkFile:
    """Return a network as a file of a kind; it holds what the network holds and no more."""
    form: Format = FORMATS[kind]
    return NetworkFile(
        content=form.written(graph),
        file_name=file_name_of(kind),
        media_type=form.media_type,
    )
