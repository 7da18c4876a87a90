"""
A partner of other areas changes nothing, by any use case that writes and that partners may use.

They are found by reading their modules. A new one fails here until it stands in one of the two
tables: how it is called about something in the west, or why areas do not concern it.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import pytest

from asset_map.imports.table import Table
from asset_map.model.agreement import ActionState, AgreedAction, Story
from asset_map.model.away import RoadshowFile
from asset_map.model.card import Card, CardKind
from asset_map.model.connection import (
    Connection,
    ConnectionKind,
    ConnectionState,
    Offer,
    OfferState,
    Side,
)
from asset_map.model.errors import AssetMapError, NotAllowedError
from asset_map.model.location import GridPoint
from asset_map.model.market import Stall
from asset_map.model.role import Actor, Role
from asset_map.model.suggestion import DismissReason
from asset_map.register import agreements, links, market, roadshows
from asset_map.usecases.agree_actions import agree, change_action
from asset_map.usecases.ask_owners import ask_owners
from asset_map.usecases.confirm_connection import link_for
from asset_map.usecases.connect_assets import change, connect, move, take_back
from asset_map.usecases.follow_up import Saying, say_how_it_goes
from asset_map.usecases.going_links import going_link
from asset_map.usecases.hold_market import change_stall, remove_stall, set_up_stalls
from asset_map.usecases.hold_session import begin, close
from asset_map.usecases.hold_talks import Said, record_talk
from asset_map.usecases.house import House
from asset_map.usecases.import_cards import end_on_paper, import_cards
from asset_map.usecases.import_connections import import_connections
from asset_map.usecases.introduce import Introduction, introduce, take_out
from asset_map.usecases.mail_round import write_round
from asset_map.usecases.merge_roadshow import merge_roadshow
from asset_map.usecases.offer_things import add_offer, change_offer, move_offer
from asset_map.usecases.pack_roadshow import (
    Packing,
    end_pack,
    file_to_take,
    keep_pack,
    pack_roadshow,
)
from asset_map.usecases.place_cards import place_cards
from asset_map.usecases.set_up_roadshow import (
    Noted,
    Planned,
    change_roadshow,
    note_down,
    roadshow_of,
    set_up,
)
from asset_map.usecases.sign_up import hand_over_csv, list_link
from asset_map.usecases.suggest_matches import Suggested, accept, dismiss, suggested
from asset_map.usecases.tell_stories import keep_story, withdraw_story
from asset_map.usecases.tidy_cards import change_card, hide, merge_cards, unmerge
from asset_map.usecases.write_cards import write_cards
from tests.laws.everything import everything
from tests.laws.usecase_doors import doors, opened
from tests.usecases.conftest import EAST, OFFICER, WEST, group, kept
from tests.usecases.people import NOW
from tests.usecases.test_session import ROADSHOW, typed

HALL = ROADSHOW.id
EASTS = Actor(name="East's partner", role=Role.PARTNER, ward_codes=frozenset({EAST}))
WESTS = Actor(name="West's partner", role=Role.PARTNER, ward_codes=frozenset({WEST}))

# Why areas do not concern these.
ELSEWHERE_TOO = {
    "ask_owners.ask_owners": "it passes over what is not in them; see the test below",
    "build_pack.made_as": "a committee's pack; partners get none",
    "exports_made.note_export": "that a file was given out is written of everybody",
    "gap_snapshots.freeze": "figures, which are everybody's; no record is changed",
    "import_assets.import_assets": "a partner's file only proposes; an officer decides",
    "propose_offer.propose_offer": "anybody may propose; an officer decides",
    "report_problem.report_problem": "anybody may propose; an officer decides",
    "revise_submission.revise_submission": "anybody may propose; an officer decides",
    "sessions.end_everywhere": "one's own sessions",
    "submit_asset.submitting": "anybody may propose; an officer decides",
    "tidy_roadshows.tidy_roadshows": "the calendar says what is erased, and nobody chooses",
    "unpack_roadshow.unpack_roadshow": "it fills an empty register",
}


@dataclass(frozen=True, kw_only=True)
class West:
    """What there is in the west to be changed."""

    house: House
    file: RoadshowFile
    match: Suggested
    stall_id: str
    guest_id: str


ACTION = AgreedAction(
    id="repair", title="A repair morning", made_at=NOW, roadshow_id=HALL,
    asset_ids=("knitters", "rowers"), owner="Ada", owner_contact="ada@x.example",
)  # fmt: skip
# Agreed by two groups of the west without any roadshow.
LOOSE = replace(ACTION, id="loose", roadshow_id=None)
STORY = Story(
    id="lamps", title="Lamps", text="Twelve.", made_at=NOW, made_by="", ward_codes=(WEST,)
)
LINK = Connection(
    id="friends", from_id="knitters", to_id="rowers", kind=ConnectionKind.HOSTS,
    state=ConnectionState.IDEA, source="Somebody said so",
)  # fmt: skip
WOOL = Offer(id="wool", asset_id="knitters", side=Side.OFFER, text="Wool", tags=("wool",))
CARDS = [typed("one", "Bell ringers"), typed("two", "Ringers of bells")]
PAPER = Table(
    file_name="x", headings=("card", "kind"), rows=(("A van", "offer"),), row_numbers=(1,)
)
LINK_TABLE = Table(
    file_name="x",
    headings=("from", "what", "to"),
    rows=(("Rowers", "lends to", "Tuesday Knitters"),),
    row_numbers=(1,),
)


@pytest.fixture
def west(house: House) -> West:
    """Two groups, a roadshow with a market place, and what came of it; one group in the east."""
    kept(house, group(), NOW)
    kept(house, group("rowers", "Rowers"), NOW)
    singers = group("singers", "Singers")
    east = replace(singers.locations[0], grid=GridPoint(easting=603_000, northing=511_000))
    kept(house, replace(singers, locations=(east,)), NOW)
    with house.register.writing() as connection:
        roadshows.add(connection, replace(ROADSHOW, ward_codes=(WEST,)))
        links.add(connection, LINK)
        links.add_offer(connection, WOOL)
        need = replace(WOOL, id="ask", asset_id="rowers", side=Side.NEED)
        links.add_offer(connection, need)
        for one in (ACTION, LOOSE):
            agreements.add(connection, one)
        agreements.put_story(connection, STORY)
    packing = Packing(roadshow_id=HALL, passphrase="")
    file = file_to_take(house, packing, actor=OFFICER, now=NOW, new_id=lambda: "pack")
    keep_pack(house, file, sha256="")
    begin(house, HALL, actor=OFFICER, now=NOW)
    write_cards(house, CARDS, actor=OFFICER, now=NOW)
    guest = introduce(house, HALL, Introduction(first_name="Bo"), actor=OFFICER, now=NOW)
    with house.register.writing() as connection:
        stall = Stall(id="stall", roadshow_id=HALL, number=1, name="Knitters")
        market.put(connection, stall)
    (match,) = suggested(house, actor=OFFICER, today=NOW.date())
    return West(house=house, file=file, match=match, stall_id="stall", guest_id=guest.id)


Act = Callable[[West, Actor], object]


def _stall(west: West) -> Stall:
    with west.house.register.reading() as connection:
        return market.get(connection, west.stall_id)


def _card() -> Card:
    return typed("three", "A kettle", CardKind.OFFER, for_group="Tuesday Knitters")


ACTS: dict[str, Act] = {
    "agree_actions.agree": lambda w, a: agree(w.house, replace(ACTION, id="n"), actor=a, now=NOW),
    "agree_actions.change_action": lambda w, a: change_action(w.house, LOOSE, actor=a),
    "confirm_connection.link_for": lambda w, a: link_for(
        w.house, LINK.id, "rowers", actor=a, now=NOW
    ),
    "connect_assets.connect": lambda w, a: connect(
        w.house, replace(LINK, id="n", kind=ConnectionKind.LENDS), actor=a, now=NOW
    ),
    "connect_assets.change": lambda w, a: change(
        w.house, replace(LINK, note="Mine"), actor=a, now=NOW
    ),
    "connect_assets.move": lambda w, a: move(
        w.house, LINK.id, ConnectionState.INTRODUCED, actor=a, now=NOW
    ),
    "connect_assets.take_back": lambda w, a: take_back(w.house, LINK.id, actor=a, now=NOW),
    "follow_up.say_how_it_goes": lambda w, a: say_how_it_goes(
        w.house, LOOSE.id, Saying(state=ActionState.DOING), actor=a, now=NOW
    ),
    "going_links.going_link": lambda w, a: going_link(w.house, LOOSE.id, actor=a, now=NOW),
    "hold_market.set_up_stalls": lambda w, a: set_up_stalls(w.house, HALL, (), actor=a),
    "hold_market.change_stall": lambda w, a: change_stall(w.house, _stall(w), actor=a),
    "hold_market.remove_stall": lambda w, a: remove_stall(w.house, w.stall_id, actor=a),
    "hold_session.begin": lambda w, a: begin(w.house, HALL, actor=a, now=NOW),
    "hold_session.close": lambda w, a: close(w.house, HALL, actor=a, now=NOW),
    "hold_talks.record_talk": lambda w, a: record_talk(
        w.house,
        Said(id="t", held_on=NOW.date(), for_group="Tuesday Knitters", has_agreed=True),
        actor=a,
        now=NOW,
    ),
    "import_cards.import_cards": lambda w, a: import_cards(w.house, HALL, PAPER, actor=a, now=NOW),
    "import_cards.end_on_paper": lambda w, a: end_on_paper(w.house, HALL, actor=a, now=NOW),
    "introduce.introduce": lambda w, a: introduce(
        w.house, HALL, Introduction(first_name="Cy"), actor=a, now=NOW
    ),
    "introduce.take_out": lambda w, a: take_out(w.house, w.guest_id, actor=a, now=NOW),
    "mail_round.write_round": lambda w, a: write_round(w.house, HALL, actor=a, now=NOW),
    "merge_roadshow.merge_roadshow": lambda w, a: merge_roadshow(w.house, w.file, actor=a, now=NOW),
    "offer_things.add_offer": lambda w, a: add_offer(
        w.house, replace(WOOL, id="n"), actor=a, now=NOW
    ),
    "offer_things.change_offer": lambda w, a: change_offer(
        # Nor does it become somebody else's by saying so.
        w.house,
        replace(WOOL, text="Mine", asset_id="singers"),
        actor=a,
        now=NOW,
    ),
    "offer_things.move_offer": lambda w, a: move_offer(
        w.house, WOOL.id, OfferState.WITHDRAWN, actor=a, now=NOW
    ),
    "pack_roadshow.end_pack": lambda w, a: end_pack(w.house, w.file.pack.id, actor=a, now=NOW),
    "pack_roadshow.pack_roadshow": lambda w, a: pack_roadshow(
        w.house, Packing(roadshow_id=HALL, passphrase="kettle harbour seven"), actor=a, now=NOW
    ),
    "place_cards.place_cards": lambda w, a: place_cards(w.house, HALL, actor=a, now=NOW),
    "set_up_roadshow.set_up": lambda w, a: set_up(
        w.house, Planned(title="Again", held_on=NOW.date(), like=HALL), actor=a, now=NOW
    ),
    "set_up_roadshow.change_roadshow": lambda w, a: change_roadshow(
        w.house, roadshow_of(w.house, HALL, actor=OFFICER), actor=a
    ),
    "set_up_roadshow.note_down": lambda w, a: note_down(
        w.house, HALL, Noted(head_count=3), actor=a
    ),
    "sign_up.list_link": lambda w, a: list_link(w.house, w.stall_id, actor=a, now=NOW),
    "sign_up.hand_over_csv": lambda w, a: hand_over_csv(w.house, w.stall_id, actor=a, now=NOW),
    "suggest_matches.accept": lambda w, a: accept(w.house, w.match, actor=a, now=NOW),
    "suggest_matches.dismiss": lambda w, a: dismiss(
        w.house, w.match, DismissReason.OTHER, actor=a, now=NOW
    ),
    "tell_stories.keep_story": lambda w, a: keep_story(
        w.house, replace(STORY, ward_codes=(EAST,)) if a is EASTS else STORY, actor=a
    ),
    "tell_stories.withdraw_story": lambda w, a: withdraw_story(w.house, STORY.id, actor=a, now=NOW),
    "tidy_cards.change_card": lambda w, a: change_card(w.house, CARDS[0], actor=a, now=NOW),
    "tidy_cards.hide": lambda w, a: hide(w.house, "one", actor=a, now=NOW),
    "tidy_cards.merge_cards": lambda w, a: merge_cards(
        w.house, "one", into="two", actor=a, now=NOW
    ),
    "tidy_cards.unmerge": lambda w, a: unmerge(w.house, "one", actor=a, now=NOW),
    "write_cards.write_cards": lambda w, a: write_cards(w.house, [_card()], actor=a, now=NOW),
    # A file's rows are refused one by one.
    "import_connections.import_connections": lambda w, a: import_connections(
        w.house, LINK_TABLE, actor=a, now=NOW
    ),
}
BY_ROWS = {"import_connections.import_connections"}


def written_by_partners() -> set[str]:
    """The use cases that write, by themselves or by a part, and that let a partner in."""
    partner = Actor(name="Somebody", role=Role.PARTNER)
    return {
        one.name
        for one in doors()
        if "actor" in one.parameters
        and (one.is_writing or one.calls & {"gathered", "keep_pack"})
        and opened(one, partner)
    }


def test_every_use_case_of_partners_that_writes_minds_their_areas_or_says_why_not() -> None:
    assert written_by_partners() == {*ACTS, *ELSEWHERE_TOO}


def test_a_partner_of_the_east_changes_nothing_in_the_west(west: West) -> None:
    before = everything(west.house)

    answers = {name: refusal(act, west, EASTS) for name, act in ACTS.items()}

    let_in = {name for name, said in answers.items() if "outside the areas" not in said}
    assert let_in == BY_ROWS
    assert everything(west.house) == before


def test_a_partner_of_the_west_is_refused_none_of_it(west: West) -> None:
    """Else the law above would be kept by use cases that refuse everybody."""
    assert {name for name, act in ACTS.items() if refusal(act, west, WESTS)} == set()


def refusal(act: Act, west: West, actor: Actor) -> str:
    """Return why somebody may not; "" where they may, whatever else does not fit that day."""
    try:
        act(west, actor)
    except NotAllowedError as error:
        return str(error)
    except AssetMapError:
        return ""
    return ""


def test_owners_of_what_was_agreed_elsewhere_are_not_written_to(west: West) -> None:
    later = NOW.replace(month=12, day=20)
    asks = partial(ask_owners, west.house, now=later)

    assert asks(actor=EASTS) == 0
    assert asks(actor=WESTS) == 2


def test_a_connection_does_not_leave_the_area_by_being_changed(west: West) -> None:
    moved = replace(LINK, from_id="singers", to_id="singers-2")

    with pytest.raises(NotAllowedError, match="outside the areas"):
        change(west.house, moved, actor=WESTS, now=NOW)
