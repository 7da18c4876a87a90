"""The form's two scripts, each under a name that changes with what is in it."""

import hashlib
from functools import cache
from pathlib import Path

from fastapi import APIRouter, Response

__all__ = ["script_names", "script_routes"]

_FOLDER = Path(__file__).parent / "script"
_FOREVER = "public, max-age=31536000, immutable"


@cache
def _scripts() -> dict[str, tuple[str, str]]:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in _FOLDER.glob("*.js")}
    return {
        stem: (f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.js", text)
        for stem, text in texts.items()
    }


def script_names() -> dict[str, str]:
    """Return the name that each script is served by."""
    return {stem: name for stem, (name, _) in _scripts().items()}


def script_routes() -> APIRouter:
    """Return the routes of the scripts."""
    routes = APIRouter()
    for name, text in _scripts().values():
        headers = {"Cache-Control": _FOREVER}
        answer = Response(text, media_type="text/javascript", headers=headers)
        routes.add_api_route(f"/{name}", lambda answer=answer: answer, response_model=None)
    return routes
