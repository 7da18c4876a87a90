"""Between the answers of the plain form, as texts, and the asset they tell of."""

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace

from asset_map.model.asset import Asset, AssetKind, Contact, ForWhom
from asset_map.model.errors import Problem
from asset_map.model.location import Coordinates, Location, LocationKind, PublishLocation
from asset_map.model.role import Audience
from asset_map.model.times import Meeting
from asset_map.model.typed import as_lines, as_one_line
from asset_map.usecases.locating import is_on_the_grid
from asset_map.usecases.sent_times import PlainTime, meeting_of, plain_time

__all__ = ["MOST_TIMES", "Answers", "Drafted", "answers_of", "drafted", "tidy", "times_in"]

Answers = dict[str, str]

MOST_TIMES = 10
TIME_FIELDS = (*(field.name for field in fields(PlainTime)), "kept")
# The number of the time that a field belongs to, and what it says of that.
_TIMES = {
    f"{name}_{number}": (number, name) for number in range(MOST_TIMES) for name in TIME_FIELDS
}
WHERE_FIELDS = ("where", "postcode", "place_name", "address", "around", "lon", "lat", "is_home")
_KINDS = {
    "one": LocationKind.FIXED,
    "different": LocationKind.AREA_WIDE,
    "online": LocationKind.ONLINE,
}
_SEVERAL_LINES = frozenset({"summary", "description", "note"})
_HOMES = {"yes": True, "no": False}
_ASSET_KINDS = {
    kind.value: kind
    for kind in (AssetKind.GROUP, AssetKind.SPACE, AssetKind.INSTITUTION, AssetKind.BUSINESS)
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """The asset that the answers come to, and what of them could not be read."""

    asset: Asset
    problems: tuple[Problem, ...]


def answers_of(asset: Asset) -> Answers:
    """Return a form's answers, filled in from an asset as its reader may see it."""
    ages, contact = asset.for_whom, asset.contact
    answers = {
        "kind": asset.kind.value,
        "name": asset.name,
        "summary": asset.summary,
        "description": asset.description,
        "min_age": "" if ages.min_age is None else str(ages.min_age),
        "max_age": "" if ages.max_age is None else str(ages.max_age),
        "languages": ", ".join(asset.languages),
        "cost_note": asset.cost_note,
        "access_notes": asset.access_notes,
        "role": contact.role,
        "phone": contact.phone,
        "email": contact.email,
        "url": contact.url,
        "public": "yes" if contact.audience is Audience.PUBLIC else "",
    }
    if asset.locations:
        answers |= _where_of(asset.locations[0]) | _when_of(asset.locations[0].meetings)
    return {name: tidy(name, value) for name, value in answers.items() if value}


def tidy(name: str, value: str) -> str:
    """Return an answer without what cannot be seen, in one line where its field is one."""
    return as_lines(value) if name in _SEVERAL_LINES else as_one_line(value)


def _where_of(place: Location) -> Answers:
    chosen = next((name for name, kind in _KINDS.items() if kind is place.kind), "one")
    is_pin = place.point is not None and not place.postcode
    is_shown = is_pin and place.publish is PublishLocation.EXACT and place.point
    return {
        "where": chosen,
        "postcode": place.postcode,
        "place_name" if chosen == "one" else "around": place.place_name,
        "address": place.address,
        "lon": f"{place.point.lon:.6f}" if is_shown and place.point else "",
        "lat": f"{place.point.lat:.6f}" if is_shown and place.point else "",
        "is_home": {True: "yes", False: "no"}.get(place.is_home, ""),  # type: ignore[arg-type]
    }


def _when_of(meetings: tuple[Meeting, ...]) -> Answers:
    answers: Answers = {}
    for number, meeting in enumerate(meetings[:MOST_TIMES]):
        said = plain_time(meeting) or PlainTime(often="kept")
        answers |= {f"{name}_{number}": value for name, value in asdict(said).items()}
        answers[f"kept_{number}"] = str(number)
    return answers


def times_in(answers: Mapping[str, str]) -> list[Answers]:
    """Return the answers of each time without its number; one that was left empty is none."""
    times: dict[int, Answers] = {}
    for field, value in answers.items():
        if value and field in _TIMES:
            number, name = _TIMES[field]
            times.setdefault(number, dict.fromkeys(TIME_FIELDS, ""))[name] = value
    return [
        times[number] for number in sorted(times) if any({**times[number], "kept": ""}.values())
    ]


def drafted(answers: Mapping[str, str], *, on: Asset | None) -> Drafted:
    """
    Return the asset that the answers come to, on top of what the form was filled from.

    What was left as it was stays as it was, whether or not the form can say it.
    """
    problems: list[Problem] = []
    base = on or Asset(id="", kind=AssetKind.GROUP, name="")
    there = answers_of(base) if on else {}
    ages = ForWhom(
        min_age=_whole_number(answers, "min_age", problems),
        max_age=_whole_number(answers, "max_age", problems),
        open_to_all=base.for_whom.open_to_all,
        interests=base.for_whom.interests,
    )
    if answers.get("kind") not in {*_ASSET_KINDS, there.get("kind", "group")}:
        fault = "You have not said what it is."
        problems.append(Problem(field="kind", fault=fault, remedy="Choose one of the answers."))
    said = {name: value.strip() for name, value in answers.items()}
    kept_languages = answers.get("languages") == there.get("languages")
    asset = replace(
        base,
        name=said.get("name", ""),
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        cost_note=said.get("cost_note", ""),
        access_notes=said.get("access_notes", ""),
        kind=_ASSET_KINDS.get(answers.get("kind", ""), base.kind),
        for_whom=ages,
        languages=base.languages if kept_languages else _items(answers.get("languages", "")),
        contact=_contact(answers),
        locations=_locations(answers, base, there, problems),
    )
    return Drafted(asset=asset, problems=tuple(problems))


def _items(text: str) -> tuple[str, ...]:
    return tuple(item.strip() for item in re.split(r"[,;]", text) if item.strip())


def _whole_number(answers: Mapping[str, str], field: str, problems: list[Problem]) -> int | None:
    text = answers.get(field, "").strip()
    if not text:
        return None
    if not re.fullmatch(r"[0-9]{1,3}", text):
        fault, remedy = "This is no age.", "Write it in years, like 16."
        problems.append(Problem(field=field, fault=fault, remedy=remedy))
        return None
    return int(text)


def _contact(answers: Mapping[str, str]) -> Contact:
    said = {name: answers.get(name, "").strip() for name in ("role", "phone", "email", "url")}
    is_public = answers.get("public") == "yes"
    return Contact(**said, audience=Audience.PUBLIC if is_public else Audience.OFFICER)


def _locations(
    answers: Mapping[str, str], base: Asset, there: Answers, problems: list[Problem]
) -> tuple[Location, ...]:
    first = base.locations[0] if base.locations else None
    meetings = _meetings(answers, first, problems)
    is_same = all(answers.get(name, "") == there.get(name, "") for name in WHERE_FIELDS)
    if is_same and first is not None:
        return (replace(first, meetings=meetings), *base.locations[1:])
    if first is None and not answers.get("where") and not meetings:
        return ()
    place = _place(answers, first or Location(id=""), problems)
    return (replace(place, meetings=meetings), *base.locations[1:])


def _place(answers: Mapping[str, str], first: Location, problems: list[Problem]) -> Location:
    said = {name: answers.get(name, "").strip() for name in WHERE_FIELDS}
    kind = _KINDS.get(said["where"], LocationKind.FIXED)
    if kind is not LocationKind.FIXED:
        place_name = said["around"] if kind is LocationKind.AREA_WIDE else ""
        return Location(id=first.id, kind=kind, place_name=place_name)
    if not first.id and said["is_home"] not in {*_HOMES, "not_sure"}:
        fault = "You have not said whether it is somebody's home."
        problems.append(Problem(field="is_home", fault=fault, remedy="Choose one of the answers."))
    point = _point(said, problems)
    # Compared as it is written in the form, which knows fewer decimals than the register.
    there = _where_of(first)
    is_pin_as_it_was = point is None or all(said[name] == there[name] for name in ("lon", "lat"))
    is_where_it_was = said["postcode"] == first.postcode and is_pin_as_it_was
    if first.id and is_where_it_was:
        return replace(
            first,
            place_name=said["place_name"],
            address=said["address"],
            is_home=_HOMES.get(said["is_home"], first.is_home if not said["is_home"] else None),
        )
    return Location(
        id=first.id,
        point=point,
        postcode=said["postcode"],
        place_name=said["place_name"],
        address=said["address"],
        is_home=_HOMES.get(said["is_home"]),
    )


def _point(said: Mapping[str, str], problems: list[Problem]) -> Coordinates | None:
    if not said["lon"] or not said["lat"]:
        return None
    try:
        point = Coordinates(lon=float(said["lon"]), lat=float(said["lat"]))
    except ValueError:
        point = Coordinates(lon=0.0, lat=0.0)
    if not is_on_the_grid(point):
        fault, remedy = "The pin is not in Great Britain.", "Set it again, or type a postcode."
        problems.append(Problem(field="postcode", fault=fault, remedy=remedy))
        return None
    return point


def _meetings(
    answers: Mapping[str, str], first: Location | None, problems: list[Problem]
) -> tuple[Meeting, ...]:
    kept = first.meetings if first else ()
    filled = times_in(_when_of(kept))
    there = {str(number): number for number in range(len(kept))}
    times = times_in(answers)
    if not times and first is None:
        fault = "You have not said how often it is."
        remedy = 'Choose one of the answers; "by arrangement" is one too.'
        problems.append(Problem(field="often_0", fault=fault, remedy=remedy))
    meetings = []
    for number, said in enumerate(times):
        at = there.get(said["kept"], len(kept))
        if at < len(kept) and (said["often"] == "kept" or said == filled[at]):
            meetings.append(kept[at])
            continue
        meeting, faults = meeting_of(
            PlainTime(**{name: value for name, value in said.items() if name != "kept"}), number
        )
        meetings.append(meeting)
        problems.extend(faults)
    return tuple(meetings)
