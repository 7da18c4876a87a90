"""A line in the log for each request: its route's name, and never its address."""

import time
from dataclasses import dataclass
from uuid import uuid4

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from asset_map.usecases.log_lines import note_line

__all__ = ["RequestLog", "route_of"]

_BROKEN = 500


@dataclass(frozen=True, slots=True)
class RequestLog:
    """Notes each request when it is answered, under an id that its answer carries too."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note how it went."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, request_id, status = time.monotonic(), uuid4().hex, _BROKEN

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = [*message.get("headers", ()), (b"x-request-id", request_id.encode())]
                message = {**message, "headers": headers}
            await send(message)

        try:
            await self.app(scope, receive, sending)
        finally:
            told = {
                "method": scope["method"],
                "route": route_of(scope),
                "status": status,
                "ms": round((time.monotonic() - began) * 1000),
                "id": request_id,
            }
            note_line("request", told)


def route_of(scope: Scope) -> str:
    """Return the name of the route that answered: its path, with what varies by its name."""
    if "endpoint" not in scope:
        return "none"
    if mounted := scope.get("root_path"):
        return f"{mounted}/…"
    if template := getattr(scope.get("route"), "path", ""):
        return str(template)
    path: str = scope["path"]
    for name, value in scope.get("path_params", {}).items():
        path = path.replace(str(value), f"{{{name}}}")
    return path
