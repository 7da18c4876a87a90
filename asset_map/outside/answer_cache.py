"""Answers kept in a file, so that nobody is asked twice."""

import hashlib
import json
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

from asset_map.model.geocoding import FoundPlace
from asset_map.model.location import Coordinates, GridPoint, LocationMethod

__all__ = ["AnswerCache"]


class AnswerCache:
    """
    Places by what was asked, in a small SQLite file.

    What people typed is not kept, only its hash: it may be somebody's address.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(self._open()) as connection:
            connection.execute(
                "CREATE TABLE IF NOT EXISTS answers (asked TEXT PRIMARY KEY, place TEXT NOT NULL)"
            )

    def get(self, asked: str) -> FoundPlace | None:
        """Return the place that was kept; None where there is none."""
        with closing(self._open()) as connection:
            row = connection.execute(
                "SELECT place FROM answers WHERE asked = ?", (_hashed(asked),)
            ).fetchone()
        return None if row is None else _place(row[0])

    def keep(self, asked: str, place: FoundPlace) -> None:
        """Keep the place under what was asked."""
        with closing(self._open()) as connection, connection:
            connection.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?)",
                (_hashed(asked), json.dumps(asdict(place))),
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=5)


def _hashed(asked: str) -> str:
    return hashlib.sha256(asked.encode()).hexdigest()


def _place(text: str) -> FoundPlace:
    kept = json.loads(text)
    return FoundPlace(
        **{
            **kept,
            "point": Coordinates(**kept["point"]),
            "grid": GridPoint(**kept["grid"]) if kept["grid"] else None,
            "method": LocationMethod(kept["method"]),
        }
    )
