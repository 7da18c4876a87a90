import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from asset_map.exports.html_map import assets_html
from asset_map.exports.html_map.encoded import encoded
from asset_map.model.anchor import AnchorCase, AnchorStatus
from asset_map.model.area import Area
from asset_map.model.asset import AssetKind
from asset_map.model.role import Audience
from asset_map.settings import ROOT
from tests.exports.drawn import CONDITIONS, HALL, SECRET, asset, rows_for

WARD = Area(
    set_id="w",
    code="Z05000001",
    name="Hathern & Dishley",
    draw_wkb=shapely.box(1.2, 54.4, 1.3, 54.6).wkb,
)
# What has broken out of pages, scripts and templates before, each with a mark of its own.
_WAYS_OUT = (
    "<script>{}</script>",
    "</script><script>{}//",
    "<img src=x onerror={}>",
    '" onmouseover="{}',
    "' onmouseover='{}",
    "`;{};`",
    "${{{}}}",
    "{{{{ {} }}}}",
    "{{% {} %}}",
    "{{# {} #}}",
    "{{% for x in {} %}}",
    "{{{{ self.__init__.__globals__['{}'] }}}}",
    "\\u003cscript\\u003e{}",
    "\\x3cb\\x3e{}",
    "<!--{}-->",
    "]]>{}<![CDATA[",
    "&lt;b&gt;{}",
    "&#60;b&#62;{}",
    "https://evil.example/{}",
    "src=//evil.example/{}",
    "\u2028{}\u2029<b>",
    "\n# for x in {}\n",
    "{}\r\n<b>",
    "\x00\x1f{}<b>\x7f",
    "<svg/onload={}>",
    "javascript:{}",
    "% if {}\n<b>",
    "%>{}<%",
    "\\';{}//",
    "</title><b>{}",
    "</style><b>{}",
    "url(https://evil.example/{})",
    "=1+1;{}<b>",
    "\ud800{}<b>",
    "\U0001f600{}<b>",
    "_0123456789abcdef0123456789abcdef{}<b>",
    "map_1.remove();{}<b>",
    "<base href=//evil.example>{}",
    "<meta http-equiv=refresh content=0>{}",
    "<link rel=stylesheet href=//evil.example/{}>",
    "<iframe srcdoc={}>",
    "<a href='data:text/html,{}'>",
    "<form action=//evil.example>{}",
    "{{{{ cycler.__init__ }}}}{}",
    "{{{{ ''.__class__.__mro__ }}}}{}",
    "{{%- raw -%}}{}",
    "{{% endraw %}}{}",
    "{{{{{}}}}}}}}}",
    "$<b>{}",
    "\\1{}<b>",
    "\\g<0>{}",
    "$&{}<b>",
    "<plaintext>{}",
    "<textarea>{}",
    "<noscript><b>{}",
    "<math><b>{}",
    "</body></html>{}",
    "<html>{}",
    "<head><body>{}",
    "--!>{}<b>",
)
HOSTILE = tuple(text.format(f"mark{number}", number) for number, text in enumerate(_WAYS_OUT))


def page_of(*names: str) -> str:
    drawn = [
        asset(name, id=f"a{number}", summary=name, locations=(replace(HALL, place_name=name),))
        for number, name in enumerate(names)
    ]
    conditions = replace(CONDITIONS, council=names[0] if names else "Doggerland")
    wards = [replace(WARD, name=name) for name in names[:1]] or [WARD]
    return assets_html(rows_for(Audience.PUBLIC, drawn), conditions, wards).decode()


class _Reader(HTMLParser):
    """What a browser would find: elements by name, addresses, and the words of the list."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.addresses: list[str] = []
        self.headings: list[str] = []
        self._in_heading = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in {"src", "href"}]
        self._in_heading = tag == "h3"
        if self._in_heading:
            self.headings.append("")

    def handle_endtag(self, tag: str) -> None:
        self._in_heading = self._in_heading and tag != "h3"

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.headings[-1] += data


def test_sixty_hostile_texts_change_nothing_but_words() -> None:
    assert len(set(HOSTILE)) == 60
    plain = _Reader(page_of(*(f"mark{number}" for number in range(60))))
    hostile = page_of(*HOSTILE)
    read = _Reader(hostile)

    assert read.elements == plain.elements
    assert read.addresses == ["#list"]
    for text in HOSTILE:
        assert text not in hostile
    # Each text is there, as the words it is.
    said = {heading for heading in read.headings if "\ufffd" not in heading}
    clean = {text for text in HOSTILE if not re.search(r"[\x00-\x1f\x7f\ud800]", text)}
    assert clean <= said


@settings(max_examples=60)
@given(text=st.text(st.characters(exclude_categories=()), max_size=40))
def test_what_is_encoded_holds_no_mark_of_any_language(text: str) -> None:
    told = encoded(text)
    bare = re.sub(r"&#\d+;", "", told)
    assert all(one.isalnum() or one in " .,()!?" for one in bare)


def test_the_page_is_whole_and_asks_nobody() -> None:
    page = page_of("Tuesday Knitters")

    assert '<html lang="en-GB">' in page
    assert "<title>Map of Tuesday Knitters</title>" in page
    assert "default-src 'none'" in page
    assert "user-scalable=no" not in page
    assert "sourceMappingURL" not in page
    assert page.count("<h1>") == 1
    assert not re.search(r"""(src|href)=["']?(https?:)?//(?!leafletjs\.com)""", page)


def test_a_withheld_place_is_neither_pinned_nor_listed() -> None:
    rows = rows_for(Audience.PUBLIC, [asset(locations=(SECRET,))])
    page = assets_html(rows, CONDITIONS, [WARD]).decode()

    assert "Tuesday Knitters" in page
    listed = page.split("<main>")[1].split("</main>")[0]
    assert "data-lat" not in listed
    assert "Hathern" not in listed
    assert "geo_json_3" not in page, "the wards are the map's one layer"


def test_folium_is_known_to_the_drawing_of_this_map_alone() -> None:
    names_it = re.compile(r"^\s*(?:from|import) folium", re.MULTILINE)
    modules = (ROOT / "asset_map").rglob("*.py")
    knowing = {path.name for path in modules if names_it.search(path.read_text(encoding="utf-8"))}
    assert knowing == {"drawing.py"}


def test_each_kind_keeps_its_shape_on_the_map_and_in_the_legend() -> None:
    drawn = [asset(kind=kind, id=kind.value) for kind in (AssetKind.GROUP, AssetKind.SPACE)]
    anchor = AnchorCase(
        status=AnchorStatus.RECOGNISED, decided_by="Panel", decided_on=date(2026, 3, 1)
    )
    drawn.append(asset(id="anchor", anchor=anchor))
    page = assets_html(rows_for(Audience.PUBLIC, drawn), CONDITIONS, [WARD]).decode()
    legend = page.split('<ul class="legend">')[1].split("</ul>")[0]

    assert set(re.findall(r'"shape": "(\w+)"', page)) >= {"circle", "square", "diamond"}
    assert (legend.count("<circle"), legend.count("<polygon")) == (1, 2)
