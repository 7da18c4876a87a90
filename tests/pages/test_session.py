from datetime import UTC, date, datetime

import pytest
from streamlit.testing.v1 import AppTest

from asset_map.model.asset import AssetKind
from asset_map.model.card import Card, CardKind, CardSource
from asset_map.model.connection import ConnectionKind, ConnectionState
from asset_map.model.roadshow import Roadshow, RoadshowState, Step
from asset_map.model.role import Role
from asset_map.register import links
from asset_map.usecases.hold_session import SessionView, begin, session_of
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import Planned, roadshow_of, set_up
from asset_map.usecases.write_cards import write_cards
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words
from tests.usecases.conftest import PARTNER, group, kept


@pytest.fixture
def hall(house: House) -> Roadshow:
    now = datetime.now(UTC)
    planned = Planned(title="Net Loft roadshow", held_on=date(2026, 11, 28))
    made = set_up(house, planned, actor=PARTNER, now=now)
    return begin(house, made.id, actor=PARTNER, now=now)


def seen(house: House, hall: Roadshow) -> SessionView:
    return session_of(house, hall.id, actor=PARTNER)


def said(app: AppTest, line: str, kind: str = "group") -> AppTest:
    """Type a line on the screen for reading cards, and press Enter."""
    app.segmented_control("typed-kind").set_value(kind)
    app.text_input("typed-recognise").set_value(line)
    return press(app, "Add")


def test_every_screen_is_drawn_for_a_room_that_said_nothing_yet(
    open_page: Open, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id)
    titles = [app.title[0].value]
    while steps := [one for one in app.button if one.key == "step-next"]:
        steps[0].click().run()
        assert not app.exception
        assert not app.error
        titles.append(app.title[0].value)
    assert len(dict.fromkeys(titles)) == len(Step) + 1


def test_a_line_becomes_a_card_and_undo_sets_it_aside(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id, step="recognise")
    said(app, "Village hall", "place")
    said(app, "makes wedding cakes", "skill")
    view = seen(house, hall)
    assert [(card.text, card.kind, card.asset_kind) for card in view.cards] == [
        ("Village hall", CardKind.ASSET, AssetKind.SPACE),
        ("makes wedding cakes", CardKind.SKILL, None),
    ]
    app.button("undo").click().run()
    assert [card.text for card in seen(house, hall).cards] == ["Village hall"]
    press(app, "Show again: makes wedding cakes")
    assert len(seen(house, hall).cards) == 2


def test_two_that_say_the_same_are_offered_as_one_and_both_sayings_stay(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id, step="recognise")
    said(app, "Village hall", "place")
    said(app, "the village-hall", "place")
    press(app, "Yes, make them one")
    (card,) = seen(house, hall).cards
    assert seen(house, hall).sayings[card.id] == ("the village-hall",)
    assert "also “the village-hall”" in words(app)
    app.button("undo").click().run()
    assert len(seen(house, hall).cards) == 2
    assert "the same?" not in words(press(app, "No, keep both"))


def test_the_kind_of_a_card_is_changed(open_page: Open, house: House, hall: Roadshow) -> None:
    app = said(open_page("session", Role.PARTNER, id=hall.id, step="recognise"), "The big barn")
    (kind,) = [one for one in app.radio if (one.key or "").startswith("kind-")]
    kind.set_value("place").run()
    assert [card.asset_kind for card in seen(house, hall).cards] == [AssetKind.SPACE]


def test_what_is_typed_is_shown_as_typed(open_page: Open, hall: Roadshow) -> None:
    app = said(open_page("session", Role.PARTNER, id=hall.id, step="recognise"), HOSTILE)
    assert "<script>" not in raw_words(app)
    assert HOSTILE in words(app).replace("\u2060", "")


def test_heads_introductions_and_who_is_missing_are_kept(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id, step="check_in")
    assert hall.code in "".join(str(one.proto.body) for one in app.get("html"))
    app.number_input(f"heads-{hall.version}").set_value(31).run()
    app = open_page("session", Role.PARTNER, id=hall.id, step="introductions")
    app.text_input("who-name").set_value("Ada")
    app.text_input("who-home").set_value("bake bread")
    press(app, "Add")
    app = open_page("session", Role.PARTNER, id=hall.id, step="who_is_missing")
    app.text_area(f"missing-{hall.id}").set_value("Night workers")
    press(app, "Keep these words")

    view = seen(house, hall)
    assert (view.roadshow.head_count, view.roadshow.missing_voices) == (31, "Night workers")
    assert [one.first_name for one in view.people] == ["Ada"]
    assert [card.text for card in view.of_kind(CardKind.SKILL)] == ["bake bread"]

    press(open_page("session", Role.PARTNER, id=hall.id, step="introductions"), "Take out Ada")
    assert not seen(house, hall).people
    assert not seen(house, hall).cards


def test_an_offer_an_ask_and_what_comes_of_them(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id, step="offers_and_asks")
    for side, who, what in (
        (CardKind.OFFER, "Net Loft Hall", "a room on Tuesdays"),
        (CardKind.NEED, "Tuesday Knitters", "somewhere to meet"),
    ):
        app.segmented_control("exchange-side").set_value(side)
        app.text_input("exchange-who").set_value(who)
        app.text_input("exchange-what").set_value(what)
        app.pills("exchange-tags").set_value(["meeting room"])
        press(app, "Add")

    app = open_page("session", Role.PARTNER, id=hall.id, step="connect")
    assert "- Tuesday Knitters" in words(app)
    press(app, "Put them in touch")
    assert "- Tuesday Knitters" not in words(app)

    app = open_page("session", Role.PARTNER, id=hall.id, step="agree")
    app.text_input("agree-title").set_value("Knit at the Loft")
    app.text_input("agree-owner").set_value("Ada")
    app.multiselect("agree-assets").set_value(["hall", "knitters"])
    press(app, "Agree on this")
    (action,) = seen(house, hall).actions
    assert not action.is_bud
    assert "Knit at the Loft" in words(app)
    for word in ("introduced", "active", "dormant", "isolate", "bridge"):
        assert word not in words(app).casefold()


def offered_and_asked(house: House, hall: Roadshow) -> None:
    """The hall offers a room, and the knitters look for one."""
    said = ((CardKind.OFFER, "Net Loft Hall", "a room"), (CardKind.NEED, "Tuesday Knitters", "one"))
    now = datetime.now(UTC)
    write_cards(
        house,
        [
            Card(
                id=who, kind=side, text=what, for_group=who, tags=("meeting room",), made_at=now,
                made_by="", source=CardSource.TYPED, roadshow_id=hall.id,
            )
            for side, who, what in said
        ],
        actor=PARTNER,
        now=now,
    )  # fmt: skip


def connected(house: House) -> list[tuple[str, ConnectionKind, str, ConnectionState]]:
    with house.register.reading() as connection:
        return [(one.from_id, one.kind, one.to_id, one.state) for one in links.every(connection)]


@pytest.mark.parametrize("step", ["connect", "agree"])
def test_the_room_says_itself_that_two_are_connected_and_undo_ends_it(
    open_page: Open, house: House, hall: Roadshow, step: str
) -> None:
    kept(house, group("choir", "Sea Shanty Choir"), datetime.now(UTC))
    offered_and_asked(house, hall)
    app = open_page("session", Role.PARTNER, id=hall.id, step=step)
    # The room's own come first, then everybody else.
    assert app.selectbox("link-from-room").options == [
        "Net Loft Hall", "Tuesday Knitters", "Sea Shanty Choir"
    ]  # fmt: skip
    app.selectbox("link-from-room").set_value("hall")
    app.selectbox("link-to-room").set_value("choir").run()
    app.radio("link-state-room").set_value(ConnectionState.ACTIVE)
    press(app, "Keep this connection")
    hosts = "hall", ConnectionKind.HOSTS, "choir"
    assert connected(house) == [(*hosts, ConnectionState.ACTIVE)]
    with house.register.reading() as connection:
        assert links.of_roadshow(connection, hall.id)[0].source == "Net Loft roadshow"
    app.selectbox("link-to-room").set_value("choir").run()
    press(app, "Keep this connection")
    assert "is recorded already" in app.warning[0].value
    app.button("undo").click().run()
    assert connected(house) == [(*hosts, ConnectionState.ENDED)]


def test_two_who_know_each_other_are_never_suggested_again_and_that_is_recorded(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    offered_and_asked(house, hall)
    app = open_page("session", Role.PARTNER, id=hall.id, step="connect")
    assert "Nobody has decided on a suggestion in this session" in words(app)
    press(app, "They know each other already")
    assert "Of 1 suggestion decided in this session, 0 were taken up" in words(app)
    press(app, "Net Loft Hall gives room to Tuesday Knitters")
    assert connected(house) == [("hall", ConnectionKind.HOSTS, "knitters", ConnectionState.ACTIVE)]
    assert "shall that be recorded" not in words(app)
    app.session_state["session-standing"] = True
    press(app.run(), "It has ended")
    assert connected(house)[0][-1] is ConnectionState.ENDED
    assert not [one for one in app.button if one.label == "Put them in touch"]


def test_what_people_say_at_the_end_is_kept_and_only_counted(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    app = open_page("session", Role.PARTNER, id=hall.id, step="end")
    app.text_area(f"feedback-{hall.id}").set_value("Warm\n\nToo long").run()
    assert "2 things said" in words(app)
    assert seen(house, hall).roadshow.feedback == "Warm\n\nToo long"
    app.button("undo").click().run()
    assert seen(house, hall).roadshow.feedback == ""


def test_the_tree_is_drawn_and_said_as_a_list(open_page: Open, hall: Roadshow) -> None:
    said(open_page("session", Role.PARTNER, id=hall.id, step="recognise"), "Harbour Singers")
    app = open_page("session", Role.PARTNER, id=hall.id, step="tree")
    assert "- Harbour Singers" in words(app)
    assert "The same as a list: 1 card" in words(app)


def test_ending_it_is_told_and_phones_can_add_no_more(
    open_page: Open, house: House, hall: Roadshow
) -> None:
    said(open_page("session", Role.PARTNER, id=hall.id, step="recognise"), "Harbour Singers")
    app = open_page("session", Role.PARTNER, id=hall.id, step="end")
    app.checkbox(f"sure-{hall.id}").check().run()
    press(app, "End the session")
    assert "1 new record went to the officers." in words(app)
    assert roadshow_of(house, hall.id, actor=PARTNER).state is RoadshowState.CLOSED


def test_the_session_is_not_for_residents(open_page: Open, hall: Roadshow) -> None:
    app = open_page("session", Role.PUBLIC, id=hall.id)
    assert "This page is for" in words(app)
    assert hall.code not in words(app)
