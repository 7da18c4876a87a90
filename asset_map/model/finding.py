"""What is found when the whole house is looked over: good, doubtful or bad, with a remedy."""

from dataclasses import dataclass

from asset_map.model.words import WordEnum

__all__ = ["Finding", "Verdict"]


class Verdict(WordEnum):
    """How something is."""

    OK = "ok"
    WARN = "warn"
    BAD = "bad"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing looked at: how it is, and what to do about it where it is not well."""

    name: str
    verdict: Verdict
    said: str
    remedy: str = ""
