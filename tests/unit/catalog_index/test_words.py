from __future__ import annotations

import pytest

from catalog_index.colors import families, spoken
from catalog_index.index import CatalogueIndex
from catalog_index.language import detect
from catalog_index.spelling import Speller
from catalog_index.text import fold, fold_aligned, phrase, stem, tokens
from catalog_index.values import grams, number, parts, size_key


@pytest.mark.parametrize(
    ("color", "expected"),
    [
        ("Bleu nuit", ("blue",)),
        ("Navy", ("blue",)),
        ("Anthracite", ("grey",)),
        ("Turquoise", ("blue",)),
        ("Gris/Orange", ("grey", "orange")),
        ("Vert d'eau", ("green",)),
        ("Rose Gold", ("pink",)),
        ("Blanc cassé", ("white",)),
        ("Plum purple", ("purple",)),
        ("Multicolore", ("multicolour",)),
        ("Xyzzy", ()),
        ("", ()),
    ],
)
def test_a_shops_colour_belongs_to_a_family(color: str, expected: tuple[str, ...]) -> None:
    assert families(color) == expected


def test_words_that_are_fruit_or_stone_name_no_colour_in_a_sentence() -> None:
    assert [spoken(word) for word in ("citron", "stone", "rose", "bleue", "gray")] == [
        None,
        None,
        "pink",
        "blue",
        "grey",
    ]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Bonjour", "fr"),
        ("moins de 100 €", "fr"),
        ("la deuxième", "fr"),
        ("écouteurs sans fil", "fr"),
        ("trop cher", "fr"),
        ("je sais pas", "fr"),
        ("hi there", "en"),
        ("under 100", "en"),
        ("the second one", "en"),
        ("running shoes under 100", "en"),
        ("too expensive", "en"),
        ("any color", "en"),
    ],
)
def test_short_texts_are_told_apart(text: str, language: str) -> None:
    assert detect(text)[0] == language


def test_a_whole_sentence_is_certain_and_a_number_is_not() -> None:
    assert detect("je cherche des chaussures pour courir en forêt")[1] > 0.95
    assert detect("I am looking for shoes to run in the woods")[1] > 0.95
    assert detect("39")[1] == 0.5
    assert detect("100 euros max")[1] < 0.9  # said in either language: a talk stays in its own
    assert detect("")[1] == 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("légère", "léger"),
        ("verte", "vert"),
        ("montres", "montre"),
        ("capuches", "capuche"),
        ("débutantes", "débutant"),
        ("animaux", "animal"),
        ("bocaux", "bocal"),
        ("tuyaux", "tuyau"),
        ("rideaux", "rideau"),
    ],
)
def test_french_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(fold(one), "fr") == stem(fold(other), "fr")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("watches", "watch"),
        ("bras", "bra"),
        ("running", "run"),
        ("pants", "pant"),
        ("knives", "knife"),
        ("mice", "mouse"),
        ("scarves", "scarf"),
    ],
)
def test_english_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one, "en") == stem(other, "en")


def test_tokens_drop_elisions_and_contractions_and_keep_their_places() -> None:
    text = "L'été j’achète le t-shirt 42,5 men's"
    found = tokens(text)
    assert [t.text for t in found] == ["ete", "achete", "le", "t", "shirt", "42,5", "men"]
    assert all(text[t.start : t.end] == t.raw for t in found)


def test_aligned_folding_keeps_every_place() -> None:
    text = "Œuf à 1 200 € — « été »"
    assert len(fold_aligned(text)) == len(text)


def test_a_phrase_keeps_the_words_that_make_it() -> None:
    assert phrase("sans fil", "fr") != phrase("fil", "fr")
    assert phrase("chaussures de trail", "fr") == phrase("chaussure trail", "fr")


@pytest.mark.parametrize(
    ("typo", "expected"),
    [
        ("chausures", "chaussures"),
        ("jaket", "jacket"),
        ("Nkie".lower(), None),
        ("jacket", None),
        ("abc", None),
        ("zzzzzz", None),
    ],
)
def test_a_typo_is_corrected_to_a_known_word(typo: str, expected: str | None) -> None:
    assert Speller(["chaussures", "jacket", "watch"]).correct(typo) == expected


def test_a_compound_is_split_into_known_words() -> None:
    assert Speller(["door", "bell", "cabinet"]).split("doorbell") == ("door", "bell")
    assert Speller(["door", "bell"]).split("doorstop") is None


@pytest.mark.parametrize(
    ("size", "key"),
    [
        ("42,5", "42.5"),
        ("EU 42", "42"),
        ("xl", "xl"),
        ("2XL", "xxl"),
        ("One size", ""),
        ("Taille unique", ""),
        ("M", "m"),
    ],
)
def test_sizes_compare_however_they_are_written(size: str, key: str) -> None:
    assert size_key(size) == key


def test_values_give_their_numbers_and_parts() -> None:
    assert (number("285 g"), number("1 200 lm"), number("6,5 mm"), number("Yes")) == (285.0, 1200.0, 6.5, None)
    assert (grams("0.3 kg"), grams("285 g"), grams("20 h")) == (300.0, 285.0, None)
    assert (parts("Road, Trail"), parts("42,5"), parts("Mud / Rock")) == (("Road", "Trail"), ("42,5",), ("Mud", "Rock"))


@pytest.mark.parametrize(
    ("name", "paths"),
    [
        ("Shoes > Trail", ("Shoes > Trail",)),
        ("TRAIL", ("Shoes > Trail",)),
        (" chaussures > trail ", ("Shoes > Trail",)),
        ("Vêtements", ("Clothing",)),
        ("GPS watches", ("Watches > GPS watches",)),
        ("Boats", ()),
        ("", ()),
    ],
)
def test_a_category_is_named_in_any_language_whole_or_by_its_end(
    index: CatalogueIndex, name: str, paths: tuple[str, ...]
) -> None:
    assert index.vocabulary.paths_named(name) == paths
