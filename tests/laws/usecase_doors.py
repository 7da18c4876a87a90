"""The use cases, found by reading their modules, and whether somebody gets past their question."""

import ast
import importlib
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Action, Actor
from asset_map.settings import ROOT

__all__ = ["ROOM", "Door", "asking", "doors", "functions", "opened"]

ROOM = ROOT / "asset_map"


@dataclass(frozen=True)
class Door:
    """A function of a use case that is there for others, and how it is written."""

    module: str
    node: ast.FunctionDef

    @property
    def name(self) -> str:
        return f"{self.module}.{self.node.name}"

    @property
    def parameters(self) -> set[str]:
        return {one.arg for one in (*self.node.args.args, *self.node.args.kwonlyargs)}

    @property
    def calls(self) -> set[str]:
        """The names that are called in it, or handed on."""
        return {one.id for one in ast.walk(self.node) if isinstance(one, ast.Name)}

    @property
    def action(self) -> Action | None:
        """What it requires by itself."""
        for one in ast.walk(self.node):
            if isinstance(one, ast.Call) and ast.unparse(one.func) == "require":
                wanted = ast.unparse(one.args[1])
                if wanted.startswith("Action.") and ast.unparse(one.args[0]) == "actor":
                    return Action[wanted.removeprefix("Action.")]
        return None

    @property
    def is_writing(self) -> bool:
        return ".writing()" in ast.unparse(self.node)


@cache
def functions() -> tuple[Door, ...]:
    return tuple(
        Door(path.stem, node)
        for path in sorted((ROOM / "usecases").glob("*.py"))
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    )


def doors() -> list[Door]:
    """The functions that take the whole house: those inside a transaction were let in before."""
    return [
        one
        for one in functions()
        if not one.node.name.startswith("_")
        and "house" in one.parameters
        and "connection" not in one.parameters
    ]


@cache
def asking() -> frozenset[str]:
    """The names of functions that require an action, themselves or by another that they call."""
    found = {one.node.name for one in functions() if "require(" in ast.unparse(one.node)}
    while more := {
        one.node.name
        for one in functions()
        if one.node.name not in found and "actor" in one.parameters and one.calls & found
    }:
        found |= more
    return frozenset(found)


class _TouchedError(Exception):
    """Somebody who was let in got to work."""


class _Untouched:
    """What stands for the register and everything else: whoever reaches it was let in."""

    def __getattr__(self, name: str) -> Any:
        raise _TouchedError(name)

    def __iter__(self) -> Iterator[Any]:
        raise _TouchedError


def opened(door: Door, actor: Actor) -> bool:
    """Whether the actor gets past a door's question."""
    function: Callable[..., object] = getattr(
        importlib.import_module(f"asset_map.usecases.{door.module}"), door.node.name
    )
    given = {
        name: _Untouched()
        for name, one in inspect.signature(function).parameters.items()
        if one.default is inspect.Parameter.empty
    }
    try:
        function(**{**given, "actor": actor})
    except NotAllowedError:
        return False
    except Exception:  # noqa: BLE001 - whatever goes wrong later, the question was answered
        return True
    return True
