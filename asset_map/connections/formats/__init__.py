"""Networks in the files of other programs: out, and in again."""

from collections.abc import Callable
from dataclasses import dataclass

from asset_map.connections.formats.csv_pair import csv_zip, from_csv_zip
from asset_map.connections.formats.kumu import from_kumu_workbook, kumu_workbook
from asset_map.connections.formats.rows import Taken
from asset_map.connections.formats.xml_graphs import from_gexf, from_graphml, gexf, graphml
from asset_map.connections.graph import Network

__all__ = ["FORMATS", "Format", "Taken"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: what it is called, how its files end, and how it is written and read."""

    label: str
    suffix: str
    media_type: str
    written: Callable[[Network], bytes]
    read: Callable[[bytes], Taken]


FORMATS = {
    "graphml": Format(
        label="GraphML, for yEd, Gephi or Cytoscape",
        suffix=".graphml",
        media_type="application/graphml+xml",
        written=graphml,
        read=from_graphml,
    ),
    "gexf": Format(
        label="GEXF, for Gephi",
        suffix=".gexf",
        media_type="application/gexf+xml",
        written=gexf,
        read=from_gexf,
    ),
    "kumu": Format(
        label="Workbook of two sheets, for Kumu",
        suffix=".xlsx",
        media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        written=kumu_workbook,
        read=from_kumu_workbook,
    ),
    "csv": Format(
        label="Two tables (CSV) in a zip file",
        suffix=".zip",
        media_type="application/zip",
        written=csv_zip,
        read=from_csv_zip,
    ),
}
