"""What the content files say about an asset, before it is a record."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from dateutil.relativedelta import relativedelta

from asset_map.demo.district import demo_id
from asset_map.demo.plan import CONTENT
from asset_map.model.asset import AssetKind
from asset_map.model.words import fold

__all__ = ["Table", "Written", "asset_id", "key_in", "months_before", "read_content", "written"]

Table = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """
    One asset as it is written down.

    ``rng`` makes up what the table leaves out: always the same for the same key,
    whatever else is in the files.
    """

    key: str
    kind: AssetKind
    table: Table
    rng: Random


def written(table: Table) -> Written:
    """Return what a table says, under its key."""
    key = key_in(table)
    return Written(key=key, kind=AssetKind(table["kind"]), table=table, rng=Random(f"asset {key}"))


def read_content(name: str) -> dict[str, Any]:
    """Return a content file as it is written."""
    return tomllib.loads((CONTENT / f"{name}.toml").read_text(encoding="utf-8"))


def key_in(table: Table) -> str:
    """Return the table's key, or the one its name makes: ``st-olaves-hall``."""
    return str(table.get("key") or fold(table["name"]).replace(" ", "-"))


def asset_id(key: str) -> str:
    """Return the id of the asset that is written down under a key."""
    return demo_id("asset", key)


def months_before(day: date, months: int) -> date:
    """Return the day so many months earlier; later for a negative number."""
    return day - relativedelta(months=months)
