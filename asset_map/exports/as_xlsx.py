"""The register as XLSX."""

from collections.abc import Iterable

from asset_map.exports.table import Conditions, ExportRow

__all__ = ["assets_xlsx"]


def assets_xlsx(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """Return the file."""
    raise NotImplementedError
