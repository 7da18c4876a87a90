"""What a council says of itself on every page: its name, and whom people turn to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from asset_map.model.errors import InvalidSubmissionError, Problem
from asset_map.model.role import Action, Actor, require
from asset_map.register.engine import touch
from asset_map.settings import Settings
from asset_map.usecases.house import House
from asset_map.usecases.kept_details import DETAILS, keep_details, kept_details
from asset_map.usecases.register_history import tell

__all__ = ["MOST_LETTERS", "Detail", "council_details", "save_council_details"]

MOST_LETTERS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One thing a council says of itself; where the settings say it, a page cannot change it."""

    name: str
    value: str
    is_in_settings: bool


def council_details(house: House, *, actor: Actor) -> list[Detail]:
    """Return what is said of the council, and which of it the settings say."""
    require(actor, Action.CHANGE_BOUNDARIES)
    usual, given = Settings(), house.given or house.settings
    with house.register.reading() as connection:
        kept = kept_details(connection)
    found = []
    for name in DETAILS:
        said = str(getattr(given, name))
        is_in_settings = said != getattr(usual, name)
        value = said if is_in_settings else kept.get(name, "")
        found.append(Detail(name=name, value=value, is_in_settings=is_in_settings))
    return found


def save_council_details(
    house: House, typed: Mapping[str, str], *, actor: Actor, now: datetime
) -> None:
    """
    Keep what a council says of itself, in the place of what it said before.

    Raises
    ------
    InvalidSubmissionError
        When a text is too long, or runs over lines.
    """
    require(actor, Action.CHANGE_BOUNDARIES)
    known = {name: " ".join(typed.get(name, "").split()) for name in DETAILS}
    if problems := tuple(_too_long(known)):
        message = "Something is too long; nothing was kept."
        raise InvalidSubmissionError(message, problems=problems)
    with house.register.writing() as connection:
        before = kept_details(connection)
        keep_details(connection, known)
        for name in DETAILS:
            if (was := before.get(name, "")) != known[name]:
                said = f"{name.replace('_', ' ')}: '{was}' -> '{known[name]}'"
                tell(connection, "council's details changed", said, actor=actor, now=now)
        # The council's name stands in what is kept ready for the public: that is made anew.
        touch(connection)
    house.read_details()


def _too_long(known: Mapping[str, str]) -> Iterator[Problem]:
    for name, text in known.items():
        if len(text) > MOST_LETTERS:
            yield Problem(
                field=name,
                fault=f"“{text[:40]} …” is {len(text)} letters long.",
                remedy=f"Keep it to {MOST_LETTERS}.",
            )
