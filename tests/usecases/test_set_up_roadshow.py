"""Setting up a roadshow, noting what happens, and agreeing what to do."""

from dataclasses import replace
from datetime import date, datetime, time

import pytest

from asset_map.model.agreement import ActionState, AgreedAction
from asset_map.model.errors import (
    ConflictError,
    InvalidSubmissionError,
    NotAllowedError,
    NotFoundError,
)
from asset_map.model.roadshow import Invitation, Reply, RoadshowState, TreePart
from asset_map.usecases.agree_actions import agree, change_action
from asset_map.usecases.find_roadshow import every_roadshow
from asset_map.usecases.hold_session import begin, moved_since, session_of
from asset_map.usecases.house import House
from asset_map.usecases.set_up_roadshow import (
    PRIVACY_WORDS,
    Noted,
    Planned,
    change_roadshow,
    new_code,
    note_down,
    set_up,
    to_invite,
)
from tests.usecases.conftest import PARTNER, RESIDENT, group, kept

DAY = date(2026, 11, 28)
PLANNED = Planned(title="  Net Loft   roadshow ", held_on=DAY, place="The Net Loft")


def test_a_new_roadshow_has_a_code_a_plan_and_privacy_words(house: House, now: datetime) -> None:
    made = set_up(house, PLANNED, actor=PARTNER, now=now)
    assert (made.title, made.state) == ("Net Loft roadshow", RoadshowState.PLANNED)
    assert sum(line.minutes for line in made.agenda) == 120
    assert made.privacy_words == PRIVACY_WORDS
    assert every_roadshow(house, actor=PARTNER) == [made]
    assert len(made.code) == 5


def test_a_code_that_is_taken_is_not_given_again(house: House, now: datetime) -> None:
    codes = iter(["KMRTW", "KMRTW", "KMRT7"])
    made = [
        set_up(house, PLANNED, actor=PARTNER, now=now, draw_code=lambda: next(codes)).code
        for _ in range(2)
    ]
    assert made == ["KMRTW", "KMRT7"]
    assert not set("01258ILOSUVZ") & set("".join(new_code() for _ in range(200)))


def test_a_copy_keeps_the_plan_and_asks_everybody_again(house: House, now: datetime) -> None:
    first = set_up(house, PLANNED, actor=PARTNER, now=now)
    coming = Invitation(name="Tuesday Knitters", asset_id="knitters", reply=Reply.COMING)
    labels = {TreePart.ROOTS: "What matters here"}
    first = change_roadshow(
        house, replace(first, invitations=(coming,), tree_labels=labels), actor=PARTNER
    )
    begin(house, first.id, actor=PARTNER, now=now)
    note_down(house, first.id, Noted(head_count=31), actor=PARTNER)

    again = Planned(title="The next one", held_on=date(2027, 2, 6), like=first.id)
    copy = set_up(house, again, actor=PARTNER, now=now)

    assert copy.invitations == (replace(coming, reply=Reply.INVITED),)
    assert (copy.label(TreePart.ROOTS), copy.place) == ("What matters here", "The Net Loft")
    assert copy.code != first.code
    assert (copy.state, copy.head_count) == (RoadshowState.PLANNED, 0)


def test_what_is_noted_goes_beside_what_somebody_else_changes(house: House, now: datetime) -> None:
    made = set_up(house, PLANNED, actor=PARTNER, now=now)
    seq = session_of(house, made.id, actor=PARTNER).seq
    note_down(house, made.id, Noted(head_count=12), actor=PARTNER)
    assert moved_since(house, made.id, seq)
    noted = note_down(house, made.id, Noted(missing_voices="Young fathers"), actor=PARTNER)
    assert (noted.head_count, noted.missing_voices) == (12, "Young fathers")
    with pytest.raises(ConflictError):
        change_roadshow(house, replace(made, place="Elsewhere"), actor=PARTNER)


@pytest.mark.parametrize(
    "faulty", [{"title": " "}, {"title": "x" * 121}, {"starts": time(14), "ends": time(12)}]
)
def test_what_does_not_do_is_refused(
    house: House, now: datetime, faulty: dict[str, object]
) -> None:
    made = set_up(house, PLANNED, actor=PARTNER, now=now)
    with pytest.raises(InvalidSubmissionError):
        change_roadshow(house, replace(made, **faulty), actor=PARTNER)  # type: ignore[arg-type]


@pytest.mark.parametrize("year", [1926, 9999])
def test_a_year_that_nobody_means_is_refused(house: House, now: datetime, year: int) -> None:
    with pytest.raises(InvalidSubmissionError, match=f"the year {year}"):
        set_up(house, replace(PLANNED, held_on=date(year, 12, 31)), actor=PARTNER, now=now)


def test_residents_set_up_nothing(house: House, now: datetime) -> None:
    with pytest.raises(NotAllowedError):
        set_up(house, PLANNED, actor=RESIDENT, now=now)


def test_groups_to_ask_are_found_in_the_register(house: House, now: datetime) -> None:
    kept(house, group(), now)
    found = to_invite(house, "knit", actor=PARTNER, today=DAY)
    assert [one.name for one in found] == ["Tuesday Knitters"]


def test_an_action_is_a_bud_until_it_has_an_owner_and_two_sides(
    house: House, now: datetime
) -> None:
    made = set_up(house, PLANNED, actor=PARTNER, now=now)
    wanted = AgreedAction(id="lamp", title=" Mend  lamps ", made_at=now, roadshow_id=made.id)
    bud = agree(house, wanted, actor=PARTNER, now=now)
    assert agree(house, replace(wanted, title="Twice"), actor=PARTNER, now=now) == bud
    assert (bud.title, bud.is_bud) == ("Mend lamps", True)
    with pytest.raises(NotFoundError, match="nowhere"):
        change_action(house, replace(bud, asset_ids=("nowhere",)), actor=PARTNER)
    for asset_id in ("knitters", "hall"):
        kept(house, replace(group(), id=asset_id), now)
    fruit = change_action(
        house, replace(bud, owner="Ada", asset_ids=("knitters", "hall")), actor=PARTNER
    )
    assert not fruit.is_bud
    moved = replace(fruit, state=ActionState.LET_GO, roadshow_id="elsewhere")
    dropped = change_action(house, moved, actor=PARTNER)
    assert session_of(house, made.id, actor=PARTNER).actions == (dropped,)
    with pytest.raises(InvalidSubmissionError, match="what you will do"):
        agree(house, replace(wanted, id="none", title=" "), actor=PARTNER, now=now)
