"""Whoever is shown what is withheld leaves a look behind: no other way to it is built."""

import ast
from collections.abc import Iterator
from pathlib import Path

from asset_map.model.role import Action
from asset_map.settings import ROOT

# The functions that ask whether somebody may see what is withheld, and keep the look.
KEEPS_LOOKS = {
    "withheld_looks.look_at_withheld": "looks.add",
    "find_person.find_person": "_note_looks",
}
# It chooses words for what was found, and shows none of a withheld place to others.
HIDES = {"find_person._trace"}


def functions_of(module: Path) -> Iterator[tuple[str, str]]:
    """Give each function of a module with its code."""
    code = module.read_text(encoding="utf-8")
    for node in ast.parse(code).body:
        if isinstance(node, ast.FunctionDef):
            yield f"{module.stem}.{node.name}", ast.get_source_segment(code, node) or ""


def test_only_what_keeps_a_look_shows_what_is_withheld() -> None:
    name = f"Action.{Action.SEE_WITHHELD.name}"
    every = dict(
        one
        for module in sorted((ROOT / "asset_map" / "usecases").glob("*.py"))
        for one in functions_of(module)
    )
    asking = {function for function, code in every.items() if name in code}
    assert asking == KEEPS_LOOKS.keys() | HIDES
    for function, keeping in KEEPS_LOOKS.items():
        assert f"{keeping}(" in every[function], function
