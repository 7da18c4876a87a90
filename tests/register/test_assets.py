from dataclasses import replace
from datetime import datetime

import pytest
import sqlalchemy as sa

from asset_map.model.asset import Provenance, SourceKind
from asset_map.model.errors import ConflictError, InvalidSubmissionError, NotFoundError
from asset_map.model.location import GridPoint
from asset_map.model.role import Audience
from asset_map.register import areas, assets, history, public_view
from asset_map.register.assets import Saving
from asset_map.register.engine import Register
from tests.register.drawn import (
    EAST,
    NOW,
    OFFICER,
    WEST,
    asset,
    note,
    place,
    save,
    save_all,
    use_wards,
)


def test_what_was_saved_is_read_back(register: Register) -> None:
    drawn = asset(locations=(place(),), tags=("wool",))
    with register.writing() as connection:
        saved = save(connection, drawn)
    assert saved == replace(drawn, version=1)
    with register.reading() as connection:
        assert assets.get(connection, "knitters") == saved


def test_an_asset_that_is_not_there_is_not_found(register: Register) -> None:
    with register.reading() as connection, pytest.raises(NotFoundError, match="'nobody'"):
        assets.get(connection, "nobody")


def test_many_are_read_in_the_order_asked_for(register: Register) -> None:
    with register.writing() as connection:
        save_all(connection, asset("a"), asset("b"), asset("c"))
        found = assets.get_many(connection, ["c", "a"])
        with pytest.raises(NotFoundError):
            assets.get_many(connection, ["c", "nobody"])
    assert [one.id for one in found] == ["c", "a"]


def test_every_asset_is_read_once_in_the_order_they_came_in(register: Register) -> None:
    drawn = [asset(f"asset-{number}") for number in range(2500, 0, -1)]
    with register.writing() as connection:
        save_all(connection, *drawn)
    with register.reading() as connection:
        assert [one.id for one in assets.every(connection)] == [one.id for one in drawn]
        assert assets.count(connection) == 2500


def test_each_save_is_a_version_and_a_revision(register: Register) -> None:
    with register.writing() as connection:
        first = save(connection, asset())
        second = save(connection, replace(first, name="Wednesday Knitters"), action="edited")
    assert (first.version, second.version) == (1, 2)
    with register.reading() as connection:
        newest, oldest = history.of_asset(connection, "knitters")
    assert (newest.before, newest.after, newest.action) == (first, second, "edited")
    assert (oldest.before, oldest.after, oldest.action) == (None, first, "added")
    assert (newest.at, newest.actor_name, newest.actor_role) == (NOW, OFFICER.name, OFFICER.role)


def test_an_asset_can_be_seen_as_it_stood_in_a_version(register: Register) -> None:
    with register.writing() as connection:
        first = save(connection, asset())
        save(connection, replace(first, name="Wednesday Knitters"))
        assert history.state_at(connection, "knitters", 1) == first
        assert history.state_at(connection, "knitters", 3) is None
        assert history.state_at(connection, "nobody", 1) is None


def test_a_moment_without_a_zone_is_refused(register: Register) -> None:
    saving = Saving(asset=asset(), expected_version=0, note=note("r1", at=datetime(2026, 11, 22)))  # noqa: DTZ001
    with register.writing() as connection, pytest.raises(sa.exc.StatementError, match="time zone"):
        assets.save_many(connection, [saving])


def test_the_second_of_two_editors_is_told_and_nothing_is_overwritten(register: Register) -> None:
    with register.writing() as connection:
        seen = save(connection, asset())
    with register.writing() as connection:
        save(connection, replace(seen, name="First"))
    with (
        pytest.raises(ConflictError, match="version 2 now") as refused,
        register.writing() as connection,
    ):
        save(connection, replace(seen, name="Second"))
    assert refused.value.version == 2
    with register.reading() as connection:
        assert assets.get(connection, "knitters").name == "First"
        assert len(history.of_asset(connection, "knitters")) == 2


def test_a_new_asset_never_replaces_one_that_is_there(register: Register) -> None:
    with register.writing() as connection:
        save(connection, asset())
        with pytest.raises(ConflictError, match="version 1"):
            save(connection, asset(name="Another"))


def test_a_change_to_an_asset_that_was_never_saved_is_refused(register: Register) -> None:
    with register.writing() as connection, pytest.raises(NotFoundError):
        save(connection, asset(version=3))


def test_one_conflict_among_many_saves_none_of_them(register: Register) -> None:
    with register.writing() as connection:
        save(connection, asset("a"))
    with pytest.raises(ConflictError), register.writing() as connection:
        save_all(connection, asset("b"), asset("a"))
    with register.reading() as connection:
        assert assets.count(connection) == 1


def test_the_same_asset_twice_in_one_go_is_refused(register: Register) -> None:
    with register.writing() as connection, pytest.raises(InvalidSubmissionError, match="2 times"):
        save_all(connection, asset("a"), asset("a"))


def test_two_places_with_one_id_are_refused(register: Register) -> None:
    drawn = asset(locations=(place("hall"), place("hall", place_name="Annexe")))
    with register.writing() as connection, pytest.raises(InvalidSubmissionError, match="one id"):
        save(connection, drawn)


def test_nothing_to_save_saves_nothing(register: Register) -> None:
    with register.writing() as connection:
        assert assets.save_many(connection, []) == []
        assert register.change_count(connection) == 0


def test_wards_are_kept_and_follow_a_place_that_moves(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        saved = save(connection, asset(locations=(place(),)), wards={"hall": WEST})
        assert areas.placements_of(connection, "knitters")["hall"].code == WEST
        there = place(grid=GridPoint(easting=609_500.0, northing=510_000.0))
        save(connection, replace(saved, locations=(there,)), wards={"hall": EAST})
        assert areas.placements_of(connection, "knitters")["hall"].code == EAST


def test_a_place_saved_without_its_ward_has_none_any_more(register: Register) -> None:
    with register.writing() as connection:
        use_wards(connection)
        saved = save(connection, asset(locations=(place(),)), wards={"hall": WEST})
        save(connection, replace(saved, name="Wednesday Knitters"))
        assert areas.placements_of(connection, "knitters") == {}
        assert public_view.wards_of(connection, "knitters", audience=Audience.OFFICER) == {}


def test_a_ward_that_went_out_of_use_meanwhile_is_refused(register: Register) -> None:
    with register.writing() as connection, pytest.raises(ConflictError, match="No boundary set"):
        save(connection, asset(locations=(place(),)), wards={"hall": WEST})
    with register.writing() as connection:
        use_wards(connection)
        with pytest.raises(ConflictError, match="another one was chosen"):
            save(connection, asset("b", locations=(place(),)), wards={"hall": "E05000001"})


def test_assets_of_a_source_are_found(register: Register) -> None:
    said = Provenance(source="Libraries", source_kind=SourceKind.IMPORT, recorded_on=NOW.date())
    with register.writing() as connection:
        save_all(connection, asset("a", provenance=said), asset("b"))
        found = assets.of_source(connection, "Libraries")
    assert [one.id for one in found] == ["a"]


@pytest.mark.parametrize(
    "statement", ["UPDATE revisions SET action = 'x'", "DELETE FROM revisions"]
)
def test_the_database_itself_refuses_to_alter_the_history(
    register: Register, statement: str
) -> None:
    with register.writing() as connection:
        save(connection, asset())
    with (
        pytest.raises(sa.exc.DBAPIError, match="only ever added to"),
        register.writing() as connection,
    ):
        connection.exec_driver_sql(statement)
    with register.reading() as connection:
        assert history.latest(connection)[0].action == "added"


def test_no_text_with_a_character_that_cannot_be_kept_is_saved(register: Register) -> None:
    for text in ("tea\x00cake", "tea\ud800cake"):
        with register.writing() as connection, pytest.raises(InvalidSubmissionError, match="NUL"):
            save(connection, asset(name=text))


def test_a_place_without_real_coordinates_is_refused(register: Register) -> None:
    nowhere = place(grid=GridPoint(easting=float("nan"), northing=0.0))
    with register.writing() as connection, pytest.raises(InvalidSubmissionError, match="no number"):
        save(connection, asset(locations=(nowhere,)))


def test_every_change_moves_the_number_that_caches_watch(register: Register) -> None:
    with register.reading() as connection:
        before = register.change_count(connection)
    with register.writing() as connection:
        save(connection, asset())
    with register.reading() as connection:
        assert register.change_count(connection) > before
