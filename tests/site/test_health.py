from dataclasses import replace

from fastapi import FastAPI
from starlette.responses import PlainTextResponse

from asset_map.site.app import furnish
from asset_map.site.health import health_routes
from asset_map.usecases.house import House
from tests.site.conftest import Browser, site_parts

TOKEN = "a token of the watch"


def watched(house: House, *, token: str = "", client: str = "127.0.0.1") -> Browser:
    app = FastAPI()
    parts = site_parts(replace(house.settings, metrics_token=token))
    furnish(app, parts, workroom=PlainTextResponse(""), door=(health_routes(parts, house),))
    return Browser(app, client=client)


def test_a_server_is_ready_while_its_database_has_the_tables_of_this_version(house: House) -> None:
    assert watched(house).get("/api/ready").status_code == 200
    with house.register.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    answer = watched(house).get("/api/ready")
    assert (answer.status_code, answer.json()["status"]) == (503, "not ready")


def test_a_database_that_does_not_answer_is_said_and_nothing_of_it(house: House) -> None:
    with house.register.writing() as connection:
        connection.exec_driver_sql("DROP TABLE alembic_version")
        connection.exec_driver_sql("DROP TABLE marks")
    assert watched(house).get("/api/ready").status_code == 503


def test_figures_are_for_this_machine_or_for_the_token(house: House) -> None:
    assert "asset_map_assets 0\n" in watched(house).get("/metrics").text
    far = watched(house, token=TOKEN, client="192.0.2.7")
    assert far.get("/metrics").status_code == 404
    assert far.get("/metrics", headers={"Authorization": "Bearer wrong"}).status_code == 404
    assert far.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).status_code == 200
    nobody = watched(house, client="192.0.2.7")
    assert nobody.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404
