"""What an import brings unchanged is taken over: the outcome is the very one of working everything out."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from catalog_index import contents
from catalog_index.encoder import HashingEncoder, Progress, Vectors
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.query import Filters
from catalog_index.sentences import AT_ONCE, Sentences
from catalog_index.snapshot import LiveCatalogue, import_catalogue

SENTENCES = ("trail shoes", "chaussures de route", "not red", "grey merino socks", "veste sans capuche", "wool jacket")


class Counting(HashingEncoder):
    """Counts what it is given to encode."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.given += texts
        return super().encode(texts, progress)


def changed(products: list[Product], seed: int) -> list[Product]:
    """Some dearer, some renamed, some gone, some new, one of a parent's variants moved to its end."""
    luck = random.Random(seed)
    out = []
    for product in products:
        fate = luck.random()
        if fate < 0.05:
            continue
        if fate < 0.15:
            product = replace(product, price=Money(product.price.amount + 1, product.price.currency))
        elif fate < 0.25:
            product = replace(product, title=f"{product.title} wool edition", color="Grey")
        out.append(product)
        if fate > 0.95:
            out.append(replace(product, id=f"new-{product.id}", item_group_id=f"new-{product.group}", title="Wool hat"))
    moved = luck.randrange(len(out))
    return [*out[:moved], *out[moved + 1 :], out[moved]]


def same(one: CatalogueIndex, other: CatalogueIndex) -> None:
    assert one.version == other.version
    assert one.products == other.products
    assert np.array_equal(one.vectors, other.vectors)
    for term in one.contents.lexical.terms:
        assert one.contents.lexical.rows(term).tolist() == other.contents.lexical.rows(term).tolist()
    for text in SENTENCES:
        for language in ("en", "fr"):
            found, expected = (index.find(text, language, limit=50) for index in (one, other))
            assert found == expected
    for word in ("wool", "red", "mesh", "capuche"):
        mask = Filters(exclude_terms=(word,))
        assert one.contents.columns.mask(mask).tolist() == other.contents.columns.mask(mask).tolist()


@pytest.mark.parametrize("seed", range(4))
def test_an_import_over_another_gives_what_an_import_from_nothing_gives(
    products: list[Product], tmp_path: Path, seed: int
) -> None:
    encoder = HashingEncoder()
    for step, home in (([products, changed(products, seed)], "twice"), ([changed(products, seed)], "once")):
        for rows in step:
            import_catalogue(rows, tmp_path / home, encoder, replace=True)
    same(LiveCatalogue(tmp_path / "twice", encoder).current, LiveCatalogue(tmp_path / "once", encoder).current)


def test_only_what_says_something_else_is_encoded_again(products: list[Product], tmp_path: Path) -> None:
    encoder = Counting()
    import_catalogue(products, tmp_path, encoder)
    encoder.given.clear()
    dearer = replace(products[0], price=Money(Decimal(1), "EUR"))
    renamed = replace(products[-1], title="Quite another thing")
    report = import_catalogue([dearer, *products[1:-1], renamed], tmp_path, encoder)
    assert report.unchanged == len(products) - 2
    (encoded,) = encoder.given
    assert encoded.startswith("Quite another thing. ")


def test_the_words_of_unchanged_parents_are_not_cut_again(
    products: list[Product], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import_catalogue(products, tmp_path, HashingEncoder())
    cut: list[str] = []
    whole = contents.lexical_terms
    monkeypatch.setattr(contents, "lexical_terms", lambda rows: cut.append(rows[0].group) or whole(rows))
    import_catalogue([replace(products[0], color="Grey")], tmp_path, HashingEncoder())
    assert cut == [products[0].group]


def test_a_product_twice_in_a_file_counts_once_and_last(products: list[Product], tmp_path: Path) -> None:
    import_catalogue(products, tmp_path, HashingEncoder())
    dearer = replace(products[0], price=Money(Decimal(999), "EUR"))
    report = import_catalogue([dearer, products[0]], tmp_path, HashingEncoder())
    assert (report.accepted, report.unchanged, report.price_changes) == (1, 1, ())


def test_vectors_that_are_taken_over_are_in_memory_once() -> None:
    """Of a million products they are 1.5 GiB: a copy beside them is another."""
    luck = np.random.default_rng(1)
    vectors, known = luck.random((4 * AT_ONCE, 16), dtype=np.float32), luck.permutation(4 * AT_ONCE)
    taken = Sentences(np.zeros((len(known), 2), dtype=np.uint64), known, vectors)
    tracemalloc.start()
    try:
        out = taken.so_far()
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert out is not None
    assert np.array_equal(out, vectors[known])
    assert peak < 1.6 * out.nbytes  # the numbers of the rows are another 0.13, a part's vectors a quarter
