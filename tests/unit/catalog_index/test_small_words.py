"""Small words that tell products apart: they order what other words find, and find nothing themselves."""

from __future__ import annotations

from decimal import Decimal

import pytest

from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Money, Product
from catalog_index.sentence import Sentence

TITLES = {
    "plain": "Kitchen faucet with one handle to pull",
    "pull-out": "Pull-out kitchen faucet with one handle",
    "pull-down": "Pull-down kitchen faucet with one handle",
    "rain": "Jacket with hood",
    "jacket": "Down jacket with hood",
    "ceiling": "Cabinet lamp, white",
    "cabinet": "Under-cabinet lamp, white",
}
"""Those that differ by one small word; of equals the first comes first."""


def index_of(titles: dict[str, str]) -> CatalogueIndex:
    price = Money(Decimal(10), "EUR")
    products = [Product(id=i, title=title, price=price, language="en") for i, title in titles.items()]
    return CatalogueIndex.pending(products, HashingEncoder())


@pytest.mark.parametrize(
    ("said", "first"),
    [
        ("pull down kitchen faucet", "pull-down"),
        ("kitchen faucet pull out", "pull-out"),
        ("down jacket", "jacket"),
        ("under cabinet lamp", "cabinet"),
    ],
)
def test_a_small_word_of_the_title_puts_the_product_that_says_it_first(said: str, first: str) -> None:
    _, result = index_of(TITLES).find(said, "en")
    assert result.hits[0].product.id == first


@pytest.mark.parametrize("said", ["under", "down", "something under", "can you pick it up", "all of them out"])
def test_small_words_alone_bring_no_product_up(said: str) -> None:
    _, result = index_of(TITLES).find(f"{said} zzyzx", "en")
    assert not result.hits


@pytest.mark.parametrize(
    ("said", "spoken"),
    [
        ("show me a down jacket", "down jacket"),
        ("a trash can please", "trash can"),
        ("can you find me a trash can", "trash can"),
        ("a lamp under 50 euros", "lamp"),
        ("under cabinet lamp", "under cabinet lamp"),
    ],
)
def test_a_small_word_beside_the_thing_is_searched_and_one_elsewhere_is_not(said: str, spoken: str) -> None:
    sentence = Sentence.of(said, "en")
    if "50" in said:
        sentence.mark(said.index("under"), len(said))
    assert sentence.spoken_rest() == spoken
