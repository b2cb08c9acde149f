"""Simulated shoppers: their goals can be met, their words state what they count as said, a seed repeats itself."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random

import pytest

from bot.errors import InvalidInput
from bot.evaluation import goals
from bot.evaluation.dialogue import SHOPPERS, Played, scores, table
from bot.evaluation.goals import Goal
from bot.evaluation.shopper import STYLES, Liking, Shopper, people
from bot.settings import PROJECT
from bot.storage import documents
from catalog_index.product import Money, Product

TEMPLATES = documents.load(SHOPPERS)


def product(number: int, **more: object) -> Product:
    facts: dict[str, object] = {
        "id": f"p{number}",
        "title": f"Thing {number}",
        "price": Money(Decimal(20 + number), "EUR"),
        "product_type": "Things > Lamps" if number % 2 else "Things > Socks",
        "brand": ("Abel", "Brume", "Caillou")[number % 3],
        "color": ("Night blue", "Black", "White")[number % 3],
        "size": ("", "S", "M")[number % 3],
        "gender": ("men", "women", "unisex")[number % 3],
    }
    return Product(**{**facts, **more})  # type: ignore[arg-type]


SHELF = [product(number) for number in range(30)]


def no_taste(goal: Goal, asking: str, language: str) -> Liking | None:
    return None


def shopper(goal: Goal, style: str = "at once", language: str = "en", seed: int = 1) -> Shopper:
    return Shopper(goal, style, language, TEMPLATES, "Lamps", no_taste, Random(seed))


@pytest.mark.parametrize("seed", range(40))
def test_every_goal_can_be_met_by_its_target(seed: int) -> None:
    goal = goals.draw(SHELF, Random(seed), changes=seed % 2 == 0)
    assert goals.suits(goal.target, goal.musts)
    assert all(goal.musts[key] != value for key, value in goal.first.items())


def test_a_goal_needs_something_to_buy() -> None:
    with pytest.raises(InvalidInput):
        goals.draw([product(1, availability="out_of_stock")], Random(1), changes=False)


@pytest.mark.parametrize(
    ("key", "value", "broken"),
    [
        ("category", "Things", False),
        ("category", "Thing", True),
        ("budget", Decimal("21"), False),
        ("budget", Decimal("20.99"), True),
        ("gender", "women", False),
        ("gender", "men", True),
        ("size", "s", False),
        ("size", "M", True),
        ("color", "black", False),
        ("color", "blue", True),
        ("not_color", "black", True),
        ("not_brand", "Brume", True),
        ("not_brand", "Abel", False),
    ],
)
def test_a_must_is_judged_on_the_product_s_own_facts(key: str, value: object, broken: bool) -> None:
    assert goals.broken(product(1), {key: value}) == ([key] if broken else [])


def test_unisex_things_suit_men_and_women_but_not_children() -> None:
    assert not goals.broken(product(2), {"gender": "men"})
    assert goals.broken(product(2), {"gender": "kids"}) == ["gender"]


def test_everything_at_once_states_every_must() -> None:
    musts = {"category": "Things > Lamps", "budget": Decimal(30), "color": "black", "not_brand": "Abel"}
    one = shopper(Goal(musts, product(1), {}))
    text = one.first().text
    assert one.said == musts
    assert one.content
    assert all(word in text for word in ("30", "black", "Abel", "lamp"))


def test_bit_by_bit_says_one_must_a_message_and_answers_with_what_is_asked() -> None:
    musts = {"category": "Things > Lamps", "budget": Decimal(30), "size": "S"}
    one = shopper(Goal(musts, product(1), {}), "bit by bit")
    one.first()
    assert one.said == {"category": "Things > Lamps"}
    assert one.next("size", []).musts == {"size": "S"}
    assert one.next("usage", []).musts == {}
    assert one.answered == {"size", "usage"}
    assert one.next(None, []).musts == {"budget": Decimal(30)}
    assert one.content


def test_a_changed_mind_says_the_true_must_last() -> None:
    musts = {"category": "Things > Lamps", "budget": Decimal(30)}
    one = shopper(Goal(musts, product(1), {"budget": Decimal(45)}), "changes mind")
    assert "45" in one.first().text
    assert not one.content
    assert "30" in one.next(None, []).text
    assert one.content


def test_a_liked_answer_is_tapped_or_typed_and_the_sloppy_type_without_accents() -> None:
    musts = {"category": "Things > Lamps"}

    def taste(goal: Goal, asking: str, language: str) -> Liking | None:
        return Liking("Forêt", ("en forêt",))

    said = set()
    for seed in range(30):
        one = Shopper(Goal(musts, product(1), {}), "sloppy", "fr", TEMPLATES, "Lampes", taste, Random(seed))
        utterance = one.next("usage", ["Forêt"])
        said.add(utterance.tap or utterance.text)
    assert "Forêt" in said
    assert not any("ê" in text for text in said - {"Forêt"})


def test_the_same_seed_gives_the_same_shoppers_and_manners_meet_both_languages() -> None:
    def words(seed: int) -> list[str]:
        found = []
        for style, language, luck in people(seed, 20):
            goal = goals.draw(SHELF, luck, style == "changes mind")
            found.append(Shopper(goal, style, language, TEMPLATES, "Lamps", no_taste, luck).first().text)
        return found

    assert words(3) == words(3) != words(4)
    assert {(style, language) for style, language, _ in people(1, 20)} == {
        (s, la) for s in STYLES for la in ("fr", "en")
    }


def test_no_template_was_copied_from_the_examples_that_are_learnt_from() -> None:
    learnt = {
        plain(line.strip().removeprefix("- "))
        for path in (PROJECT / "data" / "nlu").glob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
    }
    templates = [text for text in leaves(TEMPLATES["say"]) if len(text.split()) > 2]
    assert len(templates) > 60
    assert [text for text in templates if plain(text) in learnt] == []


def plain(text: str) -> str:
    """Without places, entity marks, accents of punctuation and capitals."""
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)|\[([^\]]+)\]\{[^}]*\}", r"\1\2", text)
    return " ".join(re.sub(r"\{\w+\}|[^\w\s]", " ", text).lower().split())


def leaves(node: object) -> list[str]:
    if isinstance(node, str):
        return [node]
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    return [leaf for child in children for leaf in leaves(child)]


def test_figures_count_what_went_wrong() -> None:
    good = Played("fr", "at once", {}, success=True, found_at=2, turns=2, milliseconds=[10.0, 20.0])
    bad = Played("en", "sloppy", {}, turns=9, violations=["p1: budget 30"], repeated=["size"], milliseconds=[30.0])
    figures = scores([good, bad])
    assert (figures["all"]["success"], figures["all"]["violations"], figures["all"]["turns"]) == (0.5, 1, 2)
    assert (figures["en"]["success"], figures["en"]["repeated"], figures["en"]["turns"]) == (0.0, 1, None)
    assert good.flawless
    assert not bad.flawless
    assert len(table({"shop": "x", "seed": 1, "scores": figures}).splitlines()) == 2 + len(figures)
