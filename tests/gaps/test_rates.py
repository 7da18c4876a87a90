import pytest

from asset_map.gaps.rates import rate_per_10000


@pytest.mark.parametrize(
    ("count", "people", "told"),
    [
        (0, 15_000, "0.00 (0.00-2.46) exact"),
        (1, 15_000, "0.67 (0.02-3.71) exact"),
        (2, 15_000, "1.33 (0.16-4.82) exact"),
        (5, 15_000, "3.33 (1.08-7.78) exact"),
        (10, 15_000, "6.67 (3.19-12.26) Byar"),
        (0, 3_000, "0.00 (0.00-12.30) exact"),
    ],
)
def test_rates_have_the_intervals_of_public_health(count: int, people: int, told: str) -> None:
    rate = rate_per_10000(count, people)
    assert rate is not None
    assert f"{rate.per_10000:.2f} ({rate.low:.2f}-{rate.high:.2f}) {rate.method}" == told


def test_where_nobody_lives_there_is_no_rate() -> None:
    assert rate_per_10000(3, 0) is None
