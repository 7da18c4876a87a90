"""The register as GeoJSON."""

from collections.abc import Iterable

from asset_map.exports.table import Conditions, ExportRow

__all__ = ["assets_geojson"]


def assets_geojson(rows: Iterable[ExportRow], conditions: Conditions) -> bytes:
    """Return the file."""
    raise NotImplementedError
