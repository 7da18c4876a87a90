"""What an export is made of: its rows, its conditions and the one list of its columns."""

from dataclasses import dataclass
from datetime import datetime

from asset_map.model.asset import Asset
from asset_map.model.role import Audience

__all__ = ["Conditions", "ExportRow"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One asset as its audience sees it, with the ward of its first place."""

    asset: Asset
    ward_code: str = ""
    ward_name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """What a reader must know of an export: whose it is, of when, by which wards."""

    council: str
    audience: Audience
    cut_off: datetime
    boundary_set: str
    attributions: tuple[str, ...] = ()
