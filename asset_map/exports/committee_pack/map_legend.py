"""Where the legend stands on a sheet, and how far the map may reach."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from asset_map.exports.committee_pack.map_parts import (
    Entry,
    entry_height,
    north_arrow,
    scale_bar,
    stacked,
)
from asset_map.exports.committee_pack.map_sheet import Sheet

__all__ = ["Legend"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Legend:
    """Where the legend stands, and how far the map may reach."""

    map_right: float
    map_bottom: float
    columns: tuple[tuple[float, float, int], ...]
    width: float
    bar: tuple[float, float]
    letter: float

    @classmethod
    def beside(cls, entries: Sequence[Entry], sheet: Sheet, bottom: float) -> "Legend":
        """Return a legend to the right of the map."""
        width = sheet.letter * 19
        left = sheet.width - width
        return cls(
            map_right=left - sheet.letter * 1.5,
            map_bottom=bottom - sheet.letter * 0.5,
            columns=((left, sheet.letter * (3 if sheet.title else 0.2), len(entries)),),
            width=width,
            bar=(left, bottom - sheet.letter * 3),
            letter=sheet.letter,
        )

    @classmethod
    def below(cls, entries: Sequence[Entry], sheet: Sheet, bottom: float) -> "Legend":
        """Return a legend under the map, in as many columns as the sheet has."""
        between = sheet.letter * 2
        width = (sheet.width + between) / sheet.columns - between
        many = -(-len(entries) // sheet.columns)
        parts = [entries[first : first + many] for first in range(0, len(entries), many)]
        needed = max(sum(entry_height(one, width, sheet.letter) for one in part) for part in parts)
        top = bottom - needed - sheet.letter * 3.5
        return cls(
            map_right=sheet.width,
            map_bottom=top - sheet.letter,
            columns=tuple(
                (number * (width + between), top, len(part)) for number, part in enumerate(parts)
            ),
            width=width,
            bar=(0.0, bottom - sheet.letter * 2.8),
            letter=sheet.letter,
        )

    def drawn(self, entries: Sequence[Entry], units_per_m: float) -> Iterator[str]:
        """Give the legend, the arrow to the north and the scale bar."""
        first = 0
        for x, y, many in self.columns:
            some = entries[first : first + many]
            yield from stacked(some, x=x, y=y, width=self.width, size=self.letter)
            first += many
        x, y = self.bar
        yield north_arrow(x=x + self.letter * 0.6, y=y - self.letter * 0.6, size=self.letter * 2)
        yield scale_bar(
            x=x + self.letter * 2.5,
            y=y,
            longest=min(self.width - self.letter * 6, self.map_right * 0.3),
            units_per_m=units_per_m,
            size=self.letter * 0.8,
        )
