"""People who said what they can do, and what they agreed to: apart from everything else."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from asset_map.model.errors import Problem
from asset_map.model.visibility import SUPPRESS_BELOW, suppressed
from asset_map.model.words import WordEnum

__all__ = [
    "WORDINGS",
    "WORDING_NOW",
    "Consent",
    "ConsentMethod",
    "Person",
    "Purpose",
    "RequestKind",
    "SubjectRequest",
    "a_month_after",
    "no_words_for",
    "standing",
    "told_counts",
]


class Purpose(WordEnum):
    """What somebody agrees to, each by itself."""

    REGISTER = "register"
    PUBLISH_NAME = "publish_name"
    CONTACT_ME = "contact_me"
    STORY = "story"
    PHOTO = "photo"


class ConsentMethod(WordEnum):
    """How somebody said so."""

    IN_THE_ROOM = "in_the_room"
    ON_PAPER = "on_paper"
    BY_PHONE = "by_phone"
    BY_EMAIL = "by_email"
    IN_PERSON = "in_person"


# What people were asked, by the version of the words: an old one stays, so that it can be read
# what somebody agreed to. Nobody is asked for photographs, as no page shows one.
WORDINGS: dict[str, dict[Purpose, str]] = {
    "2026-11": {
        Purpose.REGISTER: "You may count what I can do in figures for my ward, without my name.",
        Purpose.PUBLISH_NAME: "You may name me with my story, by my first name.",
        Purpose.CONTACT_ME: "You may get in touch when somebody could use what I can do.",
        Purpose.STORY: "You may tell my story, in the words that I have read.",
    }
}


WORDING_NOW = "2026-11"


class RequestKind(WordEnum):
    """What somebody asks."""

    SEE = "see"
    CORRECT = "correct"
    ERASE = "erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """That somebody agreed to one thing, in which words; it ends when they say so."""

    id: str
    person_id: str
    purpose: Purpose
    wording_version: str
    given_at: datetime
    method: ConsentMethod
    captured_by: str
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """
    Somebody with something to give.

    ``gifts`` are words of what they can do, ``tags`` terms of the vocabulary; the first is
    what they are counted by. ``ward_code`` is where they live, never closer. ``card_ids`` are
    the cards they wrote it on. Whoever is not known to be an adult is not kept.
    """

    id: str
    made_at: datetime
    made_by: str
    display_name: str = ""
    contact: str = ""
    gifts: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    is_willing_to_teach: bool = False
    ward_code: str | None = None
    participant_id: str | None = None
    card_ids: tuple[str, ...] = ()
    version: int = 0
    erased_at: datetime | None = None


def standing(consents: Iterable[Consent], purpose: Purpose) -> bool:
    """Whether somebody agrees to something as it stands now."""
    return any(one.purpose is purpose and one.withdrawn_at is None for one in consents)


def no_words_for(purposes: Iterable[Purpose]) -> list[Problem]:
    """Return a fault for each purpose that no words of this register ask anybody for."""
    return [
        Problem(
            field="agreed",
            fault=f"No words ask for '{one.label}', so nobody can have agreed to it.",
            remedy="Leave it out, and ask only in the words that stand here.",
        )
        for one in purposes
        if one not in WORDINGS[WORDING_NOW]
    ]


def told_counts(counts: Sequence[tuple[str, int]]) -> tuple[tuple[str, str], ...]:
    """
    Return counts of people as they may be told: 1 to 4 are "fewer than 5".

    One small count alone could be worked out from a total that is known elsewhere: then the
    least of the others is told as "5 or more" beside it.
    """
    small = {word for word, count in counts if 0 < count < SUPPRESS_BELOW}
    others = [(count, word) for word, count in counts if count >= SUPPRESS_BELOW]
    second = min(others)[1] if len(small) == 1 and others else None
    return tuple(
        (word, f"{SUPPRESS_BELOW} or more" if word == second else suppressed(count))
        for word, count in counts
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectRequest:
    """
    What somebody asks of what is kept about them.

    ``identifiers`` are what they are known by, and are emptied once it is done. An answer is
    due within a month of the day on which it came.
    """

    id: str
    kind: RequestKind
    identifiers: tuple[str, ...]
    asked_on: date
    due_on: date
    kept_by: str
    done_at: datetime | None = None
    done_by: str = ""
    outcome: str = ""


def a_month_after(day: date) -> date:
    """Return the same day of the next month, or that month's last one where it has none."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)  # noqa: PLR2004 - December
    return date(year, month, min(day.day, monthrange(year, month)[1]))
