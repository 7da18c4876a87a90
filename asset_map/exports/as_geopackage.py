"""
The register as a GeoPackage in EPSG:27700 (metres), which QGIS opens already styled.

Layers: ``assets_public`` (or whose view it is) with the columns of the CSV, ``wards_gap`` with
each ward's figures, ``connections`` as lines, ``about_this_file`` with the conditions in words.
"""

import sqlite3
import tempfile
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC
from pathlib import Path
from typing import Any

from asset_map.exports.beside import Beside
from asset_map.exports.geopackage_layers import asset_layer, connection_layer, ward_layer
from asset_map.exports.qgis_styles import asset_style, connection_style, layer_style, ward_style
from asset_map.exports.table import Conditions, ExportRow
from asset_map.model.gap import GapRun

__all__ = ["assets_geopackage"]

_NOTHING = Beside()
# The one moment that GDAL writes by itself.
_STAMP = "UPDATE gpkg_contents SET last_change = ?"


def assets_geopackage(
    rows: Iterable[ExportRow], conditions: Conditions, beside: Beside = _NOTHING
) -> bytes:
    """Return the file; the same rows, wards, figures and connections give the same bytes."""
    import pandas as pd  # noqa: PLC0415 - slow to import

    told, figures = list(rows), beside.figures
    layer = f"assets_{conditions.audience.value}"
    styles = {layer: asset_style()}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "assets.gpkg"
        _write_layer(file, asset_layer(told, conditions), layer, "MultiPoint")
        if beside.wards:
            drawn = ward_layer(told, beside.wards, figures.rows if figures else ())
            _write_layer(file, drawn, "wards_gap", "MultiPolygon")
            styles["wards_gap"] = ward_style()
        if beside.links:
            _write_layer(file, connection_layer(beside.links), "connections", "LineString")
            styles["connections"] = connection_style()
        said = [
            {"heading": key, "words": words} for key, words in _about(conditions, figures).items()
        ]
        _write_table(file, pd.DataFrame(said), "about_this_file")
        listed = [layer_style(name, qml, at=conditions.cut_off) for name, qml in styles.items()]
        _write_table(file, pd.DataFrame(listed), "layer_styles")
        _stamp(file, conditions)
        # GDAL writes in as many transactions as it takes that day, and SQLite counts them: written
        # anew at one go, equal content is equal to the byte.
        anew = Path(folder) / "anew.gpkg"
        with closing(sqlite3.connect(file)) as database:
            database.execute("VACUUM INTO ?", (str(anew),))
        return anew.read_bytes()


def _about(conditions: Conditions, figures: GapRun | None) -> dict[str, str]:
    """Return the conditions of the register, and those of the figures, each under its heading."""
    about = conditions.in_words()
    if figures:
        about |= {f"Figures: {name}": words for name, words in figures.conditions.lines}
    return about


def _write_layer(file: Path, frame: Any, layer: str, geometry: str) -> None:  # noqa: ANN401
    import pyogrio  # noqa: PLC0415 - slow to import

    pyogrio.write_dataframe(
        frame, file, layer=layer, driver="GPKG", geometry_type=geometry, append=file.exists()
    )


def _write_table(file: Path, frame: Any, layer: str) -> None:  # noqa: ANN401
    import pyogrio  # noqa: PLC0415 - slow to import

    pyogrio.write_dataframe(frame, file, layer=layer, driver="GPKG", append=True)


def _stamp(file: Path, conditions: Conditions) -> None:
    at = f"{conditions.cut_off.astimezone(UTC):%Y-%m-%dT%H:%M:%S.000Z}"
    with closing(sqlite3.connect(file)) as database:
        database.execute(_STAMP, (at,))
        database.commit()
