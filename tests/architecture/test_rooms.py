import ast
import subprocess
import sys
from pathlib import Path

import pytest

from asset_map.settings import ROOT
from tests.conftest import ON_BOTH

ROOMS = ROOT / "asset_map"
MODULES = sorted(ROOMS.rglob("*.py"))
PAGES = sorted((ROOT / "pages").glob("*.py"))
MOST_LINES = 300
MOST_PAGE_LINES = 100


def lines_of(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_no_module_grows_beyond_three_hundred_lines() -> None:
    assert {path.name: n for path in MODULES if (n := lines_of(path)) > MOST_LINES} == {}


def test_no_page_grows_beyond_a_hundred_lines() -> None:
    assert {path.name: n for path in PAGES if (n := lines_of(path)) > MOST_PAGE_LINES} == {}


def test_every_room_is_drawn_in_the_architecture() -> None:
    drawn = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = {path.name for path in ROOMS.iterdir() if (path / "__init__.py").exists()}
    assert {room for room in rooms if room not in drawn} == set()


def test_functions_stay_within_forty_lines() -> None:
    long = {}
    # A migration's table stands in one piece.
    for path in (one for one in MODULES if "versions" not in one.parts):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                first = node.body[0]
                is_documented = isinstance(first, ast.Expr) and isinstance(
                    first.value, ast.Constant
                )
                start = (first.end_lineno or 0) if is_documented else node.lineno
                if (length := (node.end_lineno or 0) - start) > 40:
                    long[f"{path.name}:{node.name}"] = length
    assert long == {}


@pytest.mark.parametrize("module", ["asset_map.cli", "asset_map.geography.postcodes"])
def test_small_commands_do_not_wait_for_geopandas(module: str) -> None:
    slow = "{'geopandas', 'folium', 'pandas'}"
    program = f"import sys, {module}; print(sorted({slow} & set(sys.modules)))"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_what_is_tried_on_both_databases_is_there() -> None:
    assert {path for path in ON_BOTH if not path.is_file()} == set()
