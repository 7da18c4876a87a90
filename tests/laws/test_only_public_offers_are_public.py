"""Public pages tell of an offer or a need if, and only if, everybody was meant to read it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.asset import Asset, AssetKind
from asset_map.model.connection import Offer, OfferAudience, OfferState, Side
from asset_map.model.errors import NotFoundError
from asset_map.model.role import Audience
from asset_map.model.state import OperatingStatus, RecordState
from asset_map.register import assets, links
from asset_map.usecases.house import House
from tests.site.conftest import Browser, plain  # noqa: F401 - a fixture
from tests.usecases.conftest import EAST, WEST, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
CANARY = "Zwartekraai"
PAGES = (
    "/help",
    "/help?near=ZZ1+1AB",
    "/help?show=offers",
    "/help?show=offers&near=ZZ2+1AA",
    "/help?about=a+place",
    "/asset/said",
    f"/ward/{WEST}",
    f"/ward/{EAST}",
    "/find",
)

offers = st.builds(
    Offer,
    id=st.just("said"),
    asset_id=st.just("said"),
    side=st.sampled_from(Side),
    text=st.just(f"{CANARY} for tea"),
    tags=st.just(("meeting room", CANARY)),
    availability=st.just(CANARY),
    area=st.just(CANARY),
    valid_until=st.sampled_from([None, TODAY, TODAY - timedelta(1)]),
    state=st.sampled_from([OfferState.OPEN, OfferState.OPEN, *OfferState]),
    audience=st.sampled_from([OfferAudience.PUBLIC, *OfferAudience]),
)
records = st.builds(
    replace,
    st.just(group("said", "Tuesday Knitters")),
    kind=st.sampled_from([AssetKind.GROUP, AssetKind.GROUP, AssetKind.SKILL]),
    record_state=st.sampled_from([RecordState.APPROVED, RecordState.APPROVED, RecordState.DRAFT]),
    visible_to=st.sampled_from([Audience.PUBLIC, Audience.PUBLIC, Audience.PARTNER]),
)


def is_for_everybody(offer: Offer, asset: Asset) -> bool:
    return (
        offer.audience is OfferAudience.PUBLIC
        and offer.state is OfferState.OPEN
        and (offer.valid_until is None or offer.valid_until >= TODAY)
        and asset.record_state is RecordState.APPROVED
        and asset.visible_to is Audience.PUBLIC
        and asset.kind is not AssetKind.SKILL
        and asset.operating_status is OperatingStatus.ACTIVE
    )


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(offer=offers, asset=records)
def test_an_offer_is_on_public_pages_only_when_everybody_may_read_it(
    house: House,
    plain: Browser,  # noqa: F811 - the fixture
    offer: Offer,
    asset: Asset,
) -> None:
    with house.register.reading() as connection:
        try:
            version = assets.get(connection, asset.id).version
        except NotFoundError:
            version = 0
    kept(house, replace(asset, version=version), NOW)
    with house.register.writing() as connection:
        standing = {one.id: one.version for one in links.every_offer(connection)}
        if offer.id in standing:
            links.update_offer(connection, replace(offer, version=standing[offer.id]))
        else:
            links.add_offer(connection, offer)
    told = {page for page in PAGES if CANARY in plain.get(page).text}
    shown = "/help?show=offers" if offer.side is Side.OFFER else "/help"
    if is_for_everybody(offer, asset):
        assert told >= {shown, "/asset/said", f"/ward/{WEST}"}
    else:
        assert told == set()
