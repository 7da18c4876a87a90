"""The feed as static files in the layout of its routes, for a server that only serves files."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import datetime

from asset_map.exports.open_referral.feed import Feed, about, page

__all__ = ["static_files", "zipped"]

# The zip format knows no earlier day.
_EPOCH = (1980, 1, 1, 0, 0, 0)


def static_files(feed: Feed, *, conditions: dict[str, str]) -> Iterator[tuple[str, bytes]]:
    """
    Give each file's path and content.

    ``/services`` is ``services/index.json``, all on one page; ``/services/{id}`` is
    ``services/{id}.json``. ``conditions`` stand beside the format's own words.
    """
    yield "index.json", _json({**about(), "conditions": conditions})
    for name, objects in feed.collections().items():
        everything = list(objects.values())
        whole = page(everything, number=1, size=max(1, len(everything)))
        yield f"{name}/index.json", _json(whole)
        for object_id, one in objects.items():
            yield f"{name}/{object_id}.json", _json(one)


def zipped(feed: Feed, *, conditions: dict[str, str], at: datetime) -> bytes:
    """Return the files in one zip; the same feed at the same time has the same bytes."""
    stamp = max(at.timetuple()[:6], _EPOCH)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in static_files(feed, conditions=conditions):
            info = zipfile.ZipInfo(path, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return packed.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
