"""Whatever people say and decide: only they connect, and what they put aside stays away."""

from datetime import UTC, date, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.connection import ConnectionState, Offer, Side
from asset_map.model.suggestion import DismissReason
from asset_map.register import links
from asset_map.usecases.house import House
from asset_map.usecases.suggest_matches import Suggested, accept, dismiss, suggested
from tests.usecases.conftest import PARTNER, group, kept

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
TODAY = date(2026, 11, 22)
_number = count()

sayings = st.tuples(
    st.integers(0, 3),
    st.sampled_from(Side),
    st.sampled_from(["meeting room", "a place", "vehicle"]),
    st.integers(1, 2),
)
# What is said, then how many suggestions are looked at, and which of them are decided how.
turns = st.lists(
    st.tuples(st.lists(sayings, max_size=4), st.sampled_from(["look", "accept", "dismiss"])),
    min_size=2,
    max_size=6,
)


def _aside(one: Suggested) -> tuple[frozenset[str], str]:
    return frozenset({one.idea.giver_id, one.idea.taker_id}), one.idea.tag


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(told=turns)
def test_only_accepting_connects_and_what_is_dismissed_never_returns(
    house: House, told: list[tuple[list[tuple[int, Side, str, int]], str]]
) -> None:
    run = next(_number)
    for number in range(4):
        kept(house, group(f"g{run}-{number}", f"Group {run} {number}"), NOW)
    aside: set[tuple[frozenset[str], str]] = set()
    with house.register.reading() as connection:
        before = {link.id for link in links.every(connection)}
    accepted: set[str] = set()
    for said, deed in told:
        with house.register.writing() as connection:
            for whose, side, tag, capacity in said:
                offer = Offer(
                    id=f"o{run}-{next(_number)}", asset_id=f"g{run}-{whose}", side=side, text="x",
                    tags=(tag,), capacity=capacity,
                )  # fmt: skip
                links.add_offer(connection, offer)
        ideas = suggested(house, actor=PARTNER, today=TODAY)
        assert not aside & {_aside(one) for one in ideas}
        if ideas and deed == "accept":
            accepted.add(accept(house, ideas[0], actor=PARTNER, now=NOW).id)
        elif ideas and deed == "dismiss":
            dismiss(house, ideas[0], DismissReason.NOT_NOW, actor=PARTNER, now=NOW)
            aside.add(_aside(ideas[0]))
        with house.register.reading() as connection:
            made = [link for link in links.every(connection) if link.id not in before]
        assert {link.id for link in made} == accepted
        assert all(link.state is ConnectionState.INTRODUCED for link in made)
