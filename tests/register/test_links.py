from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from asset_map.model.connection import (
    Connection as Link,
)
from asset_map.model.connection import (
    ConnectionKind,
    ConnectionState,
    ExchangeTerms,
    Offer,
    OfferAudience,
    OfferState,
    Side,
    Urgency,
)
from asset_map.model.errors import InvalidSubmissionError, NotFoundError
from asset_map.register import links, merges
from asset_map.register.engine import Register
from asset_map.register.merges import Merge
from tests.register.drawn import asset, save_all

HOSTS = Link(id="hosts", from_id="library", to_id="knitters", kind=ConnectionKind.HOSTS)
GRANT = Link(
    id="grant",
    from_id="parish",
    to_id="library",
    kind=ConnectionKind.FUNDS,
    state=ConnectionState.DORMANT,
    since=date(2019, 4, 1),
    amount_gbp=1500,
    note="each spring",
    both_agreed=True,
    source="roadshow",
)
ROOM = Offer(
    id="room",
    asset_id="library",
    side=Side.OFFER,
    text="A room in the evening",
    tags=("meeting room", "kitchen"),
    terms=ExchangeTerms.LOAN,
    valid_until=date(2027, 1, 1),
    state=OfferState.MATCHED,
    audience=OfferAudience.PUBLIC,
    is_online_ok=True,
)
HELP = Offer(id="help", asset_id="knitters", side=Side.NEED, text="Help", urgency=Urgency.SOON)


@pytest.fixture
def hathern(register: Register) -> Register:
    with register.writing() as connection:
        save_all(connection, asset("library"), asset("knitters"), asset("parish"), asset("twin"))
    return register


def test_connections_are_read_back_as_they_were(hathern: Register) -> None:
    with hathern.writing() as connection:
        links.add(connection, HOSTS)
        links.add(connection, GRANT)
    with hathern.reading() as connection:
        assert links.get(connection, "grant") == GRANT
        assert links.every(connection) == [GRANT, HOSTS]
        assert links.of_asset(connection, "library") == [GRANT, HOSTS]
        assert links.of_asset(connection, "knitters") == [HOSTS]


def test_the_same_live_connection_is_refused_and_named(hathern: Register) -> None:
    with hathern.writing() as connection:
        links.add(connection, HOSTS)
        with pytest.raises(InvalidSubmissionError, match="'hosts' says already"):
            links.add(connection, replace(HOSTS, id="again"))
        links.add(connection, replace(HOSTS, id="trains", kind=ConnectionKind.TRAINS))


def test_a_symmetric_connection_is_the_same_both_ways(hathern: Register) -> None:
    works = Link(id="w", from_id="library", to_id="knitters", kind=ConnectionKind.WORKS_WITH)
    with hathern.writing() as connection:
        links.add(connection, works)
        back = replace(works, id="back", from_id="knitters", to_id="library")
        with pytest.raises(InvalidSubmissionError, match="says already"):
            links.add(connection, back)


def test_a_connection_that_ended_can_be_made_anew_but_not_both_revived(hathern: Register) -> None:
    with hathern.writing() as connection:
        links.add(connection, HOSTS)
        ended = links.update(connection, replace(HOSTS, state=ConnectionState.ENDED))
        links.add(connection, replace(HOSTS, id="anew"))
        with pytest.raises(InvalidSubmissionError, match="'anew'"):
            links.update(connection, replace(ended, state=ConnectionState.ACTIVE))


def test_nothing_is_connected_with_what_is_not_there(hathern: Register) -> None:
    with hathern.writing() as connection:
        with pytest.raises(NotFoundError, match="'ghost'"):
            links.add(connection, replace(HOSTS, to_id="ghost"))
        with pytest.raises(NotFoundError, match="'hosts'"):
            links.update(connection, HOSTS)
        with pytest.raises(NotFoundError, match="'ghost'"):
            links.add_offer(connection, replace(ROOM, asset_id="ghost"))
        with pytest.raises(NotFoundError, match="'room'"):
            links.update_offer(connection, ROOM)


def test_offers_and_needs_are_read_back_as_they_were(hathern: Register) -> None:
    with hathern.writing() as connection:
        links.add_offer(connection, ROOM)
        links.add_offer(connection, HELP)
        changed = links.update_offer(connection, replace(HELP, state=OfferState.FULFILLED))
    with hathern.reading() as connection:
        assert links.get_offer(connection, "room") == ROOM
        assert links.offers_of(connection, "knitters") == [changed]
        assert links.every_offer(connection) == [changed, ROOM]


def test_what_a_merge_moves_it_can_move_back(hathern: Register) -> None:
    between = Link(id="b", from_id="twin", to_id="library", kind=ConnectionKind.KNOWS)
    theirs = replace(HOSTS, id="theirs", from_id="twin")
    own = Link(id="own", from_id="parish", to_id="twin", kind=ConnectionKind.FUNDS)
    needed = replace(HELP, asset_id="twin")
    with hathern.writing() as connection:
        for link in (HOSTS, between, theirs, own):
            links.add(connection, link)
        links.add_offer(connection, needed)
        before = links.every(connection), links.every_offer(connection)
        moved = links.move(connection, from_asset="twin", to_asset="library")
        # The one between the two, and the one that the library has itself, stay.
        assert [one.id for one in moved] == ["own", "help"]
        assert links.get(connection, "own").to_id == "library"
        assert links.get_offer(connection, "help").asset_id == "library"
        links.move_back(connection, moved, to_asset="twin")
        assert links.every(connection) == before[0]
        # It was changed twice, and says what it said.
        assert links.every_offer(connection) == [replace(one, version=2) for one in before[1]]


def test_a_merge_is_kept_with_all_it_takes_to_undo_it(hathern: Register) -> None:
    at = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    merge = Merge(
        id="m1",
        kept_id="library",
        merged_id="twin",
        kept_version=1,
        merged_version=1,
        at=at,
        by="Ward officer",
        moved_links=(links.MovedLink("own", "parish", "twin"), links.MovedLink("help")),
    )
    with hathern.writing() as connection:
        merges.add(connection, merge)
        assert merges.get(connection, "m1") == merge
        merges.undo(connection, "m1", at=at, by="Ward officer")
        undone = replace(merge, undone_at=at, undone_by="Ward officer")
        assert merges.latest(connection) == merges.of_asset(connection, "twin") == [undone]
        assert merges.of_asset(connection, "parish") == []
        with pytest.raises(NotFoundError, match="'m2'"):
            merges.get(connection, "m2")


def test_a_pair_that_is_two_is_remembered_once_whichever_way_it_is_named(
    hathern: Register,
) -> None:
    with hathern.writing() as connection:
        assert merges.kept_apart(connection) == set()
        merges.not_same(connection, "twin", "library")
        merges.not_same(connection, "library", "twin")
        assert merges.kept_apart(connection) == {("library", "twin")}
