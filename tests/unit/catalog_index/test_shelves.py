"""Which shelves a sentence names, where it names things the shop sorts elsewhere, or not at all."""

from __future__ import annotations

import pytest

from catalog_index.product import Product
from catalog_index.understand import understand
from catalog_index.vocabulary import Vocabulary

WORDS = {"Shoes > Trail": {"fr": ["trail"], "en": ["trail"]}}
"""As a shop's advice says them: who runs on trails wants such shoes, unless another thing is named."""


@pytest.fixture(scope="module")
def shop(products: list[Product]) -> Vocabulary:
    return Vocabulary.build(products, WORDS)


@pytest.mark.parametrize(
    ("language", "text", "paths", "left"),
    [
        # All clothes are sorted into jackets, socks and hoodies: there is no skirt among them.
        ("fr", "jupe", (), "jupe"),
        ("en", "a skirt", (), "skirt"),
        ("en", "a trail skirt", (), "trail skirt"),
        ("fr", "une jupe trail", (), "jupe trail"),
        # Road and trail are kinds of shoes, and none of them a thing of its own: boots may be among them.
        ("en", "boots", ("Shoes",), "boots"),
        ("fr", "trail", ("Shoes > Trail",), "trail"),
        # What somebody does is not what is wanted.
        ("fr", "ma sœur s'est mise au trail, je voudrais une montre", ("Watches",), "sœur mise trail"),
        ("en", "she took up trail running, I want a watch", ("Watches",), "took trail running"),
        ("fr", "je me suis mise au trail", ("Shoes > Trail",), "mise trail"),
        # Each of several things keeps its shelf when one is refined.
        ("fr", "une montre et des chaussures, pour le trail", ("Shoes > Trail", "Watches"), "trail"),
        ("en", "a watch and shoes, I am new to trail", ("Shoes > Trail", "Watches"), "new trail"),
        ("en", "headphones and shoes for road", ("Headphones", "Shoes > Road"), ""),
    ],
)
def test_a_sentence_names_its_shelves(
    shop: Vocabulary, language: str, text: str, paths: tuple[str, ...], left: str
) -> None:
    understood = understand(text, language, shop)
    assert (understood.filters.categories, understood.rest) == (paths, left)
