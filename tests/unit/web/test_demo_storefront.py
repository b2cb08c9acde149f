"""The shop window: what is on which shelf, what the filters let through, how amounts are written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.web.demo_shop.storefront import (
    Storefront,
    Wish,
    choices,
    chosen,
    money,
    price_steps,
    saving,
    size_key,
    slug,
    stock_left,
)
from catalog_index.product import Availability, LocalText, Money, Product

NBSP, NARROW = "\u00a0", "\u202f"


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


def shoe(
    id: str,
    group: str,
    price: str,
    size: str = "",
    color: str = "Black",
    brand: str = "Valbrune",
    availability: Availability = "in_stock",
    path: str = "Shoes > Trail",
    rating: float | None = None,
    reviews: int | None = None,
    sale: str | None = None,
    quantity: int | None = 9,
) -> Product:
    french = LocalText(title=f"Chaussure {group}", product_type="Chaussures > Trail" if "Trail" in path else "")
    return Product(
        id=id,
        title=f"Shoe {group}",
        price=eur(price),
        sale_price=eur(sale) if sale else None,
        size=size,
        color=color,
        brand=brand,
        availability=availability,
        item_group_id=group,
        product_type=path,
        average_rating=rating,
        review_count=reviews,
        quantity=quantity,
        texts={"fr": french},
    )


SHELF = [
    shoe("a-39", "a", "80.00", size="39", rating=4.9, reviews=3),
    shoe("a-40", "a", "80.00", size="40", availability="out_of_stock", quantity=0),
    shoe("a-39-pink", "a", "80.00", size="39", color="Rose fuchsia", quantity=1),
    shoe("b-40", "b", "120.00", size="40", brand="Kelvane", rating=4.2, reviews=300),
    shoe("c-41", "c", "60.00", size="41", availability="out_of_stock", rating=4.8, reviews=500, quantity=0),
    shoe("w", "w", "200.00", path="Watches", sale="150.00", rating=4.0, reviews=40),
]


@pytest.fixture
def front() -> Storefront:
    return Storefront.of(SHELF, "v1", "fr")


def groups(front: Storefront, wish: Wish) -> list[str]:
    return [tile.product.group for tile in chosen(front.within(front.categories["shoes"]), wish)]


def test_variants_share_one_tile_shown_by_one_that_can_be_bought(front: Storefront) -> None:
    tile = next(tile for tile in front.tiles if tile.product.group == "a")
    assert tile.product.id == "a-39"
    assert (tile.colors, tile.buyable, tile.title) == (2, True, "Chaussure a")


def test_categories_are_counted_by_tiles_and_named_in_the_language(front: Storefront) -> None:
    shelf = {s: (c.name, c.count) for s, c in front.categories.items()}
    assert shelf == {"shoes": ("Chaussures", 3), "shoes-trail": ("Trail", 3), "watches": ("Watches", 1)}
    assert [c.slug for c in front.top(("Watches",))] == ["watches", "shoes"]


def test_a_filter_holds_for_one_and_the_same_variant(front: Storefront) -> None:
    assert groups(front, Wish(size="40")) == ["b"]  # a's 40 is sold out
    assert groups(front, Wish(size="39", color="pink")) == ["a"]
    assert groups(front, Wish(size="40", color="pink")) == []
    assert groups(front, Wish(price_max=Decimal("80.00"))) == ["a", "c"]
    assert groups(front, Wish(brand="Kelvane")) == ["b"]


def test_the_tile_shows_the_variant_that_fits(front: Storefront) -> None:
    (tile,) = chosen(front.within(front.categories["shoes"]), Wish(color="pink"))
    assert tile.product.id == "a-39-pink"


def test_few_reviews_do_not_lead_and_what_is_sold_out_comes_last(front: Storefront) -> None:
    assert groups(front, Wish()) == ["b", "a", "c"]
    assert groups(front, Wish(sort="price")) == ["a", "b", "c"]
    assert groups(front, Wish(sort="price-desc")) == ["b", "a", "c"]


def test_favourites_take_turns_between_the_main_categories(front: Storefront) -> None:
    assert [tile.product.group for tile in front.favourites(3)] == ["b", "w", "a"]
    assert [tile.product.group for tile in front.reduced(4)] == ["w"]


def test_filters_offer_only_what_can_be_bought_in_a_useful_order(front: Storefront) -> None:
    offered = choices(front.within(front.categories["shoes"]))
    assert offered.sizes == (("39", 1), ("40", 1))
    assert dict(offered.colors) == {"black": 3, "pink": 1}
    assert offered.brands == (("Kelvane", 1), ("Valbrune", 2))


def test_a_catalogue_without_categories_still_has_tiles() -> None:
    front = Storefront.of([shoe("x", "x", "10.00", path="")], "v", "en")
    assert (len(front.tiles), front.categories) == (1, {})
    assert front.favourites(4) == front.tiles


@pytest.mark.parametrize(
    ("amount", "currency", "fr", "en"),
    [
        ("89.90", "EUR", f"89,90{NBSP}€", "€89.90"),
        ("90.00", "EUR", f"90{NBSP}€", "€90"),
        ("1234.50", "EUR", f"1{NARROW}234,50{NBSP}€", "€1,234.50"),
        ("15.00", "CHF", f"15{NBSP}CHF", f"CHF{NBSP}15"),
    ],
)
def test_amounts_are_written_as_the_language_writes_them(amount: str, currency: str, fr: str, en: str) -> None:
    value = Money(Decimal(amount), currency)
    assert (money(value, "fr"), money(value, "en")) == (fr, en)


def test_sizes_stand_from_small_to_large() -> None:
    assert sorted(["XL", "S", "One", "10", "9.5", "M"], key=size_key) == ["9.5", "10", "S", "M", "XL", "One"]


def test_price_steps_are_round_and_rise() -> None:
    assert price_steps([Decimal(p) for p in ("19.90", "34", "62", "95", "149")]) == (
        Decimal(35),
        Decimal(70),
        Decimal(100),
    )
    assert price_steps([Decimal(1)]) == ()


def test_a_saving_is_rounded_down_and_few_left_is_said() -> None:
    assert saving(SHELF[-1]) == 25
    assert saving(shoe("x", "x", "149.90", sale="127.40")) == 15  # 15.01 %
    assert saving(SHELF[0]) is None
    assert (stock_left(SHELF[2]), stock_left(SHELF[0]), stock_left(SHELF[1])) == (1, None, None)


def test_a_path_has_one_plain_slug() -> None:
    assert slug("Vêtements > T-shirts & débardeurs") == "vetements-t-shirts-debardeurs"
