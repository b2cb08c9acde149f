"""One thing just above a budget that was only estimated, where it is better; never above one that was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor, Wish
from bot.shopper.needs import Needs
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product


def item(name: str, price: int, rating: float, count: int = 60) -> Product:
    money = Money(Decimal(price), "EUR")
    known = {"average_rating": rating, "review_count": count, "brand": name}
    return Product(id=name, title=f"{name} kite", price=money, product_type="Kites", **known)


CHEAP = [item("Alba", 60, 4.2), item("Bise", 70, 4.3), item("Cers", 80, 4.1), item("Dune", 85, 4.0)]


def shown(*above: Product, needs: Needs, shelf: Sequence[Product] = CHEAP) -> dict[str, list[str]]:
    """What is shown for `needs` of a shop with these dearer things: {item id: its reasons' labels}."""
    shop = CatalogueIndex.build([*shelf, *above], HashingEncoder())
    wish, advisor = Wish(needs), Advisor(AdviceBook())
    choices = advisor.recommend(wish, advisor.look(wish, shop).hits, shop)
    return {choice.product.id: [reason.label for reason in choice.reasons] for choice in choices}


GUESSED = Needs(category="Kites", budget_max=Decimal(90), inferred=("budget_max",))


def test_a_better_one_just_above_an_estimated_budget_comes_last_with_what_it_costs_more() -> None:
    found = shown(item("Eole", 105, 4.8), needs=GUESSED)
    assert list(found)[-1] == "Eole"
    assert found["Eole"][0] == "reason_step_up"
    assert len(found) == 3


def test_a_lighter_one_is_better_by_its_weight() -> None:
    light, heavy = (Detail(name="Weight", value=value) for value in ("180 g", "240 g"))
    shelf = [replace(each, product_detail=(heavy,)) for each in CHEAP]
    found = shown(replace(item("Eole", 105, 4.3), product_detail=(light,)), needs=GUESSED, shelf=shelf)
    assert found["Eole"][0] == "reason_step_up_detail"


@pytest.mark.parametrize(
    "above",
    [
        item("Eole", 130, 4.9),  # far above
        item("Eole", 105, 4.2),  # no better
        item("Eole", 105, 5.0, 3),  # hardly rated
    ],
)
def test_what_is_far_above_or_no_better_is_not_pushed(above: Product) -> None:
    assert not any("reason_step_up" in labels for labels in shown(above, needs=GUESSED).values())


def test_nothing_is_shown_above_a_budget_that_was_said() -> None:
    said = Needs(category="Kites", budget_max=Decimal(90))
    assert "Eole" not in shown(item("Eole", 105, 4.8), needs=said)
