"""What must be right in what somebody sends in, said field by field."""

import re
from collections.abc import Callable, Iterator
from datetime import time

from asset_map.imports.readers import Fault, email, phone, postcode, url
from asset_map.model.asset import Asset
from asset_map.model.errors import InvalidSubmissionError, LocationNotFoundError, Problem
from asset_map.model.location import LocationKind
from asset_map.model.submission import SubmissionKind
from asset_map.model.times import Meeting
from asset_map.schedule.recurrence import check_rule
from asset_map.schedule.rules import read_rule
from asset_map.usecases.edit_asset import checked
from asset_map.usecases.house import House
from asset_map.usecases.report_problem import NOTE_MAX
from asset_map.usecases.sent_entry import Sent

__all__ = ["holds_contact", "problems_of"]

_TEXT_MAX = 300
_OLDEST = 120
_MOST_TIMES = 10
_EVENING, _NIGHT = time(18), time(6)
# What everybody reads is no place for a number or an address that belongs to somebody.
_PERSONAL = re.compile(r"[^\s@]+@[^\s@]+\.\w{2,}|(?:\+44|\b0)[\d ()\-]{8,}\d")


def problems_of(house: House, sent: Sent) -> tuple[Problem, ...]:
    """Return all that is wrong with what was sent, in the order of the form."""
    return (
        *_of_words(sent.asset),
        *_of_places(house, sent),
        *_of_times(sent),
        *_of_contact(sent),
        *_of_sender(sent),
    )


def _problem(field: str, fault: str, remedy: str) -> Problem:
    return Problem(field=field, fault=fault, remedy=remedy)


def _of_words(asset: Asset) -> Iterator[Problem]:
    try:
        checked(asset)
    except InvalidSubmissionError as error:
        yield from error.problems
    for field in ("cost_note", "access_notes"):
        yield from _too_long(field, getattr(asset, field))
    yield from _too_long("languages", ", ".join(asset.languages))
    for field in ("name", "summary", "description", "cost_note", "access_notes"):
        yield from _personal(field, getattr(asset, field))
    yield from _personal("languages", ", ".join(asset.languages))
    for field in ("min_age", "max_age"):
        age = getattr(asset.for_whom, field)
        if age is not None and not 0 <= age <= _OLDEST:
            yield _problem(field, f"{age} is no age in years.", f"Write 0 to {_OLDEST}.")


def _too_long(field: str, text: str, most: int = _TEXT_MAX) -> Iterator[Problem]:
    if len(text) > most:
        yield _problem(field, f"That has {len(text):,} letters.", f"Up to {most:,} fit.")


def holds_contact(text: str) -> bool:
    """Whether a text that everybody may read holds a telephone number or an email address."""
    return _PERSONAL.search(text) is not None


def _personal(field: str, text: str) -> Iterator[Problem]:
    if holds_contact(text):
        yield _problem(
            field,
            "There is a phone number or an email address in it.",
            'Everybody reads this. Take it out, and put it under "Who may be contacted?".',
        )


def _of_places(house: House, sent: Sent) -> Iterator[Problem]:
    places = sent.asset.locations
    if not places and sent.asset_id is None:
        remedy = "Give a postcode, or say that you meet in different places or online."
        yield _problem("postcode", "Nobody can tell where it is.", remedy)
    before = {place.id: place for place in sent.start.locations} if sent.start else {}
    for place in places:
        yield from _too_long("place_name", place.place_name)
        yield from _too_long("address", place.address)
        yield from _personal("place_name", place.place_name)
        yield from _personal("address", place.address)
        there = before.get(place.id)
        if place.kind is not LocationKind.FIXED or there == place:
            continue
        has_place = bool(place.postcode) or place.point is not None
        if not has_place and there is None:
            remedy = "Type the postcode, or choose another answer above."
            yield _problem("postcode", "There is no postcode.", remedy)
        elif place.point is None and place.postcode:
            yield from _of_postcode(house, place.postcode)
        elif place.postcode and (there is None or there.postcode != place.postcode):
            yield from _beside_a_pin(place.postcode)


def _of_postcode(house: House, typed: str) -> Iterator[Problem]:
    try:
        house.geocoder.locate(typed)
    except LocationNotFoundError as error:
        yield _problem("postcode", str(error), "")


def _beside_a_pin(typed: str) -> Iterator[Problem]:
    # It may be too new to be known, but a postcode it is.
    if isinstance(postcode(typed), Fault):
        remedy = "Write it like NG20 8AA, or leave it empty: the pin is enough."
        yield _problem("postcode", "This is not a postcode.", remedy)


def _of_times(sent: Sent) -> Iterator[Problem]:
    before = sent.start.locations if sent.start else ()
    kept = {meeting for place in before for meeting in place.meetings}
    for place in sent.asset.locations:
        if len(place.meetings) > _MOST_TIMES:
            fault = f"There are {len(place.meetings)} times."
            yield _problem("often_0", fault, f"Up to {_MOST_TIMES} fit; put the rest in a note.")
        for number, meeting in enumerate(place.meetings):
            if meeting not in kept:
                yield from _of_meeting(meeting, number)


def _of_meeting(meeting: Meeting, number: int) -> Iterator[Problem]:
    yield from _too_long(f"note_{number}", meeting.note)
    yield from _personal(f"note_{number}", meeting.note)
    if meeting.rrule:
        try:
            check_rule(meeting.rrule, starts_on=meeting.starts_on)
        except InvalidSubmissionError as error:
            yield _problem(f"often_{number}", error.problems[0].fault, "Choose it again.")
        else:
            if read_rule(meeting.rrule).interval > 1 and meeting.starts_on is None:
                fault = "Nobody can tell which weeks are meant."
                yield _problem(f"first_{number}", fault, "Give the date of one meeting.")
    starts, ends = meeting.starts_at, meeting.ends_at
    if starts and ends and ends <= starts and not (starts >= _EVENING and ends <= _NIGHT):
        yield _problem(f"ends_{number}", "It ends before it starts.", "Check both times.")


def _of_contact(sent: Sent) -> Iterator[Problem]:
    contact = sent.asset.contact
    before = sent.start.contact if sent.start else None
    if sent.asset_id is None and not (contact.phone or contact.email):
        remedy = "Give the group's phone number or its email address."
        yield _problem("phone", "There is no way to reach the group.", remedy)
    readers = {"phone": phone, "email": email, "url": url}
    for field, reader in readers.items():
        value = getattr(contact, field)
        if value and (before is None or value != getattr(before, field)):
            yield from _read(field, value, reader)
    yield from _too_long("role", contact.role)
    yield from _personal("role", contact.role)


def _read(field: str, value: str, reader: Callable[[str], object]) -> Iterator[Problem]:
    if len(value) > _TEXT_MAX:
        yield from _too_long(field, value)
    elif isinstance(fault := reader(value), Fault):
        yield _problem(field, fault.fault, fault.remedy.partition(", in a column")[0].rstrip("."))


def _of_sender(sent: Sent) -> Iterator[Problem]:
    yield from _too_long("note", sent.note, NOTE_MAX)
    if sent.sender_email:
        yield from _read("sender_email", sent.sender_email, email)
    if sent.kind is SubmissionKind.CLAIM and not sent.note.strip():
        yield _problem(
            "note", "You have not said who you are to the group.", 'For example: "I am its chair".'
        )
    if sent.start is not None and sent.kind is SubmissionKind.CHANGE and sent.asset == sent.start:
        yield _problem("form", "Nothing is changed yet.", 'Press "Change" beside what is wrong.')
    if not sent.is_adult:
        yield _problem(
            "adult",
            "Only people of 18 or over can send this.",
            "Ask a grown-up to finish it with you, or somebody who runs the group.",
        )
