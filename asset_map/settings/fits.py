"""What a setting may say where it goes into each page, or decides who comes in."""

import re

from asset_map.model.errors import SettingsError

__all__ = ["check_fits"]

_HOST = r"(?:\*\.)?[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5}|:\*)?"
_SOURCES = re.compile(rf"'none'|(?:'self'|https?://{_HOST})(?: (?:'self'|https?://{_HOST}))*")
_KEPT = (re.compile(r"\d{1,4}"), "a whole number from 0 to 9999")
_WANTED = {
    "keep_contacts_months": _KEPT,
    "keep_undecided_days": _KEPT,
    "keep_rejected_days": _KEPT,
    "keep_cards_days": _KEPT,
    "keep_letters_days": _KEPT,
    "accent_colour": (re.compile(r"#[0-9A-Fa-f]{6}"), "a colour like '#0B5C66'"),
    "frame_ancestors": (
        _SOURCES,
        (
            "'self' in quotation marks, 'none', or addresses like https://www.council.example "
            "with a blank between them"
        ),
    ),
    "public_url": (
        re.compile(r"(?:https?://(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?/?)?"),
        "an address like https://assets.council.example, and nothing behind it",
    ),
    "session_hours": (re.compile(r"[1-9]\d{0,2}"), "a whole number of hours from 1 to 999"),
    "session_idle_minutes": (
        # It is written down every five minutes at most that a session is in use.
        re.compile(r"1[5-9]|[2-9]\d|[1-9]\d{2,3}"),
        "a whole number of minutes from 15 to 9999",
    ),
    "log_format": (re.compile(r"plain|json"), "'plain' or 'json'"),
    "tile_url": (
        re.compile(r"(?:https?://(?:\{s\}\.)?[A-Za-z0-9.-]+(?::\d{1,5})?/[^\s;,'\"<>]*)?"),
        "an address like https://tiles.example/{z}/{x}/{y}.png",
    ),
}


def check_fits(name: str, value: object) -> None:
    """
    Go on only when a setting's text can stand where it goes.

    Raises
    ------
    SettingsError
        When it cannot; it names the setting and says how to write it.
    """
    pattern, wanted = _WANTED.get(name, (None, ""))
    if pattern and not pattern.fullmatch(str(value)):
        message = f"The setting '{name}' should be {wanted}, not '{value}'."
        raise SettingsError(message)
