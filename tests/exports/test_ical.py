from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Event

from asset_map.exports.as_ical import as_ical
from asset_map.model.asset import Asset, AssetKind, Provenance, SourceKind
from asset_map.model.location import Location
from asset_map.model.times import Meeting, Stop, StopState
from asset_map.schedule.recurrence import occurrences

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
LONDON = ZoneInfo("Europe/London")
LAST_WEDNESDAY = Stop(
    service_name="Library van",
    route="Route 3",
    rrule="FREQ=MONTHLY;BYDAY=-1WE",
    arrives=time(14),
    departs=time(14, 45),
    valid_from=date(2026, 10, 1),
    valid_to=date(2026, 12, 31),
)


def drawn(*meetings: Meeting, stop: Stop | None = None, name: str = "Tuesday Knitters") -> Asset:
    place = Location(id="place", place_name="The Net Loft", meetings=meetings, stop=stop)
    return Asset(
        id="knitters",
        kind=AssetKind.GROUP,
        name=name,
        locations=(place,),
        provenance=Provenance(
            source="By hand", source_kind=SourceKind.OFFICER, recorded_on=date(2026, 1, 2)
        ),
    )


def calendar_of(asset: Asset, *, public_url: str = "") -> Calendar:
    content = as_ical(
        [(asset, place) for place in asset.locations],
        name="What's on",
        now=NOW,
        public_url=public_url,
    )
    return Calendar.from_ical(content)


def only_event(asset: Asset) -> Event:
    (event,) = calendar_of(asset).events
    return event


def text_of(event: Event, name: str) -> str:
    return event[name].to_ical().decode()  # type: ignore[union-attr]


def days_of(event: Event, *, until: date) -> list[date]:
    """Work out an event as a calendar does: its first day, its rule, what is left out."""
    start = event.start
    begins = start if isinstance(start, datetime) else datetime.combine(start, time())
    last = datetime.combine(until, time(23, 59), begins.tzinfo)
    rule = rrulestr(text_of(event, "RRULE"), dtstart=begins)
    left_out = event.get("EXDATE") or []
    out = {
        one.dt if isinstance(one.dt, datetime) else datetime.combine(one.dt, time())
        for some in (left_out if isinstance(left_out, list) else [left_out])
        for one in some.dts
    }
    return [moment.date() for moment in rule.between(begins, last, inc=True) if moment not in out]


def test_a_bus_on_last_wednesdays_comes_until_its_end_date_and_never_after() -> None:
    event = only_event(drawn(stop=LAST_WEDNESDAY))

    assert days_of(event, until=date(2036, 1, 1)) == [
        date(2026, 10, 28),
        date(2026, 11, 25),
        date(2026, 12, 30),
    ]
    assert event.start == datetime(2026, 10, 28, 14, tzinfo=LONDON)
    assert event.end == datetime(2026, 10, 28, 14, 45, tzinfo=LONDON)
    assert "BYDAY=-1WE" in text_of(event, "RRULE")


RULES = (
    "FREQ=WEEKLY;BYDAY=TU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=SA;COUNT=6",
    "FREQ=MONTHLY;BYDAY=2MO",
    "FREQ=MONTHLY;BYDAY=-1WE;UNTIL=20270331",
    "FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31",
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=6;BYDAY=1SA",
)
A_DAY = st.dates(min_value=date(2024, 1, 1), max_value=date(2028, 12, 31))


@given(
    rule=st.sampled_from(RULES),
    starts_on=A_DAY,
    valid_from=st.none() | A_DAY,
    valid_to=st.none() | A_DAY,
    arrives=st.none() | st.just(time(10)),
    missed=st.integers(min_value=0, max_value=3),
)
def test_a_calendar_works_out_the_days_that_the_register_does(
    *,
    rule: str,
    starts_on: date,
    valid_from: date | None,
    valid_to: date | None,
    arrives: time | None,
    missed: int,
) -> None:
    until = date(2030, 1, 1)
    between = (date(2020, 1, 1), until)
    stop = Stop(
        service_name="Van",
        rrule=rule,
        starts_on=starts_on,
        arrives=arrives,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    exceptions = tuple(visit.day for visit in occurrences(stop, between=between))[1 : 1 + missed]
    stop = Stop(
        **{name: getattr(stop, name) for name in stop.__slots__} | {"exceptions": exceptions}
    )

    expected = [visit.day for visit in occurrences(stop, between=between)]
    events = calendar_of(drawn(stop=stop)).events

    assert [day for event in events for day in days_of(event, until=until)] == expected


def test_a_rule_without_a_first_day_begins_when_it_was_recorded() -> None:
    event = only_event(drawn(Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(19))))

    assert event.start == datetime(2026, 1, 6, 19, tzinfo=LONDON)


def test_the_clocks_go_as_in_london_by_the_zone_that_the_file_carries() -> None:
    weekly = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_on=date(2026, 6, 2), starts_at=time(10))

    (zone,) = calendar_of(drawn(weekly)).timezones
    zone_of_file = zone.to_tz(lookup_tzid=False)

    assert zone.tz_name == "Europe/London"
    for day in (date(2026, 6, 2), date(2026, 11, 24), date(2045, 7, 1)):
        at_ten = datetime.combine(day, time(10))
        assert (
            at_ten.replace(tzinfo=zone_of_file).utcoffset()
            == at_ten.replace(tzinfo=LONDON).utcoffset()
        )


def test_a_day_without_a_time_of_day_is_a_whole_day() -> None:
    event = only_event(drawn(Meeting(rrule="FREQ=YEARLY", starts_on=date(2026, 6, 24))))

    assert event.start == date(2026, 6, 24)
    assert event.duration == timedelta(days=1)


def test_term_time_and_what_else_is_said_stand_in_the_description() -> None:
    meeting = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", term_time_only=True, note="Bring wool")

    assert only_event(drawn(meeting))["DESCRIPTION"] == "Term time only.\nBring wool"


@pytest.mark.parametrize(
    "asset",
    [
        drawn(Meeting(note="by arrangement")),
        drawn(stop=Stop(service_name="Van", rrule="FREQ=DAILY", state=StopState.SUSPENDED)),
    ],
)
def test_what_happens_by_no_rule_is_in_no_calendar(asset: Asset) -> None:
    assert calendar_of(asset).events == []


def test_an_event_keeps_its_name_when_its_time_changes() -> None:
    earlier = drawn(Meeting(rrule="FREQ=WEEKLY;BYDAY=TU"), Meeting(rrule="FREQ=WEEKLY;BYDAY=FR"))
    later = drawn(Meeting(rrule="FREQ=WEEKLY;BYDAY=WE"), Meeting(rrule="FREQ=WEEKLY;BYDAY=FR"))

    names = [[event["UID"] for event in calendar_of(one).events] for one in (earlier, later)]

    assert names[0] == names[1]
    assert len(set(names[0])) == 2


def test_typed_text_stays_text() -> None:
    name = "Knit;\nBEGIN:VEVENT\r\nSUMMARY:Evil, 1"

    event = only_event(drawn(Meeting(rrule="FREQ=WEEKLY;BYDAY=TU"), name=name))

    assert str(event["SUMMARY"]).replace("\r", "") == name.replace("\r", "")


def test_an_event_leads_back_to_its_page_where_pages_have_an_address() -> None:
    asset = drawn(Meeting(rrule="FREQ=WEEKLY;BYDAY=TU"))

    (event,) = calendar_of(asset, public_url="https://map.example/").events

    assert event["URL"] == "https://map.example/asset/knitters"
    assert event.uid.endswith("@map.example")
