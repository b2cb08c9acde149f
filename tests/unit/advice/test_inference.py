"""What the pages looked at say, and what goes with a basket: never more than can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal

import pytest

from bot.advice.advice import AdviceBook
from bot.advice.complements import complement
from bot.advice.inference import inferred
from bot.shopper.entry import Consent
from bot.shopper.filters import filters_for
from bot.shopper.needs import Needs
from bot.shopper.session import Session, View
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Detail, Money, Product

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)


def item(name: str, price: int, shelf: str = "Shoes > Trail", level: str = "Beginner", gender: str = "men") -> Product:
    detail = (Detail(name="Level", value=level),) if level else ()
    money = Money(Decimal(price), "EUR")
    return Product(id=name, title=name, price=money, product_type=shelf, product_detail=detail, gender=gender)


SHELF = {
    p.id: p for p in (item("a", 90), item("b", 100), item("c", 110), item("d", 300), item("e", 95, level="Expert"))
}
SHELF["w"] = item("w", 100, shelf="Watches")


def visit(*items: str, needs: Needs | None = None, consent: bool = True) -> Session:
    views = tuple(View(name, NOW) for name in items)
    return Session("c", "fr", NOW, viewed=views, needs=needs or Needs(), consent=Consent(consent, consent))


def test_three_models_that_agree_tell_level_budget_and_whom() -> None:
    change = inferred(visit("a", "b", "c"), SHELF.get)
    assert change == {
        "category": "Shoes > Trail",
        "level": "beginner",
        "budget_max": Decimal(130),
        "gender": "men",
        "inferred": ("category", "level", "budget_max", "gender"),
    }


@pytest.mark.parametrize("items", [("a", "b"), ("a", "a", "b"), ("a", "b", "w"), ()])
def test_two_models_or_two_shelves_tell_nothing(items: tuple[str, ...]) -> None:
    assert inferred(visit(*items), SHELF.get) == {}


def test_prices_far_apart_tell_no_budget_and_mixed_levels_no_level() -> None:
    assert "budget_max" not in inferred(visit("a", "b", "d"), SHELF.get)
    assert "level" not in inferred(visit("a", "b", "e"), SHELF.get)


def test_what_was_said_or_left_open_is_never_guessed_and_consent_is_needed() -> None:
    assert inferred(visit("a", "b", "c", consent=False), SHELF.get) == {}
    said = Needs(category="Watches", level="expert", budget_min=Decimal(50), open=("gender",))
    assert inferred(visit("a", "b", "c", needs=said), SHELF.get) == {}


def test_a_guess_filters_nothing() -> None:
    guessed = Needs(budget_max=Decimal(100), gender="men", inferred=("budget_max", "gender"))
    index = CatalogueIndex.build(list(SHELF.values()), HashingEncoder())
    filters = filters_for(guessed, index.vocabulary)
    assert (filters.price_max, filters.genders) == (None, ())
    assert filters_for(replace(guessed, inferred=()), index.vocabulary).price_max == Decimal(100)


SOCKS, LAMP = item("socks", 15, "Clothing > Socks", ""), item("lamp", 80, "Lamps", "")
BOOK = AdviceBook.parse(
    {
        "trail": {"applies_to": ["Shoes > Trail"], "goes_with": ["Clothing > Socks", "Lamps"]},
        "socks": {"applies_to": ["Clothing > Socks"], "goes_with": ["Shoes > Trail"]},
    }
)
INDEX = CatalogueIndex.build([*SHELF.values(), SOCKS, LAMP], HashingEncoder())


def goes_with(product: Product, *owned: Product, seen: tuple[str, ...] = ()) -> str | None:
    found = complement(product, (product, *owned), Needs(), seen, INDEX, BOOK)
    return found.product.id if found else None


def test_the_first_shelf_that_goes_with_it_and_is_not_owned_is_suggested() -> None:
    assert goes_with(SHELF["d"]) == "socks"
    assert goes_with(SHELF["d"], SOCKS) == "lamp"
    assert goes_with(SHELF["d"], SOCKS, LAMP) is None


def test_what_was_seen_and_left_is_not_suggested_nor_anything_as_dear_as_the_thing_itself() -> None:
    assert goes_with(SHELF["d"], seen=("socks",)) == "lamp"
    assert goes_with(SHELF["a"], SOCKS) is None  # the lamp costs nearly as much as these shoes


def test_who_buys_the_small_thing_owns_the_big_one() -> None:
    assert goes_with(SOCKS) is None
