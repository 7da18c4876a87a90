"""The council's details that the register keeps, laid over what the settings leave open."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from asset_map.register import marks
from asset_map.register.engine import Connection, Register
from asset_map.settings import Settings

__all__ = [
    "BEGUN_MARK",
    "COUNCIL_MARK",
    "DEMONSTRATION_MARK",
    "DETAILS",
    "holds_demonstration",
    "is_fictional",
    "keep_details",
    "kept_details",
    "laid_over",
]

# Set by `asset-map demo` and by nothing else.
DEMONSTRATION_MARK: Final = "demonstration"
# Set when the demonstration left: nothing fictional comes back unasked.
BEGUN_MARK: Final = "begun"
# A copy of a register on a laptop goes by the name of the council it came from.
COUNCIL_MARK: Final = "council"
# The settings that a council may write on a page, too; the file and the environment go before it.
DETAILS: Final = (
    "council_name",
    "privacy_contact",
    "privacy_officer",
    "privacy_appeals",
    "accessibility_contact",
    "accessibility_checked_on",
)
_DETAILS_MARK: Final = "council_details"
_DEMONSTRATION_COUNCIL: Final = "Doggerby District Council"


def is_fictional(register: Register) -> bool:
    """Whether a register holds the demonstration district, and nothing real."""
    with register.reading() as connection:
        return holds_demonstration(connection)


def holds_demonstration(connection: Connection) -> bool:
    """Whether the demonstration's mark stands in the register."""
    return marks.get(connection, DEMONSTRATION_MARK) == "yes"


def kept_details(connection: Connection) -> dict[str, str]:
    """Return what the register keeps of the council's details."""
    kept = json.loads(marks.get(connection, _DETAILS_MARK) or "{}")
    return {name: kept[name] for name in DETAILS if kept.get(name)}


def keep_details(connection: Connection, details: Mapping[str, str]) -> None:
    """Keep the details, in the place of those before."""
    marks.put(connection, _DETAILS_MARK, json.dumps(dict(details)))


def laid_over(given: Settings, connection: Connection) -> Settings:
    """Return the settings with the kept details where the file and the environment say nothing."""
    council = marks.get(connection, COUNCIL_MARK)
    if holds_demonstration(connection):
        council = _DEMONSTRATION_COUNCIL
    known = ({"council_name": council} if council else {}) | kept_details(connection)
    usual = Settings()
    is_open = {name for name in known if getattr(given, name) == getattr(usual, name)}
    return replace(given, **{name: known[name] for name in is_open})  # type: ignore[arg-type]
