"""
Rates of small numbers with their intervals (M2), for tables and method notes alone.

With 30 wards and 35 anchors scattered by chance 9.5 wards are empty on average: such
rates are never coloured and never ranked.
"""

from math import sqrt

from scipy.special import gammaincinv

from asset_map.model.gap import Rate

__all__ = ["rate_per_10000"]

# From so many on Byar's approximation is used.
_BYAR_FROM = 10
_Z = 1.959963984540054


def rate_per_10000(count: int, people: float) -> Rate | None:
    """
    Return the rate per 10,000 residents with its 95 % interval; None where nobody lives.

    Below ten the interval is exact, chi2(.025, 2n)/2 to chi2(.975, 2n+2)/2; from ten on
    Byar's. As in PHEindicatormethods' ``phe_rate`` (Office for Health Improvement and
    Disparities).
    """
    if people <= 0:
        return None
    if count < _BYAR_FROM:
        # The quantile of chi2 with 2n degrees of freedom is twice that of gamma with shape n.
        low = float(gammaincinv(count, 0.025)) if count else 0.0
        high, method = float(gammaincinv(count + 1, 0.975)), "exact"
    else:
        low, high, method = _byar(count, -_Z), _byar(count + 1, _Z), "Byar"
    per = 10_000 / people
    return Rate(
        per_10000=round(count * per, 4),
        low=round(low * per, 4),
        high=round(high * per, 4),
        method=method,
    )


def _byar(count: int, z: float) -> float:
    return float(count * (1 - 1 / (9 * count) + z / (3 * sqrt(count))) ** 3)
