"""What `comptoir evaluate search` counts on template queries: exact answers, per language, over variants."""

from __future__ import annotations

import gzip
import json
from decimal import Decimal
from math import log2
from pathlib import Path

import pytest

from bot.errors import InvalidInput
from bot.evaluation.search_templates import measure, ndcg, read_products, run
from catalog_index.encoder import HashingEncoder

PARENTS = [
    {
        "id": "A",
        "title": "Alder jacket",
        "category": "Men/Tops/Jackets",
        "gender": "men",
        "price": 60,
        "attributes": {"material": "Wool", "climate": ["Cool", "Windy"]},
        "variants": [
            {"sku": "A-R", "size": "M", "color": "Red", "price": 60, "qty": 3},
            {"sku": "A-B", "size": "M", "color": "Blue", "price": 60, "qty": 0},
        ],
    },
    {"id": "B", "title": "Birch jacket", "category": "Women/Tops/Jackets", "price": 90.5, "variants": []},
    {"id": "C", "title": "Cedar socks", "category": "Men/Socks", "price": 9, "variants": [], "in_stock": False},
]
QUERIES = """id,query_en,query_fr,answers
1,red jacket,veste rouge,A
2,jacket under 100,veste à moins de 100 $,A|B
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    queries, catalogue = tmp_path / "queries.csv", tmp_path / "parents.jsonl.gz"
    queries.write_text(QUERIES, encoding="utf-8")
    catalogue.write_bytes(gzip.compress("\n".join(map(json.dumps, PARENTS)).encode()))
    return queries, catalogue


def test_a_parent_becomes_its_variants_with_their_own_stock(files: tuple[Path, Path]) -> None:
    red, blue, birch, cedar = read_products(files[1])
    assert [(p.id, p.group, p.availability) for p in (red, blue, birch, cedar)] == [
        ("A-R", "A", "in_stock"),
        ("A-B", "A", "out_of_stock"),
        ("B", "B", "in_stock"),
        ("C", "C", "out_of_stock"),
    ]
    assert (red.product_type, red.material, red.product_detail[0].value) == (
        "Men > Tops > Jackets",
        "Wool",
        "Cool, Windy",
    )
    assert birch.price.amount == Decimal("90.5")


def test_an_exact_answer_scores_one_and_a_stranger_among_them_costs() -> None:
    assert ndcg(["A", "B"], frozenset("AB")) == 1.0
    assert ndcg(["X", "A"], frozenset("A")) == pytest.approx(1 / log2(3))
    scores = measure(lambda query: list(query), ["AB", "AX"], [frozenset("AB"), frozenset("A")])
    assert (scores["ndcg_10"], scores["exact"], scores["recall_100"]) == (1.0, 0.5, 1.0)


def test_both_languages_are_measured_beside_plain_words(files: tuple[Path, Path]) -> None:
    result = run(*files, HashingEncoder())
    assert (result["products"], result["queries"]) == (3, 2)
    ours = {language: systems["comptoir"] for language, systems in result["languages"].items()}
    assert [ours[language]["ndcg_10"] for language in ("en", "fr")] == [1.0, 1.0]
    assert result["languages"]["fr"]["bm25"]["ndcg_10"] < 1.0


def test_a_file_without_answers_is_refused_by_its_column(files: tuple[Path, Path]) -> None:
    files[0].write_text("id,query_en,query_fr\n1,a,b\n")
    with pytest.raises(InvalidInput, match="answers"):
        run(*files, HashingEncoder())


def test_a_row_that_is_no_parent_is_refused(files: tuple[Path, Path]) -> None:
    files[1].write_bytes(gzip.compress(b'{"id": "A", "variants": [{"sku": "A-1"}]}'))
    with pytest.raises(InvalidInput, match="title"):
        read_products(files[1])
