import re
from pathlib import Path

from asset_map.imports.fields import FIELDS, Field
from asset_map.imports.headings import MAX_CELL, MAX_COLUMNS
from asset_map.imports.kinds import KIND_WORDS
from asset_map.imports.stops import STOP_FIELDS
from asset_map.imports.workbook import MAX_CELLS, MAX_UNPACKED
from asset_map.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "fields.md").read_text(encoding="utf-8")


def _row(field: Field) -> str:
    example = field.example.replace("|", r"\|")
    return f"| `{field.name}` | {field.meaning} | {example} |"


def test_the_page_has_every_field_with_its_meaning_and_example_and_no_other() -> None:
    documented = re.findall(r"^\| `.*\|$", PAGE, re.MULTILINE)
    assert documented == [_row(field) for field in (*FIELDS, *STOP_FIELDS)]


def test_the_page_has_a_heading_for_each_section() -> None:
    sections = re.findall(r"^### (.*)$", PAGE, re.MULTILINE)
    assert sections == list(dict.fromkeys(field.section for field in FIELDS))


def test_the_page_has_every_word_for_a_kind() -> None:
    for kind, words in KIND_WORDS.items():
        assert f"| {kind.label} | {', '.join(words)} |" in PAGE


def test_the_page_states_the_limits_that_hold() -> None:
    for limit in (
        f"{Settings().max_upload_mb} MB and {Settings().max_import_rows:,} rows",
        f"{MAX_COLUMNS} columns",
        f"{MAX_CELL:,} characters",
        f"{MAX_UNPACKED / 1e6:.0f} MB",
        f"{MAX_CELLS / 1e6:.0f} million cells",
    ):
        assert limit in PAGE
