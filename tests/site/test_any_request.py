"""Whatever a program asks of the described routes, it is answered as the description says."""

from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from asset_map.usecases.house import House
from tests.site.conftest import Browser, plain_pages
from tests.site.test_open_routes import addresses, full

__all__ = ["full"]

ODD = st.one_of(
    st.text(max_size=40),
    st.integers().map(str),
    st.sampled_from(
        ["", "0", "-1", "1e999", "nan", "9" * 400, "%00", "../..", "' OR 1=1 --", "{{7*7}}"]
    ),
)
WITHOUT_END = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def parameters(operation: dict[str, Any], where: str) -> list[str]:
    return [one["name"] for one in operation.get("parameters", ()) if one["in"] == where]


def test_any_request_is_answered_as_the_description_says(full: House) -> None:
    browser = plain_pages(full)
    description = browser.get("/openapi.json").json()
    known = addresses(browser, full)
    asked: dict[str, set[int]] = {path: set() for path in known}

    @WITHOUT_END
    @given(path=st.sampled_from(sorted(known)), drawn=st.data())
    def ask(path: str, drawn: st.DataObject) -> None:
        operation = description["paths"][path]["get"]
        address = known[path]
        if drawn.draw(st.booleans()) and parameters(operation, "path"):
            odd = {one: quote(drawn.draw(ODD), safe="") for one in parameters(operation, "path")}
            address = path.format(**odd)
        named = st.sampled_from([*parameters(operation, "query"), "unknown"])
        query = drawn.draw(st.dictionaries(named, ODD, max_size=4))
        said = "&".join(f"{name}={quote(value, safe='')}" for name, value in query.items())
        asked[path].add(_asked(browser, description, operation, f"{address}?{said}"))

    ask()

    assert all(200 in statuses or statuses <= {404, 422, 400} for statuses in asked.values())


def _asked(
    browser: Browser, description: dict[str, Any], operation: dict[str, Any], address: str
) -> int:
    answer = browser.get(address)
    assert answer.status_code < 500, address
    # An odd value may spell another address altogether: that is nobody's route.
    expected = operation["responses"].get(str(answer.status_code))
    if expected is None:
        assert answer.status_code in {307, 404, 405}, (address, answer.status_code)
        return answer.status_code
    kinds = expected.get("content", {})
    kind = answer.headers.get("content-type", "").partition(";")[0]
    if kind in kinds and "json" in kind:
        schema = {**kinds[kind].get("schema", {}), "components": description["components"]}
        Draft202012Validator(schema).validate(answer.json())
    return answer.status_code
