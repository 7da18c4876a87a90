"""What every district has: women's institutes, allotments, schools and repair cafés."""

from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from asset_map.demo.district import Settlement
from asset_map.demo.written import Table

__all__ = ["usual_assets"]

_SPOKEN_OF = ("name", "summary", "about")


def usual_assets(templates: Sequence[Table], settlements: Sequence[Settlement]) -> Iterator[Table]:
    """
    Yield what the templates describe, each in as many places as it says.

    ``one_of`` has lists to choose from; the lists turn at different speeds, so that
    two of a kind seldom say the same.
    """
    for template in templates:
        rng = Random(f"usual {template['name']}")
        places = template.get("places") or _drawn(template, settlements, rng)
        choices = {
            field: rng.sample(options, len(options))
            for field, options in template["one_of"].items()
        }
        for number, place in enumerate(places):
            chosen = {field: options[number % len(options)] for field, options in choices.items()}
            yield _filled_in(template, chosen, place)


def _drawn(template: Table, settlements: Sequence[Settlement], rng: Random) -> list[str]:
    """Return main places, so that no ward has two of a kind side by side."""
    among = template["among"]
    main = {one.ward_code: one for one in reversed(settlements)}
    names = [
        one.name
        for one in settlements
        if one is main[one.ward_code] and (among == "both" or one.is_rural is (among == "villages"))
    ]
    return rng.sample(names, template["times"])


def _filled_in(template: Table, chosen: dict[str, Any], place: str) -> dict[str, Any]:
    table = {**template, **chosen, "place": place}
    words = {field: said for field, said in table.items() if isinstance(said, str)}
    return table | {field: table[field].format_map(words) for field in _SPOKEN_OF if field in table}
