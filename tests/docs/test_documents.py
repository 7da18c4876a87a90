import dataclasses
import re
from pathlib import Path

import pytest

from asset_map.cli import COMMANDS
from asset_map.settings import ROOT, Settings
from asset_map.web.frame import PLACES

DOCUMENTS = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
EVERYTHING = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)


def test_every_command_is_in_the_documents() -> None:
    assert {name for name in COMMANDS if f"asset-map {name}" not in EVERYTHING} == set()


def test_every_setting_is_in_the_documents() -> None:
    names = {field.name for field in dataclasses.fields(Settings)}
    assert {name for name in names if f"`{name}`" not in EVERYTHING} == set()


def test_every_page_is_in_the_documents() -> None:
    assert {one.title for one in PLACES if one.is_listed and one.title not in EVERYTHING} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", document.read_text(encoding="utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []
