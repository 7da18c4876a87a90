"""The kinds of file that the register can be taken away in."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath
from typing import Self

from asset_map.exports.as_csv import assets_csv
from asset_map.exports.as_geojson import assets_geojson
from asset_map.exports.as_ical import as_ical
from asset_map.exports.as_xlsx import assets_xlsx
from asset_map.exports.beside import Beside
from asset_map.exports.table import Conditions, ExportRow
from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.state import OperatingStatus
from asset_map.model.words import WordEnum

__all__ = ["Format", "write"]


class Format(WordEnum):
    """A kind of file, by the ending of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    GEOJSON = "geojson"
    GEOPACKAGE = "gpkg"
    HTML = "html"
    ICALENDAR = "ics"

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
    Format.ICALENDAR: "text/calendar; charset=utf-8",
}
_NOTHING = Beside()


def write(
    fmt: Format, rows: Iterable[ExportRow], conditions: Conditions, beside: Beside = _NOTHING
) -> bytes:
    """Return the file of a kind; it shows what it has room for of what is ``beside``."""
    return _WRITERS[fmt](rows, conditions, beside)


def _table(
    written: Callable[[Iterable[ExportRow], Conditions], bytes],
) -> Callable[[Iterable[ExportRow], Conditions, Beside], bytes]:
    """Return a writer for a kind that has room for the assets alone."""
    return lambda rows, conditions, _: written(rows, conditions)


def _geopackage(rows: Iterable[ExportRow], conditions: Conditions, beside: Beside) -> bytes:
    from asset_map.exports.as_geopackage import (  # noqa: PLC0415 - slow to import
        assets_geopackage,
    )

    return assets_geopackage(rows, conditions, beside)


def _html(rows: Iterable[ExportRow], conditions: Conditions, beside: Beside) -> bytes:
    from asset_map.exports.html_map import assets_html  # noqa: PLC0415 - slow to import

    return assets_html(rows, conditions, beside.wards)


def _icalendar(rows: Iterable[ExportRow], conditions: Conditions, beside: Beside) -> bytes:
    """Return what is on at the places of whoever is still going."""
    places = (
        (row.asset, place)
        for row in rows
        for place in row.places
        if row.asset.operating_status is OperatingStatus.ACTIVE
    )
    name = f"What's on: {conditions.council}"
    return as_ical(places, beside.days, name=name, now=conditions.cut_off)


_WRITERS: Mapping[Format, Callable[[Iterable[ExportRow], Conditions, Beside], bytes]] = {
    Format.CSV: _table(assets_csv),
    Format.XLSX: _table(assets_xlsx),
    Format.GEOJSON: _table(assets_geojson),
    Format.GEOPACKAGE: _geopackage,
    Format.HTML: _html,
    Format.ICALENDAR: _icalendar,
}
