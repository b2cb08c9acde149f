from __future__ import annotations

import pickle
import shutil
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog_index.colors import families
from catalog_index.encoder import HashingEncoder, Progress, Vectors
from catalog_index.errors import CatalogueError
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters, Query, Range
from catalog_index.values import size_key


class CountingEncoder(HashingEncoder):
    """The hashing encoder, and what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        return super().encode(texts, progress)


def groups(index: CatalogueIndex, text: str, language: str = "en", **filters: object) -> list[str]:
    _, result = index.find(text, language, Filters(**filters))  # type: ignore[arg-type]
    return [hit.product.group for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("trail shoes", "en", {"T1", "T2", "T3"}),
        ("chaussures de trail", "fr", {"T1", "T2", "T3"}),
        ("footwear", "en", {"T1", "T2", "T3", "R1", "R2"}),
        ("metal bottle holder", "en", {"B1"}),
        ("porte-bidon", "fr", {"B1"}),
        ("chaussettes sans laine", "fr", {"S2"}),
        ("socks without wool", "en", {"S2"}),
        ("waterproof jacket", "en", {"J1"}),
        ("veste imperméable", "fr", {"J1"}),
        ("écouteurs sans fil", "fr", {"E1"}),
        ("shoes under 60 euros", "en", {"T3"}),
        ("des gels sans caféine", "fr", {"G1"}),
        ("red jacket for men", "en", {"J1"}),
        ("Sonnaille", "en", {"E1", "E2", "E3"}),
    ],
)
def test_a_sentence_finds_exactly_what_it_asks_for(
    index: CatalogueIndex, text: str, language: str, expected: set[str]
) -> None:
    assert set(groups(index, text, language)) == expected


@pytest.mark.parametrize(
    ("text", "language", "first"),
    [
        ("the cheapest shoes", "en", "T3"),
        ("les chaussures les plus légères", "fr", "R1"),
        ("best rated shoes", "en", "R1"),
        ("the most expensive watch", "en", "W1"),
        ("orange gel", "en", "G1"),
        ("gel cola", "fr", "G2"),
        ("murmur", "en", "E1"),
        ("murmurr", "en", "E1"),
    ],
)
def test_the_best_answer_comes_first(index: CatalogueIndex, text: str, language: str, first: str) -> None:
    assert groups(index, text, language)[0] == first


def test_one_hit_per_parent_and_its_fitting_variant(index: CatalogueIndex) -> None:
    _, result = index.find("chaussures de trail en 42", "fr")
    assert [(h.product.group, h.product.size) for h in result.hits] == [("T2", "42"), ("T3", "42")]


def test_a_parent_with_one_variant_in_stock_is_found(index: CatalogueIndex) -> None:
    assert index.product("T2-0").availability == "out_of_stock"  # type: ignore[union-attr]
    _, result = index.find("Mudlark", "en")
    assert result.hits[0].product.group == "T2"
    assert result.hits[0].product.buyable


def test_what_is_sold_out_comes_back_only_when_asked_for(index: CatalogueIndex) -> None:
    everything = Filters(buyable_only=False, categories=("Shoes > Trail",), sizes=("41",), colors=("black",))
    assert index.search(Query(filters=replace(everything, buyable_only=True))).total == 0
    assert [h.product.id for h in index.search(Query(filters=everything)).hits] == ["T2-0"]


def test_nothing_like_it_gives_no_hit(index: CatalogueIndex) -> None:
    assert groups(index, "piano à queue", "fr") == []


def test_filters_given_overrule_the_sentence(index: CatalogueIndex) -> None:
    assert set(groups(index, "shoes under 60 euros", price_max=Decimal(95))) == {"T1", "T3"}


def test_an_empty_result_says_which_condition_empties_it(index: CatalogueIndex) -> None:
    filters = Filters(categories=("Shoes > Trail",), price_max=Decimal(20))
    result = index.search(Query(filters=filters))
    assert result.hits == ()
    by_key = {r.key: r for r in result.relaxations}
    assert set(by_key) == {"price_max", "categories"}
    assert by_key["price_max"].count == 3
    assert [h.product.group for h in by_key["price_max"].nearest] == ["T3", "T1", "T2"]
    assert {h.product.group for h in by_key["categories"].nearest} == {"S1", "S2", "B1"}


def test_conditions_that_empty_a_result_only_together_are_named_together(index: CatalogueIndex) -> None:
    """No trail shoe is red, none costs under 20: neither condition dropped alone brings anything."""
    filters = Filters(categories=("Shoes > Trail",), price_max=Decimal(20), colors=("red",), brands=("Corvane",))
    relaxations = index.search(Query(filters=filters)).relaxations
    assert {r.keys: r.count for r in relaxations} == {("price_max", "colors"): 2, ("categories", "colors"): 1}
    assert [h.product.group for h in relaxations[0].nearest] == ["T3", "T1"]


def test_what_the_shopper_has_seen_is_never_brought_back_to_fill_an_empty_result(index: CatalogueIndex) -> None:
    filters = Filters(categories=("Watches",), exclude_ids=("W1-0", "W2-0"))
    assert {r.key for r in index.search(Query(filters=filters)).relaxations} == {"categories"}


def test_one_size_fits_every_size(index: CatalogueIndex) -> None:
    assert set(groups(index, "montre", "fr", sizes=("M",))) == {"W1", "W2"}


def test_scores_lie_between_zero_and_one_best_first(index: CatalogueIndex) -> None:
    _, result = index.find("wireless black things", "en")
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_limit_bounds_the_hits_and_total_counts_all(index: CatalogueIndex) -> None:
    result = index.search(Query(filters=Filters(categories=("Shoes",)), limit=2))
    assert (len(result.hits), result.total) == (2, 5)


def test_similar_products_are_other_parents_of_the_same_kind(index: CatalogueIndex) -> None:
    similar = [p.group for p in index.similar("T1-1", 2)]
    assert set(similar) <= {"T2", "T3", "R1"}
    assert index.similarity("T1-0", "T1-1") == 1.0
    assert index.similarity("T1-0", "T2-0") > index.similarity("T1-0", "W1-0")
    assert index.similarity("T1-0", "nothing") == 0.0


def test_variants_are_those_of_the_parent(index: CatalogueIndex) -> None:
    assert [p.id for p in index.variants("R2")] == ["R2-0", "R2-1"]
    assert index.variants("nothing") == ()


def test_saved_and_loaded_it_answers_the_same(index: CatalogueIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "saved")
    loaded = CatalogueIndex.load(tmp_path / "saved", HashingEncoder())
    assert loaded.products == index.products
    assert loaded.version == index.version
    for text in ("trail shoes", "murmur", "wool"):
        assert loaded.find(text)[1] == index.find(text)[1]


def test_what_was_computed_is_read_back_equal(index: CatalogueIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "saved")
    loaded = CatalogueIndex.load(tmp_path / "saved", HashingEncoder())
    assert loaded.vocabulary == index.vocabulary
    assert loaded.vocabulary.known == index.vocabulary.known
    assert loaded.vocabulary.speller.known == index.vocabulary.speller.known
    assert loaded.inventory == index.inventory
    for filters in (
        Filters(attributes={"Terrain": ("Mud",)}),
        Filters(ranges={"Weight": Range("mass", high=270.0)}),
        Filters(exclude_terms=("waterproof",), categories=("Shoes",)),
        Filters(exclude_ids=("T1-0",), sizes=("39",), colors=("blue",), genders=("women",)),
        Filters(brands=("Corvane",), buyable_only=False),
    ):
        asked = Query(filters=filters, limit=50)
        assert loaded.search(asked) == index.search(asked)
        assert index.search(asked).total > 0


def test_a_store_of_an_older_kind_is_made_again_and_never_run(index: CatalogueIndex, tmp_path: Path) -> None:
    """What was kept used to be a pickle, which runs what is written in it."""
    saved = tmp_path / "saved"
    index.save(saved)
    (made,) = saved.glob("computed-*")
    shutil.rmtree(made)
    made.write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    assert groups(CatalogueIndex.load(saved, HashingEncoder()), "trail shoes") == groups(index, "trail shoes")
    assert not (tmp_path / "sprung").exists()
    assert (made / "values.json").exists()


class Trap:
    """Leaves a file behind when it is unpickled."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __reduce__(self) -> tuple[object, tuple[str, str]]:
        return open, (str(self.file), "w")


def test_a_shelfs_cheapest_are_the_parents_that_can_be_bought(index: CatalogueIndex) -> None:
    assert [p.group for p in index.cheapest(("Shoes", "Headphones"), 10)] == ["T3", "T1", "R1", "T2", "R2", "E3"]
    assert [p.group for p in index.cheapest(("Shoes",), 3)] == ["T3", "R1", "R2"]
    assert index.cheapest(("Boats",), 3) == ()


def test_an_inventory_counts_articles_models_and_what_they_lack(index: CatalogueIndex, products: list[Product]) -> None:
    held = index.inventory
    assert (held.articles, held.models, held.categories) == (len(products), 18, 10)
    assert held.buyable == sum(p.buyable for p in products) < held.articles
    assert (held.lacks["image"], held.lacks["reviews"], held.lacks["words_fr"]) == (held.articles, 0, 0)
    assert held.languages == ("en", "fr")


def test_another_encoders_index_is_read_by_its_words(index: CatalogueIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "saved")
    other = CatalogueIndex.load(tmp_path / "saved", HashingEncoder(64))
    assert (other.complete, other.vectors) == (False, None)
    assert groups(other, "trail shoes") == groups(index, "trail shoes")


def test_a_folder_without_products_is_refused(index: CatalogueIndex, tmp_path: Path) -> None:
    index.save(tmp_path / "saved")
    (tmp_path / "saved" / "products.jsonl").unlink()
    with pytest.raises(CatalogueError, match="no readable index"):
        CatalogueIndex.load(tmp_path / "saved", HashingEncoder())


def test_an_index_of_an_older_format_is_made_again_from_its_products(index: CatalogueIndex, tmp_path: Path) -> None:
    saved = tmp_path / "saved"
    index.save(saved)
    (saved / "index.json").write_text('{"version": "old", "encoder": "hashing-256", "format": 1}')
    (saved / "offsets.npy").unlink()
    (made,) = saved.glob("computed-*")
    shutil.rmtree(made)
    again = CatalogueIndex.load(saved, HashingEncoder())
    assert again.products == index.products
    assert (again.complete, again.version) == (False, f"{index.version}-pending")


def test_only_changed_texts_are_encoded_again(products: list[Product]) -> None:
    encoder = CountingEncoder()
    first = CatalogueIndex.build(products, encoder)
    encoder.encoded.clear()
    changed = [replace(p, title="Brook trail shoes") if p.group == "T1" else p for p in products]
    second = CatalogueIndex.build(changed, encoder, previous=first)
    (encoded,) = encoder.encoded
    assert encoded.startswith("Brook trail shoes. ")
    fresh = CatalogueIndex.build(changed, HashingEncoder())
    assert second.find("brook")[1].hits == fresh.find("brook")[1].hits


def test_a_price_alone_encodes_nothing(products: list[Product]) -> None:
    encoder = CountingEncoder()
    first = CatalogueIndex.build(products, encoder)
    encoder.encoded.clear()
    cheaper = [replace(p, price=Money(p.price.amount - 1, "EUR")) for p in products]
    second = CatalogueIndex.build(cheaper, encoder, previous=first)
    assert encoder.encoded == []
    assert second.version != first.version


def test_an_empty_catalogue_answers_nothing() -> None:
    empty = CatalogueIndex.build((), HashingEncoder())
    assert empty.find("shoes")[1].hits == ()
    assert empty.search(Query()).total == 0
    assert empty.inventory.articles == 0
    assert empty.product("x") is None


def test_many_threads_get_the_same_answers(index: CatalogueIndex) -> None:
    asked = ["trail shoes", "chaussettes", "waterproof jacket", "murmur", "orange gel"] * 20
    alone = [index.find(text)[1] for text in asked]
    with ThreadPoolExecutor(8) as pool:
        assert [result for _, result in pool.map(index.find, asked)] == alone


FILTERS = st.builds(
    Filters,
    price_min=st.none() | st.integers(0, 150).map(Decimal),
    price_max=st.none() | st.integers(10, 250).map(Decimal),
    buyable_only=st.booleans(),
    categories=st.sampled_from([(), ("Shoes",), ("Shoes > Trail", "Clothing"), ("Watches",), ("Nowhere",)]),
    brands=st.sampled_from([(), ("corvane",), ("Telmark", "Ortolan")]),
    not_brands=st.sampled_from([(), ("CORVANE",), ("Sonnaille",)]),
    colors=st.sampled_from([(), ("black",), ("pink", "white")]),
    not_colors=st.sampled_from([(), ("black",), ("pink", "blue")]),
    sizes=st.sampled_from([(), ("39",), ("M", "42")]),
    genders=st.sampled_from([(), ("women",), ("men",), ("kids",)]),
    attributes=st.sampled_from([{}, {"Waterproof": ("Yes",)}, {"Terrain": ("Mud", "Rock")}, {"Nothing": ("x",)}]),
    exclude_terms=st.sampled_from([(), ("laine",), ("wool", "mesh"), ("pink",)]),
    exclude_ids=st.sampled_from([(), ("T1-0", "W1-0")]),
)


def covers(product: Product, f: Filters) -> bool:
    """Socks in 39-42 fit a 42."""
    low, dash, high = product.size.partition("-")
    return bool(dash) and any(int(low) <= int(size) <= int(high) for size in f.sizes if size.isdigit())


def let_through(product: Product, f: Filters) -> bool:
    """The filters' meaning, written a second time, plainly."""
    price = product.current_price.amount
    colors = set(families(product.color))
    material = product.material.lower()
    stated = {(d.name, d.value) for d in product.product_detail}
    return all(
        (
            f.price_min is None or price >= f.price_min,
            f.price_max is None or price <= f.price_max,
            not f.buyable_only or product.buyable,
            not f.categories or any((product.product_type + " > ").startswith(c + " > ") for c in f.categories),
            not f.brands or product.brand.lower() in {b.lower() for b in f.brands},
            product.brand.lower() not in {b.lower() for b in f.not_brands},
            not f.colors or bool(colors & set(f.colors)),
            not colors & set(f.not_colors),
            not f.sizes or size_key(product.size) in {"", *(size_key(s) for s in f.sizes)} or covers(product, f),
            not f.genders or product.gender in {*f.genders, *(("", "unisex") if "kids" not in f.genders else ())},
            all(any((name, value) in stated for value in values) for name, values in f.attributes.items()),
            "laine" not in f.exclude_terms or "wool" not in material,
            "mesh" not in f.exclude_terms or not ("mesh" in material or "wool" in material),
            "pink" not in f.exclude_terms or "pink" not in colors,
            product.id not in f.exclude_ids,
        )
    )


@settings(max_examples=150, deadline=None)
@given(
    FILTERS, st.sampled_from(["", "trail", "noir", "soft wool"]), st.sampled_from(["relevance", "price_asc", "rating"])
)
def test_a_filter_never_lets_through_what_it_excludes_nor_hides_what_it_allows(
    index: CatalogueIndex, filters: Filters, text: str, sort: str
) -> None:
    result = index.search(Query(text, "en", filters, sort, limit=1000))  # type: ignore[arg-type]
    assert all(let_through(hit.product, filters) for hit in result.hits)
    if not text:
        expected = {p.group for p in index.products if let_through(p, filters)}
        assert {hit.product.group for hit in result.hits} == expected


@settings(max_examples=25, deadline=None)
@given(
    st.sampled_from(["Ridge trail shoes", "Cola energy gels", "Murmur earphones"]),
    st.text("abcdefgh ", min_size=1, max_size=30),
)
def test_another_product_never_hides_an_exact_match(products: list[Product], title: str, other: str) -> None:
    added = Product(id="NEW", title=other.strip() or "x", price=Money(Decimal(10), "EUR"))
    wider = CatalogueIndex.build([*products, added], HashingEncoder())
    assert title in [hit.product.title for hit in wider.find(title)[1].hits]


def test_vectors_are_unit_or_empty() -> None:
    vectors = HashingEncoder().encode(["a trail shoe", "", "montre"])
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), [1, 0, 1], atol=1e-6)
