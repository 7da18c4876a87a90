"""The demonstration's files, for whoever wants to try them in other programs."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import shapely

from asset_map.demo.district import District
from asset_map.model.area import Area

__all__ = ["boundary_files", "write_files"]


def boundary_files(district: District) -> dict[str, bytes]:
    """Return the files of ``data/boundaries/``, by name."""
    wards = {
        boundary_set.file_name: _geojson(
            district.areas[boundary_set.id], note=boundary_set.attribution
        )
        for boundary_set in district.sets
    }
    return wards | {
        "demand_points.csv": _table(
            ("code", "easting", "northing", "people", "deprivation_score", "is_rural"),
            (
                (
                    point.code,
                    round(point.easting),
                    round(point.northing),
                    point.people,
                    point.deprivation_score,
                    "yes" if point.is_rural else "no",
                )
                for point in district.demand_points
            ),
        ),
        "demonstration_postcodes.csv": _table(
            ("postcode", "easting", "northing"),
            (
                (postcode, round(grid.easting), round(grid.northing))
                for postcode, grid in district.postcodes.items()
            ),
        ),
        "area_committees.csv": _table(
            ("committee", "ward_code", "ward_name", "boundary_set", "from_day", "to_day"),
            _committee_rows(district),
        ),
    }


def _committee_rows(district: District) -> Iterable[tuple[object, ...]]:
    names = {area.code: area.name for areas in district.areas.values() for area in areas}
    sets = {boundary_set.id: boundary_set.name for boundary_set in district.sets}
    for committee in district.committees:
        for member in committee.members:
            yield (
                committee.name,
                member.code,
                names[member.code],
                sets[member.set_id],
                member.from_day,
                member.to_day,
            )


def _geojson(areas: Iterable[Area], *, note: str) -> bytes:
    """Return areas as GeoJSON (RFC 7946), a line each so that changes can be read."""
    features = ",\n".join(json.dumps(_feature(area), separators=(",", ":")) for area in areas)
    head = json.dumps({"type": "FeatureCollection", "attribution": note})[:-1]
    return f'{head}, "features": [\n{features}\n]}}\n'.encode()


def _feature(area: Area) -> Mapping[str, object]:
    # RFC 7946 wants outer rings anticlockwise.
    shape = shapely.orient_polygons(shapely.from_wkb(area.draw_wkb))
    return {
        "type": "Feature",
        "properties": {
            "code": area.code,
            "name": area.name,
            "district_code": area.district_code,
            "district_name": area.district_name,
            "predecessors": " ".join(area.predecessor_codes),
        },
        "geometry": json.loads(shapely.to_geojson(shape)),
    }


def _table(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue().encode()


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files into a folder that is there."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
