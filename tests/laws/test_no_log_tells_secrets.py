"""What somebody typed, and what is withheld, is in no log, no error text and no address."""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError, SQLAlchemyError
from starlette.responses import PlainTextResponse

from asset_map.model.asset import Asset, Contact
from asset_map.model.errors import AssetMapError
from asset_map.model.location import PublishLocation
from asset_map.model.query import Query
from asset_map.model.roadshow import Roadshow, RoadshowState
from asset_map.register import roadshows
from asset_map.register.rows import text_from
from asset_map.register.schema import marks
from asset_map.site.app import furnish
from asset_map.site.quiet_logs import keep_values_out_of_logs
from asset_map.usecases.edit_asset import edit_asset
from asset_map.usecases.find_assets import find_assets
from asset_map.usecases.house import House
from asset_map.usecases.locating import near
from asset_map.usecases.view_asset import view_asset
from tests.site.conftest import Browser, plain_pages, site_parts
from tests.usecases.conftest import OFFICER, PARTNER, RESIDENT, group, kept

NAME, PHONE, EMAIL, POSTCODE = "Zwartekraai", "01632 960777", "kraai@nest.example", "ZZ1 2AA"
CANARIES = (NAME, PHONE, EMAIL, POSTCODE, "ZZ12AA", "ZZ1%202AA", "kraai%40")


def told(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.casefold() in text.casefold()]


@pytest.fixture
def quiet() -> Iterator[None]:
    """The logs as the server has them."""
    before = logging.getLogRecordFactory()
    keep_values_out_of_logs()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize("path", ["database", "reading", "chained"])
@pytest.mark.usefixtures("quiet")
def test_an_error_that_nobody_foresaw_is_logged_by_its_place_alone(
    house: House, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    app = FastAPI(docs_url=None, redoc_url=None)

    @app.get("/broken/database/{who}")
    def database(who: str) -> None:
        with house.register.writing() as connection:
            for _ in range(2):
                connection.execute(marks.insert(), {"key": f"{who} {NAME}", "value": EMAIL})

    @app.get("/broken/reading/{who}")
    def reading(who: str) -> None:
        text_from(Asset, f'{{"name": "{NAME}", "phone": "{PHONE}", "kind": "{who}"}}')

    @app.get("/broken/chained/{who}")
    def chained(who: str) -> None:
        try:
            int(who)
        except ValueError as error:
            message = f"{EMAIL} is wrong"
            raise RuntimeError(message) from error

    furnish(app, site_parts(house.settings), workroom=PlainTextResponse("the workroom"))
    answer = Browser(app).get(f"/broken/{path}/kraai@nest.example")
    # What a server does with what a page let through.
    try:
        {"database": database, "reading": reading, "chained": chained}[path](EMAIL)
    except (SQLAlchemyError, ValidationError, RuntimeError):
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")

    assert answer.status_code == 500
    assert told(answer.text) == []
    assert "test_no_log_tells_secrets.py" in caplog.text
    assert told(caplog.text) == []


def test_the_database_says_nothing_of_what_it_refused(house: House) -> None:
    twice = [{"key": NAME, "value": EMAIL}] * 2
    with pytest.raises(IntegrityError) as refused, house.register.writing() as connection:
        connection.execute(marks.insert(), twice)
    assert told(str(refused.value)) == []


def hidden(house: House, now: datetime) -> Asset:
    drawn = group("refuge", "Safe Haven")
    place = replace(
        drawn.locations[0],
        publish=PublishLocation.WITHHELD,
        place_name=NAME,
        address=f"{NAME} Lane",
        postcode=POSTCODE,
    )
    contact = Contact(role="manager", email=EMAIL, phone=PHONE)
    return kept(house, replace(drawn, locations=(place,), contact=contact), now)


def test_no_refusal_tells_of_a_withheld_place(house: House, now: datetime) -> None:
    stale = hidden(house, now)
    kept(house, stale, now)
    tries = (
        lambda: edit_asset(house, stale, reason="", actor=OFFICER, now=now),
        lambda: view_asset(house, "refuge-place", actor=PARTNER, today=now.date()),
        lambda: find_assets(
            house, Query(near=near(house, "ZZ1 9ZZ")), actor=RESIDENT, today=now.date()
        ),
    )
    said = []
    for one in tries:
        try:
            one()
        except AssetMapError as error:
            said.append(repr(error) + str(error))
    assert len(said) >= 2
    assert told("\n".join(said)) == []


def test_no_address_carries_what_was_typed(
    house: House, now: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hidden(house, now)
    kept(house, group(), now)
    roadshow = Roadshow(
        id="r1", title="Autumn", held_on=now.date(), code="NET123", state=RoadshowState.OPEN
    )
    with house.register.writing() as connection:
        roadshows.add(connection, roadshow)
    browser = plain_pages(house)
    sent: tuple[tuple[str, dict[str, str | list[str]]], ...] = (
        ("/report/knitters", {"what": "wrong", "request": "k1", "note": NAME, "email": EMAIL}),
        ("/join/NET123", {"key": "k2", "first_name": NAME, "email": EMAIL}),
        ("/find", {}),
    )
    addresses = []
    for path, form in sent:
        answer = browser.post(path, form) if form else browser.get(f"{path}?q=refuge")
        addresses += [answer.headers.get("location", ""), str(answer.headers)]
        assert not form or answer.status_code == 303
    assert told("\n".join(addresses)) == []
    # What SQLite and the mail are given is theirs; our own logs and the server's hold nothing.
    ours = [one for one in caplog.records if one.name.startswith(("asset_map", "uvicorn"))]
    assert told("\n".join(one.getMessage() for one in ours)) == []
