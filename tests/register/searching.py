"""What the tests of searching ask by."""

from datetime import date
from typing import Any

from asset_map.model.asset import Asset, Verification
from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.register.engine import Connection
from asset_map.register.search import Found, find
from tests.register.drawn import asset

TODAY = date(2026, 11, 22)
CHECKED = Verification(verified_on=date(2026, 9, 1), role="officer")


def found(connection: Connection, text: str = "", **asked: Any) -> Found:
    query = Query(text=text, **asked)
    return find(connection, query, audience=Audience.PUBLIC, today=TODAY)


def names(connection: Connection, text: str = "", **asked: Any) -> list[str]:
    return [line.name for line in found(connection, text, **asked).listings]


def named(*names: str) -> list[Asset]:
    return [asset(name.casefold(), name=name) for name in names]
