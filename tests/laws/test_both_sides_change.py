"""Whatever each side changes while a roadshow is away: the office's stays, the laptop's is told."""

from dataclasses import replace
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.model.asset import Asset
from asset_map.model.connection import Offer
from asset_map.model.submission import SubmissionKind
from asset_map.register import assets, links
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import look_at, queue
from tests.usecases.away import NOW, brought_back, fill_office, laptop_of, merged, packed
from tests.usecases.conftest import OFFICER, kept

TURNS = count()
on_the_house = settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
# What each side makes of two fields of an offer, and of two of a record; None leaves it alone.
CHANGES = st.fixed_dictionaries(
    {
        name: st.sampled_from([None, "mornings", "evenings"])
        for name in ("availability", "area", "cost_note", "access_notes")
    }
)
Changes = dict[str, str | None]


def change(house: House, changes: Changes, turn: int) -> None:
    made = {name: f"{said} {turn}" for name, said in changes.items() if said}
    offer_made = {name: said for name, said in made.items() if name in {"availability", "area"}}
    asset_made = {name: said for name, said in made.items() if name not in offer_made}
    with house.register.writing() as connection:
        offer = links.get_offer(connection, "wool")
        links.update_offer(connection, replace(offer, **offer_made))  # type: ignore[arg-type]
        choir = assets.get(connection, "choir")
    if asset_made:
        kept(house, replace(choir, **asset_made), NOW)  # type: ignore[arg-type]


def standing(house: House) -> tuple[Offer, Asset]:
    with house.register.reading() as connection:
        return links.get_offer(connection, "wool"), assets.get(connection, "choir")


def waiting(house: House) -> dict[str, SubmissionKind]:
    return {one.id: one.kind for one in queue(house, actor=OFFICER, limit=1000)[0]}


@on_the_house
@given(here=CHANGES, there=CHANGES)
def test_nothing_is_lost_on_either_side(
    house: House, tmp_path: Path, migrated_file: Path, here: Changes, there: Changes
) -> None:
    turn = next(TURNS)
    with house.register.reading() as connection:
        is_new = assets.count(connection) == 0
    if is_new:
        fill_office(house)
    folder = tmp_path / str(turn)
    folder.mkdir()
    with laptop_of(house, migrated_file, folder, packed(house)) as laptop:
        before = standing(house)
        change(laptop, there, turn)
        change(house, here, turn)
        at_office, told = standing(house), waiting(house)
        file = brought_back(laptop)
        merged(house, file)
    offer, choir = standing(house)
    assert choir == at_office[1], "a record is never written over"
    for name in ("availability", "area"):
        value = f"{here[name] or there[name]} {turn}" if here[name] or there[name] else None
        assert getattr(offer, name) == (value or getattr(before[0], name))
    new = {id_: kind for id_, kind in waiting(house).items() if id_ not in told}
    is_disputed = any(
        here[name] and there[name] and here[name] != there[name]
        for name in ("availability", "area")
    )
    assert (SubmissionKind.REPORT in new.values()) == is_disputed
    proposed = [id_ for id_, kind in new.items() if kind is SubmissionKind.CHANGE]
    assert len(proposed) == bool(there["cost_note"] or there["access_notes"])
    for id_ in proposed:
        seen = look_at(house, id_, actor=OFFICER).proposed
        assert seen is not None
        for name in ("cost_note", "access_notes"):
            said = f"{there[name]} {turn}" if there[name] else getattr(at_office[1], name)
            assert getattr(seen, name) == said
    after = standing(house), waiting(house)
    merged(house, file)
    assert (standing(house), waiting(house)) == after
