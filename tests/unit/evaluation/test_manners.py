"""What simulated shoppers do beside stating a need, and what must hold after it."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from bot.evaluation.dialogue import SHOPPERS
from bot.evaluation.goals import Goal
from bot.evaluation.manners import Expected
from bot.evaluation.shopper import Shopper
from bot.evaluation.things import is_a
from bot.storage import documents
from catalog_index.product import Money, Product

TEMPLATES = documents.load(SHOPPERS)
LAMP = Product(id="p", title="Lamp", price=Money(Decimal(20), "EUR"), product_type="Things > Lamps", size="M")
CARDS = ("a", "b", "c")


def shopper(style: str, seed: int = 1, **musts: Any) -> Shopper:
    goal = Goal({"category": "Things > Lamps", **musts}, LAMP, {})
    return Shopper(goal, style, "en", TEMPLATES, "Lamps", lambda *_: None, Random(seed))


def state(asking: str | None = None, stage: str = "advise", **needs: Any) -> dict[str, Any]:
    return {"stage": stage, "asking": asking, "needs": needs}


def message(*items: str, text: str = "…", nudge: Any = None) -> dict[str, Any]:
    return {"text": text, "products": [{"item_id": item} for item in items], "nudge": nudge}


@pytest.mark.parametrize(
    ("expected", "after", "messages", "missed"),
    [
        (Expected(pointed="b"), state(), [message("b")], False),
        (Expected(pointed="b"), state(), [message()], False),
        (Expected(pointed="b"), state(), [message("b"), message("z", nudge={"kind": "bundle"})], False),
        (Expected(pointed="b"), state(), [message("a", "b")], True),
        (Expected(kept=True), state(), [message()], False),
        (Expected(kept=True), state(colors=["red"]), [message()], True),
        (Expected(gone="colors"), state(), [message()], False),
        (Expected(gone="colors"), state(colors=["red"]), [message()], True),
        (Expected(answered="retour|return"), state(), [message(text="The return is free.")], False),
        (Expected(answered="retour|return"), state(), [message(text="Which size?")], True),
        (Expected(taken=True), state(stage="decide"), [message("a")], False),
        (Expected(taken=True), state(asking="size"), [message()], False),
        (Expected(taken=True), state(), [message()], True),
        (Expected(), state(stage="handed_over"), [message()], True),
    ],
)
def test_what_must_hold_is_judged_on_state_and_cards(
    expected: Expected, after: dict[str, Any], messages: list[dict[str, Any]], missed: bool
) -> None:
    assert bool(expected.missed(state(), after, messages)) is missed


def test_who_points_asks_of_one_and_then_of_another() -> None:
    one = shopper("points")
    one.first()
    first = one.next(None, [], CARDS).expected.pointed
    second = one.next(None, [], (first,)).expected.pointed
    assert {first, second} < {*CARDS}
    assert first != second
    assert not one.content
    assert one.next(None, [], (second,)).expected.pointed == CARDS[0]
    assert one.content


def test_nobody_points_at_one_of_one() -> None:
    one = shopper("points")
    one.first()
    assert not one.next(None, [], ("a",)).expected.pointed
    assert one.content


def test_two_at_once_states_a_need_and_asks_the_shop() -> None:
    one = shopper("two at once", budget=Decimal(30))
    one.first()
    said = one.next("budget", [])
    assert said.musts == {"budget": Decimal(30)}
    assert "30" in said.text
    assert said.expected.answered


def test_who_takes_back_lets_a_whim_go_and_insists_on_the_rest() -> None:
    one = shopper("takes back", budget=Decimal(30))
    one.first()
    one.next("budget", [])
    whim = one.next(None, [], CARDS)
    assert whim.musts == {}
    assert one.next(None, [], CARDS).expected.gone == "colors"
    assert "30" in one.next(None, [], CARDS).text
    assert one.content


def test_who_buys_takes_what_suits_by_its_place_and_tells_their_size() -> None:
    one = shopper("buys", size="M")
    assert one.buys
    assert "second" in one.take(CARDS, "b").text
    assert one.size(["S", "M"]).tap == "M"
    assert one.size(["38", "39"]).tap == "38"
    assert "XL" in one.resize("XL").text


def test_who_sees_the_shelf_wanted_named_taps_it() -> None:
    one = shopper("at once")
    assert one.next("category", ["Socks", "Lamps"]).tap == "Lamps"
    assert one.next("category", ["Socks", "Belts"]).text


def test_an_aside_in_a_name_changes_no_thing() -> None:
    card = Product(
        id="c", title="Acme - 32GB High Capacity (SDHC) Class 6 Memory Card", price=LAMP.price, product_type=""
    )
    case = Product(id="k", title="Acme - Case (Black) for Memory Card", price=LAMP.price, product_type="")
    assert is_a(card, "memory card")
    assert not is_a(case, "memory card")
