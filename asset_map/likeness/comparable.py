"""What of a record is compared: its name in bare words, its place, its contacts."""

import re
from dataclasses import dataclass
from functools import cached_property
from math import cos, floor, hypot, radians

from asset_map.model.asset import Asset, AssetKind, Identifier
from asset_map.model.location import Coordinates, Location, PublishLocation
from asset_map.model.words import fold

__all__ = ["Comparable", "distance_m"]

# Words that one person writes and the next leaves out.
_DROPPED = frozenset(
    {"the", "a", "of", "and", "in", "at", "for", "ltd", "limited", "cio", "cic", "plc"}
)
_METRES_PER_DEGREE = 111_320.0
# Two points nearer than a cell's half share at least one of four grids laid half a cell apart.
_CELL_M = 1_100.0
_MIDDLE_OF_BRITAIN = cos(radians(54.5))
_PHONE_FIGURES = 9


@dataclass(frozen=True, kw_only=True)
class Comparable:
    """A record as it is compared; an unknown part is empty or None."""

    id: str
    name: str
    kind: AssetKind | None = None
    other_names: tuple[str, ...] = ()
    point: Coordinates | None = None
    accuracy_m: float = 0.0
    postcode: str = ""
    phone: str = ""
    email: str = ""
    identifiers: frozenset[Identifier] = frozenset()

    @classmethod
    def from_asset(cls, asset: Asset) -> "Comparable":
        """
        Return the asset as it is compared, at the first of its places that is known.

        Never at a withheld one: how far two records are apart would tell where it is.
        """
        places = [one for one in asset.locations if one.publish is not PublishLocation.WITHHELD]
        place = next(
            (place for place in places if place.is_placed),
            next((place for place in places if place.postcode), Location.nowhere("")),
        )
        return cls(
            id=asset.id,
            name=asset.name,
            kind=asset.kind,
            other_names=asset.also_known_as,
            point=place.point,
            accuracy_m=place.accuracy_m or 0.0,
            postcode=place.postcode,
            phone=asset.contact.phone,
            email=asset.contact.email,
            identifiers=frozenset(asset.identifiers),
        )

    @cached_property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Each name twice: its words in order, and all of it without blanks."""
        return tuple(dict.fromkeys(_bare(name) for name in (self.name, *self.other_names)))

    @cached_property
    def numbers(self) -> frozenset[str]:
        """The numbers in the name: the 1st Scouts are not the 2nd."""
        return frozenset(re.findall(r"\d+", self.name))

    @cached_property
    def phone_figures(self) -> str:
        """The last figures of the telephone number, alike with and without +44."""
        return re.sub(r"\D", "", self.phone)[-_PHONE_FIGURES:]

    @cached_property
    def mailbox(self) -> str:
        """The email address as it is compared."""
        return self.email.strip().casefold()

    def blocks(self) -> list[tuple[object, ...]]:
        """Return the keys of which two records must share one to be compared at all."""
        keys: list[tuple[object, ...]] = [("number", number) for number in self.identifiers]
        if self.postcode:
            keys.append(("postcode", self.postcode))
        if self.phone_figures:
            keys.append(("phone", self.phone_figures))
        if self.mailbox:
            keys.append(("email", self.mailbox))
        if self.point is not None:
            x = self.point.lon * _METRES_PER_DEGREE * _MIDDLE_OF_BRITAIN / _CELL_M
            y = self.point.lat * _METRES_PER_DEGREE / _CELL_M
            keys += [
                ("cell", right, up, floor(x + right), floor(y + up))
                for right in (0, 0.5)
                for up in (0, 0.5)
            ]
        return keys


def _bare(name: str) -> tuple[str, str]:
    words = fold(name).split()
    kept = [word for word in words if word not in _DROPPED] or words
    return " ".join(sorted(kept)), "".join(kept)


def distance_m(a: Coordinates, b: Coordinates) -> float:
    """Return the metres between two points that lie near each other."""
    shrink = cos(radians((a.lat + b.lat) / 2))
    return _METRES_PER_DEGREE * hypot((a.lon - b.lon) * shrink, a.lat - b.lat)
