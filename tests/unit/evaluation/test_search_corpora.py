from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from bot.errors import Unavailable
from bot.evaluation import corpus, peers, scale
from catalog_index.encoder import HashingEncoder
from catalog_index.product import Money, Product


def judged(folder: Path, count: int = 60) -> Path:
    (folder / "products.csv").write_text(
        "product_uid,title\n" + "".join(f"p{n},{scale.THINGS[n % 30]} number {n}\n" for n in range(count))
    )
    (folder / "queries.csv").write_text("query_id,query,core\nq1,lamp,1\nq2,bottle,0\nq3,chair,1\nq4,drill,1\n")
    (folder / "qrels.csv").write_text(
        "query_id,product_uid,relevance\nq1,p1,3\nq1,p31,2.67\nq2,p2,3\nq3,p4,1.33\nq3,p34,3\n"
    )
    return folder


def test_a_folder_is_read_with_the_core_queries_that_somebody_judged(tmp_path: Path) -> None:
    read = corpus.read(judged(tmp_path))
    assert len(read.titles) == 60
    assert read.queries == {"q1": "lamp", "q3": "chair"}
    assert read.judged["q3"] == {"p4": 1.33, "p34": 3.0}


def test_a_part_holds_all_that_is_judged_for_its_queries_and_is_always_the_same(tmp_path: Path) -> None:
    whole = corpus.read(judged(tmp_path))
    part = whole.part(20)
    assert len(part.titles) == 20
    assert part.queries
    assert all(set(part.judged[number]) <= set(part.titles) for number in part.queries)
    assert part.sha == whole.part(20).sha != whole.sha


def test_a_shops_own_products_make_queries_with_exact_answers() -> None:
    def boot(n: int, brand: str, color: str, group: str) -> Product:
        price = Money(Decimal(10), "EUR")
        path = "Shoes > Boots"
        return Product(f"b{n}", "Boot", price, brand=brand, color=color, product_type=path, item_group_id=group)

    rows = [boot(1, "Acme", "Red", "A"), boot(2, "Acme", "Blue", "A"), boot(3, "Brun", "Red", "B"), "refused"]
    made = corpus.of_shop(rows)
    assert set(made.titles) == {"b1", "b3"}
    answers = {made.queries[number]: set(found) for number, found in made.judged.items()}
    assert answers == {"boots": {"b1", "b3"}, "Acme boots": {"b1"}, "Brun boots": {"b3"}, "red boots": {"b1", "b3"}}


def test_ours_is_measured_as_the_others_are(tmp_path: Path) -> None:
    read = corpus.read(judged(tmp_path))
    given = {"titles": read.titles, "queries": read.queries, "deep": 100}
    answer = peers.ours(given, HashingEncoder)
    assert set(answer["found"]["q1"][:2]) == {"p1", "p31"}
    assert set(answer["seconds"]) == {"q1", "q3"}
    assert peers._scores(read, answer)["recall_100"] == 1.0


def test_without_the_others_installed_the_comparison_says_how_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(peers, "PYTHON", tmp_path / "none")
    with pytest.raises(Unavailable, match="make bench-search"):
        peers.run(corpus.read(judged(tmp_path)), tmp_path / "work", HashingEncoder, print)


def test_generated_products_and_words_are_the_same_every_time() -> None:
    assert list(scale.products(50)) == list(scale.products(50))
    assert len({p.id for p in scale.products(50)}) == 50
    first, again = scale.WordVectors(), scale.WordVectors()
    np.testing.assert_array_equal(first.encode_query("red lamp"), again.encode_query("red lamp"))


def test_a_generated_title_is_nearest_to_its_own_words() -> None:
    encoder = scale.WordVectors()
    vectors = encoder.encode(["light jacket", "striped teapot", "heated tent"])
    assert int(np.argmax(vectors @ encoder.encode_query("teapot striped"))) == 1


def test_a_generated_catalogue_is_imported_opened_and_searched(tmp_path: Path) -> None:
    built = scale.build(1000, str(tmp_path))
    found = scale.search(str(tmp_path), 24, HashingEncoder)
    assert built["import_cpu_seconds"] > 0
    assert found["recall_10"] == 1.0
    assert 0 < found["p50"] <= found["p95"]


def test_a_table_puts_the_best_first() -> None:
    row = {"recall_100": 1.0, "mrr_10": 1.0, "p50": 1.0, "p95": 2.0, "build_cpu_seconds": 3.0, "memory_mib": 4.0}
    result = {
        "products": 2,
        "queries": 1,
        "machine": {"cores": 2},
        "systems": {"worse": {"ndcg_10": 0.2, **row}, "better": {"ndcg_10": 0.7, **row}},
    }
    assert [line.split(" | ")[0] for line in peers.table(result).splitlines()[-2:]] == ["| better", "| worse"]
