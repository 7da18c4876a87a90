"""GraphML and GEXF, by way of networkx."""

import io
import warnings
from collections.abc import Callable
from functools import partial
from xml.etree.ElementTree import ParseError
from xml.parsers import expat

import networkx as nx

from asset_map.connections.formats.limits import check_size
from asset_map.connections.formats.rows import Row, Rows, Taken, rows_of, taken
from asset_map.connections.graph import Network
from asset_map.model.errors import UnreadableFileError

__all__ = ["from_gexf", "from_graphml", "gexf", "graphml"]

# What networkx lets out of files that are no such graph, a bare "raise" among it.
_DAMAGED = (
    nx.NetworkXError,
    ParseError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    RuntimeError,
)


def graphml(graph: Network) -> bytes:
    """Return the network as GraphML; an edge's id is its connection's."""
    file = io.BytesIO()
    nx.write_graphml_xml(_plain(graph), file)
    return file.getvalue()


def from_graphml(raw: bytes) -> Taken:
    """
    Return the network that a GraphML file holds.

    Raises
    ------
    UnreadableFileError
        When it is no such file, or declares a document type.
    """
    return _read(raw, partial(nx.read_graphml, edge_key_type=str, force_multigraph=True))


def gexf(graph: Network) -> bytes:
    """Return the network as GEXF; an edge's id is its connection's."""
    plain = _plain(graph)
    for *_, key, cells in plain.edges(keys=True, data=True):
        cells["id"] = key
    file = io.BytesIO()
    nx.write_gexf(plain, file)
    return file.getvalue()


def from_gexf(raw: bytes) -> Taken:
    """
    Return the network that a GEXF file holds.

    Raises
    ------
    UnreadableFileError
        When it is no such file, or declares a document type.
    """
    return _read(raw, nx.read_gexf)


def _plain(graph: Network) -> nx.MultiDiGraph:
    rows, plain = rows_of(graph), nx.MultiDiGraph()
    for row in rows.assets:
        plain.add_node(row["id"], **_cells(row, "id"))
    for row in rows.connections:
        plain.add_edge(row["from"], row["to"], row["id"], **_cells(row, "id", "from", "to"))
    return plain


def _cells(row: Row, *but: str) -> Row:
    return {name: cell for name, cell in row.items() if name not in but}


def _read(raw: bytes, read: Callable[..., nx.Graph]) -> Taken:
    check_size(raw)
    try:
        _refuse_document_type(raw)
        # That a key without a type is a text is no news.
        with warnings.catch_warnings(action="ignore", category=UserWarning):
            found = nx.MultiDiGraph(read(io.BytesIO(raw), node_type=_key))
    except (*_DAMAGED, expat.ExpatError) as error:
        message = "The file cannot be read as a network; export it anew and try again."
        raise UnreadableFileError(message) from error
    assets = tuple({**_texts(cells), "id": str(key)} for key, cells in found.nodes(data=True))
    connections = tuple(
        {"id": str(key), **_texts(cells), "from": str(first), "to": str(second)}
        for first, second, key, cells in found.edges(keys=True, data=True)
    )
    return taken(Rows(assets=assets, connections=connections))


def _key(key: str | None) -> str:
    if key is None:
        message = "A node, or an end of an edge, has no id."
        raise ValueError(message)
    return key


def _texts(cells: dict[str, object]) -> Row:
    return {name: "" if cell is None else str(cell) for name, cell in cells.items()}


def _refuse_document_type(raw: bytes) -> None:
    """Refuse what could unfold to a billion entities, or name a file of this machine."""

    def declared(*_: object) -> None:
        message = "The file declares a document type, which no network needs; export it anew."
        raise UnreadableFileError(message)

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = declared
    parser.Parse(raw, True)  # noqa: FBT003  # its only way to say that this is all
