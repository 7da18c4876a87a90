"""
What a cell can be read as: one small function for each sort of value.

Each is given a text that is not empty, and returns its value or the fault it has.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta

from rapidfuzz import process

from asset_map.model.asset import Identifier
from asset_map.model.cells import split_items
from asset_map.model.errors import InvalidSubmissionError
from asset_map.model.words import WordEnum, fold
from asset_map.schedule.clock import read_clock
from asset_map.schedule.rules import read_rule

__all__ = [
    "Fault",
    "Reader",
    "charity_number",
    "clock",
    "company_number",
    "day",
    "email",
    "identifiers",
    "items",
    "near",
    "number",
    "parallel",
    "phone",
    "postcode",
    "rule",
    "text",
    "uprn",
    "url",
    "whole_number",
    "word",
    "words",
    "yes_no",
]

Reader = Callable[[str], object]

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAY = re.compile(
    r"(?:[a-z]{3,9},?\s+)?(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+([a-z]{3,9}|\d{1,2})[\s/.,\-]+"
    r"(\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2}(?::[\d.]+)?)?",
    re.IGNORECASE,
)
_ISO_DAY = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T\s][\d:.]+Z?)?")
# Days since this one are how spreadsheet programs keep dates: 1955 to 2119 are taken.
_SERIAL_ZERO = date(1899, 12, 30)
_SERIAL = range(20_000, 80_001)
_POSTCODE = re.compile(r"([A-Z]{1,2}\d[A-Z\d]?)(\d[A-Z]{2})|(GIR)(0AA)")
# 1.00023E+11 is what a spreadsheet program leaves of a long number.
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
# 1,200.5; .5 as databases write it; 5E-05 as spreadsheets save what is very near the meridian.
_NUMBER = r"[+\-]?(?:(?:\d{1,3}(?:,\d{3})+|\d{1,9})(?:\.\d*)?|\.\d+)(?:E-\d{1,2})?"
_YES = {"yes", "y", "true", "t", "1", "x", "\u2713", "\u2714"}
_NO = {"no", "n", "false", "f", "0"}


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a cell cannot be read; ``is_left_out`` when the row does without it."""

    fault: str
    remedy: str
    is_left_out: bool = False


def near(typed: str, known: list[str]) -> str:
    """Return up to three known words that are like what was typed, for a remedy."""
    found = process.extract(fold(typed), known, limit=3, score_cutoff=60)
    return ", ".join(name for name, *_ in found)


def text(limit: int) -> Reader:
    """Read a text of at most so many characters."""

    def read(cell: str) -> str | Fault:
        if len(cell) > limit:
            fault = f"The text has {len(cell):,} characters; at most {limit:,} are kept."
            return Fault(fault, "Shorten it.")
        return cell

    return read


def items(limit: int, *, at_commas: bool = True) -> Reader:
    """Read several texts parted by semicolons, or by commas where there are none."""

    def read(cell: str) -> tuple[str, ...] | Fault:
        listed = split_items(cell, at_commas=at_commas)
        if any(len(item) > limit for item in listed):
            fault = f"One of the texts has more than {limit:,} characters."
            return Fault(fault, "Shorten it, or part them by semicolons.")
        return tuple(dict.fromkeys(listed))

    return read


def yes_no(cell: str) -> bool | Fault:
    """Read yes or no by the cell's first word."""
    first = next(iter(cell.casefold().replace(",", " ").split()), "").rstrip(".;:")
    if first in _YES:
        return True
    if first in _NO:
        return False
    return Fault("This is neither yes nor no.", "Write yes or no, or leave it empty.")


def whole_number(low: int, high: int) -> Reader:
    """Read a whole number within bounds: "30", "30.0", "1,200", "30 people"."""

    def read(cell: str) -> int | Fault:
        found = re.fullmatch(
            r"(-?\d[\d,]{0,12})(?:\.0+)?\s*(?:people|seats|seated|years?|yrs?)?",
            cell,
            re.IGNORECASE,
        )
        if found is None:
            return Fault("This is not a whole number.", "Write it in figures, like 30.")
        value = int(found[1].replace(",", ""))
        if not low <= value <= high:
            fault = f"The number is not from {low:,} to {high:,}."
            return Fault(fault, "Check it, or leave it empty.")
        return value

    return read


def number(cell: str) -> float | Fault:
    """Read a number with or without decimals."""
    plain = cell.replace(" ", "").replace("\u2212", "-").rstrip("\u00b0mM")
    if not re.fullmatch(_NUMBER, plain, re.IGNORECASE):
        return Fault("This is not a number.", "Write it in figures, like 53.1412 or 451230.")
    return float(plain.replace(",", ""))


def day(cell: str) -> date | Fault:
    """Read a date: ISO, British order, with the month's name, or a spreadsheet's number."""
    if cell.isdecimal() and int(cell) in _SERIAL:
        return _SERIAL_ZERO + timedelta(days=int(cell))
    try:
        if found := _ISO_DAY.fullmatch(cell):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _DAY.fullmatch(cell):
            month = found[2].lower()
            in_year = int(month) if month.isdecimal() else _MONTHS.index(month[:3]) + 1
            year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)  # noqa: PLR2004
            return date(year, in_year, int(found[1]))
    except ValueError:
        fault = "There is no such day; the day comes before the month."
        return Fault(fault, "Write it like 21/11/2026 or 2026-11-21.")
    return Fault("This is not a date.", "Write it like 21/11/2026 or 2026-11-21.")


def clock(cell: str) -> time | Fault:
    """Read a time of day."""
    at = read_clock(cell)
    if at is None:
        fault = "This is not a time of day, or may be morning or evening."
        return Fault(fault, "Write it like 19:30 or 7.30 pm.")
    return at


def word(kind: type[WordEnum]) -> Reader:
    """Read one of an enum's words, as it is kept or as it is read."""
    known = {fold(member.label): member for member in kind}

    def read(cell: str) -> WordEnum | Fault:
        member = known.get(fold(cell))
        if member is None:
            like = near(cell, list(known)) or ", ".join(known)
            return Fault("This is not one of the words known here.", f"Write one of: {like}.")
        return member

    return read


def words(kind: type[WordEnum]) -> Reader:
    """Read several of an enum's words."""
    read_one = word(kind)

    def read(cell: str) -> object:
        return _all(map(read_one, dict.fromkeys(split_items(cell))))

    return read


def parallel(read_one: Reader) -> Reader:
    """Read values parted by "|", one for each meeting; None where one is left empty."""

    def read(cell: str) -> object:
        return _all(read_one(part) if part else None for part in map(str.strip, cell.split("|")))

    return read


def _all(values: Iterable[object]) -> object:
    listed = tuple(values)
    return next((value for value in listed if isinstance(value, Fault)), listed)


def rule(cell: str) -> str | Fault:
    """Read a recurrence rule of RFC 5545."""
    try:
        return str(read_rule(cell))
    except InvalidSubmissionError as error:
        problem = error.problems[0]
        return Fault(problem.fault, problem.remedy)


def postcode(cell: str) -> str | Fault:
    """Read a postcode, whatever its spacing and case."""
    plain = unicodedata.normalize("NFKC", cell).upper()
    found = _POSTCODE.fullmatch(re.sub(r"[^A-Z\d]", "", plain))
    if found:
        return " ".join(part for part in found.groups() if part)
    if not re.search(r"\d", cell) and len(cell.split()) > 1:
        # "[No registered public address]", "n/a - mobile": said in words that there is none.
        fault = "There is no postcode here but words."
        remedy = "Give the place by its coordinates, or leave it without one."
        return Fault(fault, remedy, is_left_out=True)
    remedy = "Write it like NG20 8AA, or leave it empty and give the coordinates."
    return Fault("This is not a UK postcode.", remedy)


def uprn(cell: str) -> str | Fault:
    """Read a unique property reference number; another body's own number is left out."""
    if not re.fullmatch(r"0*[1-9]\d{0,11}", cell):
        fault = "This is not a UPRN, which has up to twelve figures."
        return Fault(fault, "It is left out; the row is read without.", is_left_out=True)
    return cell.lstrip("0")


def phone(cell: str) -> str | Fault:
    """Read a telephone number; the 0 that a spreadsheet took away comes back."""
    figures = re.sub(r"\D", "", cell)
    if _ROUNDED.fullmatch(cell) or not 6 <= len(figures) <= 25:  # noqa: PLR2004
        remedy = "Write it like 01632 960123, in a column kept as text."
        return Fault("This is not a telephone number.", remedy)
    return f"0{cell}" if re.fullmatch(r"[1-9]\d{9}", cell) else cell


def email(cell: str) -> str | Fault:
    """Read an email address."""
    address = cell.removeprefix("mailto:").strip()
    if not re.fullmatch(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]+\.[^@\s,;<>\".]{2,}", address):
        return Fault("This is not one email address.", "Write one, like hello@example.org.")
    return address


def url(cell: str) -> str | Fault:
    """Read a web address, with https:// put before where it has no scheme."""
    address = cell if re.match(r"https?://", cell, re.IGNORECASE) else f"https://{cell}"
    if not re.fullmatch(r"https?://[^\s/:@<>\"]+\.[^\s<>\"]{2,}", address, re.IGNORECASE):
        fault = "This is not a web address."
        return Fault(fault, "Write it like https://www.example.org.")
    return address


def charity_number(cell: str) -> Identifier | Fault:
    """Read a charity's number: England and Wales, Scotland, or Northern Ireland."""
    plain = re.sub(r"[\s.]", "", cell).upper()
    schemes = {
        "GB-CHC": r"\d{5,7}(?:-\d{1,3})?",
        "GB-SC": r"SC\d{6}",
        "GB-NIC": r"NIC?\d{6}",
    }
    for scheme, pattern in schemes.items():
        if re.fullmatch(pattern, plain):
            return Identifier(scheme=scheme, value=plain)
    return Fault("This is not a charity number.", "Write it like 1234567 or SC012345.")


def company_number(cell: str) -> Identifier | Fault:
    """Read a number of Companies House; the noughts that a spreadsheet took come back."""
    plain = re.sub(r"\s", "", cell).upper()
    plain = plain.zfill(8) if plain.isdecimal() else plain
    if not re.fullmatch(r"(?:\d{8}|[A-Z]{2}\d{6}|R\d{7}|IP\d{5}R)", plain):
        return Fault("This is not a company number.", "Write it like 01234567 or SC123456.")
    return Identifier(scheme="GB-COH", value=plain)


def identifiers(cell: str) -> tuple[Identifier, ...] | Fault:
    """Read identifiers, each written scheme=value."""
    pairs = [item.partition("=") for item in split_items(cell)]
    if not all(scheme.strip() and value.strip() for scheme, _, value in pairs):
        remedy = "Write each as scheme=value, like GB-CHC=1234567."
        return Fault("This is not a list of identifiers.", remedy)
    return tuple(Identifier(scheme=a.strip(), value=b.strip()) for a, _, b in pairs)
