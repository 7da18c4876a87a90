"""What every test may ask for: a register on each database, a fixed day, and honest skips."""

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import psycopg
import pytest
from coverage import Coverage
from hypothesis import HealthCheck, settings
from sqlalchemy.engine import make_url

from asset_map.register.engine import Register, open_as_it_is, open_register
from tests.serving import installed_chromium

# Two busy cores are slow at times; how fast things are is measured in benchmarks, not here.
settings.register_profile("busy cores", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy cores")

EVERYTHING = os.environ.get("ASSET_MAP_TEST_EVERYTHING") == "1"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what needs real data where there is none; skip what needs a browser."""
    if not os.environ.get("ASSET_MAP_REAL_DATA"):
        left_out = [item for item in items if item.get_closest_marker("real_data")]
        items[:] = [item for item in items if not item.get_closest_marker("real_data")]
        if left_out:
            config.hook.pytest_deselected(items=left_out)
    for item in items:
        # A busy machine may let a browser's click fall between two draws; a fault fails each time.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
    if not installed_chromium():
        no_browser = pytest.mark.skip(reason="Chromium is not installed")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(no_browser)


def pytest_collection_finish() -> None:
    """Set aside what is loaded: after each run of a page Streamlit looks through it for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """
    Do not measure again which lines a test runs that its twin on SQLite runs as well.

    Measuring takes a third of the time. What storage does for PostgreSQL alone is measured.
    """
    measuring = Coverage.current() if _runs_measured_lines(item) else None
    if measuring:
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring:
            measuring.start()


def _runs_measured_lines(item: pytest.Item) -> bool:
    if item.get_closest_marker("browser"):
        return True
    is_storage = "tests/register/" in item.nodeid
    return "[postgresql" in item.nodeid and not is_storage


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Turn a skip into a failure where everything is to be tested."""
    report = yield
    if EVERYTHING and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and ASSET_MAP_TEST_EVERYTHING is set"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Turn a skipped file into a failure where everything is to be tested."""
    report = yield
    if EVERYTHING and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped, and ASSET_MAP_TEST_EVERYTHING is set"
    return report


@pytest.fixture(autouse=True)
def _main_module_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """AppTest leaves its page behind as the main module, which new processes would then run."""
    monkeypatch.setitem(sys.modules, "__main__", sys.modules["__main__"])


@pytest.fixture
def today() -> date:
    return date(2026, 11, 22)


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 11, 22, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty register on SQLite, to be copied: migrating one for every test takes longer."""
    path = tmp_path_factory.mktemp("migrated") / "register.sqlite"
    open_register(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The address of a server on which tests may make databases."""
    url = os.environ.get("ASSET_MAP_TEST_POSTGRESQL")
    if not url:
        pytest.skip("no PostgreSQL: set ASSET_MAP_TEST_POSTGRESQL, or run .ci/postgresql start")
    return url


@pytest.fixture(scope="session")
def migrated_database(postgresql_server: str) -> Iterator[str]:
    """The name of an empty register on PostgreSQL, to be copied."""
    name = f"asset_map_{WORKER}_{os.getpid()}"
    _on(postgresql_server, f"CREATE DATABASE {name}")
    open_register(_address(postgresql_server, name)).close()
    yield name
    _on(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def sqlite_url(migrated_file: Path, tmp_path: Path) -> str:
    """An empty register of this test's own on SQLite."""
    path = tmp_path / "register.sqlite"
    shutil.copy(migrated_file, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str, migrated_database: str) -> Iterator[str]:
    """An empty register of this test's own on PostgreSQL."""
    name = f"{migrated_database}_test"
    _on(postgresql_server, f"CREATE DATABASE {name} TEMPLATE {migrated_database}")
    yield _address(postgresql_server, name)
    _on(postgresql_server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)],
)
def register_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty register, on each database in turn."""
    url = request.getfixturevalue(f"{request.param}_url")
    assert isinstance(url, str)
    return url


@pytest.fixture
def register(register_url: str) -> Iterator[Register]:
    """An empty register, on each database in turn."""
    with open_as_it_is(register_url) as register:
        yield register


@pytest.fixture(scope="session")
def postcode_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packed directory, prepared once for all tests of a worker."""
    return tmp_path_factory.mktemp("postcodes")


def _address(server: str, database: str) -> str:
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _on(server: str, statement: str) -> None:
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement.encode())
