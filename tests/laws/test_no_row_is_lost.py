"""Whatever a file's rows say: each is placed, not placed or refused, and known again."""

import csv
import io
from datetime import UTC, datetime
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.import_assets import (
    ImportReport,
    ImportRequest,
    import_assets,
    mapping_of,
    open_file,
)
from asset_map.usecases.review_submission import WAITING
from tests.usecases.conftest import OFFICER

NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
SOURCES = count()
on_the_house = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

POSTCODES = st.sampled_from(["", "ZZ1 1AA", "zz21aa", "ZZ9 9ZZ", "BT1 1AA", "rubbish", "n/a"])
LONS = st.sampled_from(["", "1.21", "0", "54.5", "-6.3", ",", "nan"])
LATS = st.sampled_from(["", "54.52", "0", "1.2", "53.3"])
WORDS = st.sampled_from(["Hall", "Prison Lane Hall", "-", "0", "None", "=cmd", " ", "a\nb", "Ünit"])
PLACES = {
    "name": WORDS,
    "kind": st.sampled_from(["hall", "", "spaceship"]),
    "postcode": POSTCODES,
    "lon": LONS,
    "lat": LATS,
    "source_id": st.sampled_from(["", "", "1", "1#2", "#2 id 1"]),
    "has_kitchen": st.sampled_from(["", "yes", ",", "perhaps"]),
    "record_state": st.sampled_from(["", "approved", "submitted"]),
}
STOPS = {
    "mobile": st.sampled_from(["One", "Two"]),
    "stop": WORDS,
    "postcode": POSTCODES,
    "geox": LONS,
    "geoy": LATS,
    "type": st.sampled_from(["Public", "Home"]),
    "arrival": st.sampled_from(["09:00", "10:00", "soon"]),
    "frequency": st.sampled_from(["FREQ=WEEKLY;BYDAY=MO", "FREQ=NEVER"]),
}


def rows_of(columns: dict[str, st.SearchStrategy[str]]) -> st.SearchStrategy[str]:
    rows = st.lists(st.tuples(*columns.values()), max_size=8)
    return rows.map(lambda drawn: written([tuple(columns), *drawn]))


def written(rows: list[tuple[str, ...]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def brought_in(house: House, text: str, source: str) -> ImportReport:
    table = open_file(house, text.encode(), file_name="places.csv")
    request = ImportRequest(
        table=table, content=text.encode(), source=source, mapping=mapping_of(table)
    )
    return import_assets(house, request, actor=OFFICER, now=NOW)


@on_the_house
@given(text=rows_of(PLACES) | rows_of(STOPS))
def test_every_row_goes_somewhere_and_is_known_again(house: House, text: str) -> None:
    source = f"Source {next(SOURCES)}"
    first = brought_in(house, text, source)
    assert first.rows_in == first.rows_placed + first.rows_not_placed + first.rows_refused
    with house.register.reading() as connection:
        before = submissions.queue(connection, states=WAITING)[1]
    again = brought_in(house, text, source)
    assert (again.waiting, again.let_in, again.rows_changed) == (0, 0, 0)
    assert again.rows_unchanged == again.rows_in - again.rows_refused
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == before


@on_the_house
@given(text=rows_of(PLACES))
def test_what_was_refused_stands_in_the_file_to_mend_and_nothing_else(
    house: House, text: str
) -> None:
    first = brought_in(house, text, f"Source {next(SOURCES)}")
    if first.rows_refused:
        to_mend = first.problems_csv.decode("utf-8-sig")
        again = brought_in(house, to_mend, f"Source {next(SOURCES)}")
        assert (again.rows_in, again.rows_refused) == (first.rows_refused, first.rows_refused)
