"""Commands run in this process, on a register of the test's own."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from asset_map.cli import commands

Run = Callable[..., Result]

# Two square wards side by side in the North Sea, in degrees.
WARDS = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"WD25CD": code, "WD25NM": name},
            "geometry": {
                "type": "Polygon",
                "coordinates": [
                    [[west, 54.50], [west + 0.05, 54.50], [west + 0.05, 54.55], [west, 54.55],
                     [west, 54.50]]
                ],
            },
        }
        for code, name, west in (("E05999001", "Net Loft", 1.20), ("E05999002", "Quayside", 1.25))
    ],
}  # fmt: skip


@pytest.fixture
def run(sqlite_url: str, postcode_cache: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command as typed, word by word."""
    monkeypatch.setenv("ASSET_MAP_DATABASE_URL", sqlite_url)
    monkeypatch.setenv("ASSET_MAP_CACHE_DIR", str(postcode_cache))
    # A child for each file would take longer than the tests.
    monkeypatch.setenv("ASSET_MAP_UPLOAD_SECONDS", "0")

    def ran(*words: str) -> Result:
        return CliRunner().invoke(commands, list(words))

    return ran


@pytest.fixture
def ward_file(tmp_path: Path) -> Path:
    file = tmp_path / "wards.geojson"
    file.write_text(json.dumps(WARDS), encoding="utf-8")
    return file


@pytest.fixture
def with_wards(run: Run, ward_file: Path) -> Run:
    """The register has its wards."""
    result = run(
        "boundaries", "add", str(ward_file), "--name", "Wards 2025", "--kind", "ward",
        "--valid-from", "2025-05-01",
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    return run
