"""What a facilitator prints before a roadshow: cards, posters, table sheets, the plan."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from asset_map.exports.printing import printed
from asset_map.exports.qr import qr_svg
from asset_map.model.roadshow import Roadshow, Step
from asset_map.model.role import Action, Actor, require
from asset_map.model.words import WordEnum, long_date
from asset_map.register import roadshows
from asset_map.usecases.house import House
from asset_map.usecases.reach_phones import join_address

__all__ = ["HINTS", "Paper", "print_paper"]


class Paper(WordEnum):
    """What can be printed beforehand."""

    CARDS = "cards"
    POSTER = "poster"
    TABLE_SHEETS = "table_sheets"
    AGENDA = "agenda"


# What a facilitator says or does at each step, in a line.
HINTS: Mapping[Step, str] = {
    Step.CHECK_IN: "Read out the privacy words. Count heads. Show the code on the wall.",
    Step.INTRODUCTIONS: "Name, role, one thing I do at work, one at home. Nobody has to.",
    Step.WRITING: "Quiet, so that everybody's voice counts. One thing on each card.",
    Step.RECOGNISE: "Read each card out. Do not sort them. Two alike become one.",
    Step.TREE: "Look at it together. What surprises you?",
    Step.OFFERS_AND_ASKS: "First what each group can give, then what it looks for.",
    Step.CONNECT: "Who is not linked with anybody yet? Who could help whom?",
    Step.AGREE: "Who does the first step, and by when? Without a name it stays a bud.",
    Step.WHO_IS_MISSING: "Whose voice was not here? Then thank everybody.",
}
_BEFORE = (
    "Try with your own phone whether it reaches the laptop.",
    "Put the poster where everybody sees it, a sheet on each table, pens and cards beside it.",
    "Have paper cards ready even where phones work: not everybody brings one.",
    "Ask somebody to type, so that you can look at people.",
)
_TABLE_STEPS = (
    "One thing on each card. Big words, and as you would say it.",
    "A group, a place to meet, something you can do, a story: what makes this place good?",
    "By phone: scan the code, or type the address. No account is needed.",
    "On paper: tick the box if what you say of yourself may leave this room.",
)
_KINDS = ("a group", "a place", "I can …", "a story", "an idea", "an offer", "an ask")
_MOST = 60


def print_paper(
    house: House, roadshow_id: str, paper: Paper, *, actor: Actor, copies: int = 4
) -> bytes:
    """
    Return a PDF to print.

    ``copies`` is how many sheets of cards, or how many tables.
    """
    require(actor, Action.RUN_ROADSHOW)
    with house.register.reading() as connection:
        roadshow = roadshows.get(connection, roadshow_id)
    copies = max(1, min(copies, _MOST))
    address = join_address(house, roadshow.code)
    if paper is Paper.CARDS:
        return printed("blank_cards", _cards(roadshow, copies))
    if paper is Paper.POSTER:
        return printed("poster", _joining(house, roadshow, address) | _poster(roadshow))
    if paper is Paper.TABLE_SHEETS:
        sheets = {"tables": copies, "table_word": "Table", "steps": _TABLE_STEPS}
        return printed("table_sheets", _joining(house, roadshow, address) | sheets)
    return printed("agenda", _agenda(house, roadshow))


def _joining(house: House, roadshow: Roadshow, address: str) -> dict[str, object]:
    return {
        "title": roadshow.title,
        "accent": house.settings.accent_colour,
        "foot": house.settings.council_name,
        "qr": qr_svg(address),
        "qr_says": f"A code to scan that opens {address}",
        "address": address.partition("://")[2],
        "code": roadshow.code,
        "code_is": "The code is",
        "privacy": roadshow.privacy_words,
    }


def _poster(roadshow: Roadshow) -> dict[str, object]:
    return {
        "when": _when(roadshow),
        "invite": "Join in with your phone",
        "or_type": "Scan this, or open",
    }


def _when(roadshow: Roadshow) -> str:
    hours = " to ".join(f"{at:%H:%M}" for at in (roadshow.starts, roadshow.ends) if at)
    return ", ".join(filter(None, (long_date(roadshow.held_on), hours, roadshow.place)))


def _cards(roadshow: Roadshow, sheets: int) -> dict[str, object]:
    return {
        "title": f"Blank cards: {roadshow.title}",
        "sheets": sheets,
        "ask": "One thing that makes this place good, or one that you can offer:",
        "whose": "For which group?",
        "kinds": _KINDS,
        "consent": "What this says of me may leave this room.",
        "about": f"{roadshow.title}, {long_date(roadshow.held_on)}",
        "code": roadshow.code,
    }


def _agenda(house: House, roadshow: Roadshow) -> dict[str, object]:
    at = datetime.combine(roadshow.held_on, roadshow.starts) if roadshow.starts else None
    gone, lines = 0, []
    for line in roadshow.agenda:
        if line.is_left_out:
            continue
        clock = f"{at + timedelta(minutes=gone):%H:%M}" if at else f"+{gone} min"
        hint = HINTS.get(line.step, "") if line.step else ""
        lines.append({"at": clock, "minutes": line.minutes, "title": line.title, "hint": hint})
        gone += line.minutes
    return {
        "title": roadshow.title,
        "accent": house.settings.accent_colour,
        "foot": f"{house.settings.council_name} · the code is {roadshow.code}",
        "when": _when(roadshow),
        "head": ("From", "Min", "What", "Notes"),
        "lines": lines,
        "before_head": "Before people arrive",
        "before": _BEFORE,
        "read_out": "Read out at the beginning",
        "privacy": roadshow.privacy_words,
    }
