"""Reach, thresholds and floors of the gap figures, in one place."""

import math
from dataclasses import dataclass

from asset_map.model.words import percent

__all__ = ["GapSettings"]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapSettings:
    """
    Reach, thresholds and floors: the one place, and printed on every output.

    Distances are metres in a straight line; ``reach_m`` overrides both reaches.
    ``is_reach_walked`` holds the reach against the walk (straight line times detour).
    ``deprivation_cuts`` are the four scores between the national fifths, lowest first;
    empty, the fifths are those of the residents counted.
    """

    reach_m: float | None = None
    reach_urban_m: float = 800.0
    reach_rural_m: float = 1_600.0
    is_reach_walked: bool = False
    detour: float = 1.3
    walk_m_per_minute: float = 80.0
    served_share: float = 0.5
    visiting_hours: float = 2.0
    function_share: float = 0.5
    carried_share: float = 0.5
    near_m: float = 1_000.0
    buffer_m: float = 3_000.0
    people_per_facility: float = 4_000.0
    checked_within_months: int = 24
    catchment_m: float = 1_600.0
    catchment_steps: tuple[tuple[float, float], ...] = ((400.0, 1.0), (800.0, 0.68), (1600.0, 0.22))
    deprivation_cuts: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        lengths = (
            1.0 if self.reach_m is None else self.reach_m,
            self.reach_urban_m,
            self.reach_rural_m,
            self.detour,
        )
        for length in lengths:
            if not 0 < length < math.inf:
                message = f"Reach and detour must be more than 0, not {length}."
                raise ValueError(message)

    @property
    def reach_words(self) -> str:
        """How far is within reach: "800 m" or "800 m in town, 1,600 m in the country"."""
        if self.reach_m is not None:
            words = f"{self.reach_m:,.0f} m"
        else:
            words = (
                f"{self.reach_urban_m:,.0f} m in town, {self.reach_rural_m:,.0f} m in the country"
            )
        return f"{words}, on foot" if self.is_reach_walked else f"{words}, in a straight line"

    def walk_minutes(self, distance_m: float) -> float:
        """Return the minutes that a walk takes: the straight line times detour, at a pace."""
        return distance_m * self.detour / self.walk_m_per_minute

    def walk_words(self, distance_m: float) -> str:
        """Return the walk that a distance makes in words: "1 minute's walk"."""
        minutes = max(1, round(self.walk_minutes(distance_m)))
        return "1 minute's walk" if minutes == 1 else f"{minutes:,} minutes' walk"

    def as_lines(self) -> tuple[tuple[str, str], ...]:
        """Return each setting that is in force with its value, in the words of outputs."""
        steps = [f"{weight:g} up to {far:,g} m" for far, weight in self.catchment_steps]
        cuts = [f"{score:g}" for score in self.deprivation_cuts]
        return (
            ("within reach", self.reach_words),
            ("a walk is the straight line times", f"{self.detour:g}"),
            ("walking pace", f"{self.walk_m_per_minute:g} m a minute"),
            ("served next door", f"at most {percent(self.served_share)} beyond reach"),
            ("visiting only", f"at least {self.visiting_hours:g} hours in 28 days"),
            ("nothing recorded", f"less than {percent(self.function_share)} within reach"),
            ("status carried over", f"from {percent(self.carried_share)} of residents"),
            ("near a ward", f"within {self.near_m:,g} m of its edge"),
            ("known around the area", f"within {self.buffer_m:,g} m, or the reach"),
            ("standard for spaces", f"one for {self.people_per_facility:,g} residents"),
            ("checked", f"within {self.checked_within_months} months"),
            ("catchment", f"{self.catchment_m:,g} m"),
            ("catchment in steps", "; ".join(steps)),
            ("scores between fifths", ", ".join(cuts) or "not set: fifths of those counted"),
        )
