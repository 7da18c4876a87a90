import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given

from asset_map.exports.open_referral.feed import Feed, open_referral, page
from asset_map.exports.open_referral.files import static_files, zipped
from asset_map.exports.open_referral.services import Recorded
from asset_map.model.asset import Asset, AssetKind, Contact, Identifier
from asset_map.model.location import Location, LocationKind, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus
from asset_map.model.times import Meeting, Stop, StopState
from tests.exports.drawn import HALL, SECRET, asset, assets_of_any_kind

WARDS = {"hall": ("Z05000001", "Hathern & Dishley"), "secret": ("Z05000002", "Hidden ward")}
CONDITIONS = {"Register of": "Doggerland"}
AT = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


def feed_of(*drawn: Asset) -> Feed:
    return open_referral([Recorded(asset=one, wards=WARDS) for one in drawn], council="Doggerland")


def service_of(drawn: Asset) -> dict[str, Any]:
    (service,) = feed_of(drawn).services.values()
    return service


def times_of(*meetings: Meeting) -> list[dict[str, Any]]:
    place = replace(HALL, meetings=meetings)
    times: list[dict[str, Any]] = service_of(asset(locations=(place,)))["schedules"]
    return times


def everything(feed: Feed) -> str:
    return "".join(text.decode() for _, text in static_files(feed, conditions=CONDITIONS))


def test_a_group_is_an_organization_with_one_service_at_its_place() -> None:
    service = service_of(asset(identifiers=(Identifier(scheme="GB-CHC", value="1234567"),)))

    assert service["name"] == "Tuesday Knitters: activities"
    assert service["status"] == "active"
    assert service["assured_date"] == "2026-11-03"
    organization = service["organization"]
    assert organization["description"] == "Tuesday Knitters (group)"
    assert organization["organization_identifiers"][0]["identifier_type"] == "Charity number"
    location = service["service_at_locations"][0]["location"]
    assert (location["latitude"], location["longitude"]) == (54.5, 1.234568)
    address = location["addresses"][0]
    assert (address["address_1"], address["city"]) == ("14 Main Street", "Hathern")


def test_ids_stay_the_same_from_day_to_day() -> None:
    assert service_of(asset())["id"] == service_of(asset(name="Wednesday Knitters"))["id"]
    assert service_of(asset())["id"] != service_of(asset(id="another"))["id"]


@pytest.mark.parametrize(
    ("status", "word"),
    [
        (OperatingStatus.CLOSED, "defunct"),
        (OperatingStatus.TEMPORARILY_CLOSED, "temporarily closed"),
        (OperatingStatus.INACTIVE, "inactive"),
    ],
)
def test_what_is_closed_is_said_in_the_formats_words(status: OperatingStatus, word: str) -> None:
    assert service_of(asset(operating_status=status))["status"] == word


@pytest.mark.parametrize("kind", [AssetKind.SKILL, AssetKind.STORY])
def test_skills_and_stories_are_no_services(kind: AssetKind) -> None:
    assert feed_of(asset(kind=kind)).services == {}


def test_a_record_for_partners_is_not_in_the_feed() -> None:
    feed = feed_of(asset(visible_to=Audience.PARTNER))
    assert "Knitters" not in everything(feed)


def test_a_withheld_place_is_nowhere() -> None:
    told = everything(feed_of(asset(locations=(SECRET, HALL))))

    assert "Village Hall" in told
    for word in ("Refuge", "Hidden", "ZZ9", "900000000009", "54.888", "1.777"):
        assert word not in told


def test_a_place_known_by_its_ward_has_no_address_and_no_coordinates() -> None:
    home = replace(HALL, publish=PublishLocation.WARD)
    location = service_of(asset(locations=(home,)))["service_at_locations"][0]["location"]

    assert set(location) == {"id", "location_type", "description"}
    assert location["description"].startswith("In Hathern & Dishley ward.")


def test_a_contact_goes_by_role_and_only_where_the_public_may_know_more() -> None:
    kept_in = service_of(asset())
    said = service_of(
        asset(contact=Contact(role="secretary", phone="01632 960123", audience=Audience.PUBLIC))
    )

    assert "phones" not in kept_in["contacts"][0]
    assert "email" not in kept_in
    assert said["contacts"][0]["phones"][0]["number"] == "01632 960123"


def test_an_address_that_is_none_is_left_out() -> None:
    contact = Contact(url="javascript:alert(1)", email="ask at the bar", audience=Audience.PUBLIC)
    service = service_of(asset(contact=contact))
    assert not {"url", "email", "contacts"} & set(service)


@pytest.mark.parametrize(
    ("rrule", "freq", "byday"),
    [
        ("FREQ=WEEKLY;BYDAY=TU,TH", "WEEKLY", "TU,TH"),
        ("FREQ=WEEKLY", "WEEKLY", "TU"),
        ("FREQ=DAILY", "WEEKLY", "MO,TU,WE,TH,FR,SA,SU"),
        ("FREQ=MONTHLY;BYDAY=-1WE", "MONTHLY", "-1WE"),
        ("FREQ=MONTHLY;BYDAY=WE;BYSETPOS=2", "MONTHLY", "2WE"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", None, None),
        ("FREQ=DAILY;INTERVAL=3", None, None),
        ("FREQ=YEARLY;BYMONTH=6;BYDAY=1SA", None, None),
        ("FREQ=WEEKLY;BYDAY=TU;COUNT=6", None, None),
    ],
)
def test_a_rule_is_weekly_or_monthly_or_said_in_words(
    rrule: str, freq: str | None, byday: str | None
) -> None:
    (said,) = times_of(Meeting(rrule=rrule, starts_on=date(2026, 1, 6), starts_at=time(10)))

    assert (said.get("freq"), said.get("byday")) == (freq, byday)
    assert said["opens_at"] == "10:00"
    assert "10 am" in said["description"]


def test_a_stop_is_at_its_location_until_it_ends() -> None:
    stop = Stop(
        service_name="Library van",
        rrule="FREQ=WEEKLY;INTERVAL=4;UNTIL=20270301",
        valid_from=date(2026, 1, 6),
        valid_to=date(2026, 12, 31),
        exceptions=(date(2026, 12, 22),),
    )
    place = Location(id="stop", kind=LocationKind.STOP, place_name="The green", stop=stop)
    (said,) = service_of(asset(locations=(place,)))["schedules"]
    gone = replace(place, stop=replace(stop, state=StopState.SUSPENDED))

    assert (said["freq"], said["interval"], said["byday"]) == ("WEEKLY", 4, "TU")
    assert (said["valid_from"], said["valid_to"]) == ("2026-01-06", "2026-12-31")
    assert said["notes"] == "Not on 2026-12-22."
    assert "service_at_locations" not in service_of(asset(locations=(gone,)))


def test_a_page_lies_in_the_formats_envelope() -> None:
    services = list(feed_of(asset(), asset(id="b"), asset(id="c")).services.values())
    last = page(services, number=2, size=2)

    assert {name: last[name] for name in last if name != "contents"} == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }
    assert not any(isinstance(value, list) for value in last["contents"][0].values())
    assert page([], number=1, size=10)["empty"] is True


def test_the_files_lie_as_the_routes_do_and_zip_to_the_same_bytes() -> None:
    feed = feed_of(asset())
    (service_id,) = feed.services
    packed = zipped(feed, conditions=CONDITIONS, at=AT)
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        names = set(archive.namelist())
        listed = json.loads(archive.read("services/index.json"))

    assert {"index.json", "taxonomies/index.json", f"services/{service_id}.json"} <= names
    assert listed["contents"][0]["id"] == service_id
    assert packed == zipped(feed_of(asset()), conditions=CONDITIONS, at=AT)


@given(drawn=assets_of_any_kind)
def test_no_record_makes_a_member_without_a_value(drawn: Asset) -> None:
    def leaves(value: object) -> Iterator[object]:
        if isinstance(value, dict | list):
            for one in value.values() if isinstance(value, dict) else value:
                yield from leaves(one)
        else:
            yield value

    feed = feed_of(drawn)
    assert not any(leaf is None for leaf in leaves(feed.collections()))
    ids = [one["id"] for some in feed.collections().values() for one in some.values()]
    assert len(ids) == len(set(ids))
