"""Each request and command is one line of JSON, which names a route and nobody."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.cli.edge import noted
from asset_map.settings import Settings, load_settings
from asset_map.site.app import furnish
from asset_map.site.doors import public_door
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.usecases.house import House
from asset_map.usecases.log_lines import JsonLines, set_up_logs
from tests.site.conftest import Browser, site_parts

CANARY = "zwartekraai"
AS_JSON = replace(Settings(), log_format="json")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What a process writes whose log is JSON; everything as before afterwards."""
    written = io.StringIO()
    root, made = logging.getLogger(), logging.getLogRecordFactory()
    before, level = list(root.handlers), root.level
    keep_values_out_of_logs()
    set_up_logs(AS_JSON)
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root.handlers = [handler]
    yield written
    root.handlers = before
    root.setLevel(level)
    logging.setLogRecordFactory(made)


def read(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_told_by_its_route_and_never_by_its_address(
    house: House, lines: io.StringIO
) -> None:
    parts = site_parts(replace(house.settings, log_format="json"))
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.get("/broken/{who}")
    def broken(who: str) -> None:
        raise RuntimeError(who)

    furnish(app, parts, workroom=PlainTextResponse("workroom"), door=public_door(parts, house))
    visitor = Browser(app)
    asked = (
        visitor.get(f"/status/{CANARY}?q={CANARY}"),
        visitor.get(f"/find?q={CANARY}"),
        visitor.post("/add/what", {"name": CANARY, "to": "next"}),
        visitor.get(f"/nothing/{CANARY}"),
        visitor.get(f"/app/{CANARY}?id={CANARY}"),
        visitor.get(f"/broken/{CANARY}"),
    )
    told = [line for line in read(lines) if line["event"] == "request"]
    assert [line["route"] for line in told] == [
        "/status/{token}",
        "/find",
        "/add/what",
        "none",
        "/app/…",
        "/broken/{who}",
    ]
    assert [line["status"] for line in told] == [one.status_code for one in asked]
    assert told[0]["id"] == asked[0].headers["x-request-id"]
    assert {"when", "level", "method", "ms", "by"} <= told[0].keys()
    assert CANARY not in lines.getvalue()
    assert "test_request_log.py" in lines.getvalue()  # where it broke


def test_a_command_is_told_by_its_name_and_how_it_ended(
    lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(SystemExit), noted("backup"):
        raise SystemExit(1)
    (line,) = read(lines)
    assert (line["event"], line["command"], line["status"]) == ("command", "backup", 1)
    monkeypatch.setenv("ASSET_MAP_LOG_FORMAT", "yaml")
    with pytest.raises(Exception, match="'plain' or 'json'"):
        load_settings()
