"""The tree itself: its canopy and the ground behind, trunk, branches and roots."""

import math
from collections.abc import Sequence
from itertools import pairwise

from asset_map.exports.svg import tag
from asset_map.exports.tree_growing import Bough, Point, grow
from asset_map.exports.tree_planting import CROWN, FORK, GROUND_Y, HEIGHT, WIDTH, Hung, HungLabel
from asset_map.model.roadshow import TreePart

__all__ = ["backdrop", "wood_of"]

_BARK, _GRAIN, _SOIL, _SOD = "#8a6748", "#775639", "#efe2cd", "#b9c98f"
_SHADE, _GREEN = "#e3edcf", "#eef4e1"
_TURN = (math.sqrt(5) - 1) / 2
_TUFTS = 40
_TIP = 1.2
# Where the trunk parts into limbs, in radians from straight up.
_TURNS = (-1.2, -0.62, -0.02, 0.56, 1.16)
_IN_CROWN = (TreePart.BRANCHES, TreePart.LEAVES, TreePart.FRUIT, TreePart.BUDS)


def backdrop(hung: Hung) -> list[str]:
    """Return the canopy, as far as anything hangs, and the ground."""
    boxes = [one.box for one in hung.of(*_IN_CROWN)]
    across = max([300.0, *(abs(box.x - CROWN[0]) + box.width / 2 for box in boxes)])
    down = max([210.0, *(abs(box.y - CROWN[1]) + box.height / 2 for box in boxes)])
    puffs = [*_puffs(across, down, _SHADE, 0.0), *_puffs(across * 0.9, down * 0.86, _GREEN, -18.0)]
    top = (
        f"M0 {GROUND_Y + 14} Q{WIDTH * 0.25} {GROUND_Y - 14} {WIDTH / 2} {GROUND_Y - 4} "
        f"T{WIDTH} {GROUND_Y + 8}"
    )
    return [
        *puffs,
        tag("path", d=f"{top} V{HEIGHT - 60} H0 Z", fill=_SOIL),
        tag("path", d=top, fill="none", stroke=_SOD, stroke_width=8),
    ]


def _puffs(across: float, down: float, colour: str, lift: float) -> list[str]:
    """Return round tufts of leaves all over an ellipse."""
    tufts = []
    for number in range(_TUFTS):
        angle, far = number * math.tau * _TURN, math.sqrt((number + 0.5) / _TUFTS)
        size = min(across, down) * (0.36 + 0.07 * math.sin(number * 2.4))
        tufts.append(
            tag(
                "circle",
                cx=CROWN[0] + math.cos(angle) * far * max(across - size * 0.72, 40.0),
                cy=CROWN[1] + lift + math.sin(angle) * far * max(down - size * 0.72, 40.0),
                r=size,
                fill=colour,
            )
        )
    return tufts


def wood_of(hung: Hung) -> list[str]:
    """Return roots, trunk and branches that reach everything that hangs."""
    half = hung.trunk_width / 2
    neck = max(46.0, half * 0.5)
    return [
        *_rooted(hung.of(TreePart.ROOTS), half),
        *_branched(hung.of(*_IN_CROWN), neck),
        *_trunk(half, neck),
    ]


def _branched(crown: Sequence[HungLabel], neck: float) -> list[str]:
    """Return the limbs that the trunk parts into, and the branches that grow from them."""
    spread = 84 + 17 * math.sqrt(len(crown))
    limbs = []
    for turn in _TURNS:
        out = math.sin(turn), -math.cos(turn)
        end = FORK[0] + out[0] * spread * 1.7 + neck * out[0] * 0.4, FORK[1] - 20 + out[1] * spread
        limbs.append(((FORK[0] + neck * turn * 0.52, FORK[1] + 46.0), end, out))
    ends = [(one.box.x, one.box.y) for one in crown]
    boughs = grow([(end, out) for _, end, out in limbs], ends)
    drawn = [_bough(one, thinnest=2.6, each=3.4) for one in boughs]
    for number, (start, end, _) in enumerate(limbs):
        carried = sum(1 for one in boughs if one.seed == number)
        thin = 3.0 + 3.4 * math.sqrt(carried + 1) if carried else _TIP
        bend = (start[0], start[1] - 70), (end[0] - (end[0] - start[0]) * 0.3, end[1] + 34)
        drawn.append(_tapering((start, *bend, end), neck * 0.5, thin / 2))
    return drawn


def _rooted(stones: Sequence[HungLabel], half: float) -> list[str]:
    """Return roots that spread from the foot of the trunk."""
    ends = [
        (CROWN[0] + side * (half + out), GROUND_Y + deep)
        for side, out, deep in (
            (-1, 130.0, 44.0),
            (-1, 10.0, 84.0),
            (1, 26.0, 76.0),
            (1, 150.0, 38.0),
        )
    ]
    seeds = [(end, (math.copysign(1.0, end[0] - CROWN[0]), 0.25)) for end in ends]
    boughs = grow(seeds, [(one.box.x, one.box.y) for one in stones])
    drawn = [_bough(one, thinnest=2.4, each=2.2) for one in boughs]
    fed = {one.seed for one in boughs}
    for number, end in enumerate(ends):
        start = CROWN[0] + (end[0] - CROWN[0]) * 0.55, GROUND_Y - 6
        bend = (start[0], start[1] + 30), (end[0] - (end[0] - start[0]) * 0.5, end[1])
        drawn.append(_tapering((start, *bend, end), 18.0, 4.0 if number in fed else _TIP))
    return drawn


def _bough(one: Bough, *, thinnest: float, each: float) -> str:
    """Return a piece of wood, tapering from where it begins to where it ends."""
    length = math.dist(one.start, one.end)
    if not length:
        return ""
    ahead = (one.end[0] - one.start[0]) / length, (one.end[1] - one.start[1]) / length
    bend = length * 0.42
    first = one.start[0] + one.leans[0] * bend, one.start[1] + one.leans[1] * bend
    second = one.end[0] - ahead[0] * bend * 0.6, one.end[1] - ahead[1] * bend * 0.6
    thick = thinnest + each * math.sqrt(one.carries)
    thin = thinnest + each * math.sqrt(max(one.carries - 1, 0)) * 0.9
    return _tapering((one.start, first, second, one.end), thick / 2, thin / 2)


def _tapering(curve: tuple[Point, Point, Point, Point], thick: float, thin: float) -> str:
    steps = [_on(curve, step / 8) for step in range(9)]
    left, right = [], []
    for number, (here, there) in enumerate(pairwise([*steps, _beyond(steps)])):
        length = math.dist(here, there) or 1.0
        across = (there[1] - here[1]) / length, -(there[0] - here[0]) / length
        half = thick + (thin - thick) * number / 8
        left.append((here[0] + across[0] * half, here[1] + across[1] * half))
        right.append((here[0] - across[0] * half, here[1] - across[1] * half))
    outline = " ".join(f"{x:.1f},{y:.1f}" for x, y in [*left, *reversed(right)])
    # The edge in its own colour rounds the corners where two pieces meet.
    return tag(
        "polygon", points=outline, fill=_BARK, stroke=_BARK, stroke_width=2, stroke_linejoin="round"
    )


def _on(curve: tuple[Point, Point, Point, Point], t: float) -> Point:
    """Return a point of a cubic Bézier curve."""
    shares = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3
    return (
        sum(share * point[0] for share, point in zip(shares, curve, strict=True)),
        sum(share * point[1] for share, point in zip(shares, curve, strict=True)),
    )


def _beyond(steps: Sequence[Point]) -> Point:
    (x, y), (last_x, last_y) = steps[-2], steps[-1]
    return 2 * last_x - x, 2 * last_y - y


def _trunk(half: float, neck: float) -> list[str]:
    """Return the trunk, wider at its foot, with its grain."""
    middle, top, foot = CROWN[0], FORK[1] + 10, GROUND_Y + 16
    flare = half + 64
    left = (
        f"M{middle - flare:.1f} {foot} "
        f"C{middle - half - 8:.1f} {foot - 10:.1f} {middle - half:.1f} {foot - 50:.1f} "
        f"{middle - half:.1f} {foot - 92:.1f} "
        f"S{middle - neck:.1f} {top + 52:.1f} {middle - neck:.1f} {top:.1f}"
    )
    right = (
        f"H{middle + neck:.1f} "
        f"C{middle + neck:.1f} {top + 52:.1f} {middle + half:.1f} {foot - 150:.1f} "
        f"{middle + half:.1f} {foot - 92:.1f} "
        f"C{middle + half:.1f} {foot - 50:.1f} {middle + half + 8:.1f} {foot - 10:.1f} "
        f"{middle + flare:.1f} {foot} Z"
    )
    grain = [
        tag(
            "path",
            d=f"M{middle + half * share:.1f} {foot - 10} "
            f"Q{middle + half * share * 0.85:.1f} {(foot + top) / 2:.1f} "
            f"{middle + neck * share:.1f} {top + 10:.1f}",
            fill="none",
            stroke=_GRAIN,
            stroke_width=2,
            opacity=0.45,
        )
        for share in (-0.84, -0.45, 0.08, 0.5, 0.87)
    ]
    return [tag("path", d=f"{left} {right}", fill=_BARK), *grain]
