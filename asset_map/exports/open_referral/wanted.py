"""What a program may ask of a list, and which objects answer it."""

from dataclasses import dataclass

from asset_map.exports.open_referral.shape import Json
from asset_map.model.query import Weekday

__all__ = ["Wanted", "answers", "service_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """
    What is asked of a list, in the format's words; a field left empty asks nothing.

    ``minimum_age`` is the least that a service's own minimum may be, ``maximum_age`` the most
    that its maximum may be; ``start_time`` and ``end_time`` are like "10:00", ``proximity``
    is in metres from the postcode.
    """

    search: str = ""
    page: int = 1
    per_page: int = 50
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    minimum_age: float | None = None
    maximum_age: float | None = None
    start_time: str = ""
    end_time: str = ""
    day: Weekday | None = None
    postcode: str = ""
    proximity: float | None = None

    @property
    def asks_for_a_time(self) -> bool:
        """Whether only what has a schedule can answer."""
        return bool(self.day or self.start_time or self.end_time)


def service_of(one: Json) -> Json:
    """Return the service of a place of it; a service is its own."""
    service: Json = one.get("service", one)
    return service


def answers(one: Json, wanted: Wanted) -> bool:
    """Whether a service, or a place of one, is for these ages, of that term and at that time."""
    service = service_of(one)
    return (
        _is_of_term(service, wanted)
        and (wanted.minimum_age is None or service.get("minimum_age", -1) >= wanted.minimum_age)
        and (wanted.maximum_age is None or service.get("maximum_age", 999) <= wanted.maximum_age)
        and (
            not wanted.asks_for_a_time
            or any(_is_then(schedule, wanted) for schedule in service.get("schedules", ()))
        )
    )


def _is_of_term(service: Json, wanted: Wanted) -> bool:
    terms = [attribute["taxonomy_term"] for attribute in service["attributes"]]
    return (
        not wanted.taxonomy_term_id or any(term["id"] == wanted.taxonomy_term_id for term in terms)
    ) and (
        not wanted.taxonomy_id or any(term["taxonomy_id"] == wanted.taxonomy_id for term in terms)
    )


def _is_then(schedule: Json, wanted: Wanted) -> bool:
    """Whether one time answers all that is asked of the time."""
    days = {day[-2:] for day in schedule.get("byday", "").split(",")}
    return (
        (wanted.day is None or wanted.day.code in days)
        and (not wanted.start_time or schedule.get("opens_at", "") >= wanted.start_time)
        and (not wanted.end_time or schedule.get("closes_at", "99:99") <= wanted.end_time)
    )
