"""The five screens of the plain form: what each asks, and what lies hidden in its page."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from asset_map.model.errors import Problem
from asset_map.site.form_answers import (
    MOST_TIMES,
    TIME_FIELDS,
    WHERE_FIELDS,
    Answers,
    tidy,
    times_in,
)

__all__ = ["SCREENS", "TRAP", "carried", "fresh_key", "read_answers", "screen_of", "time_count"]

_ASKED: dict[str, tuple[str, ...]] = {
    "what": (
        *("kind", "name", "summary", "description", "min_age", "max_age"),
        *("languages", "cost_note", "access_notes"),
    ),
    "where": WHERE_FIELDS,
    "when": tuple(f"{name}_{number}" for number in range(MOST_TIMES) for name in TIME_FIELDS),
    "who": ("role", "phone", "email", "url", "public", "adult", "sender_email", "note"),
    "check": (),
}
SCREENS = tuple(_ASKED)
# Nobody sees this field, so nobody fills it in but a program.
TRAP = "company_name"
_ABOUT = ("request_key", "opened", "seen_check", "asset_id", "base_version", "claim", "token", TRAP)
_KNOWN = {*_ABOUT, *(name for names in _ASKED.values() for name in names)}
_LONGEST = 20_000
# What a person under 18 typed about themselves is not kept, not even in the page.
ABOUT_PEOPLE = ("role", "phone", "email", "public", "sender_email", "note")


def fresh_key() -> str:
    """Return the key of a new form, by which sending twice is noticed."""
    return str(uuid4())


def read_answers(typed: Iterable[tuple[str, object]]) -> Answers:
    """Return the answers that a form's fields hold; unknown ones are left out."""
    answers = {
        name: plain[:_LONGEST]
        for name, value in typed
        if name in _KNOWN and isinstance(value, str) and (plain := tidy(name, value))
    }
    times = times_in(answers)
    kept = {name: value for name, value in answers.items() if name not in _ASKED["when"]}
    for number, said in enumerate(times):
        kept |= {f"{name}_{number}": value for name, value in said.items() if value}
    return kept


def time_count(answers: Mapping[str, str], *, one_more: bool) -> int:
    """Return for how many times the page has room."""
    return min(MOST_TIMES, max(1, len(times_in(answers)) + one_more))


def carried(answers: Mapping[str, str], screen: str) -> Answers:
    """Return the answers that a screen does not ask for: they go along hidden."""
    asked = set(_ASKED[screen]) - {name for name in _ASKED["when"] if name.startswith("kept_")}
    return {name: value for name, value in answers.items() if name not in {*asked, TRAP}}


def screen_of(problems: Sequence[Problem], screen: str) -> list[Problem]:
    """Return the problems with what a screen asks, one for each field."""
    asked = _ASKED[screen]
    found = {problem.field: problem for problem in reversed(problems) if problem.field in asked}
    return [problem for problem in problems if found.get(problem.field) is problem]
