"""The network drawn for print and for pages without a script."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from asset_map.connections.graph import LIVE, Member, Network, links_of, members_of
from asset_map.connections.labels import Label, labels
from asset_map.connections.layout import Point, positions
from asset_map.connections.marks import FONT, INK, LINE, arrow_tip, lettering, shape, text
from asset_map.model.connection import SYMMETRIC, Connection, ConnectionState
from asset_map.model.look import ANCHOR_LOOK, KIND_LOOK, Look
from asset_map.model.words import counted

__all__ = ["network_svg"]

_UNIT, _MARGIN, _TOP, _LEGEND = 54.0, 80.0, 60.0, 26.0
_LEAST, _GROWS, _MOST = 7.0, 1.6, 16.0
_STATES = (ConnectionState.ACTIVE, ConnectionState.DORMANT, ConnectionState.INTRODUCED)
_MANY = 400
_EARLY, _RESTING = "6 4", "1 5"


@dataclass(frozen=True, slots=True)
class _Dot:
    """An asset in the picture: where it is, and how it looks."""

    member: Member
    x: float
    y: float
    radius: float
    linked: int

    @property
    def look(self) -> Look:
        return ANCHOR_LOOK if self.member.is_anchor else KIND_LOOK[self.member.kind]


@dataclass(frozen=True, slots=True)
class _Line:
    """All live links of two: drawn once, with a point at each end that something goes to."""

    links: tuple[Connection, ...]

    @property
    def dashes(self) -> str:
        """Whole lines are active; dashes say that it is early yet, dots that it rests."""
        states = [link.state for link in self.links]
        state = next((state for state in _STATES if state in states), ConnectionState.IDEA)
        return {ConnectionState.ACTIVE: "", ConnectionState.DORMANT: _RESTING}.get(state, _EARLY)


def network_svg(
    graph: Network,
    *,
    title: str,
    places: Mapping[str, Point] | None = None,
    href: Callable[[str], str] | None = None,
) -> str:
    """
    Return the network as an SVG picture of its own, with a title and a description.

    ``places`` are those of ``positions``, worked out where they are not handed in;
    ``href`` gives the address that each asset leads to.
    """
    placed = positions(graph) if places is None else places
    lines = _lines(graph)
    dots = _dots(graph, placed, lines)
    width = _UNIT * max((x for x, _ in placed.values()), default=0.0) + 2 * _MARGIN
    foot = _UNIT * max((y for _, y in placed.values()), default=0.0) + 2 * _TOP + FONT
    body = (
        f'<g opacity="{1.0 if len(lines) < _MANY else 0.5}">',
        *(_line(line, dots) for line in lines),
        "</g>",
        *(_dot(dot, href) for dot in dots.values()),
        *map(lettering, _names(dots)),
        *_heading(dots),
        *_legend(dots, lines, foot),
    )
    alone = sum(not dot.linked for dot in dots.values())
    described = (
        f"{counted(len(dots), 'asset')}, {counted(len(lines), 'pair')} of them linked; "
        f"{alone:,} not linked to anyone yet."
    )
    # Links inside an image would be hidden from a screen reader.
    role = "group" if href else "img"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {foot + _LEGEND:.0f}" '
        f'width="{width:.0f}" height="{foot + _LEGEND:.0f}" role="{role}" '
        f'font-family="sans-serif" font-size="{FONT:.0f}"><title>{text(title)}</title>'
        f"<desc>{text(described)}</desc>{''.join(body)}</svg>"
    )


def _names(dots: Mapping[str, _Dot]) -> tuple[Label, ...]:
    best_known = sorted(
        dots.values(), key=lambda dot: (-dot.linked, dot.member.name, dot.member.asset_id)
    )
    return labels(
        ((dot.member.asset_id, dot.member.name) for dot in best_known),
        circles={key: (dot.x, dot.y, dot.radius) for key, dot in dots.items()},
        font=FONT,
    )


def _heading(dots: Mapping[str, _Dot]) -> Iterable[str]:
    alone = [dot for dot in dots.values() if not dot.linked]
    lowest = max((dot.y for dot in dots.values() if dot.linked), default=math.inf)
    # Where places are those of another picture, some stand among the linked ones.
    if alone and lowest < (top := min(dot.y for dot in alone)):
        x, y = min(dot.x for dot in alone) - _LEAST, top - 0.85 * _UNIT
        words = text("Not linked to anyone yet")
        yield f'<text x="{x:.0f}" y="{y:.0f}" font-weight="bold" fill="{INK}">{words}</text>'


def _lines(graph: Network) -> list[_Line]:
    together: dict[tuple[str, ...], list[Connection]] = {}
    for link in links_of(graph):
        if link.state in LIVE:
            together.setdefault(tuple(sorted((link.from_id, link.to_id))), []).append(link)
    return [_Line(tuple(links)) for links in together.values()]


def _dots(graph: Network, places: Mapping[str, Point], lines: list[_Line]) -> dict[str, _Dot]:
    dots = {
        one.asset_id: _Dot(
            one,
            places[one.asset_id][0] * _UNIT + _MARGIN,
            places[one.asset_id][1] * _UNIT + _TOP,
            _LEAST,
            0,
        )
        for one in members_of(graph)
    }
    for end in (end for line in lines for end in (line.links[0].from_id, line.links[0].to_id)):
        linked = dots[end].linked + 1
        radius = min(_LEAST + _GROWS * math.sqrt(linked), _MOST)
        dots[end] = replace(dots[end], linked=linked, radius=radius)
    return dots


def _line(line: _Line, dots: Mapping[str, _Dot]) -> str:
    first, second = dots[line.links[0].from_id], dots[line.links[0].to_id]
    far = math.dist((first.x, first.y), (second.x, second.y)) or 1.0
    dx, dy = (second.x - first.x) / far, (second.y - first.y) / far
    width = min(1.2 + 0.9 * (len(line.links) - 1), 5.0)
    directed = [link for link in line.links if link.kind not in SYMMETRIC]
    tips = {link.to_id for link in directed}
    start = first.radius + 2 + (6 if first.member.asset_id in tips else 0)
    end = second.radius + 2 + (6 if second.member.asset_id in tips else 0)
    dashes = f' stroke-dasharray="{line.dashes}"' if line.dashes else ""
    drawn = (
        f'<line x1="{first.x + dx * start:.1f}" y1="{first.y + dy * start:.1f}" '
        f'x2="{second.x - dx * end:.1f}" y2="{second.y - dy * end:.1f}" '
        f'stroke="{LINE}" stroke-width="{width:.1f}"{dashes}/>'
    )
    if second.member.asset_id in tips:
        drawn += _tip(second, dx, dy)
    if first.member.asset_id in tips:
        drawn += _tip(first, -dx, -dy)
    return drawn


def _tip(dot: _Dot, dx: float, dy: float) -> str:
    away = dot.radius + 1.5
    return arrow_tip(dot.x - dx * away, dot.y - dy * away, dx, dy)


def _dot(dot: _Dot, href: Callable[[str], str] | None) -> str:
    told = f"{dot.member.name}: {dot.look.singular.lower()}, linked with {dot.linked:,}"
    drawn = shape(dot.look, dot.x, dot.y, dot.radius)
    group = f"<g><title>{text(told)}</title>{drawn}</g>"
    return f'<a href="{text(href(dot.member.asset_id))}">{group}</a>' if href else group


def _legend(dots: Mapping[str, _Dot], lines: list[_Line], foot: float) -> Iterable[str]:
    looks = {dot.look.plural: dot.look for dot in dots.values()}
    left = _MARGIN / 2
    for words, look in sorted(looks.items()):
        yield shape(look, left, foot, _LEAST) + _beside(left + 14, foot, words)
        left += 7 * len(words) + 40
    dashes = {line.dashes for line in lines}
    for dash, words in ((_EARLY, "Early yet"), (_RESTING, "Resting")):
        if dash in dashes:
            yield (
                f'<line x1="{left:.0f}" y1="{foot:.0f}" x2="{left + 28:.0f}" y2="{foot:.0f}" '
                f'stroke="{LINE}" stroke-width="1.5" stroke-dasharray="{dash}"/>'
            ) + _beside(left + 36, foot, words)
            left += 7 * len(words) + 62


def _beside(x: float, y: float, words: str) -> str:
    return f'<text x="{x:.0f}" y="{y + 4:.0f}" fill="{INK}">{text(words)}</text>'
