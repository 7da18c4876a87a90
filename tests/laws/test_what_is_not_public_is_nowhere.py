"""
What is not public is in no public output: the commonest ways out, for many kinds of records.

Every way out that there is, found rather than listed, is held to it in ``test_every_way_out``.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.exports.formats import Format
from asset_map.model.asset import Asset, AssetKind, Contact
from asset_map.model.errors import NotFoundError
from asset_map.model.location import PublishLocation
from asset_map.model.query import Query
from asset_map.model.role import Audience
from asset_map.model.state import RecordState
from asset_map.model.times import Meeting
from asset_map.register import assets, public_view
from asset_map.usecases.alike_in_public import alike_in_public
from asset_map.usecases.export_assets import export_assets
from asset_map.usecases.find_assets import choices, count_by_kind, find_assets
from asset_map.usecases.house import House
from asset_map.usecases.locating import near
from asset_map.usecases.open_data import open_referral_zip
from asset_map.usecases.view_asset import view_asset
from asset_map.usecases.view_ward import view_ward
from tests.site.conftest import plain_pages
from tests.usecases.conftest import EAST, PARTNER, RESIDENT, WEST, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
# Words that stand in nothing but the hidden record.
CANARY = "Zwartekraai"
HIDDEN_POSTCODE = "ZZ1 2AA"


def _searches(house: House) -> str:
    texts = (CANARY, HIDDEN_POSTCODE, "zwarte", "Tuesday", "")
    return repr([find_assets(house, Query(text=t), actor=RESIDENT, today=TODAY) for t in texts])


def _near(house: House) -> str:
    return repr(
        find_assets(house, Query(near=near(house, HIDDEN_POSTCODE)), actor=RESIDENT, today=TODAY)
    )


def _wards(house: House) -> str:
    return repr([view_ward(house, code, actor=RESIDENT, today=TODAY) for code in (WEST, EAST)])


def _asset_pages(house: House) -> str:
    pages = []
    for asset_id in ("hidden", "knitters"):
        try:
            pages.append(repr(view_asset(house, asset_id, actor=RESIDENT, today=TODAY)))
        except NotFoundError as error:
            pages.append(str(error))
    return "".join(pages)


def _filters(house: House) -> str:
    return repr(
        (
            choices(house, actor=RESIDENT, today=TODAY),
            count_by_kind(house, actor=RESIDENT, today=TODAY),
        )
    )


def _map(house: House) -> str:
    with house.register.reading() as connection:
        return repr(public_view.map_points(connection, audience=Audience.PUBLIC))


def _plain_pages(house: House) -> str:
    """Every page of the public door, drawn; none of their addresses says a hidden word."""
    browser = plain_pages(house)
    return "".join(browser.get(address).text for address in PLAIN_ADDRESSES)


def _alike(house: House) -> str:
    drafts = [group("draft", f"{CANARY} group"), group("draft", "Tuesday Knitters")]
    return repr([alike_in_public(house, draft, today=TODAY) for draft in drafts])


PLAIN_ADDRESSES = (
    "/find",
    "/find?q=Tuesday",
    "/find?near=ZZ1+1AB",
    f"/find?ward={WEST}",
    f"/find?ward={EAST}&day=tuesday",
    "/asset/hidden",
    "/asset/hidden.ics",
    "/asset/knitters",
    "/ward",
    f"/ward/{WEST}",
    f"/ward/{EAST}",
    "/whats-on",
    f"/whats-on?ward={WEST}",
    f"/whats-on/print?ward={EAST}",
    "/whats-on.ics",
    "/help?near=ZZ1+1AB",
    "/help?show=offers",
    "/change/hidden",
    "/report/hidden?what=wrong",
    "/offer/hidden",
    "/report/knitters",
    "/api/assets.geojson",
    "/open-referral/services?search=Tuesday",
    "/open-referral/service_at_locations?postcode=ZZ1+1AB&proximity=3000",
    "/open-referral/taxonomy_terms?per_page=500",
)


def _open_referral(house: House) -> str:
    content = open_referral_zip(house, actor=RESIDENT, now=NOW)
    with zipfile.ZipFile(io.BytesIO(content)) as files:
        return "".join(files.read(name).decode() for name in files.namelist())


def _exported(house: House, kind: Format) -> str:
    content, _ = export_assets(house, kind, audience=Audience.PUBLIC, actor=RESIDENT, now=NOW)
    if kind is Format.XLSX:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    return content.decode("utf-8", "replace")


WAYS_OUT: dict[str, Callable[[House], str]] = {
    "search": _searches,
    "near a postcode": _near,
    "ward pages": _wards,
    "asset pages": _asset_pages,
    "filters": _filters,
    "map": _map,
    "plain pages": _plain_pages,
    "what is said to be alike": _alike,
    "open referral": _open_referral,
    "csv": lambda house: _exported(house, Format.CSV),
    "xlsx": lambda house: _exported(house, Format.XLSX),
    "geojson": lambda house: _exported(house, Format.GEOJSON),
    "geopackage": lambda house: _exported(house, Format.GEOPACKAGE),
    "html map": lambda house: _exported(house, Format.HTML),
}


def hidden(
    *, publish: PublishLocation, state: RecordState, audience: Audience, kind: AssetKind
) -> Asset:
    """A record whose place, contact and name carry the canary; nothing of it may get out."""
    drawn = group("hidden", f"{CANARY} group")
    place = replace(
        drawn.locations[0],
        publish=publish,
        place_name=f"{CANARY} house",
        address=f"3 {CANARY} Street",
        postcode=HIDDEN_POSTCODE,
        meetings=(Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10)),),
    )
    return replace(
        drawn,
        kind=kind,
        record_state=state,
        visible_to=audience,
        tags=(CANARY,),
        languages=(CANARY,),
        locations=(place,),
        contact=Contact(role="Secretary", email=f"{CANARY}@doggerby.example", phone=CANARY),
    )


NOT_PUBLIC = st.one_of(
    st.builds(
        hidden,
        publish=st.sampled_from(PublishLocation),
        state=st.sampled_from([one for one in RecordState if one is not RecordState.APPROVED]),
        audience=st.sampled_from(Audience),
        kind=st.sampled_from([one for one in AssetKind if one is not AssetKind.SKILL]),
    ),
    st.builds(
        hidden,
        publish=st.sampled_from(PublishLocation),
        state=st.just(RecordState.APPROVED),
        audience=st.sampled_from([Audience.PARTNER, Audience.OFFICER]),
        kind=st.sampled_from([one for one in AssetKind if one is not AssetKind.SKILL]),
    ),
)


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(record=NOT_PUBLIC)
def test_no_way_out_tells_of_a_record_that_is_not_public(house: House, record: Asset) -> None:
    standing = _standing_version(house)
    kept(house, replace(record, version=standing), NOW)
    for name, way_out in WAYS_OUT.items():
        told = way_out(house)
        assert CANARY not in told, name
        assert HIDDEN_POSTCODE not in told, name


def _standing_version(house: House) -> int:
    with house.register.reading() as connection:
        try:
            return assets.get(connection, "hidden").version
        except NotFoundError:
            return 0


def test_a_withheld_place_of_a_public_record_is_in_no_way_out(house: House) -> None:
    refuge = replace(
        hidden(
            publish=PublishLocation.WITHHELD,
            state=RecordState.APPROVED,
            audience=Audience.PUBLIC,
            kind=AssetKind.INSTITUTION,
        ),
        name="Safe Haven",
        tags=(),
        languages=(),
    )
    kept(house, refuge, NOW)
    kept(house, group(), NOW)
    found = find_assets(house, Query(text="Safe Haven"), actor=RESIDENT, today=TODAY)
    assert found.total == 1, "that it exists may be known"
    for name, way_out in WAYS_OUT.items():
        told = way_out(house)
        assert CANARY not in told, name
        assert HIDDEN_POSTCODE not in told, name
    for code in (WEST, EAST):
        assert "Safe Haven" not in repr(view_ward(house, code, actor=PARTNER, today=TODAY))
    found = find_assets(
        house, Query(within_m=3000, near=near(house, HIDDEN_POSTCODE)), actor=PARTNER, today=TODAY
    )
    assert "Safe Haven" not in repr(found)


def test_a_home_shows_its_ward_and_nothing_nearer(house: House) -> None:
    home = replace(
        hidden(
            publish=PublishLocation.WARD,
            state=RecordState.APPROVED,
            audience=Audience.PUBLIC,
            kind=AssetKind.GROUP,
        ),
        name="Kitchen Table Choir",
        tags=(),
        languages=(),
    )
    kept(house, home, NOW)
    assert "Kitchen Table Choir" in repr(view_ward(house, WEST, actor=RESIDENT, today=TODAY))
    for name, way_out in WAYS_OUT.items():
        told = way_out(house)
        assert CANARY not in told, name
        assert HIDDEN_POSTCODE not in told, name


def test_a_persons_skill_is_a_suppressed_count(house: House) -> None:
    for number in range(3):
        skill = replace(
            hidden(
                publish=PublishLocation.WARD,
                state=RecordState.APPROVED,
                audience=Audience.PUBLIC,
                kind=AssetKind.SKILL,
            ),
            id=f"skill-{number}",
            tags=("making and mending",),
        )
        place = replace(skill.locations[0], id=f"skill-{number}-place")
        kept(house, replace(skill, locations=(place,)), NOW)
    assert view_ward(house, WEST, actor=RESIDENT, today=TODAY).skills == (
        ("making and mending", "fewer than 5"),
    )
    for name, way_out in WAYS_OUT.items():
        assert CANARY not in way_out(house), name
