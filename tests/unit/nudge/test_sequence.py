"""The always-valid interval: its width by hand, its promise by simulation."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bot.nudge.sequence import LEAST, TIGHTEST_AT, around, count_until_sure, difference, radius


def test_the_width_is_the_formula_s_by_hand() -> None:
    log = -2 * math.log(0.05)  # 5.9915
    squared = (log + math.log(log) + 1) / TIGHTEST_AT
    assert squared == pytest.approx(0.0021954, rel=1e-4)
    # n = 1000: nρ² = 2.1954; sqrt(2 · 3.1954 / (1000 · 2.1954) · log(sqrt(3.1954) / 0.05)) = 0.10207
    assert radius(1.0, 1000) == pytest.approx(0.10207, rel=1e-3)
    assert radius(7.0, 1000) == pytest.approx(7 * radius(1.0, 1000))


def test_it_is_wider_than_the_z_interval_and_narrows_as_visitors_come() -> None:
    widths = [radius(1.0, count) for count in (100, 1_000, 10_000, 100_000)]
    assert widths == sorted(widths, reverse=True)
    assert all(width > 1.96 / math.sqrt(count) for width, count in zip(widths, (100, 1e3, 1e4, 1e5), strict=True))


def test_a_fair_coin_looked_at_after_every_toss_stays_inside_in_19_of_20_runs() -> None:
    draw, out = np.random.default_rng(5), 0
    counts = np.arange(LEAST, 3000)
    width = np.array([radius(1.0, int(count)) for count in counts])
    for _ in range(200):
        means = np.cumsum(draw.normal(size=3000)) / np.arange(1, 3001)
        out += bool((np.abs(means[counts - 1]) > width).any())
    assert out <= 16  # 5 % of 200 is 10; 16 is two standard deviations above


def test_the_difference_is_the_difference_of_the_means_and_its_spread_the_split_s() -> None:
    treated, held_out = [2.0, 4.0] * 80, [1.0, 1.0, 1.0, 5.0] * 20
    found = difference(treated, held_out, share=0.2)
    assert found is not None
    assert found.mean == pytest.approx(3.0 - 2.0)
    assert found.count == 240
    # treated: deviation 1 / 0.8 = 1.25 each (160 of them); held out: 1/0.2 and 3/0.2 (60 and 20 of them)
    assert found.deviation == pytest.approx(math.sqrt((160 * 1.25**2 + 60 * 5.0**2 + 20 * 15.0**2) / 240))
    assert found.low < found.mean < found.high


def test_a_handful_of_visitors_says_nothing() -> None:
    assert difference([1.0] * (LEAST - 1), [1.0] * 500, 0.2) is None
    assert difference([1.0] * 500, [1.0] * (LEAST - 1), 0.2) is None
    assert difference([1.0] * 500, [1.0] * 500, 0.0) is None


def test_the_count_until_sure_is_the_first_at_which_zero_lies_outside() -> None:
    now = around([2.1, -1.9] * 100, 0.1)
    sure = count_until_sure(now)
    assert sure is not None
    assert radius(now.deviation, sure) < 0.1 <= radius(now.deviation, sure - 1)
    assert count_until_sure(around([1.0, -1.0] * 100, 0.0)) is None
