from __future__ import annotations

import math
import random

import numpy as np
import pytest

from ruwaard_sim.streams import Streams, normal
from ruwaard_sim.study.statistics import Estimate, difference, estimate, is_precise, summarise

NAN = math.nan


def array(*values: float) -> np.ndarray:
    """One figure for each replication."""
    return np.array(values, dtype=np.float64)


def test_interval_is_student_t_by_hand() -> None:
    """Of 1, 2, 3, 4, 5 the mean is 3 and half the 95 % interval 2.776 x 1.581 / sqrt(5) = 1.963."""
    found = estimate(array(1, 2, 3, 4, 5))
    assert found.mean == 3
    assert found.low == pytest.approx(3 - 2.7764451051977987 * math.sqrt(2.5 / 5))
    assert found.high == pytest.approx(3 + 2.7764451051977987 * math.sqrt(2.5 / 5))


def test_two_replications_have_a_very_wide_interval() -> None:
    """Two values leave one degree of freedom, so the factor is 12.706."""
    assert estimate(array(0, 1)).half_width == pytest.approx(12.706204736432095 / 2)


def test_one_replication_has_no_interval() -> None:
    """One value is a mean without bounds: None, not nan."""
    assert estimate(array(4)) == Estimate(4, None, None, 1, 0)


def test_figures_that_do_not_exist_are_left_out_and_counted() -> None:
    """A replication in which nobody waited says nothing about the mean wait, and is counted as missing."""
    assert estimate(array(2, NAN, 2)) == Estimate(2, 2, 2, 2, 1)
    assert estimate(array(NAN, NAN)) == Estimate(None, None, None, 0, 2)


def test_what_is_always_the_same_has_an_exact_mean() -> None:
    """Ten times 0.1 has mean 0.1 to the last bit, and an interval without width."""
    assert estimate(np.full(10, 0.1)) == Estimate(0.1, 0.1, 0.1, 10, 0)


def test_difference_is_taken_pair_by_pair() -> None:
    """Two variants with much luck in common differ far more surely than each of them is known."""
    baseline = array(10, 20, 30)
    variant = array(8, 18, 29)
    found = difference(variant, baseline)
    assert found.mean == pytest.approx(-5 / 3)
    assert found.half_width == pytest.approx(4.302652729749462 * math.sqrt(1 / 3) / math.sqrt(3))
    assert found.p_lower == 1


def test_ties_count_half() -> None:
    """Lower once, equal twice, higher once: as often lower as not."""
    assert difference(array(1, 5, 5, 9), array(5, 5, 5, 5)).p_lower == 0.5


def test_equal_variants_differ_by_exactly_nothing() -> None:
    """The same figures give a difference of exactly 0 with an interval of exactly 0."""
    values = array(0.1, 0.7, 1e9)
    found = difference(values, values)
    assert (found.mean, found.low, found.high, found.p_lower) == (0, 0, 0, 0.5)


def test_a_pair_needs_both_figures() -> None:
    """A replication without the figure in one of the two variants is left out of the difference."""
    found = difference(array(1, NAN, 3), array(2, 2, NAN))
    assert (found.mean, found.low, found.count, found.missing) == (-1, None, 1, 2)
    assert difference(array(NAN), array(1)).p_lower is None


def test_summary_pairs_replications_whatever_the_order_of_rows() -> None:
    """Rows come in as workers finish; pairs are made by replication number."""
    rows = [("oud", r, "all", "x", 10.0 * r) for r in range(1, 6)]
    rows += [("nieuw", r, "all", "x", 10.0 * r - 1) for r in range(1, 6)]
    random.Random(1).shuffle(rows)
    found = summarise(rows, "oud", ["nieuw", "oud"])
    assert found.variants == ("oud", "nieuw")
    assert found.differences.keys() == {("nieuw", "x", "all")}
    assert found.differences["nieuw", "x", "all"].low == -1
    assert found.estimates["oud", "x", "all"].mean == 30
    assert found.replications == 5


def test_whole_period_comes_before_the_years() -> None:
    """Periods are shown with the whole period first, then year by year."""
    rows = [("oud", 1, period, "x", 1.0) for period in ("2019", "all", "2018")]
    assert summarise(rows, "oud").periods == ("all", "2018", "2019")


def test_precision_is_of_the_difference_against_the_size_of_the_figure() -> None:
    """A difference of 10 plus or minus 2 on a level of 100 is known to 5 %, not to 1 %."""
    rows = [("oud", r, "all", "x", 100.0) for r in (1, 2, 3)]
    rows += [("nieuw", r, "all", "x", value) for r, value in ((1, 89.0), (2, 90.0), (3, 91.0))]
    found = summarise(rows, "oud")
    assert is_precise(found, ["x"], 0.05)
    assert not is_precise(found, ["x"], 0.01)
    assert is_precise(found, ["y"], 0.0)


def test_one_pair_is_never_precise() -> None:
    """Without an interval nothing is known about precision."""
    rows = [("oud", 1, "all", "x", 1.0), ("nieuw", 1, "all", "x", 1.0)]
    assert not is_precise(summarise(rows, "oud"), ["x"], 1.0)


# ---------------------------------------------------------------------- values that were drawn


def test_between_draws_and_chance_are_kept_apart_by_hand() -> None:
    """Two draws lived twice, 1 and 3, 5 and 7: 8 between the means, 2 by chance (by hand)."""
    found = estimate(np.array([1.0, 3.0, 5.0, 7.0]), np.array([0, 0, 1, 1]))
    assert found.mean == 4
    assert found.half_width == pytest.approx(12.7062 * math.sqrt(8 * 1.5), rel=1e-4)
    assert found.chance == pytest.approx(4.30265 * math.sqrt(2 / 4), rel=1e-4)


def test_one_draw_says_nothing_about_values() -> None:
    """Then there is no margin, and beside it what chance alone does."""
    values, one = np.array([1.0, 3.0, 5.0, 7.0]), np.zeros(4, dtype=np.int64)
    found = estimate(values, one)
    assert (found.mean, found.low, found.high) == (4, None, None)
    assert found.chance == estimate(values).half_width
    assert estimate(np.ones(4), one).low is None


def test_draws_lived_unequally_often_weigh_by_how_often() -> None:
    """1 and 3 in one draw and 5 in another: 6 between draws, of 4/3 replications each, seen for one draw more."""
    found = estimate(np.array([1.0, 3.0, 5.0]), np.array([0, 0, 1]))
    between, typical = 2 * (2 - 3) ** 2 + (5 - 3) ** 2, 3 - 5 / 3
    assert found.half_width == pytest.approx(12.7062 * math.sqrt(between / typical * (1 + 5 / 9)), rel=1e-4)


def test_a_margin_over_draws_is_never_narrower_than_chance() -> None:
    """Two draws whose means happen to be equal, 0 and 4 both: what chance does is all that is known (by hand)."""
    found = estimate(array(0, 4, 0, 4), np.array([0, 0, 1, 1]))
    chance = 4.302652729749462 * math.sqrt((8 + 8) / 2 / 4)
    assert found.chance == pytest.approx(chance)
    assert found.half_width == pytest.approx(chance)
    wide = estimate(array(0, 4, 40, 44), np.array([0, 0, 1, 1]))
    assert wide.chance == pytest.approx(chance)
    assert wide.half_width is not None
    assert wide.half_width > 10 * chance


def test_draws_lived_once_cannot_be_told_from_chance() -> None:
    """Then there is one interval for both, and none for chance alone."""
    found = estimate(np.array([1.0, 3.0, 5.0]), np.array([0, 1, 2]))
    assert found.chance is None
    assert found.half_width == pytest.approx(4.30265 * math.sqrt(4 * (1 + 1 / 3)), rel=1e-4)


@pytest.mark.parametrize(
    ("values_do", "least", "most"), [(0.25, 0.97, 1.0), (0.5, 0.95, 1.0), (1, 0.94, 1.0), (3, 0.93, 0.97)]
)
@pytest.mark.parametrize("many", [10, 30])
def test_the_interval_holds_a_draw_not_seen_yet_at_least_as_often_as_it_says(
    many: int, values_do: float, least: float, most: float
) -> None:
    """Draws lived twice, values doing so many times what chance does: of 1,000 studies 95 % hold a new draw's own mean.

    Where chance does more than values the margin is wider than it need be, never narrower.
    """
    wide = 3 * many + 1
    luck = normal(Streams(1, 1).uniform(f"coverage {many}", np.arange(1_000 * wide))).reshape(1_000, wide)
    labels = np.repeat(np.arange(many), 2)
    held = 0
    for row in luck:
        found = estimate(10 + values_do * np.repeat(row[:many], 2) + row[many:-1], labels)
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 10 + values_do * row[-1] <= found.high
    assert least <= held / 1_000 <= most


def test_more_replications_take_away_chance_and_not_what_is_not_known() -> None:
    """Ten times the draws: the part of chance shrinks by the root of ten, the rest stays what it is."""
    luck = normal(Streams(2, 1).uniform("shrinks", np.arange(3 * 400))).reshape(3, 400)
    few, many = (
        estimate(np.repeat(3 * luck[0, :size], 2) + luck[1:, :size].T.ravel(), np.repeat(np.arange(size), 2))
        for size in (40, 400)
    )
    assert few.chance is not None
    assert many.chance is not None
    assert few.half_width is not None
    assert many.half_width is not None
    assert many.chance / few.chance == pytest.approx(math.sqrt(1 / 10), rel=0.3)
    assert many.half_width / few.half_width == pytest.approx(1, rel=0.3)
