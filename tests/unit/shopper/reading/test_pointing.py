"""What a shopper points at on screen: « the second one », « that one », « the cheaper one »."""

from __future__ import annotations

import pytest
from smallshop import PRODUCTS, SHOWN
from visitlog import Visit

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, context_of, read
from bot.shopper.reading.references import OnScreen, resolve
from bot.shopper.session import Session
from catalog_index.text import fold_aligned

HAD = Needs(category="Shoes > Trail", usage="muddy", colors=("red",), sizes=("39",), features=("wide fit",))

POINTED = [
    ("fr", "la deuxième", "b"), ("fr", "celle du milieu", "b"), ("fr", "le dernier", "c"),
    ("fr", "la première svp", "a"), ("fr", "le premier modèle", "a"), ("fr", "la moins chère", "c"),
    ("fr", "le moins cher des trois", "c"), ("fr", "la plus chère", "b"), ("fr", "la bleue", "a"),
    ("fr", "celle en rouge", "b"), ("fr", "la mieux notée", "b"), ("fr", "la Kelvane", "b"), ("fr", "la Crête", "c"),
    ("fr", "parlez-moi de la Brume GTX", "b"), ("fr", "celle à 79 €", "c"), ("fr", "les deux premières", "ab"),
    ("fr", "les deux derniers", "bc"), ("fr", "les trois", "abc"), ("fr", "2", "b"),
    ("fr", "comparez la 1 et la 3", "ac"), ("fr", "j'hésite entre la première et la dernière", "ac"),
    ("fr", "option 2", "b"), ("fr", "je prends la deuxième", "b"), ("fr", "celle de gauche", "a"),
    ("fr", "le numéro 3", "c"), ("fr", "deuxième", "b"), ("en", "the second one", "b"), ("en", "the middle one", "b"),
    ("en", "the last one", "c"), ("en", "the first", "a"), ("en", "the cheaper one", "c"),
    ("en", "the cheapest of the three", "c"), ("en", "the most expensive one", "b"), ("en", "the red one", "b"),
    ("en", "between the blue one and the green one", "ac"), ("en", "the best rated one", "b"),
    ("en", "tell me more about the Valbrune", "c"), ("en", "the first two", "ab"), ("en", "all three", "abc"),
    ("en", "compare the first and the third", "ac"), ("en", "number two", "b"),
    ("fr", "la moins chère des deux premières", "a"), ("en", "the cheaper of the first two", "a"),
    ("en", "the dearest of the last two", "b"),
    ("en", "I'll take the third one", "c"), ("en", "the one at 99 euros", "b"),
    # not pointing
    ("fr", "vous avez moins cher ?", ""), ("fr", "c'est la première fois", ""), ("fr", "le premier prix", ""),
    ("fr", "montrez-moi la moins chère des vestes", ""), ("fr", "une autre couleur", ""), ("fr", "en rouge", ""),
    ("fr", "du 42", ""), ("en", "it's the first time", ""), ("en", "on second thought", ""),
    ("en", "do you have the red one in stock", ""), ("en", "in a second", ""), ("en", "my last order", ""),
    ("fr", "4", ""),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "items"), POINTED)
def test_a_shopper_points_at_what_is_on_screen(known: Knowledge, language: str, text: str, items: str) -> None:
    reading = read(text, Context(known, language, HAD, shown=SHOWN))
    assert "".join(reading.refers) == items
    if items:
        assert "colors" not in reading.change
        assert "brands" not in reading.change
        assert reading.intent_hint in (None, "ask_product_info")


@pytest.mark.parametrize("text", ["celle-ci", "cette paire", "that one", "this one", "celui-là"])
def test_this_one_is_what_is_talked_about(known: Knowledge, text: str) -> None:
    assert read(text, Context(known, shown=SHOWN, focus="b")).refers == ("b",)
    assert read(text, Context(known, shown=SHOWN)).refers == ()
    assert read(text, Context(known, shown=SHOWN[:1])).refers == ("a",)


def test_the_other_one_needs_two_of_which_one_is_talked_about(known: Knowledge) -> None:
    assert read("l'autre", Context(known, shown=SHOWN[:2], focus="a")).refers == ("b",)
    assert read("the other one", Context(known, shown=SHOWN, focus="a")).refers == ()
    assert read("both", Context(known, "en", shown=SHOWN[:2])).refers == ("a", "b")


def test_with_nothing_on_screen_words_are_needs(known: Knowledge) -> None:
    assert read("la bleue", Context(known)).change == {"colors": ("blue",)}


def test_a_context_holds_the_session_s_screen(known: Knowledge) -> None:
    catalogue = {product.id: product for product in PRODUCTS}
    session: Session = Visit().answers("p0", "gone", "p3").session
    context = context_of(session, catalogue.get, known)
    assert [item.item_id for item in context.shown] == ["p0", "p3"]
    assert (context.shown[0].title, context.shown[0].colors) == ("Ventelle chaussures de trail", ("blue",))
    assert read("la noire", context).refers == ("p3",)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("le deuxième", "ask_product_info"),
        ("celle du milieu", "ask_product_info"),
        ("the second one please", "ask_product_info"),
        ("montrez-moi le dernier", "ask_product_info"),
        ("je prends le deuxième", None),
        ("pas le deuxième", None),
        ("I'll take the second one", None),
        ("le deuxième est trop cher", None),
    ],
)
def test_pointing_and_no_more_asks_to_see_the_product(known: Knowledge, text: str, hint: str | None) -> None:
    reading = read(text, Context(known, shown=SHOWN))
    assert reading.refers != ()
    assert reading.intent_hint == hint


@pytest.mark.parametrize(
    ("said", "items"),
    [
        ("whats the difference between 1 and 2", ("a", "b")),
        ("quelle différence entre la 1 et la 3 ?", ("a", "c")),
        ("et la 2 elle pèse combien ?", ("b",)),
        ("ok 2", ("b",)),
        ("bon, la 3", ("c",)),
        ("something between 1 and 2 kg", ()),
        ("entre 1 et 2 euros", ()),
        ("between 1 and 4", ()),
    ],
)
def test_figures_number_what_is_on_screen(said: str, items: tuple[str, ...]) -> None:
    screen = tuple(OnScreen(each, f"Model {each}") for each in "abc")
    assert resolve(fold_aligned(said), screen, None).item_ids == items
