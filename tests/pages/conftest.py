"""A small register on SQLite, and the workroom run on it without a browser."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import BoundaryKind, BoundarySet
from asset_map.model.asset import (
    Asset,
    AssetKind,
    Contact,
    Function,
    SpaceDetails,
    Verification,
)
from asset_map.model.role import Audience, Role
from asset_map.model.submission import SubmissionKind
from asset_map.model.times import Meeting
from asset_map.register import areas, marks
from asset_map.settings import ROOT, Settings, load_settings
from asset_map.usecases.house import DEMONSTRATION_MARK, House, open_house, shared_house
from asset_map.usecases.import_assets import (
    ImportReport,
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)
from asset_map.usecases.report_problem import Report, report_problem
from asset_map.web.state import ROLE_SWITCH
from tests.usecases.conftest import EAST, OFFICER, RESIDENT, WEST, group, kept, ward

__all__ = ["HOSTILE", "Open", "brought_in", "press", "raw_words", "reported", "words"]

# Opens a page of the workroom as somebody, with what stands in its address.
Open = Callable[..., AppTest]

HOSTILE = "*bold* :material/home: $x$ <script>alert(1)</script> [a](http://b)"
# What Streamlit's Markdown takes away again from what `plain` made.
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|\u2060")


@pytest.fixture(autouse=True, scope="session")
def _components_looked_for_once() -> Iterator[None]:
    """Each AppTest looks through every package that is installed: a second, for each page."""
    with pytest.MonkeyPatch.context() as patch:
        found_once = cache(manifest_scanner.scan_component_manifests)
        patch.setattr(manifest_scanner, "scan_component_manifests", found_once)
        yield


@pytest.fixture(scope="session")
def filled_file(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The register of these tests, to be copied: filling one for every test takes longer."""
    folder = tmp_path_factory.mktemp("filled")
    path = folder / "register.sqlite"
    shutil.copy(migrated_file, path)
    ours = Settings(database_url=f"sqlite:///{path}", cache_dir=str(folder / "cache"))
    opened = open_house(ours)
    now = datetime.now(UTC)
    wards = BoundarySet(
        id="wards-2026",
        name="Wards 2026",
        kind=BoundaryKind.WARD,
        valid_from=date(2026, 5, 7),
        attribution="Drawn by hand for the tests.",
    )
    with opened.register.writing() as connection:
        areas.add_set(
            connection, wards, [ward(WEST, "Net Loft", 600_000), ward(EAST, "Quayside", 602_000)]
        )
        areas.use_set(connection, wards.id, by="the test", at=now)
    kept(opened, knitters(), now)
    kept(opened, hall(), now)
    # The last to leave writes all that was kept into the one file.
    opened.register.close()
    return path


@pytest.fixture
def house(
    filled_file: Path, tmp_path: Path, postcode_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> House:
    """Two wards, a hall that is a recognised anchor, and a knitting group."""
    path = tmp_path / "register.sqlite"
    shutil.copy(filled_file, path)
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", f"sqlite:///{path}")
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", str(postcode_cache))
    opened = shared_house(load_settings())
    with opened.register.writing() as connection:
        marks.put(connection, DEMONSTRATION_MARK, "yes")
    return opened


def knitters() -> Asset:
    tuesdays = Meeting(rrule="FREQ=WEEKLY;BYDAY=TU", starts_at=time(10), ends_at=time(12))
    drawn = group()
    return replace(
        drawn,
        summary="Needles, wool and good company.",
        locations=(replace(drawn.locations[0], meetings=(tuesdays,)),),
        languages=("English", "Polish"),
        functions=(Function.ARTS_AND_CULTURE,),
        contact=Contact(
            role="secretary", email="knitters@doggerby.example", audience=Audience.PUBLIC
        ),
        verification=Verification(verified_on=date(2025, 1, 21), role="ward officer"),
    )


def hall() -> Asset:
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
def open_page(house: House) -> Open:
    """Open a page as a role, with the frame round it."""
    del house

    def opened(address: str, role: Role = Role.PUBLIC, **query: str | list[str]) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / "frame.py"), default_timeout=60)
        app.session_state[ROLE_SWITCH] = role
        for name, value in query.items():
            app.query_params[name] = value
        app.switch_page(str(ROOT / "pages" / f"{address}.py"))
        app.run()
        assert not app.exception
        return app

    return opened


def reported(house: House, note: str, kind: SubmissionKind = SubmissionKind.REPORT) -> str:
    """Send word about the knitters as a resident; return its reference."""
    report = Report(asset_id="knitters", kind=kind, note=note)
    return report_problem(house, report, actor=RESIDENT, now=datetime.now(UTC)).reference


def brought_in(house: House, text: str) -> ImportReport:
    """Import a file as an officer."""
    content = text.encode()
    table = open_file(house, content, file_name="places.csv")
    request = ImportRequest(
        table=table, content=content, source="Directory", mapping=mapping_of(table)
    )
    return import_assets(house, request, actor=OFFICER, now=datetime.now(UTC))


def press(app: AppTest, label: str) -> AppTest:
    """Press the first button with this label."""
    next(button for button in app.button if button.label == label).click()
    app.run()
    assert not app.exception
    return app


def raw_words(app: AppTest) -> str:
    """Everything that a page says, as the Markdown that Streamlit is given."""
    said: list[Any] = [*app.title, *app.header, *app.subheader, *app.markdown, *app.caption]
    said += [*app.success, *app.warning, *app.error, *app.info]
    lines = [str(one.value) for one in said]
    lines += [one.label for one in (*app.page_link, *app.button, *app.expander)]
    lines += [option for radio in app.radio for option in radio.options]
    lines += [table.value.to_csv(index=False) for table in app.table]
    return "\n".join(lines)


def words(app: AppTest) -> str:
    """Everything that a page says, as it is read."""
    return _ESCAPE.sub(r"\1", raw_words(app))
