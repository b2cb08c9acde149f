"""What `comptoir evaluate search` counts: gains, ranks, only core queries; our search beside BM25."""

from __future__ import annotations

import gzip
from math import log2
from pathlib import Path

import pytest

from bot.errors import InvalidInput
from bot.evaluation.search import measure, ndcg, reciprocal_rank, run, table
from catalog_index.encoder import HashingEncoder

PRODUCTS = "product_uid,title\n1,Oak garden bench\n2,Steel garden shovel\n3,Red wool blanket\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "products.csv.gz").write_bytes(gzip.compress(PRODUCTS.encode()))
    (tmp_path / "queries_tune.csv").write_text("query_id,query,core\na,garden shovel,1\nb,blanket,0\n")
    (tmp_path / "qrels_tune.csv").write_text("query_id,product_uid,relevance\na,2,3\na,1,1.67\nb,3,3\n")
    return tmp_path


def test_a_perfect_order_scores_one_and_an_unjudged_product_is_worth_nothing() -> None:
    judged = {"1": 3.0, "2": 2.0}
    assert ndcg(["1", "2"], judged) == 1.0
    assert ndcg(["9", "1", "2"], judged) == pytest.approx((2 / log2(3) + 1 / log2(4)) / (2 + 1 / log2(3)))
    assert ndcg(["1"], {"1": 1.0}) == 0.0


def test_the_first_relevant_of_ten_counts_for_the_reciprocal_rank() -> None:
    assert reciprocal_rank(["8", "9", "1"], {"1"}) == pytest.approx(1 / 3)
    assert reciprocal_rank([str(n) for n in range(20, 30)] + ["1"], {"1"}) == 0.0


def test_recall_counts_only_what_is_clearly_relevant() -> None:
    scores = measure(lambda _: ["1"], {"a": "x"}, {"a": {"1": 2.33, "2": 2.67, "3": 2.0}})
    assert scores["recall_100"] == 0.5


def test_only_core_queries_count_and_both_searches_are_measured(folder: Path) -> None:
    result = run(folder, HashingEncoder())
    assert (result["products"], result["queries"]) == (3, 1)
    assert result["systems"]["bm25"]["mrr_10"] == result["systems"]["comptoir"]["mrr_10"] == 1.0
    assert [line.split()[0] for line in table(result).splitlines()[3:]] == ["bm25", "comptoir"]


def test_a_folder_without_judgments_is_refused_by_name(folder: Path) -> None:
    (folder / "qrels_tune.csv").unlink()
    with pytest.raises(InvalidInput, match="qrels"):
        run(folder, HashingEncoder())
