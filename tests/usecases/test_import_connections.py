"""A spreadsheet of connections: good rows come in, the others say what to mend."""

from dataclasses import replace
from datetime import datetime

import pytest

from asset_map.imports.table import Table
from asset_map.model.asset import Identifier
from asset_map.model.connection import ConnectionState, ConnectionStep
from asset_map.model.errors import NotAllowedError
from asset_map.model.role import Audience
from asset_map.register import link_events, links
from asset_map.usecases.connect_assets import move
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import open_file
from asset_map.usecases.import_connections import LinkReport, import_connections
from tests.usecases.conftest import EAST, NOW, OFFICER, PARTNER, RESIDENT, group, kept

AT = datetime.fromisoformat(NOW)
FILE = """From,Kind,To,To place,Amount,Since
hall,gives room to,tuesday knitters,,,2024-01-05
GB-CHC=1234567,works with,Coffee morning,ZZ2 1AA,,
The Hall,funds,Coffee morning (Quayside),,250,
The Hall,hosts,Coffee morning,,,
The Hill,hosts,Choir,,,
The Hall,likes,Choir,,,
The Hall,hosts,The Hall,,,
The Hall,hosts,Choir,,90,
Choir,hosts,The Hall,,,2099-01-01
"""


def brought(house: House, text: str = FILE) -> LinkReport:
    return import_connections(house, opened(house, text), actor=PARTNER, now=AT)


def opened(house: House, text: str) -> Table:
    return open_file(house, text.encode(), file_name="connections.csv")


@pytest.fixture
def office(house: House) -> House:
    """A hall, knitters, a choir, and two coffee mornings; one is in the other ward."""
    east = group("coffee-2", "Coffee morning")
    there = replace(
        east.locations[0],
        id="there",
        postcode="ZZ2 1AA",
        place_name="Quayside",
        point=None,
        grid=None,
    )
    number = Identifier(scheme="GB-CHC", value="1234567")
    for asset in (
        group("hall", "The Hall"),
        group("knitters", "Tuesday Knitters"),
        replace(group("choir", "Choir"), identifiers=(number,)),
        group("coffee-1", "Coffee morning"),
        replace(east, locations=(there,)),
        replace(group("inside", "Night shelter"), visible_to=Audience.OFFICER),
    ):
        kept(house, asset, AT)
    return house


def told(house: House) -> set[tuple[str, str, str]]:
    with house.register.reading() as connection:
        return {(one.from_id, one.kind.value, one.to_id) for one in links.every(connection)}


def test_rows_find_their_assets_by_id_identifier_and_name_and_place(office: House) -> None:
    report = brought(office)
    assert told(office) == {
        ("hall", "hosts", "knitters"),
        ("choir", "works_with", "coffee-2"),
        ("hall", "funds", "coffee-2"),
    }
    assert (report.rows_in, report.new, report.known, report.rows_refused) == (9, 3, 0, 6)


def test_each_row_to_mend_says_which_column_and_what_is_near(office: House) -> None:
    by_row = {one.row: one for one in brought(office).problems}
    assert by_row[5].column == "To"
    assert "2 records go by this name" in by_row[5].fault
    assert "Is it 'The Hall'" in by_row[6].remedy
    assert by_row[7].column == "Kind"
    assert "cannot be connected to itself" in by_row[8].fault
    assert "Only 'funds' carries" in by_row[9].fault
    assert by_row[10].column == "Since"


def test_the_rows_to_mend_come_back_in_once_mended(office: House) -> None:
    report = brought(office)
    mended = report.problems_csv.decode("utf-8-sig").replace("The Hill", "The Hall")
    assert brought(office, mended).new == 1
    assert ("hall", "hosts", "choir") in told(office)


def test_the_same_file_again_changes_nothing_even_after_one_was_ended(office: House) -> None:
    brought(office)
    with office.register.reading() as connection:
        (link,) = [one for one in links.every(connection) if one.to_id == "knitters"]
    move(office, link.id, ConnectionState.ENDED, actor=PARTNER, now=AT)
    again = brought(office)
    assert (again.new, again.known) == (0, 3)
    with office.register.reading() as connection:
        assert links.get(connection, link.id).state is ConnectionState.ENDED


def test_rows_that_say_the_same_are_one_and_a_row_to_mend_stands_in_nobodys_way(
    office: House,
) -> None:
    text = (
        "From,Kind,To,Since\n"
        "Choir,works with,The Hall,2099-01-01\n"  # still to come
        "The Hall,works with,Choir,2024-01-05\n"
        "Choir,works with,The Hall,\n"
        "Choir,works with,The Hall,2024-01-05\n"
    )
    report = brought(office, text)
    assert (report.new, report.known, report.rows_refused) == (1, 2, 1)
    with office.register.reading() as connection:
        (link,) = links.every(connection)
        (step,) = link_events.of_connection(connection, link.id)
    assert (step.action, step.actor_name, step.at, step.to_state) == (
        ConnectionStep.ADDED,
        PARTNER.name,
        AT,
        ConnectionState.ACTIVE,
    )


def test_who_is_limited_to_a_ward_brings_in_no_row_of_another(office: House) -> None:
    text = "From,Kind,To\nThe Hall,hosts,Choir\n"
    elsewhere = replace(PARTNER, ward_codes=frozenset({EAST}))
    report = import_connections(office, opened(office, text), actor=elsewhere, now=AT)
    assert "outside the areas" in report.problems[0].fault
    assert told(office) == set()


def test_nobody_counts_as_asked_by_a_file(office: House) -> None:
    brought(office)
    with office.register.reading() as connection:
        assert not any(one.both_agreed for one in links.every(connection))


def test_a_partners_file_finds_no_record_that_is_for_officers(office: House) -> None:
    text = "From,Kind,To\nThe Hall,hosts,Night shelter\n"
    (problem,) = brought(office, text).problems
    assert "No record of this name" in problem.fault
    assert "inside" not in problem.remedy
    table = opened(office, text)
    assert import_connections(office, table, actor=OFFICER, now=AT).new == 1


def test_a_resident_brings_in_nothing(office: House) -> None:
    with pytest.raises(NotAllowedError):
        import_connections(office, opened(office, FILE), actor=RESIDENT, now=AT)
