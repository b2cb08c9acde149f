"""What goes along to another shelf: a budget belongs to the thing it was said of, a total to all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.shopper.needs import Needs
from bot.shopper.reading.message import Context, Knowledge, read


def after(known: Knowledge, language: str, *texts: str) -> Needs:
    needs = Needs()
    for text in texts:
        needs = read(text, Context(known, language, needs)).needs
    return needs


@pytest.mark.parametrize(
    ("language", "texts", "limit"),
    [
        ("en", ("trail shoes under 100", "and a GPS watch?"), None),
        ("fr", ("chaussures de trail moins de 100 euros", "et une montre GPS ?"), None),
        ("en", ("trail shoes under 100", "actually a GPS watch instead"), 100),
        ("en", ("trail shoes under 100", "road running shoes"), 100),
        ("fr", ("chaussures de trail moins de 100 euros", "et aussi des chaussures de route"), None),
        ("en", ("trail shoes under 100", "and some road running shoes"), None),
        ("en", ("trail shoes, 100 euros in total", "and a GPS watch?"), 100),
        ("fr", ("j'ai 100 euros", "des chaussures de trail", "et une montre GPS ?"), 100),
        ("fr", ("100 euros en tout pour des chaussettes et une veste", "une montre GPS"), 100),
        ("en", ("socks and a jacket for 100 euros", "a GPS watch"), 100),
        ("en", ("socks under 20 euros and a jacket", "a GPS watch"), None),
        ("en", ("trail shoes under 100", "a GPS watch under 300", "trail shoes"), None),
    ],
)
def test_a_budget_goes_only_where_it_was_meant(
    known: Knowledge, language: str, texts: tuple[str, ...], limit: int | None
) -> None:
    assert after(known, language, *texts).budget_max == (None if limit is None else Decimal(limit))


def test_what_was_the_least_for_one_shelf_is_not_for_the_one_beside_it(known: Knowledge) -> None:
    needs = after(known, "en", "trail shoes between 80 and 120 euros", "road running shoes")
    assert (needs.budget_min, needs.budget_max) == (None, Decimal(120))
    needs = after(known, "en", "trail shoes between 80 and 120 euros", "rather road running shoes")
    assert (needs.budget_min, needs.budget_max) == (Decimal(80), Decimal(120))


def test_sizes_stay_in_their_trade_and_usage_on_its_shelf(known: Knowledge) -> None:
    needs = after(known, "en", "trail shoes for muddy ground, size 42", "road running shoes")
    assert (needs.sizes, needs.usage) == (("42",), None)
    assert after(known, "en", "trail shoes, size 42", "and a GPS watch").sizes == ()
