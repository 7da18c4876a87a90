"""What the map is given and what it gives back."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import quote

from asset_map.model.anchor import AnchorStatus
from asset_map.model.area import BoundarySet
from asset_map.model.asset import AssetKind
from asset_map.model.freshness import Freshness
from asset_map.model.gap import GapClass
from asset_map.model.location import Coordinates
from asset_map.model.query import Listing
from asset_map.settings import Settings

__all__ = ["MapBase", "MapEvent", "MapFocus", "MapPoint"]


@dataclass(frozen=True, slots=True)
class MapPoint:
    """One place of one asset; an asset that stops at six places has six."""

    asset_id: str
    kind: AssetKind
    name: str
    lon: float
    lat: float
    is_anchor: bool = False
    is_stale: bool = False

    @classmethod
    def of(cls, listing: Listing) -> Self | None:
        """Return the point of a listing; None where its place may not be shown as a pin."""
        if listing.point is None:
            return None
        return cls(
            listing.asset_id,
            listing.kind,
            listing.name,
            listing.point.lon,
            listing.point.lat,
            listing.anchor_status is AnchorStatus.RECOGNISED,
            listing.freshness is Freshness.STALE,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapBase:
    """What lies below the points: the wards, and whose they are; tiles if a council set any."""

    wards_path: str = ""
    attribution: str = ""
    tile_url: str = ""

    @classmethod
    def of(cls, ward_set: BoundarySet | None, settings: Settings) -> Self:
        """Return the base that shows a boundary set; without one, the points alone."""
        said = [ward_set.attribution if ward_set else ""]
        if settings.tile_url:
            said.append(settings.tile_attribution)
        return cls(
            wards_path=f"/api/wards/{quote(ward_set.id, safe='')}.geojson" if ward_set else "",
            attribution=" ".join(filter(None, said)),
            tile_url=settings.tile_url,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MapFocus:
    """
    What the map draws attention to.

    ``asset_id`` is ringed, named and brought into view; wards with these codes are
    tinted; ``near`` (with its label, a postcode say) is what distances are from.
    ``ward_classes`` fills wards by code (``anchored_word`` is what the class is called
    where something else than anchors is looked for), those of ``edge_wards`` have a broken outline,
    ``asked_ward`` a heavy one. ``lines`` join two places: the degrees of both, how many
    connections they stand for, and whether one of these goes on now.
    """

    asset_id: str = ""
    ward_codes: tuple[str, ...] = ()
    near: Coordinates | None = None
    near_label: str = ""
    ward_classes: tuple[tuple[str, GapClass], ...] = ()
    anchored_word: str = ""
    edge_wards: tuple[str, ...] = ()
    asked_ward: str = ""
    lines: tuple[tuple[float, float, float, float, int, bool], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MapEvent:
    """What somebody chose on the map in this run: an asset, or else a ward."""

    asset_id: str = ""
    ward_code: str = ""
