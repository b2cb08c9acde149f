"""What a shopper would rather not have, however it is put, and what only sounds like it."""

from __future__ import annotations

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.aversions import disliked
from bot.shopper.reading.message import Context, Knowledge, OnScreen, read
from catalog_index.lexicon import lexicon

SHOWN = (
    OnScreen("a", "Kelvane Vif-Argent Trail Shoes", "Kelvane"),
    OnScreen("b", "Trottine Gadoue Trail Shoes", "Trottine"),
)


@pytest.mark.parametrize(
    ("language", "said", "brands", "exclude"),
    [
        ("fr", "et aussi, sauf la marque Kelvane", (), ("Kelvane",)),
        ("fr", "je ne veux pas de la marque Kelvane", (), ("Kelvane",)),
        ("fr", "uniquement la marque Kelvane", ("Kelvane",), ()),
        ("fr", "j'ai eu des soucis avec Kelvane, donc pas cette marque", (), ("Kelvane",)),
        ("fr", "éviter le rouge et la marque Kelvane", (), ("Kelvane", "red")),
        ("fr", "j'ai horreur du rouge", (), ("red",)),
        ("en", "I had trouble with Kelvane", (), ("Kelvane",)),
        ("en", "my last Kelvane hurt, never again", (), ("Kelvane",)),
        ("en", "the brand has to be Kelvane", ("Kelvane",), ()),
        ("en", "I can't stand red", (), ("red",)),
    ],
)
def test_a_dislike_excludes_and_points_at_nothing_on_screen(
    known: Knowledge, language: str, said: str, brands: tuple[str, ...], exclude: tuple[str, ...]
) -> None:
    reading = read(said, Context(known, language, shown=SHOWN))
    assert (reading.needs.brands, tuple(sorted(reading.needs.exclude))) == (brands, exclude)
    assert reading.refers == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "can she swap it if she hates the colour?"),
        ("en", "what if my son doesn't like the red?"),
        ("fr", "on peut le rendre si elle n'aime pas le rouge ?"),
        ("fr", "et si le rouge ne lui plaît pas ?"),
        ("en", "why did you choose that pair rather than the others?"),
    ],
)
def test_what_somebody_might_dislike_is_no_wish(known: Knowledge, language: str, said: str) -> None:
    needs = read(said, Context(known, language, Needs(category="Shoes > Trail"))).needs
    assert (needs.exclude, needs.colors) == ((), ())


@pytest.mark.parametrize(("language", "said"), [("fr", "j'aime bien le rouge"), ("en", "I had no time yesterday")])
def test_other_feelings_stay_as_they_are(language: str, said: str) -> None:
    assert disliked(said, language) == said


def test_a_wide_foot_is_no_large_size(known: Knowledge) -> None:
    needs = read("chaussures de trail, je chausse du 42, j'ai le pied plutôt large", Context(known, "fr")).needs
    assert needs.sizes == ("42",)


def test_men_and_women_together_are_nobody_s_rail(known: Knowledge) -> None:
    assert read("chaussures de trail pour hommes et femmes", Context(known, "fr")).needs.gender is None


@pytest.mark.parametrize(("size", "kept"), [("128", ("128",)), ("33", ("33",)), ("42", ()), ("L", ())])
def test_a_child_keeps_a_size_that_only_children_wear(known: Knowledge, size: str, kept: tuple[str, ...]) -> None:
    before = Needs(category="Shoes > Trail", sizes=(size,))
    assert read("c'est pour mon fils", Context(known, "fr", needs=before)).needs.sizes == kept


def test_a_team_s_discount_names_no_shelf(known: Knowledge) -> None:
    assert read("vous faites une remise pour les équipes ?", Context(known, "fr")).needs.category is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Kelvane m'a beaucoup déçu"),
        ("fr", "je n'ai pas confiance en Kelvane"),
        ("fr", "les Kelvane me font des ampoules"),
        ("fr", "Kelvane ne me va pas du tout"),
        ("fr", "évitons Kelvane"),
        ("en", "I don't trust Kelvane"),
        ("en", "Kelvane gives me blisters"),
        ("en", "Kelvane is overrated"),
        ("en", "no way I'm buying Kelvane"),
    ],
)
def test_a_brand_spoken_of_badly_is_left_out(known: Knowledge, language: str, text: str) -> None:
    needs = read(text, Context(known, language, Needs(category="Shoes > Trail"))).needs
    assert (needs.brands, needs.exclude) == ((), ("Kelvane",))


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Kelvane, c'est pas mal"),
        ("fr", "Kelvane ne m'a jamais déçu"),
        ("fr", "des Kelvane contre les ampoules"),
        ("fr", "est-ce que Kelvane est mauvais ?"),
        ("en", "Kelvane is not bad"),
        ("en", "Kelvane never let me down"),
        ("en", "my old shoes were bad but Kelvane suits me"),
    ],
)
def test_a_bad_word_that_is_denied_or_of_something_else_leaves_nothing_out(
    known: Knowledge, language: str, text: str
) -> None:
    assert read(text, Context(known, language, Needs(category="Shoes > Trail"))).needs.exclude == ()


@pytest.mark.parametrize(
    ("language", "said", "colors"),
    [
        ("fr", "je m'en fiche du rouge", ()),
        ("fr", "elle s'en moque de Kelvane, mais en bleu", ("blue",)),
        ("en", "he doesn't care about Kelvane, in red please", ("red",)),
        ("en", "we don't really care for red", ()),
    ],
)
def test_what_nobody_cares_about_is_neither_wanted_nor_unwanted(
    known: Knowledge, language: str, said: str, colors: tuple[str, ...]
) -> None:
    needs = read(said, Context(known, language)).needs
    assert (needs.colors, needs.brands, needs.exclude) == (colors, (), ())


@pytest.mark.parametrize(
    ("language", "text", "avoided"),
    [
        ("en", "trail shoes, I'm allergic to latex", ("latex",)),
        ("en", "trail shoes, my skin has an allergy to latex", ("latex",)),
        ("fr", "des chaussures de trail, je suis allergique au latex", ("latex",)),
        ("fr", "j'ai une allergie au latex, des chaussures de trail", ("latex",)),
        ("en", "trail shoes, she's intolerant to wool", ("wool",)),
    ],
)
def test_what_one_is_allergic_to_is_left_out(
    known: Knowledge, language: str, text: str, avoided: tuple[str, ...]
) -> None:
    needs = read(text, Context(known, language)).needs
    assert needs.exclude == avoided
    assert needs.category == "Shoes > Trail"


@pytest.mark.parametrize("said", ["nuts", "noix", "fruits à coque"])
def test_whoever_avoids_nuts_avoids_each_of_them(said: str) -> None:
    named = {name for each in (said, said.rstrip("s")) for name in lexicon().names_of(each)}
    assert {"almond", "amande", "hazelnut", "noisette"} <= named
