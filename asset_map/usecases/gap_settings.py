"""The council's reach, thresholds and floors, as the sums are handed them."""

import math
from dataclasses import fields

from asset_map.model.errors import InvalidSubmissionError, SettingsError
from asset_map.model.gap import GapSettings
from asset_map.settings import Settings

__all__ = ["gap_settings"]

_CUTS = 4


def gap_settings(settings: Settings, *, reach_m: float | None = None) -> GapSettings:
    """
    Return what the council set, with one reach for everybody where one is given.

    Raises
    ------
    InvalidSubmissionError
        When no distance is that reach.
    SettingsError
        When a value cannot be used.
    """
    given = {
        one.name: getattr(settings, f"gap_{one.name}")
        for one in fields(GapSettings)
        if hasattr(settings, f"gap_{one.name}") and one.name != "deprivation_cuts"
    }
    if reach_m is not None and not 0 < reach_m < math.inf:
        message = f"A reach of {reach_m} m cannot be measured; give a number of metres above 0."
        raise InvalidSubmissionError(message)
    try:
        cuts = _cuts(settings.gap_deprivation_cuts)
        return GapSettings(reach_m=reach_m, deprivation_cuts=cuts, **given)
    except ValueError as error:
        message = f"The settings for gaps cannot be used: {error} Mend them in the settings file."
        raise SettingsError(message) from error


def _cuts(text: str) -> tuple[float, ...]:
    cuts = tuple(float(part) for part in text.replace(",", " ").split())
    if cuts and (len(cuts) != _CUTS or sorted(set(cuts)) != list(cuts)):
        message = f"'gap_deprivation_cuts' should be four rising scores, not '{text}'."
        raise ValueError(message)
    return cuts
