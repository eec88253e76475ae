"""Chance: uniform, named, personal, and the same everywhere."""

from __future__ import annotations

import numpy as np
import pytest

from ruwaard_sim.streams import Streams

MANY = np.arange(100_000)

GOLDEN_ONE_KEY = [0.4615001252866368, 0.920523471596689, 0.5592516744412592]
GOLDEN_TWO_KEYS = [0.04317574039763156]
GOLDEN_NO_KEYS = [0.6147331524930932]


def _excess(draws: np.ndarray, cells: int) -> float:
    """How far chi-square of *draws* over equal cells lies from what is expected, in standard deviations."""
    counts = np.bincount((draws * cells).astype(int), minlength=cells)
    expected = len(draws) / cells
    chi_square = ((counts - expected) ** 2 / expected).sum()
    return float((chi_square - (cells - 1)) / np.sqrt(2.0 * (cells - 1)))


def _correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Correlation in standard errors: beyond 4 it is no accident."""
    return float(np.corrcoef(one, other)[0, 1] * np.sqrt(len(one)))


@pytest.mark.parametrize("seed", [0, 1, 2018, 2**62])
@pytest.mark.parametrize("purpose", ["need/zwaarte", "lives/death"])
def test_every_outcome_is_as_likely_as_any_other(seed: int, purpose: str) -> None:
    """A hundred thousand residents spread evenly over a thousand equal cells."""
    draws = Streams(seed, 1).uniform(purpose, MANY)
    assert abs(_excess(draws, 1000)) < 4


def test_the_lower_digits_are_as_even_as_the_higher() -> None:
    """What is left of a draw after the third decimal is uniform too."""
    draws = Streams(7, 3).uniform("need/zwaarte", MANY)
    assert abs(_excess((draws * 1000.0) % 1.0, 500)) < 4


def test_pairs_of_neighbours_fill_the_square() -> None:
    """Two residents with consecutive numbers have nothing to do with each other: all pairs are as likely."""
    draws = Streams(7, 1).uniform("need/zwaarte", MANY)
    pairs = np.floor(draws[0::2] * 20) * 20 + np.floor(draws[1::2] * 20)
    assert abs(_excess((pairs + 0.5) / 400.0, 400)) < 4


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", 1, 1), ("b", 1, 1)),
        (("a", 1, 1), ("a", 1, 2)),
        (("a", 1, 1), ("a", 2, 1)),
        (("a", 1, 12), ("a", 11, 2)),
    ],
)
def test_another_purpose_replication_or_seed_is_other_luck(
    one: tuple[str, int, int], other: tuple[str, int, int]
) -> None:
    """The same people draw independently when the name, the seed or the replication differs."""
    draws = [Streams(seed, replication).uniform(purpose, MANY) for purpose, seed, replication in (one, other)]
    assert abs(_correlation(*draws)) < 4


@pytest.mark.parametrize("lag", [1, 2, 64, 256, 1024])
def test_residents_do_not_share_luck(lag: int) -> None:
    """Someone's draw says nothing about the draw of the resident so many numbers further."""
    draws = Streams(5, 1).uniform("need/zwaarte", MANY)
    assert abs(_correlation(draws[:-lag], draws[lag:])) < 4


def test_two_keys_are_not_one_sum() -> None:
    """Resident 3 in year 5 and resident 5 in year 3 have different luck, and neither is the luck of 8."""
    streams = Streams(5, 1)
    three_five, five_three = streams.uniform("x", 3, 5), streams.uniform("x", 5, 3)
    assert three_five != five_three
    assert streams.uniform("x", 8) not in (three_five, five_three)
    first, second = streams.uniform("x", MANY, 1), streams.uniform("x", MANY, 2)
    assert abs(_correlation(first, second)) < 4


def test_the_order_of_asking_changes_nothing() -> None:
    """Asked alone, in another order, or among others, a resident gets the same answer."""
    everyone = Streams(3, 1).uniform("need/zwaarte", MANY)
    some = np.array([70_000, 2, 99_999, 2])
    late = Streams(3, 1)
    late.uniform("something else first", MANY)
    np.testing.assert_array_equal(late.uniform("need/zwaarte", some), everyone[some])
    assert late.uniform("need/zwaarte", 70_000)[0] == everyone[70_000]


def test_keys_are_broadcast_together() -> None:
    """A column of residents and a row of years give a table; without keys there is one draw."""
    streams = Streams(1, 1)
    table = streams.uniform("x", np.arange(4)[:, None], np.arange(3)[None, :])
    assert table.shape == (4, 3)
    assert table[2, 1] == streams.uniform("x", 2, 1)[0]
    assert streams.uniform("x").shape == (1,)
    assert streams.uniform("x", np.arange(5), 7).shape == (5,)
    assert streams.uniform("x", np.arange(0)).shape == (0,)


def test_draws_never_touch_nought_or_one() -> None:
    """So a logarithm of a draw, or of what is left, always exists."""
    draws = Streams(9, 9).uniform("x", np.arange(1_000_000))
    assert draws.min() > 0.0
    assert draws.max() < 1.0


def test_negative_numbers_are_keys_too() -> None:
    """A key below nought is allowed and is someone else."""
    streams = Streams(1, 1)
    assert streams.uniform("x", -1) != streams.uniform("x", 1)


def test_the_draws_are_these_for_ever() -> None:
    """Whoever repeats a study later, anywhere, gets these very numbers."""
    drawn = Streams(2018, 1).uniform("need/zwaarte", np.array([0, 1, 13_089]))
    assert drawn.tolist() == GOLDEN_ONE_KEY
    assert Streams(0, 1).uniform("lives/death", 5, 2).tolist() == GOLDEN_TWO_KEYS
    assert Streams(1, 2).uniform("").tolist() == GOLDEN_NO_KEYS
