"""What a file shows beside the assets, as far as its kind has room for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from asset_map.exports.as_ical import Day
from asset_map.exports.geopackage_layers import LinkRow
from asset_map.model.area import Area
from asset_map.model.gap import GapRun

__all__ = ["Beside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The wards, their figures, who is linked with whom, and days on which something is on."""

    wards: Sequence[Area] = ()
    figures: GapRun | None = None
    links: Sequence[LinkRow] = ()
    days: Sequence[Day] = ()
