"""The register as CSV."""

from collections.abc import Iterable

from asset_map.exports.table import Conditions, ExportRow

__all__ = ["assets_csv"]


def assets_csv(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """Return the file."""
    raise NotImplementedError
