"""What a search asks for, in words."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from asset_map.model.look import KIND_LOOK
from asset_map.model.query import Access, Query
from asset_map.model.words import counted
from asset_map.usecases.boundaries import WardName
from asset_map.usecases.find_assets import Choices
from asset_map.web.text import plain

__all__ = ["ACCESS_WORDS", "choices_in_words", "distinct", "ward_labels"]

ACCESS_WORDS = {
    Access.STEP_FREE: "Step-free way in",
    Access.HEARING_LOOP: "Hearing loop",
    Access.ACCESSIBLE_TOILET: "Accessible toilet",
    Access.PARKING: "Parking",
    Access.KITCHEN: "Kitchen",
}


def distinct(labels: Mapping[str, str]) -> dict[str, str]:
    """
    Return the labels with a number behind those that repeat.

    Streamlit tells the options of a choice apart by their labels alone.
    """
    seen: Counter[str] = Counter()
    made = {}
    for key, label in labels.items():
        seen[label] += 1
        made[key] = f"{label} ({seen[label]})" if seen[label] > 1 else label
    return made


def ward_labels(wards: Sequence[WardName]) -> dict[str, str]:
    """Return each ward's name by code, with its district where another ward has the name too."""
    often = Counter(ward.name for ward in wards)
    return distinct(
        {
            ward.code: f"{ward.name} ({ward.district_name or ward.code})"
            if often[ward.name] > 1
            else ward.name
            for ward in wards
        }
    )


def choices_in_words(query: Query, choices: Choices) -> dict[str, str]:
    """Return each choice that was made in words, in Markdown, by its field of the query."""
    wards = ward_labels(choices.wards)
    committees = dict(choices.committees)
    said = {
        "text": f"“{plain(query.text)}”" if query.text.strip() else "",
        "kinds": _either(KIND_LOOK[kind].plural.lower() for kind in query.kinds),
        "ward_codes": _prefixed("in ", _either(plain(wards[code]) for code in query.ward_codes)),
        "committee_id": _prefixed("in ", plain(committees.get(query.committee_id, ""))),
        "functions": _prefixed("for ", _either(one.label for one in query.functions)),
        "day": f"on a {query.day.label.capitalize()}" if query.day else "",
        "age": "" if query.age is None else f"for somebody of {query.age}",
        "language": _prefixed("in ", plain(query.language)),
        "access": _prefixed("with ", " and ".join(_needs(query.access))),
        "seats": f"with room for {counted(query.seats, 'person', 'people')}" if query.seats else "",
        "anchors_only": "only anchor organisations" if query.anchors_only else "",
    }
    return {field: words for field, words in said.items() if words}


def _needs(access: Sequence[Access]) -> list[str]:
    return [ACCESS_WORDS[need].lower() for need in access]


def _either(words: Iterable[str]) -> str:
    return " or ".join(words)


def _prefixed(prefix: str, words: str) -> str:
    return f"{prefix}{words}" if words else ""
