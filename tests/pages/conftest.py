"""A small register on SQLite, and the workroom run on it without a browser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import AssetKind, Function, SpaceDetails, Verification
from asset_map.model.role import Role
from asset_map.model.times import Meeting
from asset_map.register import areas, marks
from asset_map.settings import ROOT, load_settings
from asset_map.usecases.house import DEMONSTRATION_MARK, House, shared_house
from asset_map.web.state import ROLE_SWITCH
from tests.usecases.conftest import EAST, NOW, WEST, group, kept, ward

# Opens a page of the workroom as somebody, with what stands in its address.
Open = Callable[..., AppTest]


@pytest.fixture
def workroom_house(
    sqlite_url: str, tmp_path: Path, postcode_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> House:
    """Two wards, a hall that is a recognised anchor, and a knitting group."""
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", str(postcode_cache))
    house = shared_house(load_settings())
    now = datetime.fromisoformat(NOW)
    wards = BoundarySet(
        id="wards-2026",
        name="Wards 2026",
        kind=BoundaryKind.WARD,
        valid_from=date(2026, 5, 7),
        attribution="Drawn by hand for the tests.",
    )
    with house.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
        areas.add_set(
            connection, wards, [ward(WEST, "Net Loft", 600_000), ward(EAST, "Quayside", 602_000)]
        )
        areas.use_set(connection, wards.id, by="the test", at=now)
    kept(house, knitters(), now)
    kept(house, hall(), now)
    return house


def knitters():  # type: ignore[no-untyped-def]
    tuesdays = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
    drawn = group()
    return replace(
        drawn,
        summary="Needles, wool and *good* company.",
        locations=(replace(drawn.locations[0], meetings=(tuesdays,)),),
        languages=("English", "Polish"),
        functions=(Function.ARTS_AND_CULTURE,),
        verification=Verification(verified_on=date(2026, 10, 1), role="ward officer"),
    )


def hall():  # type: ignore[no-untyped-def]
    recognised = AnchorCase(
        status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=date(2026, 1, 2)
    )
    return replace(
        group("hall", "Net Loft Hall"),
        kind=AssetKind.SPACE,
        anchor=recognised,
        space=SpaceDetails(capacity_people=60, has_kitchen=True),
        functions=(Function.MEETING_SPACE,),
    )


@pytest.fixture
def open_page(workroom_house: House) -> Open:
    """Open a page as a role, as the frame does."""
    del workroom_house

    def opened(address: str, role: Role = Role.PUBLIC, **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        app.session_state[ROLE_SWITCH] = role
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / f"{address}.py"))
        return app.run()

    return opened


def words(app: AppTest) -> str:
    """Everything that a page says, as one text."""
    said = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    said += [*app.success, *app.warning, *app.error, *app.info]
    return "\n".join(str(one.value) for one in said)
