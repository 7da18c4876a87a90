"""The whole file: heading, map, the same in a list, and Leaflet itself."""

import base64
import json
import re
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from xstatic.pkg import leaflet

from asset_map.exports.html_map.drawing import drawn_map
from asset_map.exports.html_map.encoded import encoded
from asset_map.exports.html_map.told import Told, told_of
from asset_map.exports.svg import CORNERS, mark
from asset_map.exports.table import Conditions, ExportRow
from asset_map.model.area import Area
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.words import counted

__all__ = ["assets_html"]

_HERE = Path(__file__).parent
_VIEWPORT = re.compile(r'<meta name="viewport".*?/>', re.DOTALL)
# Even a fault of ours asks nobody for anything.
_POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:"


def assets_html(
    rows: Iterable[ExportRow], conditions: Conditions, wards: Sequence[Area] = ()
) -> bytes:
    """Return the file; it asks no host for anything, and its list is whole without a script."""
    told = told_of(rows)
    # Leaflet's text is put in last: folium would read it as a template.
    page = drawn_map(told, wards)
    page = page.replace("<html>", '<html lang="en-GB">', 1)
    page = _VIEWPORT.sub(_head(conditions).replace("\\", r"\\"), page, count=1)
    page = page.replace("<body>", f"<body>{_heading(told, conditions)}", 1)
    page = page.replace("</body>", f"</div>{_list(told, conditions)}</body>", 1)
    styles, script = _leaflet()
    shapes = f"const CORNERS = {json.dumps(CORNERS)};\n{_text('shapes.js')}"
    page = page.replace(
        "<head>", f"<head><style>{styles}</style><script>{script}\n{shapes}</script>", 1
    )
    last = f"<script>{_text('list.js')}</script></html>"
    return page.replace("</html>", last, 1).encode()


def _text(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _head(conditions: Conditions) -> str:
    style = _text("page.css")
    return (
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Map of {encoded(conditions.council)}</title><style>{style}</style>"
    )


def _heading(told: Sequence[Told], conditions: Conditions) -> str:
    said = conditions.in_words()
    looks = [
        look for look in (ANCHOR_LOOK, *KIND_LOOK.values()) if any(one.look == look for one in told)
    ]
    legend = "".join(f"<li>{_mark(look)}{encoded(look.plural)}</li>" for look in looks)
    return (
        f"<header><h1>Map of {encoded(conditions.council)}</h1>"
        f"<p>{counted(len(told), 'record')}, as they stood on "
        f"{encoded(said['As it stood on'])}. {encoded(said['Sources'])}</p>"
        '<p><a href="#list">Skip the map: everything on it is in the list</a></p>'
        f'<ul class="legend">{legend}</ul></header>'
        '<div class="frame" role="region" aria-label="Map">'
    )


def _mark(look: Look) -> str:
    drawn = mark(look.shape, look.colour, x=10, y=10, size=14)
    return f'<svg class="mark" viewBox="0 0 20 20" aria-hidden="true">{drawn}</svg>'


def _list(told: Sequence[Told], conditions: Conditions) -> str:
    lines = "".join(map(_line, told)) or "<li>Nothing recorded here yet.</li>"
    about = "".join(
        f"<dt>{encoded(heading)}</dt><dd>{encoded(words)}</dd>"
        for heading, words in conditions.in_words().items()
        if words
    )
    return (
        f'<main><h2 id="list" tabindex="-1">The list</h2><ul class="assets">{lines}</ul>'
        f"</main><footer><h2>About this map</h2><dl>{about}</dl></footer>"
    )


def _line(one: Told) -> str:
    facts = "".join(
        f"<p>{encoded(words)}</p>"
        for words in (one.summary, one.where, one.when, one.contact)
        if words
    )
    # Without a script there is nothing that the button could do: the script shows it.
    button = (
        f'<button type="button" hidden data-lat="{one.points[0].lat:f}" '
        f'data-lon="{one.points[0].lon:f}">Show <span class="unseen">{encoded(one.name)} </span>'
        "on the map</button>"
        if one.points
        else ""
    )
    return (
        f"<li><h3>{encoded(one.name)}</h3>"
        f'<p class="kind">{_mark(one.look)}{encoded(one.kind_words)}</p>'
        f"{facts}{button}</li>"
    )


@cache
def _leaflet() -> tuple[str, str]:
    """Return Leaflet's styles, their pictures written in, and its script."""
    folder = Path(leaflet.BASE_DIR)

    def written_in(found: re.Match[str]) -> str:
        picture = base64.b64encode((folder / found[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    styles = (folder / "leaflet.css").read_text(encoding="utf-8")
    script = (folder / "leaflet.js").read_text(encoding="utf-8")
    # The map of its source is a file that does not come along.
    script = re.sub(r"//# sourceMappingURL=\S+", "", script)
    return re.sub(r"url\(([^)#]+\.png)\)", written_in, styles), script
