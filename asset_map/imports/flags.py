"""What an officer should look at before a row is shown to anybody."""

import re

from asset_map.model.asset import AssetKind
from asset_map.model.location import PublishLocation
from asset_map.model.visibility import default_publish
from asset_map.model.words import WordEnum

__all__ = ["HELD_BACK", "Flag", "flags_of", "is_like_a_home"]


class Flag(WordEnum):
    """Why somebody should look; its label is what the officer reads."""

    MAY_BE_A_PRISON = "may_be_a_prison"
    MAY_BE_A_VEHICLE = "may_be_a_vehicle"
    MAY_BE_AN_ARCHIVE = "may_be_an_archive"
    MAY_BE_A_HOME = "may_be_a_home"
    SHARES_ITS_KEY = "has_the_same_name_place_and_type_as_another_row"


# Shown to officers only until one of them decides.
HELD_BACK = frozenset({Flag.MAY_BE_A_PRISON, Flag.MAY_BE_A_VEHICLE, Flag.MAY_BE_AN_ARCHIVE})

# "Prison Lane" and "Archive Road" are addresses.
_STREET = (
    r"(?!\W*\b(?:lane|road|street|close|avenue|drive|way|hill|row|court|place|terrace|walk|yard"
    r"|view|gardens?|crescent|grove|square|cottages?)\b)"
)


def _expression(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b{_STREET}", re.IGNORECASE)


_PRISON = _expression(
    r"hmp|hm\s?prison|prison|hmyoi|yoi|young offenders?(?:'s?)?|remand centre"
    r"|immigration removal centre|secure training centre"
)
_VEHICLE = _expression(
    r"mobile(?!\s+(?:phones?|homes?|apps?|hairdress\w+|technology|devices?))|vehicle|book\s?bus"
    r"|play\s?bus|library (?:van|bus)|outreach (?:van|bus)"
)
_ARCHIVE = _expression(r"archives?|record office|records office")
_LIBRARY = re.compile(r"\blibrary\b", re.IGNORECASE)
_FLAT = re.compile(r"\b(?:flat|apartment|apt)\s*\d", re.IGNORECASE)
_LIKELY = re.compile(r"\bc/o\b|\bcare of\b|\bchild\s?mind(?:er|ing)\b", re.IGNORECASE)
_HOUSE = re.compile(r"^\d+[a-z]?,?\s+[a-z]", re.IGNORECASE)
_PUBLIC = re.compile(
    r"\b(?:hall|church|chapel|mosque|temple|school|college|centre|center|library|club|pub|inn|cafe"
    r"|hub|shop|pavilion|hospital|surgery|offices?|house|unit|park|station|museum|theatre|academy)\b",
    re.IGNORECASE,
)


def flags_of(
    *, name: str, kind_word: str, address: str, everything: str, kind: AssetKind
) -> tuple[Flag, ...]:
    """
    Return the flags of one row.

    Parameters
    ----------
    kind_word
        What the row calls its type; "" where it does not.
    everything
        All the row's cells: a prison is sometimes named only in a column nobody reads.
    """
    found = {
        Flag.MAY_BE_A_PRISON: bool(_PRISON.search(everything)),
        Flag.MAY_BE_A_VEHICLE: bool(_VEHICLE.search(name) or _VEHICLE.search(kind_word)),
        Flag.MAY_BE_AN_ARCHIVE: _is_archive(name, kind_word),
        Flag.MAY_BE_A_HOME: is_like_a_home(name, address, kind),
    }
    return tuple(flag for flag, holds in found.items() if holds)


def _is_archive(name: str, kind_word: str) -> bool:
    if _ARCHIVE.search(kind_word):
        return True
    # "Library & Archives" is a library that has them too.
    return bool(_ARCHIVE.search(name)) and not _LIBRARY.search(f"{name} {kind_word}")


def is_like_a_home(name: str, address: str, kind: AssetKind) -> bool:
    """Whether a name and an address read like those of somebody's home."""
    named = f"{name}, {address}"
    if _FLAT.search(named):
        return True
    may_be = default_publish(kind, is_home=None) is PublishLocation.WARD and _HOUSE.match(address)
    return bool(may_be or _LIKELY.search(named)) and not _PUBLIC.search(named)
