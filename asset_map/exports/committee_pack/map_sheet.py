"""What room a map has on a page, on A3 and on a screen, by the shape of the wards."""

from collections.abc import Sequence
from dataclasses import dataclass

from asset_map.model.committee_pack import CommitteePack, MapPin

__all__ = ["Sheet", "bounds_of", "is_wide", "pins_on", "screen_sheet", "sheet_for"]

_WIDER = 1.15
_SCREEN, _SCREEN_LETTER = 1_100.0, 46.0
# A pin this far beyond the wards, by their size, is still drawn.
_BEYOND = 0.06


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """
    What room there is, in tenths of a millimetre; ``letter`` is the size of its print.

    On a wide sheet the legend stands beside the map, else below it in ``columns``.
    """

    width: float
    height: float
    is_wide: bool = False
    letter: float = 34.0
    columns: int = 2
    has_key: bool = False
    title: str = ""


def is_wide(pack: CommitteePack) -> bool:
    """Whether the wards together are wider than high, so that the page is turned."""
    west, south, east, north = bounds_of(pack)
    return east - west > (north - south) * _WIDER


def sheet_for(pack: CommitteePack, *, is_a3: bool = False, title: str = "") -> Sheet:
    """Return the room that a page has for the map, by the shape of the wards."""
    wide = is_wide(pack)
    if is_a3:
        width, height = (3800.0, 2350.0) if wide else (2570.0, 3500.0)
        return Sheet(
            width=width, height=height, is_wide=wide, letter=46.0, has_key=True, title=title
        )
    width, height = (2570.0, 1320.0) if wide else (1700.0, 2200.0)
    return Sheet(width=width, height=height, is_wide=wide, title=title)


def screen_sheet(pack: CommitteePack) -> Sheet:
    """Return a narrow sheet with large print, which a phone shows whole."""
    west, south, east, north = bounds_of(pack)
    map_height = _SCREEN * (north - south) / (east - west)
    legend_height = 34 * _SCREEN_LETTER
    return Sheet(width=_SCREEN, height=map_height + legend_height, letter=_SCREEN_LETTER, columns=1)


def pins_on(pack: CommitteePack) -> tuple[MapPin, ...]:
    """Return the pins that the map shows: those among the wards, or only just beyond."""
    west, south, east, north = _box(_corners(pack))
    room = _BEYOND * max(east - west, north - south)
    return tuple(
        one
        for one in pack.pins
        if west - room <= one.easting <= east + room
        and south - room <= one.northing <= north + room
    )


def bounds_of(pack: CommitteePack) -> tuple[float, float, float, float]:
    """Return west, south, east and north of what is drawn, in metres."""
    pins = [(one.easting, one.northing) for one in pins_on(pack)]
    return _box([*_corners(pack), *pins])


def _corners(pack: CommitteePack) -> list[tuple[float, float]]:
    return [point for one in pack.shapes for rings in one.polygons for point in rings[0]]


def _box(points: Sequence[tuple[float, float]]) -> tuple[float, float, float, float]:
    if not points:
        return (0.0, 0.0, 1.0, 1.0)
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (min(xs), min(ys), max(*xs, min(xs) + 1), max(*ys, min(ys) + 1))
