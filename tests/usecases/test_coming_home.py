"""Who changed what: the rule that a merge goes by, field by field."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from asset_map.model.connection import ExchangeTerms, Offer, OfferState, Side
from asset_map.usecases.coming_home import digest_of, three_way
from tests.usecases.conftest import group

OFFERS = st.builds(
    Offer,
    id=st.just("one"),
    asset_id=st.just("choir"),
    side=st.just(Side.OFFER),
    text=st.sampled_from(["A van", "The van"]),
    terms=st.sampled_from([ExchangeTerms.GIFT, ExchangeTerms.LOAN]),
    state=st.sampled_from([OfferState.OPEN, OfferState.MATCHED, OfferState.WITHDRAWN]),
    valid_until=st.sampled_from([None, date(2026, 12, 24)]),
    tags=st.sampled_from([(), ("vehicle",)]),
)


@given(before=OFFERS, after=OFFERS, standing=OFFERS)
def test_what_the_office_changed_stays_and_what_it_left_alone_follows_the_laptop(
    before: Offer, after: Offer, standing: Offer
) -> None:
    merged, disputed = three_way(before, after, standing)
    for field in fields(Offer):
        was, new, here, now_is = (
            getattr(one, field.name) for one in (before, after, standing, merged)
        )
        assert now_is == (here if here != was else new)
        assert (field.name in disputed) == (new != was and here not in (was, new))


@given(before=OFFERS, after=OFFERS, standing=OFFERS)
def test_doing_it_again_changes_nothing(before: Offer, after: Offer, standing: Offer) -> None:
    merged, disputed = three_way(before, after, standing)
    assert three_way(before, after, merged) == (merged, disputed)


def test_a_digest_tells_what_a_record_says_and_not_how_often_it_was_saved() -> None:
    asset = group()
    assert digest_of(asset) == digest_of(replace(asset, version=7))
    assert digest_of(asset) != digest_of(replace(asset, cost_note="Free"))
