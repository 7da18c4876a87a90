"""Whatever is recorded, the feed is what the published schemas of the format allow."""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator, FormatChecker

from asset_map.exports.open_referral.feed import Feed, page
from asset_map.model.asset import Asset
from tests.exports.drawn import HALL, SECRET, asset, assets_of_any_kind
from tests.exports.test_open_referral import feed_of

pytestmark = pytest.mark.real_data


@cache
def schema(name: str) -> Draft202012Validator:
    folder = Path(os.environ["ASSET_MAP_REAL_DATA"]) / "open_referral_uk_3.0" / "schema"
    checks: dict[str, Any] = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    return Draft202012Validator(checks, format_checker=FormatChecker())


def check(feed: Feed) -> None:
    whole = {
        "services": "compiled/service",
        "service_at_locations": "compiled/service_at_location",
    }
    listed = {
        "services": "compiled/service_list",
        "service_at_locations": "compiled/service_at_location_list",
    }
    for name, objects in feed.collections().items():
        for one in objects.values():
            if name in whole:
                schema(whole[name]).validate(one)
        if name in listed:
            for one in page(list(objects.values()), number=1, size=50)["contents"]:
                schema(listed[name]).validate(one)
    for one in feed.taxonomy_terms.values():
        assert {"id", "name", "description"} <= set(one)


@settings(max_examples=60)
@given(drawn=assets_of_any_kind)
def test_any_record_is_valid(drawn: Asset) -> None:
    check(feed_of(drawn, asset(id="full", locations=(HALL, SECRET))))


@pytest.mark.parametrize(
    "fault", [{"status": "temporarily_closed"}, {"description": None}, {"id": "not a uuid"}]
)
def test_the_schemas_refuse_what_the_format_forbids(fault: dict[str, object]) -> None:
    (service,) = feed_of(asset()).services.values()
    assert not schema("compiled/service").is_valid({**service, **fault})
