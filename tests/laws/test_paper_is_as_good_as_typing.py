"""Cards on paper, keyed into a file, leave what typed ones leave; their order changes nothing."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ExchangeTerms, OfferAudience, Urgency
from asset_map.model.roadshow import Roadshow, RoadshowState, TreePart
from asset_map.model.words import fold
from asset_map.register import assets, links, roadshows
from asset_map.usecases.hold_session import close, session_of
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import Table, open_file
from asset_map.usecases.import_cards import end_on_paper, import_cards
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.write_cards import write_cards
from tests.usecases.conftest import PARTNER

NOW = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
HELD_ON = date(2026, 11, 22)
NUMBERS = count()

CARDS = st.lists(
    st.builds(
        Card,
        id=st.just(""),
        kind=st.sampled_from(CardKind),
        text=st.sampled_from(["A shed", "a SHED", "Tea", "=Hall", "Repair Café", "N/A"]),
        made_at=st.just(NOW),
        made_by=st.just(""),
        source=st.just(CardSource.TYPED),
        for_group=st.sampled_from(["", "Knitters", "repair cafe"]),
        tags=st.sampled_from([(), ("kitchen",), ("kitchen", "a, b")]),
        terms=st.sampled_from(ExchangeTerms),
        availability=st.sampled_from(["", "Tuesdays"]),
        urgency=st.sampled_from([None, *Urgency]),
        audience=st.sampled_from(OfferAudience),
        tree_part=st.sampled_from([None, *TreePart]),
    ),
    max_size=6,
)
on_the_house = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def roadshow(house: House, *, state: RoadshowState) -> str:
    number = next(NUMBERS)
    with house.register.writing() as connection:
        made = Roadshow(
            id=f"paper {number}", title="On paper", held_on=HELD_ON, code=f"C{number}", state=state,
            starts=time(10), ends=time(12),
        )  # fmt: skip
        return roadshows.add(connection, made).id


def as_file(written: Sequence[Card]) -> bytes:
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["card", "kind", "for", "tags", "terms", "when", "urgency", "consent", "tree"])
    for one in written:
        tags = "; ".join(f'"{tag}"' for tag in one.tags)
        part = one.tree_part.label if one.tree_part else ""
        urgency = one.urgency.label if one.urgency else ""
        rows.writerow([
            one.text, one.kind.label, one.for_group, tags, one.terms.label, one.availability,
            urgency, one.audience.label, part,
        ])  # fmt: skip
    return text.getvalue().encode()


def opened(house: House, file: bytes) -> Table:
    return open_file(house, file, file_name="cards.csv")


def left_behind(house: House, roadshow_id: str) -> dict[str, object]:
    """Return what a session left, without what tells which way it came in."""
    view = session_of(house, roadshow_id, actor=PARTNER)
    came_in = {"id": "", "made_at": NOW, "made_by": "", "source": CardSource.TYPED, "seq": 0}
    apart = {"asset_id": None, "offer_id": None, "roadshow_id": None}
    with house.register.reading() as connection:
        ids = [card.asset_id for card in view.cards if card.asset_id]
        names = {one.id: one for one in assets.get_many(connection, ids)}
        offers = [one for one in links.every_offer(connection) if one.roadshow_id == roadshow_id]
    return {
        "cards": sorted(repr(replace(card, **came_in, **apart)) for card in view.cards),  # type: ignore[arg-type]
        "of": sorted(
            f"{card.text} {fold(names[card.asset_id].name)} {names[card.asset_id].record_state}"
            for card in view.cards if card.asset_id
        ),
        "records": len(names),
        "recorded on": {one.provenance.recorded_on for one in names.values() if one.provenance},
        "offers": sorted(
            repr(replace(one, id="", roadshow_id=None, asset_id="")) for one in offers
        ),
        "state": view.roadshow.state,
    }  # fmt: skip


@on_the_house
@given(written=CARDS, data=st.data())
def test_paper_leaves_what_typing_leaves_in_whatever_order(
    house: House, written: list[Card], data: st.DataObject
) -> None:
    typed = roadshow(house, state=RoadshowState.OPEN)
    cards = [replace(one, id=f"{typed}-{n}", roadshow_id=typed) for n, one in enumerate(written)]
    write_cards(house, cards, actor=PARTNER, now=NOW)
    place_cards(house, typed, actor=PARTNER, now=NOW)

    left = [left_behind(house, typed)["cards"]]
    close(house, typed, actor=PARTNER, now=NOW)
    for order in (written, data.draw(st.permutations(written))):
        paper = roadshow(house, state=RoadshowState.PLANNED)
        for _ in range(2):
            import_cards(house, paper, opened(house, as_file(order)), actor=PARTNER, now=NOW)
        left.append(left_behind(house, paper)["cards"])
        end_on_paper(house, paper, actor=PARTNER, now=NOW)
        assert left_behind(house, paper) == left_behind(house, typed)
    assert left[0] == left[1] == left[2]


def test_a_session_on_paper_is_kept_under_its_own_day(house: House) -> None:
    paper = roadshow(house, state=RoadshowState.PLANNED)
    table = opened(house, b"card,kind\nRepair Cafe,group\n,offer\n")
    report = import_cards(house, paper, table, actor=PARTNER, now=NOW)
    assert report.headline == "1 card added under 22 November 2026. 1 row to mend."
    assert b"The card is empty" in report.problems_csv
    counts = end_on_paper(house, paper, actor=PARTNER, now=NOW)
    view = session_of(house, paper, actor=PARTNER)
    assert counts["proposed"] == 1
    assert view.cards[0].made_at.date() == HELD_ON
    assert (view.roadshow.opened_at, view.roadshow.closed_at) == (
        datetime(2026, 11, 22, 10, tzinfo=UTC),
        datetime(2026, 11, 22, 12, tzinfo=UTC),
    )
