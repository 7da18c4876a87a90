"""Paper is tagged, the same each time, and shows what was typed as it was typed."""

import re

import pytest

from asset_map.exports.printing import paged_images, printed
from asset_map.exports.qr import qr_svg

HOSTILE = '#eval("1") `x` $ {% cake %} <script>alert(1)</script> \\ #import "frame.typ"'


@pytest.fixture
def notice() -> dict[str, object]:
    return {
        "title": HOSTILE,
        "lines": [HOSTILE, "Tea on Tuesdays"],
        "qr": qr_svg("http://x.example/join"),
    }


def test_a_document_is_tagged_and_the_same_to_the_byte(notice: dict[str, object]) -> None:
    made = printed("notice", notice)
    assert made == printed("notice", notice)
    assert b"pdfuaid" in made
    assert re.search(rb"/StructTreeRoot", made)


def test_what_was_typed_is_shown_and_never_run(notice: dict[str, object]) -> None:
    pages = paged_images("notice", notice)
    assert len(pages) == 1
    assert pages[0].startswith(b"\x89PNG")


@pytest.mark.parametrize("typed", ["A shed \N{GRINNING FACE}", "ক্ষি", "中文"])
def test_what_our_fonts_do_not_know_is_printed_all_the_same(
    notice: dict[str, object], typed: str
) -> None:
    made = printed("notice", notice | {"lines": [typed]})
    assert re.search(rb"/StructTreeRoot", made)
