"""A council's own template: put in by officers, kept, listed with what it leaves to be written."""

import io
from datetime import datetime, timedelta

import docx
import pytest

from asset_map.model.errors import NotAllowedError, UnreadableFileError
from asset_map.usecases.house import House
from asset_map.usecases.pack_template import leave_template, put_template, template_in_use
from tests.usecases.conftest import NOW, OFFICER, PARTNER

AT = datetime.fromisoformat(NOW)


def report(*paragraphs: str) -> bytes:
    document = docx.Document()
    document.add_heading("Legal implications", 1)
    document.add_heading("Findings", 1)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def test_the_template_put_in_last_is_used_until_it_is_left(house: House) -> None:
    assert template_in_use(house, actor=OFFICER) is None
    first, second = report("{{pack}}"), report("Words")
    put = put_template(house, first, "C:\\reports\\Report.docx", actor=OFFICER, now=AT)
    assert put == template_in_use(house, actor=OFFICER)
    assert (put.file_name, put.content, put.has_mark) == ("Report.docx", first, True)
    assert put.standing == ("Legal implications",)
    later = put_template(house, second, "New.DOCX", actor=OFFICER, now=AT + timedelta(days=1))
    assert template_in_use(house, actor=OFFICER) == later
    assert not later.has_mark
    leave_template(house, actor=OFFICER, now=AT + timedelta(days=2))
    assert template_in_use(house, actor=OFFICER) is None


def test_a_file_that_will_not_do_changes_nothing(house: House) -> None:
    put = put_template(house, report("{{pack}}"), "Report.docx", actor=OFFICER, now=AT)
    for content, name in ((report(), "Report.docm"), (b"PK no zip", "Report.docx")):
        with pytest.raises(UnreadableFileError):
            put_template(house, content, name, actor=OFFICER, now=AT + timedelta(days=1))
    assert template_in_use(house, actor=OFFICER) == put


def test_a_template_is_the_officers_business(house: House) -> None:
    with pytest.raises(NotAllowedError):
        put_template(house, report(), "Report.docx", actor=PARTNER, now=AT)
    with pytest.raises(NotAllowedError):
        template_in_use(house, actor=PARTNER)
