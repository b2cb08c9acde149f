"""What was on screen before: « celle que vous m'avez montrée en premier », "the one before", « la troisième »."""

from __future__ import annotations

import pytest
from smallshop import PRODUCTS, SHOWN
from visitlog import Visit

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, context_of, read


def after(known: Knowledge, **more: object) -> Context:
    """Three were shown, then one alone, which is talked about."""
    frame = {"shown": SHOWN[2:], "focus": "c", "screens": (SHOWN,), "first": "a", "talked": ("b", "a")}
    return Context(known, **{**frame, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "text", "items"),
    [
        ("fr", "celle que vous m'avez montrée en premier", "a"),
        ("fr", "je préfère celle que vous m'avez proposée au début", "a"),
        ("fr", "la première que vous m'avez montrée", "a"),
        ("en", "the one you showed me first", "a"),
        ("en", "I think that I would prefer the one which you mentioned first", "a"),
        ("en", "what about the first one you showed?", "a"),
        ("fr", "celle d'avant", "b"),
        ("fr", "celui que vous m'avez montré tout à l'heure", "b"),
        ("fr", "la précédente, montrez-la moi encore", "b"),
        ("en", "the previous one", "b"),
        ("en", "the one before, please", "b"),
        ("fr", "comparez les deux premières", "ab"),
        ("en", "compare the first two", "ab"),
        ("fr", "la deuxième", "b"),
        ("en", "the third one", "c"),
        ("fr", "la première et la troisième", "ac"),
    ],
)
def test_what_stood_on_screen_before_is_pointed_at(known: Knowledge, language: str, text: str, items: str) -> None:
    reading = read(text, after(known, language=language))
    assert "".join(reading.refers) == items
    assert not reading.change


@pytest.mark.parametrize(
    "text", ["la commande précédente", "my previous order", "je l'avais avant", "comme la dernière fois"]
)
def test_what_was_bought_before_is_not_on_screen(known: Knowledge, text: str) -> None:
    assert read(text, after(known, shown=SHOWN, screens=())).refers == ()


def test_of_two_means_the_two_talked_about(known: Knowledge) -> None:
    context = Context(known, shown=SHOWN, focus="b", talked=("a",))
    assert read("la moins chère des deux", context).refers == ("a",)
    assert read("the cheaper of the two", Context(known, shown=SHOWN)).refers == ("c",)


def test_a_place_that_no_screen_has_is_pointed_at_in_vain(known: Knowledge) -> None:
    reading = read("et la quatrième ?", after(known))
    assert reading.vain
    assert reading.refers == ()


def test_a_nudge_comes_beside_what_is_on_screen() -> None:
    items = [item.id for item in PRODUCTS[:3]]
    visit = Visit().says("search_product").answers(*items)
    visit.add("message", role="assistant", products=[{"item_id": PRODUCTS[3].id}], nudge={"decision_id": "d"})
    assert visit.session.shown == tuple(items)


def test_the_screens_of_a_talk_are_remembered(known: Knowledge) -> None:
    catalogue = {item.id: item for item in PRODUCTS}
    ids = [item.id for item in PRODUCTS[:4]]
    visit = Visit().says("search_product").answers(*ids[:3]).says("ask_product_info", refers=[ids[1]])
    visit.says("ask_alternative").answers(ids[3])
    context = context_of(visit.session, catalogue.get, known)
    assert [item.item_id for item in context.screens[0]] == ids[:3]
    assert (context.first, context.talked[0]) == (ids[0], ids[1])


@pytest.mark.parametrize(
    "text", ["et pour la deuxième ?", "and for the second one?", "dites-m'en un peu plus sur la deuxième"]
)
def test_a_bare_pointing_asks_to_be_told_of_it(known: Knowledge, text: str) -> None:
    reading = read(text, Context(known, shown=SHOWN))
    assert (reading.refers, reading.intent_hint) == (("b",), "ask_product_info")


@pytest.mark.parametrize("text", ["Qu'est-ce que vous me proposez, alors ?", "what do you suggest?"])
def test_who_asks_what_is_proposed_points_at_nothing(known: Knowledge, text: str) -> None:
    assert read(text, Context(known, shown=SHOWN, pick="a")).refers == ()


@pytest.mark.parametrize("text", ["Sorry, a 40 rather.", "plutôt du 40 finalement", "make it a 40 after all"])
def test_a_size_alone_may_be_taken_back(known: Knowledge, text: str) -> None:
    context = Context(known, needs=Needs(category="Shoes > Trail", sizes=("39",)), shown=SHOWN, focus="a")
    assert read(text, context).needs.sizes == ("40",)


def test_two_are_compared_though_one_alone_is_on_screen(known: Knowledge) -> None:
    assert read("what's the difference between that and the first?", after(known, language="en")).refers == ("a",)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("can you show me again the one you suggested first?", "ask_product_info"),
        ("Vous pouvez me remontrer celui que vous m'avez proposé en premier ?", "ask_product_info"),
        ("je prends celui que vous m'avez proposé en premier", "accept_product"),
    ],
)
def test_what_came_first_is_shown_or_taken_and_nothing_else(known: Knowledge, text: str, intent: str) -> None:
    reading = read(text, after(known))
    assert (reading.refers, reading.intent_hint) == (("a",), intent)


@pytest.mark.parametrize(("language", "text"), [("fr", "ok je la prends en 39"), ("en", "ok I'll take it in 39")])
def test_a_size_of_what_is_taken_tells_no_shelf(known: Knowledge, language: str, text: str) -> None:
    reading = read(text, Context(known, language, shown=SHOWN, focus="b"))
    assert "category" not in reading.change
    assert reading.intent_hint != "ask_product_info"
