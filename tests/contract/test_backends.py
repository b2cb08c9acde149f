"""Every vector backend gives the reference's rows and scores, the approximate one nearly all: one suite for all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index import backends
from catalog_index.backends import RECALL, FaissBackend, HnswBackend, IvfBackend, NumpyBackend, VectorBackend

BACKENDS = [NumpyBackend, FaissBackend, IvfBackend, HnswBackend]


def unit_vectors(rows: int, seed: int = 7, dimension: int = 16) -> np.ndarray:
    vectors = np.random.default_rng(seed).normal(size=(rows, dimension)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(params=BACKENDS, ids=lambda b: b.__name__)
def make(request: pytest.FixtureRequest) -> type[VectorBackend]:
    return request.param


def test_the_nearest_row_is_the_query_itself(make: type[VectorBackend]) -> None:
    vectors = unit_vectors(100)
    rows, scores = make(vectors).search(vectors[42], 3)
    assert rows[0] == 42
    assert scores[0] == pytest.approx(1.0, abs=1e-6)
    assert list(scores) == sorted(scores, reverse=True)


def test_scores_are_inner_products(make: type[VectorBackend]) -> None:
    vectors = np.array([[1, 0], [0, 1], [0.6, 0.8]], dtype=np.float32)
    rows, scores = make(vectors).search(np.array([0.6, 0.8], dtype=np.float32), 3)
    assert rows.tolist() == [2, 1, 0]
    assert scores.tolist() == pytest.approx([1.0, 0.8, 0.6])


def test_rows_that_are_not_allowed_never_come_back(make: type[VectorBackend]) -> None:
    vectors = unit_vectors(200)
    allowed = np.zeros(200, dtype=bool)
    allowed[::2] = True
    rows, _ = make(vectors).search(vectors[41], 100, allowed)
    assert len(rows) == 100
    assert not any(row % 2 for row in rows)


def test_few_allowed_rows_come_back_all(make: type[VectorBackend]) -> None:
    vectors = unit_vectors(200)
    allowed = np.zeros(200, dtype=bool)
    allowed[[3, 150]] = True
    rows, _ = make(vectors).search(vectors[3], 10, allowed)
    assert rows.tolist() == [3, 150]


def test_equal_scores_are_ordered_by_row(make: type[VectorBackend]) -> None:
    vectors = np.ones((50, 4), dtype=np.float32) / 2
    rows, _ = make(vectors).search(vectors[0], 5)
    assert rows.tolist() == [0, 1, 2, 3, 4]


def test_nothing_allowed_gives_nothing(make: type[VectorBackend]) -> None:
    rows, scores = make(unit_vectors(10)).search(unit_vectors(1)[0], 5, np.zeros(10, dtype=bool))
    assert (len(rows), len(scores)) == (0, 0)


def test_an_empty_index_gives_nothing(make: type[VectorBackend]) -> None:
    rows, _ = make(np.zeros((0, 16), dtype=np.float32)).search(unit_vectors(1)[0], 5)
    assert len(rows) == 0


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 300), st.integers(1, 40), st.integers(0, 10_000), st.floats(0.0, 1.0))
def test_both_backends_agree_on_rows_and_scores(size: int, k: int, seed: int, share: float) -> None:
    vectors = unit_vectors(size, seed)
    query = unit_vectors(1, seed + 1)[0]
    allowed = np.random.default_rng(seed).random(size) < share
    rows, scores = NumpyBackend(vectors).search(query, k, allowed)
    others, other_scores = FaissBackend(vectors).search(query, k, allowed)
    assert others.tolist() == rows.tolist()
    np.testing.assert_allclose(other_scores, scores, atol=1e-6)


def like_a_shop(rows: int, dimension: int = 32, things: int = 400) -> np.ndarray:
    """Vectors that crowd around the kinds of things a shop sells, as titles' vectors do."""
    random = np.random.default_rng(5)
    vectors = random.normal(size=(things, dimension))[random.integers(things, size=rows)]
    vectors += random.normal(scale=0.5, size=(rows, dimension))
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture(scope="module")
def crowd() -> np.ndarray:
    return like_a_shop(60_000)


@pytest.fixture(scope="module")
def lists(crowd: np.ndarray) -> IvfBackend:
    return IvfBackend(crowd)


@pytest.mark.parametrize("share", [1.0, 0.6, 0.4], ids=["everything", "most", "some"])
def test_inverted_lists_find_nearly_all_of_the_nearest_with_their_true_scores(
    crowd: np.ndarray, lists: IvfBackend, share: float
) -> None:
    allowed = np.random.default_rng(1).random(len(crowd)) < share
    reference, found = NumpyBackend(crowd), []
    for query in crowd[::3000]:
        expected, _ = reference.search(query, 200, allowed)
        rows, scores = lists.search(query, 200, allowed)
        assert allowed[rows].all()
        assert len(rows) == 200
        np.testing.assert_allclose(scores, reference.scores(query, rows), atol=1e-6)
        assert list(scores) == sorted(scores, reverse=True)
        found.append(len(set(rows.tolist()) & set(expected.tolist())) / 200)
    assert np.mean(found) >= RECALL


def test_few_allowed_rows_are_found_exactly(crowd: np.ndarray, lists: IvfBackend) -> None:
    allowed = np.zeros(len(crowd), dtype=bool)
    allowed[:: len(crowd) // 4000] = True
    expected, _ = NumpyBackend(crowd).search(crowd[5], 50, allowed)
    assert lists.search(crowd[5], 50, allowed)[0].tolist() == expected.tolist()


def test_saved_lists_are_read_again_and_answer_the_same(crowd: np.ndarray, lists: IvfBackend, tmp_path: Path) -> None:
    lists.save(tmp_path)
    again = IvfBackend(crowd, tmp_path)
    assert again.search(crowd[9], 20)[0].tolist() == lists.search(crowd[9], 20)[0].tolist()


def test_lists_of_other_vectors_are_not_used(crowd: np.ndarray, lists: IvfBackend, tmp_path: Path) -> None:
    lists.save(tmp_path)
    fewer = IvfBackend(crowd[:30_000], tmp_path)
    rows, _ = fewer.search(crowd[9], 20)
    assert rows[0] == 9
    assert rows.max() < 30_000


@pytest.mark.parametrize("share", [1.0, 0.4], ids=["everything", "some"])
def test_a_graph_finds_nearly_all_of_the_nearest_with_their_true_scores(
    share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backends, "FEW", 0)  # so few rows would else be read one by one, never by the graph
    vectors = like_a_shop(6_000, things=60)
    allowed = np.random.default_rng(1).random(len(vectors)) < share
    graph, reference, found = HnswBackend(vectors), NumpyBackend(vectors), []
    for query in vectors[::600]:
        expected, _ = reference.search(query, 100, allowed)
        rows, scores = graph.search(query, 100, allowed)
        assert allowed[rows].all()
        np.testing.assert_allclose(scores, reference.scores(query, rows), atol=1e-6)
        found.append(len(set(rows.tolist()) & set(expected.tolist())) / 100)
    assert np.mean(found) >= RECALL


def test_the_size_of_a_catalogue_chooses_its_backend(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors = unit_vectors(300)
    assert isinstance(backends.backend(vectors), FaissBackend)
    monkeypatch.setattr(backends, "MANY", 300)
    assert isinstance(backends.backend(vectors), IvfBackend)
