"""Which record somebody means by an id, an identifier, or a name and a place."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from asset_map.imports.readers import Fault, near
from asset_map.model.asset import Asset
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.words import fold
from asset_map.register import public_view
from asset_map.register.engine import Connection

__all__ = ["NamedAssets", "named_assets"]

_NAMED = 3
_WITH_PLACE = re.compile(r"(.+?)\s*\(([^()]+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAssets:
    """What is let in, by all that it goes by; ``places`` are an asset's wards and places."""

    by_key: Mapping[str, str]
    by_name: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    places: Mapping[str, frozenset[str]]

    def meant(self, words: str, *, place: str = "") -> str | Fault:
        """Return the id of the one that is meant, or why that cannot be told."""
        if (by_key := self.by_key.get(words.strip().casefold())) is not None:
            return by_key
        found = self.by_name.get(fold(words), ())
        if not found and (parted := _WITH_PLACE.fullmatch(words.strip())):
            # As the workroom tells apart those that share a name.
            return self.meant(parted[1], place=place or parted[2])
        if place and found:
            found = [one for one in found if fold(place) in self.places[one]] or found
        if len(found) == 1:
            return found[0]
        return self._several(found) if found else self._none(words)

    def _several(self, found: Sequence[str]) -> Fault:
        shown = "; ".join(f"{self.names[one]}, id {one}" for one in found[:_NAMED])
        return Fault(
            f"{len(found)} records go by this name.",
            f"Add the ward or place in a column of its own, or write the id. Some are: {shown}.",
        )

    def _none(self, words: str) -> Fault:
        like = near(words, list(self.by_name))
        names = (
            [self.names[self.by_name[one][0]] for one in like.split(", ") if one] if like else []
        )
        meant = f"Is it {' or '.join(repr(name) for name in names)}? " if names else ""
        return Fault(
            "No record of this name is let in.", f"{meant}Write its name or id as it stands here."
        )


def named_assets(connection: Connection, *, audience: Audience) -> NamedAssets:
    """Return everything that is let in and that an audience may know, by what it goes by."""
    by_key: dict[str, str] = {}
    by_name: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    places: dict[str, frozenset[str]] = {}
    wards = public_view.every_ward(connection, audience=audience)
    for asset in public_view.every_visible(connection, audience=audience):
        if asset.record_state is not RecordState.APPROVED:
            continue
        names[asset.id] = asset.name
        by_key[asset.id.casefold()] = asset.id
        for one in asset.identifiers:
            by_key[f"{one.scheme}={one.value}".casefold()] = asset.id
            by_key.setdefault(one.value.casefold(), asset.id)
        for name in {fold(one) for one in (asset.name, *asset.also_known_as)}:
            by_name[name].append(asset.id)
        places[asset.id] = _places(asset, wards)
    return NamedAssets(by_key=by_key, by_name=by_name, names=names, places=places)


def _places(asset: Asset, wards: Mapping[tuple[str, str], tuple[str, str]]) -> frozenset[str]:
    told: set[str] = set()
    for place in asset.locations:
        told |= {place.place_name, place.postcode, *wards.get((asset.id, place.id), ())}
    return frozenset(fold(one) for one in told if one)
