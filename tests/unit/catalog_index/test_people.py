"""Whom a shelf, a column or a tag names: one list for all of them."""

from __future__ import annotations

import pytest

from bot.shopper import shelves
from catalog_index import people
from catalog_index.paths import gender_of
from catalog_index.text import fold, words

NAMED = sorted(people.named().items())


def test_the_words_are_single_and_as_they_are_compared() -> None:
    listed = {*people.in_their_column(), *people.children_in_titles()}
    assert [word for word in listed if words(word) != [word] or fold(word) != word] == []


@pytest.mark.parametrize(("word", "gender"), NAMED)
def test_who_is_named_on_a_shelf_is_so_in_every_reading(word: str, gender: str) -> None:
    path = f"Clothing > {word.capitalize()} > Tops"
    assert gender_of(path) == gender
    assert people.in_their_column()[word] == gender
    assert shelves.gender_of(path) == (gender if gender != people.EVERYBODY else None)


@pytest.mark.parametrize(
    ("part", "alone", "person"),
    [
        ("Women's", "women", "women"),
        ("Women's clothing", "", "women"),
        ("Men & Women", "", None),
        ("Mixte", "unisex", None),
        ("Boys' bikes", "", None),
        ("Tops", "", None),
        ("Clothing", "", None),
        ("", "", None),
    ],
)
def test_a_part_names_somebody_where_it_names_nothing_else(part: str, alone: str, person: str | None) -> None:
    assert (people.alone(part), people.person_of(part)) == (alone, person)
