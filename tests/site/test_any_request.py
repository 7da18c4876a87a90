"""Whatever a program asks of the described routes, it is answered as the description says."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import positive_data_acceptance
from schemathesis.core.result import Ok
from schemathesis.generation import GenerationMode

from asset_map.usecases.house import House
from tests.site.conftest import plain_app
from tests.site.test_open_routes import full, register_url

__all__ = ["full", "register_url"]

# A postcode may be well written and yet be none: only the directory knows.
FEW = settings(
    max_examples=10,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)


def test_any_request_is_answered_as_the_description_says(full: House) -> None:
    described = schemathesis.openapi.from_asgi("/openapi.json", plain_app(full))
    operations = list(described.get_all_operations())
    for found in operations:
        assert isinstance(found, Ok)
        operation = found.ok()
        # What stands in a path is a text, and any text is one: no request can be wrong there.
        for mode in GenerationMode if len(operation.query) else [GenerationMode.POSITIVE]:

            @FEW
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: schemathesis.Case[Any]) -> None:
                case.call_and_validate(timeout=120, excluded_checks=[positive_data_acceptance])

            ask()

    assert len(operations) > 10
