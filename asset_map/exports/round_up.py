"""The round-up of a roadshow: one self-contained page, or the same on paper."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from asset_map.exports.printing import printed
from asset_map.model.words import counted, long_date

__all__ = ["AgreedLine", "RoundUp", "round_up_html", "round_up_pdf"]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedLine:
    """Who will do what by when; ``owner`` is empty for an idea that waits for one."""

    title: str
    owner: str = ""
    together: Sequence[str] = ()
    helpers: Sequence[str] = ()
    first_step: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundUp:
    """
    What everybody gets after a roadshow: nothing in it had to stay in the room.

    ``parts`` are the headings of the tree with what hangs there.
    """

    title: str
    council: str
    held_on: date
    place: str
    people: int
    parts: Sequence[tuple[str, Sequence[str]]]
    offers: Sequence[str]
    asks: Sequence[str]
    agreed: Sequence[AgreedLine]
    ideas: Sequence[AgreedLine]
    met: Sequence[str]
    accent: str = "#0B5C66"

    @property
    def when_and_where(self) -> str:
        """Where and when it was, in words."""
        return ", ".join(part for part in (self.place, long_date(self.held_on)) if part)

    @property
    def counts(self) -> str:
        """What came together, in a sentence."""
        things = sum(len(lines) for _, lines in self.parts)
        said = [
            counted(self.people, "person", "people") if self.people else "",
            counted(things, "strength") if things else "",
            counted(len(self.offers), "offer") if self.offers else "",
            counted(len(self.asks), "ask") if self.asks else "",
            counted(len(self.agreed), "thing") + " agreed" if self.agreed else "",
        ]
        return ", ".join(one for one in said if one)


def round_up_html(round_up: RoundUp) -> bytes:
    """Return the page: it holds its own style and asks nobody for anything."""
    page = _environment().get_template("round_up.html")
    return page.render(round_up=round_up, long_date=long_date).encode()


def round_up_pdf(round_up: RoundUp) -> bytes:
    """Return the same on paper, tagged for screen readers."""
    return printed("round_up", _values(round_up))


def _values(round_up: RoundUp) -> dict[str, object]:
    def lines(some: Sequence[AgreedLine]) -> list[dict[str, object]]:
        return [{**asdict(one), "due": long_date(one.due) if one.due else ""} for one in some]

    return {
        "title": round_up.title,
        "accent": round_up.accent,
        "foot": f"{round_up.council}: {round_up.title}",
        "where": round_up.when_and_where,
        "counts": round_up.counts,
        "parts": [{"label": label, "lines": list(said)} for label, said in round_up.parts],
        "offers": list(round_up.offers),
        "asks": list(round_up.asks),
        "met": list(round_up.met),
        "agreed": lines(round_up.agreed),
        "ideas": lines(round_up.ideas),
    }


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
