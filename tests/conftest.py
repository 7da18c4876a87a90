"""What every test may ask for: a register on each database, a fixed day, and honest skips."""

import gc
import os
import shutil
import sys
from collections.abc import Generator, Iterator, Mapping
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
BOTH_DATABASES = os.environ.get("ASSET_MAP_TEST_BOTH_DATABASES") == "1"
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")


# What storage does is tried on both databases (tests/register, tests/laws). What is built on it
# asks the same functions: there a second time where they take turns, search, copy or erase.
TESTS = Path(__file__).parent
ON_SQLITE_ALONE = frozenset((TESTS / "site", TESTS / "usecases"))
ON_BOTH = frozenset(
    TESTS / path
    for path in (
        "site/test_any_request.py",
        "site/test_bad_input.py",
        "site/test_open_routes.py",
        "usecases/test_backup.py",
        "usecases/test_begin_own.py",
        "usecases/test_erase_person.py",
        "usecases/test_erased_list.py",
        "usecases/test_erased_stay_away.py",
        "usecases/test_find_with_pins.py",
        "usecases/test_gathered_writes.py",
        "usecases/test_import_people.py",
        "usecases/test_leave.py",
        "usecases/test_offer_history.py",
        "usecases/test_register_history.py",
        "usecases/test_retention.py",
        "usecases/test_review_and_merge.py",
        "usecases/test_subject_request.py",
        "usecases/test_take_back.py",
        "usecases/test_tray.py",
        "usecases/test_two_at_once.py",
    )
)
STANDS_ON_MANY = frozenset(TESTS / room for room in ("laws", "pages", "site", "usecases"))
# What takes longest begins first, so that at the end nobody waits for it. The groups only order:
# pytest 9.2 keeps its ids, by which xdist would know a group, and each file stays on one worker.
FIRST = ("browser", "server", "map")
_IS_MEASURED = pytest.StashKey[bool]()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not to be tried here, put what takes long first, and note the rest."""
    left_out = [item for item in items if _is_left_out(item)]
    if left_out:
        items[:] = [item for item in items if not _is_left_out(item)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=_turn)
    _note_what_is_measured(items)
    for item in items:
        # A busy machine may let a browser's click fall between two draws; a fault fails each time.
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=2))
    if not installed_chromium():
        no_browser = pytest.mark.skip(reason="Chromium is not installed")
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(no_browser)


def _is_left_out(item: pytest.Item) -> bool:
    """Whether it needs real data where there is none, or does on SQLite what it does here."""
    if item.get_closest_marker("real_data") and not os.environ.get("ASSET_MAP_REAL_DATA"):
        return True
    is_twin = _cases(item).get("register_url") == "postgresql" and not BOTH_DATABASES
    return is_twin and item.path.parent in ON_SQLITE_ALONE and item.path not in ON_BOTH


def _cases(item: pytest.Item) -> Mapping[str, object]:
    case = getattr(item, "callspec", None)
    return case.params if case else {}


def _turn(item: pytest.Item) -> int:
    group = item.get_closest_marker("xdist_group")
    return FIRST.index(group.args[0]) if group and group.args[0] in FIRST else len(FIRST)


def _note_what_is_measured(items: list[pytest.Item]) -> None:
    """
    Note which tests say which lines run: measuring takes a third of the time.

    Of what stands on many rooms that is the first case of each test, and of pages, which
    take twice as long measured, each second test: others run the same lines. In a browser, and
    of what is marked so, it is none. So what is measured is rather too little than too much.
    """
    numbers: dict[tuple[Path, str], int] = {}
    for item in items:
        room, function = item.path.parent, (item.path, getattr(item, "originalname", item.name))
        is_first = function not in numbers
        number = numbers.setdefault(function, len(numbers))
        runs_much = room in STANDS_ON_MANY
        is_other_page = room == TESTS / "pages" and number % 2
        is_measured = not runs_much or (is_first and not is_other_page)
        is_left_out = any(map(item.get_closest_marker, ("browser", "unmeasured")))
        item.stash[_IS_MEASURED] = is_measured and not is_left_out


def pytest_collection_finish() -> None:
    """Set aside what is loaded: after each run of a page Streamlit looks through it for garbage."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Do not measure again which lines a test runs that another runs as well."""
    measuring = None if item.stash[_IS_MEASURED] else Coverage.current()
    if measuring:
        measuring.stop()
    try:
        return (yield)
    finally:
        if measuring:
            measuring.start()


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
