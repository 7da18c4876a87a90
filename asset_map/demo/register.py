"""The register of the demonstration district: some 300 assets, and what links them."""

from dataclasses import dataclass
from datetime import date

from asset_map.demo.district import District
from asset_map.model.asset import Asset
from asset_map.model.connection import Connection, Offer
from asset_map.model.submission import Submission

__all__ = ["DemoRegister", "build_register"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRegister:
    """Everything the demonstration's register holds."""

    assets: tuple[Asset, ...]
    submissions: tuple[Submission, ...]
    connections: tuple[Connection, ...]
    offers: tuple[Offer, ...]


def build_register(district: District, *, today: date) -> DemoRegister:
    """Return the register of the district as it stands on a day; the same for the same day."""
    return DemoRegister(assets=(), submissions=(), connections=(), offers=())
