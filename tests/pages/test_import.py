import io

import openpyxl
from streamlit.testing.v1 import AppTest

from asset_map.model.role import Role
from asset_map.register import submissions
from asset_map.usecases.house import House
from asset_map.usecases.review_submission import WAITING
from tests.pages.conftest import HOSTILE, Open, press, raw_words, words

FILE = f"""Name of group,type,lon,lat,id,{HOSTILE}
Harbour Gardeners,group,1.10,54.46,1,planters
"{HOSTILE}",group,1.11,54.46,2,tea
,group,1.11,54.46,3,nothing
"""


def chosen(open_page: Open, text: str = FILE, role: Role = Role.OFFICER) -> AppTest:
    app = open_page("import", role)
    app.text_input[0].set_value("Directory")
    app.file_uploader[0].set_value(("places.csv", text.encode(), "text/csv"))
    app.run()
    assert not app.exception
    return app


def test_without_a_file_the_first_step_says_what_is_needed(open_page: Open) -> None:
    said = words(open_page("import", Role.OFFICER))

    assert "Give the source a name and choose a file to go on." in said
    assert "4. Import" not in said


def test_the_columns_are_guessed_and_the_first_rows_shown(open_page: Open) -> None:
    app = chosen(open_page)

    said = words(app)
    assert "The file has 3 rows and 6 columns; 5 understood." in said
    assert "Of the first 3 rows 2 can be read and 1 need mending." in said
    assert list(app.dataframe[0].value["Name"]) == ["Harbour Gardeners", HOSTILE]
    assert list(app.dataframe[1].value["What is wrong"]) == ["The name is empty."]


def test_importing_ends_with_a_report_and_the_rows_to_mend(open_page: Open, house: House) -> None:
    app = press(chosen(open_page), "Import 3 rows")

    said = words(app)
    assert app.success[0].value == "Of 3 rows: 2 placed, 0 without a place, 1 to mend."
    assert "2 records wait in Review; 0 went straight into the register." in said
    assert app.download_button[0].label == "Download the rows to mend"
    with house.register.reading() as connection:
        assert submissions.queue(connection, states=WAITING)[1] == 2

    press(app, "Import another file")
    assert app.header[0].value == "1. Choose the file"


def test_of_a_workbook_another_sheet_can_be_chosen(open_page: Open) -> None:
    book = openpyxl.Workbook()
    book.create_sheet("Halls").append(["Name", "Type"])
    book["Halls"].append(["Quayside Hall", "village hall"])
    book["Sheet"].append(["Name", "Type"])
    book["Sheet"].append(["Choir", "group"])
    packed = io.BytesIO()
    book.save(packed)
    app = open_page("import", Role.OFFICER)
    app.text_input[0].set_value("Directory")
    app.file_uploader[0].set_value(("places.xlsx", packed.getvalue(), "")).run()
    assert list(app.dataframe[0].value["Name"]) == ["Choir"]

    app.selectbox[0].set_value("Halls").run()

    assert app.selectbox[0].label == "Which sheet?"
    assert list(app.dataframe[0].value["Name"]) == ["Quayside Hall"]


def test_a_file_that_cannot_be_read_is_refused_in_words(open_page: Open) -> None:
    app = open_page("import", Role.OFFICER)
    app.text_input[0].set_value("Directory")
    app.file_uploader[0].set_value(("places.xlsx", b"no workbook", "text/csv")).run()

    assert len(app.error) == 1
    assert "4. Import" not in words(app)


def test_typed_text_is_shown_as_typed(open_page: Open) -> None:
    app = chosen(open_page)

    assert HOSTILE in words(app)
    assert HOSTILE not in raw_words(app)
