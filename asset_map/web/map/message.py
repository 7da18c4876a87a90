"""What is sent to the map: compact columns, gzipped where that is worth it."""

import gzip
import json
from collections.abc import Mapping, Sequence

from asset_map.model.gap import GapClass
from asset_map.model.look import ANCHOR_LOOK, GAP_LOOK, KIND_LOOK
from asset_map.web.map.parts import MapBase, MapFocus, MapPoint
from asset_map.web.map.sent import SentPoints

__all__ = ["packed"]

_KINDS = tuple(KIND_LOOK)
_ANCHOR = len(_KINDS)
# A metre or so: 0.00001 of a degree.
_SCALE = 1e5
_FIRST_STYLE = ord("A")
# Below so many bytes unpacking would take a browser longer than the line saves.
_WORTH_PACKING = 4096


def packed(
    points: Sequence[MapPoint],
    sent: SentPoints,
    *,
    base: MapBase,
    focus: MapFocus,
    frame: Mapping[str, str],
) -> bytes:
    """Return the message that shows these points, and mark them as sent."""
    known = len(sent.keys)
    fresh, numbers = sent.add(points)
    message: dict[str, object] = {
        "store": sent.id,
        "base": known,
        "shown": sent.shown(numbers),
        "selected": [
            int(number)
            for point, number in zip(points, numbers, strict=True)
            if point.asset_id == focus.asset_id
        ]
        if focus.asset_id
        else [],
        "highlight": focus.ward_codes,
        "near": _near(focus),
        "wards": base.wards_path,
        "attribution": base.attribution,
        "tiles": base.tile_url,
        **frame,
    }
    if not known:
        message["looks"] = _looks()
    if focus.ward_classes:
        message["classes"] = _classes(focus)
    if focus.lines:
        message["lines"] = focus.lines
    if fresh:
        message["points"] = _columns(fresh)
    text = json.dumps(message, separators=(",", ":"), ensure_ascii=False).encode()
    return text if len(text) < _WORTH_PACKING else gzip.compress(text, 6, mtime=0)


def _near(focus: MapFocus) -> dict[str, object] | None:
    if focus.near is None:
        return None
    return {"lon": focus.near.lon, "lat": focus.near.lat, "label": focus.near_label}


def _looks() -> list[dict[str, object]]:
    looks = [*KIND_LOOK.values(), ANCHOR_LOOK]
    return [
        {
            "shape": look.shape,
            "colour": look.colour,
            "plural": look.plural,
            "singular": look.singular,
            "isAnchor": look is ANCHOR_LOOK,
        }
        for look in looks
    ]


def _classes(focus: MapFocus) -> dict[str, object]:
    shown = [one for one in GapClass if one in {drawn for _, drawn in focus.ward_classes}]
    return {
        "looks": [
            {
                "fill": GAP_LOOK[one].fill,
                "ink": GAP_LOOK[one].ink,
                "pattern": GAP_LOOK[one].pattern.value,
                "label": _label(one, focus),
            }
            for one in shown
        ],
        "of": {code: shown.index(drawn) for code, drawn in focus.ward_classes},
        "edges": focus.edge_wards,
        "asked": focus.asked_ward,
    }


def _label(gap_class: GapClass, focus: MapFocus) -> str:
    is_other = gap_class is GapClass.ANCHORED and focus.anchored_word
    return focus.anchored_word if is_other else GAP_LOOK[gap_class].label


def _columns(points: Sequence[MapPoint]) -> dict[str, object]:
    return {
        "styles": "".join(map(_style, points)),
        "lon": [round(point.lon * _SCALE) for point in points],
        "lat": [round(point.lat * _SCALE) for point in points],
        "names": [point.name for point in points],
    }


def _style(point: MapPoint) -> str:
    look = _ANCHOR if point.is_anchor else _KINDS.index(point.kind)
    return chr(_FIRST_STYLE + 2 * look + point.is_stale)
