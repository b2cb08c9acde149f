"""The network that tells intents by a sentence's vector: what it learns and says, what a model file keeps of it."""

from __future__ import annotations

import io

import numpy as np
import pytest

from bot.nlu.perceptron import HIDDEN, Perceptron

NAMES = ["affirm", "greet", "hesitate", "thank"]
DIMENSION = 12


def crowd(intents: list[str], each: int = 600) -> tuple[np.ndarray, list[str]]:
    """Vectors around one corner per intent, in a fixed scatter; the last of their numbers never changes."""
    chance = np.random.default_rng(7)
    middles = np.stack([2.0 * np.eye(DIMENSION)[NAMES.index(intent)] for intent in intents for _ in range(each)])
    vectors = (middles + chance.normal(0, 0.3, middles.shape)).astype(np.float32)
    vectors[:, -1] = 0.5
    return vectors, [intent for intent in intents for _ in range(each)]


@pytest.fixture(scope="module")
def learnt() -> Perceptron:
    network = Perceptron.learnt(*crowd(NAMES), NAMES)
    assert network is not None
    return network


def test_it_tells_apart_what_it_was_shown(learnt: Perceptron) -> None:
    vectors, intents = crowd(NAMES, each=5)
    assert [NAMES[int(learnt.shares(vector).argmax())] for vector in vectors] == intents


def test_its_shares_sum_to_one_and_are_never_negative_however_odd_the_vector(learnt: Perceptron) -> None:
    for vector in (np.zeros(DIMENSION), np.full(DIMENSION, 1e4), np.full(DIMENSION, -1e4)):
        shares = learnt.shares(vector.astype(np.float32))
        assert shares.shape == (len(NAMES),)
        assert shares.min() >= 0.0
        assert shares.sum() == pytest.approx(1.0, abs=1e-5)


def test_the_same_examples_teach_the_same_numbers(learnt: Perceptron) -> None:
    again = Perceptron.learnt(*crowd(NAMES), NAMES)
    assert again is not None
    assert np.array_equal(again.inner, learnt.inner)
    assert np.array_equal(again.outer, learnt.outer)


def test_a_model_file_keeps_all_of_it(learnt: Perceptron) -> None:
    file = io.BytesIO()
    np.savez(file, other=np.zeros(1), **learnt.state())
    file.seek(0)
    kept = Perceptron.kept(np.load(file, allow_pickle=False))
    assert kept is not None
    assert kept.inner.shape == (DIMENSION, HIDDEN)
    vector = crowd(["greet"], each=1)[0][0]
    assert np.array_equal(kept.shares(vector), learnt.shares(vector))


def test_a_model_from_before_it_has_none() -> None:
    assert Perceptron.kept({"coefficients": np.zeros(1)}) is None


def test_an_intent_without_a_vector_has_its_place_and_next_to_no_share() -> None:
    network = Perceptron.learnt(*crowd(["affirm", "greet", "thank"]), NAMES)
    assert network is not None
    shares = network.shares(crowd(["thank"], each=1)[0][0])
    assert shares[NAMES.index("thank")] == shares.max()
    assert shares[NAMES.index("hesitate")] < 0.05


def test_of_two_intents_there_is_nothing_to_learn() -> None:
    assert Perceptron.learnt(*crowd(["affirm", "greet"]), ["affirm", "greet"]) is None


def test_an_intent_gains_nothing_by_having_more_examples() -> None:
    noise = np.random.default_rng(3).normal(0, 0.05, (3000, DIMENSION)).astype(np.float32)
    network = Perceptron.learnt(
        noise, ["greet"] * 2400 + ["affirm"] * 200 + ["hesitate"] * 200 + ["thank"] * 200, NAMES
    )
    assert network is not None
    assert np.mean([network.shares(vector) for vector in noise], axis=0) == pytest.approx([0.25] * 4, abs=0.07)
