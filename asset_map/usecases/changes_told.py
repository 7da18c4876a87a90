"""What differs between two states of a record, field by field, as people say it."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from asset_map.model.anchor import EVIDENCE_QUESTIONS, Answer
from asset_map.model.asset import Asset
from asset_map.model.connection import Offer
from asset_map.model.location import Coordinates, Location
from asset_map.model.revision import Change, in_words
from asset_map.model.times import Meeting, Stop
from asset_map.model.words import long_date
from asset_map.schedule.words import meeting_words, stop_words

__all__ = ["changes_told"]

# The metres say the same as the degrees, and the accuracy follows from how it was found.
_UNTOLD = frozenset({"id", "version", "grid", "accuracy_m"})
_NAMES = {
    "place_name": "name",
    "point": "pin",
    "method": "found by",
    "meetings": "times",
    "publish": "shown to the public",
    "audience": "shown to",
}
_LEAVES = (Coordinates, Meeting, Stop)


def changes_told(before: Asset | Offer | None, after: Asset | Offer | None) -> tuple[Change, ...]:
    """Return every detail in which two states differ: the postcode, not the whole place."""
    return tuple(_differences("", before, after))


def _differences(what: str, before: Any, after: Any) -> Iterator[Change]:  # noqa: ANN401 - any record
    for field in fields(after if before is None else before):
        old, new = getattr(before, field.name, None), getattr(after, field.name, None)
        if field.name in _UNTOLD or old == new:
            continue
        name = f"{what} {_NAMES.get(field.name, field.name.replace('_', ' '))}".strip()
        if field.name == "locations":
            yield from _place_differences(old or (), new or ())
        elif field.name == "answers":
            yield from _answer_differences(old or (), new or ())
        elif _is_record(old) or _is_record(new):
            yield from _differences(name, old, new)
        elif _said(old) != _said(new):
            yield Change(field=name, before=_said(old), after=_said(new))


def _place_differences(before: Sequence[Location], after: Sequence[Location]) -> Iterator[Change]:
    was = {place.id: place for place in before}
    now = {place.id: place for place in after}
    every = list(dict.fromkeys([*was, *now]))
    for number, place_id in enumerate(every, start=1):
        what = "place" if len(every) == 1 else f"place {number}"
        yield from _differences(what, was.get(place_id), now.get(place_id))


def _answer_differences(before: Sequence[Answer], after: Sequence[Answer]) -> Iterator[Change]:
    was = {answer.question: answer for answer in before}
    now = {answer.question: answer for answer in after}
    for question, words in EVIDENCE_QUESTIONS.items():
        old, new = _answered(was.get(question)), _answered(now.get(question))
        if old != new:
            yield Change(field=f"“{words}”", before=old, after=new)


def _answered(answer: Answer | None) -> str:
    if answer is None:
        return in_words(None)
    day = long_date(answer.on) if answer.on else ""
    more = ", ".join(filter(None, (answer.note, answer.source, day)))
    return f"{answer.evidence.label} ({more})" if more else answer.evidence.label


def _is_record(value: object) -> bool:
    return is_dataclass(value) and not isinstance(value, _LEAVES)


def _said(value: object) -> str:
    match value:
        case Coordinates(lon=lon, lat=lat):
            return f"{lat:.5f} north, {lon:.5f} east"
        case Stop():
            return stop_words(value)
        case (Meeting(), *_) as times:
            return "; ".join(meeting_words(one) for one in times if isinstance(one, Meeting))
        case _:
            return in_words(value)
