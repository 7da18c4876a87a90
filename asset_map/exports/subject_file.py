"""What somebody is given who asks what is kept about them: one page to read, with its data."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from html import escape

from asset_map.model.words import long_date

__all__ = ["SubjectPart", "subject_file"]

_STYLE = (
    "body{font:1.05rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}"
    "dt{font-weight:600;margin-top:.6rem}dd{margin:0;white-space:pre-wrap}h2{margin-top:2rem}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubjectPart:
    """What one kind of place holds of somebody: each text with the field that it stands in."""

    title: str
    why: str
    texts: tuple[tuple[str, str], ...]


def subject_file(
    parts: Sequence[SubjectPart], *, council: str, contact: str, made_on: date
) -> bytes:
    """Return one HTML page that opens anywhere, with the same as JSON inside for programs."""
    body = "\n".join(map(_part, parts)) or "<p>Nothing is kept about you.</p>"
    kept = {
        "council": council,
        "made_on": made_on.isoformat(),
        "parts": [asdict(one) for one in parts],
    }
    # No text may end the script that it stands in.
    data = json.dumps(kept, ensure_ascii=False, indent=1).replace("<", "\\u003c")
    ask = f"To have something put right or erased, ask {escape(contact)}." if contact else ""
    page = (
        '<!DOCTYPE html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>What {escape(council)} keeps about you</title><style>{_STYLE}</style></head><body>"
        f"<h1>What {escape(council)} keeps about you</h1>"
        f"<p>In the community asset register, on {long_date(made_on)}. Addresses and numbers of "
        f"other people are left out. {ask}</p>\n{body}\n"
        f'<script type="application/json" id="data">{data}</script></body></html>\n'
    )
    return page.encode()


def _part(part: SubjectPart) -> str:
    texts = "".join(f"<dt>{escape(name)}</dt><dd>{escape(text)}</dd>" for name, text in part.texts)
    return f"<h2>{escape(part.title)}</h2><p>{escape(part.why)}</p><dl>{texts}</dl>"
