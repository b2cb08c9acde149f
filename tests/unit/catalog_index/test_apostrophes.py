"""The apostrophe of a keyboard and that of print are one letter: in what is searched, asked for and compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Any

import pytest

from catalog_index.encoder import HashingEncoder, Progress, Vectors
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.query import Filters
from catalog_index.text import fold

PRINTED = str.maketrans({"'": "’"})


class ListeningEncoder(HashingEncoder):
    """The hashing encoder, and what it was given to read."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.read += texts
        return super().encode(texts, progress)

    def encode_query(self, text: str) -> Vectors:
        self.read.append(text)
        return super().encode_query(text)


def catalogue(write: dict[int, str]) -> list[Product]:
    def written(text: str) -> str:
        return text.translate(write)

    def one(group: str, title: str, titre: str, path: str, chemin: str, water: str) -> Product:
        french = LocalText(
            title=written(titre),
            product_type=written(chemin),
            product_detail=(Detail(written("Réserve d'eau"), water),),
        )
        return Product(
            id=group,
            title=written(title),
            description=written("The runner's own: it doesn't bounce."),
            price=Money(Decimal("50"), "EUR"),
            product_type=written(path),
            product_detail=(Detail(written("Runner's flask"), water),),
            texts={"fr": french},
        )

    return [
        one(
            "spikes",
            "Club Men's Track Spikes",
            "Pointes d'athlétisme Club",
            "Men's Spikes",
            "Pointes d'athlétisme",
            "0.5 L",
        ),
        one("drink", "Dawn effort drink", "Boisson de l'effort Aube", "Drinks", "Boissons de l'effort", "1 L"),
        one("pack", "Aujourd'hui pack", "Sac d'hydratation Aujourd'hui", "Packs", "Sacs d'hydratation", "2 L"),
    ]


@pytest.fixture(scope="module")
def written() -> dict[str, tuple[CatalogueIndex, ListeningEncoder]]:
    """The same products, written in either way."""
    found = {}
    for name, way in (("typed", {}), ("printed", PRINTED)):
        encoder = ListeningEncoder()
        found[name] = (CatalogueIndex.build(catalogue(way), encoder), encoder)
    return found


ASKED = [
    ("Pointes d'athlétisme", "fr", "spikes"),
    ("pointes d'athlétisme pour l'hiver, pas d'orange", "fr", "spikes"),
    ("men's track spikes", "en", "spikes"),
    ("boisson de l'effort", "fr", "drink"),
    ("sac aujourd'hui", "fr", "pack"),
    ("réserve d'eau d'au moins 2 L", "fr", "pack"),
]


@pytest.mark.parametrize(("text", "language", "first"), ASKED)
def test_either_finds_either(
    written: dict[str, tuple[CatalogueIndex, ListeningEncoder]], text: str, language: str, first: str
) -> None:
    found: list[Any] = []
    for (index, encoder), said in product(written.values(), (text, text.translate(PRINTED))):
        understood, result = index.find(said, language, Filters())
        filters = re.sub('["\\\\’]+', "'", repr(understood.filters)).replace("''", "'")
        found.append((filters, [(hit.product.id, round(hit.score, 6)) for hit in result.hits]))
        assert [read for read in encoder.read if "’" in read] == []
    assert [hits[0][0] for _, hits in found] == [first] * 4
    assert found == [found[0]] * 4


@pytest.mark.parametrize("text", ["Cœur d’Été", "men’s", "l’", "d ʼ eau"])
def test_they_are_compared_as_one(text: str) -> None:
    assert fold(text) == fold(text.replace("’", "'").replace("ʼ", "'"))
