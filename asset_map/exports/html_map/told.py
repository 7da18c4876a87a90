"""What the page tells of each asset, on the map and in the list alike."""

from collections.abc import Iterable
from dataclasses import dataclass

from asset_map.exports.table import ExportRow
from asset_map.exports.times import when_words
from asset_map.model.asset import AssetKind
from asset_map.model.location import Coordinates, Location
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.words import fold

__all__ = ["Told", "told_of"]

_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One asset in words as typed, and the points where it may be pinned."""

    number: int
    kind: AssetKind
    is_anchor: bool
    name: str
    summary: str
    where: str
    when: str
    contact: str
    points: tuple[Coordinates, ...]

    @property
    def look(self) -> Look:
        """How it is drawn: a recognised anchor organisation by its own shape."""
        return ANCHOR_LOOK if self.is_anchor else KIND_LOOK[self.kind]

    @property
    def kind_words(self) -> str:
        """What it is, in a word or two."""
        return self.look.singular


def told_of(rows: Iterable[ExportRow]) -> list[Told]:
    """Return what is told of each row, by name."""
    ordered = sorted(rows, key=lambda row: (fold(row.asset.name), row.asset.id))
    return [_told(number, row) for number, row in enumerate(ordered, start=1)]


def _told(number: int, row: ExportRow) -> Told:
    asset = row.asset
    contact = asset.contact
    ward = f"{row.ward[1]} ward" if row.ward[1] else ""
    return Told(
        number=number,
        kind=asset.kind,
        is_anchor=row.is_recognised_anchor,
        name=asset.name,
        summary=asset.summary,
        where="; ".join(filter(None, [*(_place(place) for place in row.places), ward])),
        when="; ".join(words for place in row.places for words in when_words(place)),
        contact=", ".join(filter(None, [contact.role, contact.phone, contact.email])),
        points=tuple(_rounded(place) for place in row.places if _is_pinned(place)),
    )


def _place(place: Location) -> str:
    return ", ".join(filter(None, [place.place_name, place.address, place.postcode]))


def _is_pinned(place: Location) -> bool:
    # 0, 0 is nobody's place but a missing one that was counted as nought.
    return place.point is not None and bool(place.point.lon or place.point.lat)


def _rounded(place: Location) -> Coordinates:
    point = place.point or Coordinates(lon=0.0, lat=0.0)
    return Coordinates(lon=round(point.lon, _DECIMALS), lat=round(point.lat, _DECIMALS))
