"""
The map of a pack: wards by class in colour and pattern, numbered as in the table.

It is drawn from metres of the National Grid, true to scale, with nothing behind it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import hypot

from asset_map.exports.committee_pack.map_legend import Legend
from asset_map.exports.committee_pack.map_parts import (
    MARKS,
    QUIET,
    Entry,
    class_entries,
    filled,
    fills,
    lines_of,
    pin,
    text,
)
from asset_map.exports.committee_pack.map_sheet import Sheet, bounds_of, pins_on, sheet_for
from asset_map.exports.committee_pack.words import area, named, title_of
from asset_map.exports.svg import tag, words
from asset_map.model.committee_pack import CommitteePack, MapPin, PackState, PackWard, Ring
from asset_map.model.gap import GapClass
from asset_map.model.words import counted, long_date

__all__ = ["map_in_words", "map_svg"]

# Nearer than a tenth of a millimetre, two corners are one to the eye.
_NEAR = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ground:
    """Where on the sheet a point of the National Grid lies."""

    west: float
    north: float
    left: float
    top: float
    units_per_m: float

    def at(self, easting: float, northing: float) -> tuple[float, float]:
        return (
            self.left + (easting - self.west) * self.units_per_m,
            self.top + (self.north - northing) * self.units_per_m,
        )


def map_in_words(pack: CommitteePack) -> str:
    """Return what the map shows, for whoever does not see it."""
    sought = pack.run.conditions.sought
    said = [f"Map of {counted(len(pack.wards), area(pack))} of {pack.committee}."]
    for one in GapClass:
        wards = [ward for ward in pack.wards if ward.row.gap_class is one]
        which = f": {named(wards)}" if wards else ""
        said.append(f"{one.words(sought).capitalize()}, {counted(len(wards), area(pack))}{which}.")
    marked = (
        ("Near an edge", [ward for ward in pack.wards if ward.row.is_edge]),
        ("Anchored, yet most live beyond reach", _far(pack.wards)),
    )
    said += [f"{label}: {named(wards)}." for label, wards in marked if wards]
    drawn = pins_on(pack)
    pins = [one for one in drawn if not one.is_candidate]
    said.append(
        f"{counted(len(pins), 'anchor organisation')} and "
        f"{counted(len(drawn) - len(pins), 'candidate')} are marked."
    )
    return " ".join(said)


def map_svg(pack: CommitteePack, sheet: Sheet | None = None) -> str:
    """
    Return the map as SVG; without a sheet it is drawn for a page of A4.

    The same pack gives the same drawing.
    """
    sheet = sheet or sheet_for(pack)
    entries = [*class_entries(pack.run.conditions.sought), *_marks_used(pack)]
    under = _under(pack, sheet)
    top = sheet.letter * 2.4 if sheet.title else 0.0
    bottom = sheet.height - len(under) * sheet.letter
    legend = (
        Legend.beside(entries, sheet, bottom)
        if sheet.is_wide
        else Legend.below(entries, sheet, bottom)
    )
    ground = _ground(pack, top, legend)
    drawn = [
        tag("title", words(title_of(pack))),
        tag("desc", words(map_in_words(pack))),
        fills(),
        *(
            [text(sheet.title, x=0, y=sheet.letter * 1.4, size=sheet.letter * 1.6, font_weight=700)]
            if sheet.title
            else []
        ),
        *_wards(pack, ground),
        *_pins(pins_on(pack), ground, sheet.letter),
        *_numbers(pack, ground, sheet.letter),
        *legend.drawn(entries, ground.units_per_m),
        *(
            text(
                line,
                x=0,
                y=bottom + sheet.letter * (number + 0.85),
                size=sheet.letter * 0.75,
                fill=QUIET,
            )
            for number, line in enumerate(under)
        ),
    ]
    return tag(
        "svg", *drawn,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {sheet.width:g} {sheet.height:g}",
    )  # fmt: skip


def _ground(pack: CommitteePack, top: float, legend: Legend) -> _Ground:
    west, south, east, north = bounds_of(pack)
    # The outline's own width must fit too.
    room_x, room_y = legend.map_right - 12, legend.map_bottom - top - 12
    scale = min(room_x / (east - west), room_y / (north - south))
    return _Ground(
        west=west,
        north=north,
        left=6 + (room_x - (east - west) * scale) / 2,
        top=top + 6 + (room_y - (north - south) * scale) / 2,
        units_per_m=scale,
    )


def _wards(pack: CommitteePack, ground: _Ground) -> Iterator[str]:
    classes = {ward.code: ward.row.gap_class for ward in pack.wards}
    for shape in pack.shapes:
        rings = (_ring(ring, ground) for rings in shape.polygons for ring in rings)
        known = classes.get(shape.code)
        # A ward that is not of this pack is only an outline.
        yield (
            filled(known, " ".join(rings), stroke=5)
            if known
            else tag("path", d=" ".join(rings), fill="none", stroke=QUIET, stroke_width=2)
        )


def _ring(ring: Ring, ground: _Ground) -> str:
    kept: list[tuple[float, float]] = []
    for corner in ring:
        x, y = ground.at(*corner)
        if not kept or hypot(x - kept[-1][0], y - kept[-1][1]) >= _NEAR:
            kept.append((x, y))
    return "M" + " L".join(f"{x:.1f},{y:.1f}" for x, y in kept) + " Z"


def _pins(pins: Iterable[MapPin], ground: _Ground, letter: float) -> Iterator[str]:
    for one in pins:
        x, y = ground.at(one.easting, one.northing)
        yield pin("candidate" if one.is_candidate else "anchor", x=x, y=y, size=letter)


def _numbers(pack: CommitteePack, ground: _Ground, letter: float) -> Iterator[str]:
    """Give each ward's number with a halo, where neither a pin nor a number stands."""
    wards = {ward.code: ward for ward in pack.wards}
    taken = [ground.at(one.easting, one.northing) for one in pins_on(pack)]
    for shape in pack.shapes:
        if ward := wards.get(shape.code):
            place = _free(ground.at(shape.easting, shape.northing), taken, letter)
            taken.append(place)
            yield _number(ward, *place, letter)


def _free(
    wanted: tuple[float, float], taken: Sequence[tuple[float, float]], letter: float
) -> tuple[float, float]:
    x, y = wanted
    steps = [(0.0, 0.0)] + [
        (dx * far * letter, dy * far * letter)
        for far in (1.2, 2.0)
        for dx, dy in ((0, -1), (0, 1), (-1, 0), (1, 0))
    ]
    room = letter * 1.5

    def clear(step: tuple[float, float]) -> bool:
        here = (x + step[0], y + step[1])
        return all(hypot(here[0] - tx, here[1] - ty) >= room for tx, ty in taken)

    dx, dy = next((step for step in steps if clear(step)), steps[0])
    return (x + dx, y + dy)


def _number(ward: PackWard, x: float, y: float, letter: float) -> str:
    how = {"font_weight": 700, "text_anchor": "middle"}
    size, down = letter * 1.35, letter * 0.48
    halo = {
        "fill": "#ffffff",
        "stroke": "#ffffff",
        "stroke_width": letter / 2.6,
        "stroke_linejoin": "round",
    }
    drawn = [
        text(str(ward.number), x=x, y=y + down, size=size, **how, **halo),
        text(str(ward.number), x=x, y=y + down, size=size, **how),
    ]
    marks = [
        key for key, is_so in (("edge", ward.row.is_edge), ("beyond", bool(_far([ward])))) if is_so
    ]
    width = len(str(ward.number)) * size * 0.25
    for place, key in enumerate(marks):
        across = x + width + letter * (0.75 + 1.05 * place)
        drawn.append(pin(key, x=across, y=y - letter * 0.05, size=letter * 0.9))
    return tag("g", *drawn)


def _far(wards: Iterable[PackWard]) -> list[PackWard]:
    return [
        one for one in wards if one.row.is_mostly_beyond and one.row.gap_class is GapClass.ANCHORED
    ]


def _marks_used(pack: CommitteePack) -> list[Entry]:
    used = {
        "anchor": any(not one.is_candidate for one in pins_on(pack)),
        "candidate": any(one.is_candidate for one in pins_on(pack)),
        "edge": any(one.row.is_edge for one in pack.wards),
        "beyond": bool(_far(pack.wards)),
    }
    return [Entry(key=key, label=MARKS[key]) for key, is_used in used.items() if is_used]


def _under(pack: CommitteePack, sheet: Sheet) -> list[str]:
    """Return the lines under the map: the key where it has no table, and whose map it is."""
    conditions = pack.run.conditions
    draft = "DRAFT. " if pack.state is PackState.DRAFT else ""
    said = (
        f"{draft}Figures of {long_date(conditions.cut_off)}. Boundaries: {conditions.set_name}. "
        f"{conditions.attribution}"
    )
    key = lines_of(named(pack.wards), sheet.width, sheet.letter * 0.8) if sheet.has_key else []
    return [*key, *lines_of(said, sheet.width, sheet.letter * 0.75)]
