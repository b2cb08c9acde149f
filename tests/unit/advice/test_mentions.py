"""The words of a page, and the values of a sheet in either language."""

from __future__ import annotations

from sheets import in_both

from bot.advice.mentions import mentioned, warning
from catalog_index.product import LocalText, Product
from catalog_index.vocabulary import Vocabulary

RED = ("Wine > Red", "Vins > Rouge")
SOLD = [
    in_both("a", ("Astier", "Astier"), RED, "Body=Light/Corps=Léger"),
    in_both("b", ("Morvenne", "Morvenne"), RED, "Body=Full/Corps=Puissant"),
]


def test_a_value_said_in_the_other_language_is_the_sheets_own() -> None:
    vocabulary = Vocabulary.build(SOLD, {})
    assert mentioned("leger", "plutôt léger", SOLD, vocabulary) == ("Light",)
    assert mentioned("puissants", "des puissants", SOLD, vocabulary) == ("Full",)


def test_a_sentence_that_warns_is_told_whole() -> None:
    sheet = LocalText(title="Sérum", description="Lisse la peau. Déconseillé aux femmes enceintes. Flacon de 30 ml.")
    serum = Product(id="s", title="Serum", price=SOLD[0].price, texts={"fr": sheet})
    assert warning(serum, "enceinte") == "Déconseillé aux femmes enceintes"
    assert warning(serum, "peau") is None
