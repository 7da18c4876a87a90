"""A row of a spreadsheet says who does what for whom, in whatever words."""

import pytest

from asset_map.imports.links import read_links
from asset_map.model.connection import ConnectionKind, ConnectionState
from asset_map.model.errors import InvalidSubmissionError
from asset_map.usecases.connect_assets import said_of
from tests.imports.tables import csv_table


@pytest.mark.parametrize("kind", ConnectionKind)
def test_every_kind_is_read_by_its_label_and_as_people_say_it(kind: ConnectionKind) -> None:
    rows = f"A,{kind.label.upper()},B\nA,{said_of(kind)},B\n"
    reading = read_links(csv_table(f"Who,Does what,For whom\n{rows}"))
    assert [link.kind for link in reading.links] == [kind, kind]


def test_a_row_says_since_when_how_it_stands_and_how_much() -> None:
    headings = "From,To,Kind,Since,Status,Amount,Evidence"
    reading = read_links(csv_table(f'{headings}\nA,B,funds,1/9/2024,Paused,"£1,200",Minutes\n'))
    (link,) = reading.links
    assert (link.state, link.amount_gbp) == (ConnectionState.DORMANT, 1200)
    assert (f"{link.since}", link.source) == ("2024-09-01", "Minutes")


def test_each_fault_of_a_row_names_its_column_and_the_others_are_read() -> None:
    reading = read_links(csv_table("From,To,Kind,Since\nA,,likes,soon\nA,B,knows,\n"))
    assert len(reading.links) == 1
    assert [one.column for one in reading.refused] == ["Kind", "Since", "To"]


def test_a_table_without_a_kind_is_refused_as_a_whole() -> None:
    with pytest.raises(InvalidSubmissionError, match="is 'kind'"):
        read_links(csv_table("From,To\nA,B\n"))
