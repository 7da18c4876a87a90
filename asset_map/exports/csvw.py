"""What a CSV says, for programs: CSV on the Web's metadata, to lie beside the file."""

import json

from asset_map.exports.columns import CONDITION_COLUMNS, columns_for
from asset_map.exports.table import Conditions

__all__ = ["csv_metadata"]

_NUMBERS = frozenset({"lon", "lat", "easting", "northing", "accuracy_m"})
_COUNTS = frozenset({"min_age", "max_age", "capacity_people"})
_DATES = frozenset({"opened_on", "closed_on", "verified_on", "recorded_on", "anchor_decided_on"})
_LISTS = frozenset(
    {"also_known_as", "tags", "functions", "identifiers", "other_places", "interests", "languages"}
)


def csv_metadata(file_name: str, conditions: Conditions) -> bytes:
    """Return the metadata of ``file_name``: each column's type, and the conditions."""
    columns = (*columns_for(conditions.audience), *CONDITION_COLUMNS)
    said = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en-GB"}],
        "url": file_name,
        "dc:title": f"Register of {conditions.council}",
        "dc:description": f"As {conditions.audience.readers} may see it.",
        "dc:modified": conditions.cut_off.isoformat(timespec="minutes"),
        "dc:source": conditions.attribution,
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "tableSchema": {
            "primaryKey": "id",
            "columns": [_column(column.name) for column in columns],
        },
    }
    return f"{json.dumps(said, ensure_ascii=False, indent=2)}\n".encode()


def _column(name: str) -> dict[str, object]:
    said: dict[str, object] = {
        "name": name,
        "titles": name,
        "datatype": _datatype(name),
        "required": name in {"id", "name", "kind"},
    }
    if name in _LISTS:
        # A text that holds a semicolon itself stands in quotation marks.
        said["separator"] = "; "
    return said


def _datatype(name: str) -> str:
    if name in _NUMBERS:
        return "number"
    if name in _COUNTS:
        return "integer"
    return "date" if name in _DATES else "string"
