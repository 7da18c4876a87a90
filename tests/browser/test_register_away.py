"""The database goes away for a while: pages say so, keep what was typed, and go on after it."""

import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from asset_map.register.engine import open_register
from asset_map.settings import ROOT
from tests.browser.conftest import served_from
from tests.browser.journey import travelling
from tests.laws.test_killed_writers import ENTRY, names_in

pytestmark = [pytest.mark.browser, pytest.mark.postgresql, pytest.mark.xdist_group("away")]
STOP = (
    '_postgresql_do "$(_postgresql_bin)/pg_ctl" --pgdata="$ASSET_MAP_POSTGRESQL_DIR/cluster" '
    "--mode=immediate stop"
)


@dataclass(frozen=True, slots=True)
class Cluster:
    """A PostgreSQL of this test's own, which may be stopped and started."""

    folder: Path

    def do(self, words: str) -> str:
        """Run a function of the script that the tests' PostgreSQL is started with."""
        environ = {**os.environ, "ASSET_MAP_POSTGRESQL_DIR": str(self.folder)}
        script = f'source .ci/postgresql; {words}; echo "$ASSET_MAP_TEST_POSTGRESQL"'
        # What it starts must not hold this end open.
        ran = subprocess.run(
            ["bash", "-c", script], env=environ, cwd=ROOT, check=True, text=True,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=60,
        )  # fmt: skip
        return ran.stdout.split()[-1]

    def start(self) -> str:
        """Start it, or start it again; return its address."""
        return self.do("start_postgresql")

    def stop(self) -> None:
        """Stop it at once, as when its machine goes down."""
        self.do(f"{STOP} >/dev/null; ASSET_MAP_TEST_POSTGRESQL=stopped")


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    # The user that PostgreSQL runs as cannot go where tests usually write.
    base = Path("/dev/shm" if os.access("/dev/shm", os.W_OK) else "/tmp")  # noqa: S108
    made = Cluster(base / f"asset-map-away-{os.getpid()}")
    try:
        yield made
    finally:
        made.do("stop_postgresql; ASSET_MAP_TEST_POSTGRESQL=gone")


SEND = """([address, fields]) => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = address;
  for (const [name, value] of Object.entries(fields)) {
    const field = document.createElement("input");
    Object.assign(field, { name, value, type: "hidden" });
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""


def test_while_the_database_is_gone_nothing_is_lost_and_all_goes_on_after_it(
    cluster: Cluster, browser: Browser, tmp_path: Path
) -> None:
    url = cluster.start()
    with (
        served_from(tmp_path, has_demonstration=False, database_url=url) as served,
        travelling(browser, served.address, width=390) as resident,
        travelling(browser, served.address) as officer,
    ):
        officer.page.goto(served.officer_link)
        officer.open("/app/add")
        name = officer.page.get_by_label("Name", exact=True)
        name.fill("The Tuesday Knitters")
        name.press("Tab")
        officer.settle()
        resident.open("/add")

        cluster.stop()
        assert httpx.get(f"{served.address}/api/ready").status_code == 503
        assert httpx.get(f"{served.address}/api/health").status_code == 200
        entry = {**ENTRY, "name": "Choir <b>", "request_key": "k"}
        resident.page.evaluate(SEND, [f"{served.address}/add/check", entry])
        said = resident.page.get_by_role("heading", level=1)
        expect(said).to_have_text("We could not save this just now")
        resident.look()
        officer.page.get_by_role("button", name="Send for review").click()
        away = officer.page.get_by_text("We cannot reach the register just now.")
        expect(away).to_be_in_viewport()
        expect(name).to_have_value("The Tuesday Knitters")

        cluster.start()
        resident.page.get_by_role("button", name="Send again").click()
        expect(said).to_contain_text("Thank you")
        expect(away).to_be_hidden()
        officer.settle()
        expect(name).to_have_value("The Tuesday Knitters")
        with open_register(url) as register:
            assert names_in(register) == {"Choir <b>": 1}
