"""The kinds of file that the register can be taken away in."""

from collections.abc import Iterable, Sequence
from pathlib import PurePath
from typing import Self

from asset_map.exports.as_csv import assets_csv
from asset_map.exports.as_geojson import assets_geojson
from asset_map.exports.as_xlsx import assets_xlsx
from asset_map.exports.table import Conditions, ExportRow
from asset_map.model.area import Area
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.words import WordEnum

__all__ = ["Format", "write"]


class Format(WordEnum):
    """A kind of file, by the ending of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    HTML = "html"

    @property
    def shows_wards(self) -> bool:
        """Whether the file draws the wards as well."""
        return self in {Format.GEOPACKAGE, Format.HTML}

    @property
    def mime(self) -> str:
        """The media type that a browser is told."""
        return _MIMES[self]

    @classmethod
    def of_file(cls, name: str | PurePath) -> Self:
        """
        Return the kind of file that a name says.

        Raises
        ------
        InvalidSubmissionError
            When its ending is none of these.
        """
        ending = PurePath(name).suffix.removeprefix(".").lower()
        if ending not in {member.value for member in cls}:
            endings = ", ".join(f".{member}" for member in cls)
            problem = Problem(
                field="file",
                value=ending,
                fault=f"A file that ends in '.{ending}' cannot be written."
                if ending
                else "The file's name has no ending.",
                remedy=f"Let its name end in one of: {endings}.",
            )
            raise InvalidSubmissionError(str(problem), problems=(problem,))
        return cls(ending)


_MIMES = {
    Format.CSV: "text/csv; charset=utf-8",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.GEOJSON: "application/geo+json",
    Format.GEOPACKAGE: "application/geopackage+sqlite3",
    Format.HTML: "text/html; charset=utf-8",
}
_WRITERS = {
    Format.CSV: assets_csv,
    Format.XLSX: assets_xlsx,
    Format.GEOJSON: assets_geojson,
}


def write(
    fmt: Format,
    rows: Iterable[ExportRow],
    conditions: Conditions,
    *,
    wards: Sequence[Area] = (),
) -> bytes:
    """Return the file of a kind; those that show wards draw ``wards``."""
    if fmt is Format.GEOPACKAGE:
        from asset_map.exports.as_geopackage import (  # noqa: PLC0415 - slow to import
            assets_geopackage,
        )

        return assets_geopackage(rows, conditions, wards)
    if fmt is Format.HTML:
        from asset_map.exports.html_map import assets_html  # noqa: PLC0415 - slow to import

        return assets_html(rows, conditions, wards)
    return _WRITERS[fmt](rows, conditions)
