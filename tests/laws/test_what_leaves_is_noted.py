"""Whatever leaves the register is written down, so that it can be recalled for who is erased."""

import ast
from collections.abc import Iterator
from pathlib import Path

from asset_map import cli, web
from asset_map.settings import ROOT

_BROUGHT = "for whoever brought it in: their own rows, to mend"
# Buttons and writes that note nothing, and why.
NOT_NOTED = {
    "register_parts.take_away": "noted when it is made",
    "market_parts._list_of": "noted when it is handed over",
    "away_parts._download": "listed as a roadshow on its way, until it is merged",
    "import_parts.report": _BROUGHT,
    "paper_parts._tell": _BROUGHT,
    "roadshow_parts.papers": "posters and empty cards",
    "week.take_away": "what everybody may see",
    "bring_in._tell_problems": _BROUGHT,
    "connections.bring_in": _BROUGHT,
    "roadshow._tell_problems": _BROUGHT,
    "roadshow.pack": "listed as a roadshow on its way, until it is merged",
    "edge.write_out": "it is what notes",
}


def calls(package: Path, name: str) -> Iterator[tuple[str, ast.Call]]:
    """Give each call of a method of that name, with its module and function."""
    for path in sorted(package.rglob("*.py")):
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for node in ast.walk(function):
                    if (
                        isinstance(node, ast.Call)
                        and isinstance(node.func, ast.Attribute)
                        and node.func.attr == name
                    ):
                        yield f"{path.stem}.{function.name}", node


def test_every_file_of_the_workroom_is_noted_when_it_is_taken() -> None:
    folders = Path(web.__file__).parent, ROOT / "pages"
    silent = {
        where
        for folder in folders
        for where, call in calls(folder, "download_button")
        if "noted(" not in ast.unparse(call)
    }
    assert silent - set(NOT_NOTED) == set()


def test_every_file_of_a_command_is_noted() -> None:
    silent = {where for where, _ in calls(Path(cli.__file__).parent, "write_bytes")}
    assert silent - set(NOT_NOTED) == set()
