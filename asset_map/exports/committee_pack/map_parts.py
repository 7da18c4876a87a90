"""The parts of a pack's map: fills, marks, legend, north, scale bar, and the lines under it."""

import math
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asset_map.exports.svg import mark, tag, words
from asset_map.model.gap import GapClass
from asset_map.model.look import ANCHOR_LOOK, GAP_LOOK, Pattern

__all__ = [
    "INK",
    "MARKS",
    "QUIET",
    "Entry",
    "class_entries",
    "entry_height",
    "filled",
    "fills",
    "legend_entry",
    "lines_of",
    "north_arrow",
    "pin",
    "round_length_m",
    "scale_bar",
    "stacked",
    "text",
]

INK, QUIET = "#1d2a2e", "#4a5a60"
FONTS = "'Source Sans Pro', 'Source Sans 3', 'Segoe UI', Helvetica, Arial, sans-serif"
# A unit is a tenth of a millimetre on A4.
TILE = 24.0
_RISING = "M0,24 L24,0 M-6,6 L6,-6 M18,30 L30,18"
_FALLING = "M0,0 L24,24 M-6,18 L6,30 M18,-6 L30,6"
# Wide enough for the fonts of a reader who has not ours.
_LETTER = 0.57
_KILOMETRE_M = 1000.0
_SWATCH = 100.0
MARKS = {
    "anchor": "Anchor organisation",
    "candidate": "Candidate, not decided on yet",
    "edge": "A place so near the edge that it could be next door's",
    "beyond": "Anchored, yet most residents live beyond reach",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A line of the legend: a swatch of a class or a mark, and what it means."""

    key: str
    label: str
    means: str = ""


def text(said: str, *, x: float, y: float, size: float, **how: object) -> str:
    """Return words on the map; ``how`` are further attributes."""
    return tag(
        "text", words(said), x=x, y=y, font_size=size, font_family=FONTS, **{"fill": INK, **how}
    )


def lines_of(said: str, width: float, size: float) -> list[str]:
    """Return words in lines that fit a width."""
    return textwrap.wrap(said, max(10, int(width / (size * _LETTER))))


def fills() -> str:
    """Return the patterns of the classes, each in its ink."""
    return tag(
        "defs", *(_fill(one) for one in GapClass if GAP_LOOK[one].pattern is not Pattern.SOLID)
    )


def _fill(gap_class: GapClass) -> str:
    look = GAP_LOOK[gap_class]
    t = TILE
    drawn = {
        Pattern.DOTTED: tag("circle", cx=t / 2, cy=t / 2, r=t / 6, fill=look.ink),
        Pattern.STRIPED: tag(
            "path", d=f"M0,{t / 2} L{t},{t / 2}", stroke=look.ink, stroke_width=t / 3
        ),
        Pattern.CROSS_HATCHED: tag(
            "path", d=f"{_RISING} {_FALLING}", stroke=look.ink, stroke_width=t / 7, fill="none"
        ),
        Pattern.HATCHED: tag("path", d=_RISING, stroke=look.ink, stroke_width=t / 12, fill="none"),
    }[look.pattern]
    return tag(
        "pattern",
        drawn,
        id=f"class-{gap_class.value}",
        width=t,
        height=t,
        patternUnits="userSpaceOnUse",
    )


def filled(gap_class: GapClass, outline: str, *, stroke: float) -> str:
    """Return an outline filled as its class is: its colour, its pattern over it."""
    look = GAP_LOOK[gap_class]
    is_solid = look.pattern is Pattern.SOLID
    over = "none" if is_solid else f"url(#class-{gap_class.value})"
    ground = tag("path", d=outline, fill=look.fill, fill_rule="evenodd")
    drawn = tag(
        "path",
        d=outline,
        fill=over,
        fill_rule="evenodd",
        stroke=INK,
        stroke_width=stroke,
        stroke_linejoin="round",
    )
    return ground + drawn


def class_entries(sought: str) -> list[Entry]:
    """Return the legend's line for each class."""
    return [
        Entry(
            key=one.value,
            label=one.words(sought).capitalize(),
            means=GAP_LOOK[one].means,
        )
        for one in GapClass
    ]


def entry_height(entry: Entry, width: float, size: float) -> float:
    """Return how high a line of the legend stands."""
    return (1 + len(_means(entry, width, size))) * size * 1.15 + size * 0.75


def _means(entry: Entry, width: float, size: float) -> list[str]:
    said = entry.means if entry.key in set(GapClass) else entry.label
    lines = lines_of(said, width - _SWATCH - size, size * 0.85)
    return lines if entry.key in set(GapClass) else lines[1:]


def legend_entry(entry: Entry, *, x: float, y: float, width: float, size: float) -> str:
    """Return a line of the legend: the swatch, the label and what it means."""
    is_class = entry.key in set(GapClass)
    across = x + _SWATCH + size
    label = (
        entry.label if is_class else lines_of(entry.label, width - _SWATCH - size, size * 0.85)[0]
    )
    weight = 600 if is_class else None
    under = [
        text(
            line,
            x=across,
            y=y + size * (2.05 + 1.05 * number),
            size=size * 0.85,
            fill=QUIET if is_class else INK,
        )
        for number, line in enumerate(_means(entry, width, size))
    ]
    first = text(
        label, x=across, y=y + size, size=size if is_class else size * 0.85, font_weight=weight
    )
    return tag("g", _swatch(entry.key, x, y, size), first, *under)


def _swatch(key: str, x: float, y: float, size: float) -> str:
    if key in set(GapClass):
        corners = f"M{x:.1f},{y:.1f} h{_SWATCH} v{size * 1.8:.1f} h-{_SWATCH} Z"
        return filled(GapClass(key), corners, stroke=2)
    return pin(key, x=x + _SWATCH / 2, y=y + size * 0.7, size=size * 1.1)


def pin(key: str, *, x: float, y: float, size: float) -> str:
    """Return the mark of an anchor, a candidate, an edge ward, or one mostly beyond reach."""
    half = size / 2
    if key == "anchor":
        ground = mark("diamond", "#ffffff", x=x, y=y, size=size * 1.35)
        return ground + mark("diamond", ANCHOR_LOOK.colour, x=x, y=y, size=size)
    if key == "candidate":
        ground = mark("diamond", "#ffffff", x=x, y=y, size=size * 1.5)
        edge = mark("diamond", ANCHOR_LOOK.colour, x=x, y=y, size=size * 1.15)
        return ground + edge + mark("diamond", "#ffffff", x=x, y=y, size=size * 0.6)
    ring = tag("circle", cx=x, cy=y, r=half, fill="#ffffff", stroke=INK, stroke_width=size / 9)
    if key == "edge":
        right = f"M{x:.1f},{y - half:.1f} A{half:.1f},{half:.1f} 0 0 1 {x:.1f},{y + half:.1f} Z"
        return ring + tag("path", d=right, fill=INK)
    sign = text(
        "!", x=x, y=y + size * 0.32, size=size * 0.95, font_weight=700, text_anchor="middle"
    )
    return ring + sign


def north_arrow(*, x: float, y: float, size: float) -> str:
    """Return an arrow to the north of the grid."""
    wing, tail = size * 0.3, size * 0.25
    drawn = (
        f"M{x:.1f},{y:.1f} l{wing:.1f},{size:.1f} l{-wing:.1f},{-tail:.1f} "
        f"l{-wing:.1f},{tail:.1f} Z"
    )
    said = text(
        "N", x=x, y=y + size * 1.45, size=size * 0.45, font_weight=700, text_anchor="middle"
    )
    return tag("g", tag("path", d=drawn, fill=INK), said)


def round_length_m(longest_m: float) -> float:
    """Return the longest of 1, 2 or 5 times a power of ten metres that is no longer."""
    power = 10.0 ** math.floor(math.log10(longest_m))
    # A logarithm may be rounded up to the next power.
    return max(step * power for step in (0.5, 1, 2, 5) if step * power <= longest_m)


def scale_bar(*, x: float, y: float, longest: float, units_per_m: float, size: float) -> str:
    """Return a bar of true length, at most ``longest`` units."""
    length_m = round_length_m(longest / units_per_m)
    width = length_m * units_per_m
    said = f"{length_m / _KILOMETRE_M:g} km" if length_m >= _KILOMETRE_M else f"{length_m:g} m"
    halves = [
        tag(
            "rect",
            x=x,
            y=y,
            width=width,
            height=size / 3,
            fill="#ffffff",
            stroke=INK,
            stroke_width=2,
        ),
        tag("rect", x=x, y=y, width=width / 2, height=size / 3, fill=INK),
    ]
    ends = [
        text("0", x=x, y=y + size * 1.4, size=size),
        text(said, x=x + width, y=y + size * 1.4, size=size, text_anchor="middle"),
    ]
    return tag("g", *halves, *ends)


def stacked(
    entries: Sequence[Entry], *, x: float, y: float, width: float, size: float
) -> Iterator[str]:
    """Give the legend's lines one under the other."""
    for entry in entries:
        yield legend_entry(entry, x=x, y=y, width=width, size=size)
        y += entry_height(entry, width, size)
