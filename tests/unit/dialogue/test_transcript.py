"""The line that tells a conversation: what was looked for, what held back, how it ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timezone
from decimal import Decimal

from bot.dialogue.transcript import summary_line
from bot.dialogue.words import Words
from bot.shopper.needs import Needs
from bot.shopper.said import Said
from bot.shopper.session import Session, View
from catalog_index.product import Money, Product

NOW = datetime(2026, 3, 1, 12, tzinfo=timezone.utc)
LABELS = {
    name: {"fr": f"<{name}{more}>", "en": f"[{name}{more}]"}
    for name, more in (
        ("line_looked", " {criteria}"),
        ("line_browsed", " {titles}"),
        ("line_greeted", ""),
        ("line_hesitated", ""),
        ("line_price_objection", ""),
        ("line_delivery_q", ""),
        ("line_returns_q", ""),
        ("line_nudged", ""),
        ("line_dismissed", ""),
        ("line_not_understood", ""),
        ("line_handed_over", ""),
        ("line_bought", ""),
        ("line_basket", " {titles}"),
        ("line_left", ""),
    )
}
WORDS = Words({}, LABELS)
SESSION = Session("c", "fr", NOW)
SHELF = {name: Product(id=name, title=f"Title {name}", price=Money(Decimal(9), "EUR")) for name in ("a", "b", "c")}


def line(session: Session, language: str = "en") -> str:
    return summary_line(session, WORDS, SHELF.get, lambda needs, _: f"{needs.category} {needs.budget_max}", language)


def said(*intents: str) -> tuple[Said, ...]:
    return tuple(Said(intent, NOW, number) for number, intent in enumerate(intents))


def test_who_said_nothing_has_only_opened_the_conversation() -> None:
    assert line(SESSION) == "[line_greeted]"


def test_what_was_looked_for_comes_first_and_leaving_last() -> None:
    session = replace(SESSION, needs=Needs(category="Lamps"), turns=2, said=said("price_objection"))
    assert line(session) == "[line_looked Lamps None]; [line_price_objection]; [line_left]"


def test_pages_looked_at_are_told_latest_first_and_two_at_most() -> None:
    views = tuple(View(item, NOW) for item in ("a", "b", "a", "c"))
    assert line(replace(SESSION, viewed=views)) == "[line_browsed Title c, Title a]"


def test_a_question_about_delivery_counts_only_for_somebody_who_hesitated() -> None:
    asked = replace(SESSION, said=said("ask_delivery", "ask_returns/period"))
    assert line(asked) == "[line_greeted]"
    assert line(replace(asked, flags=frozenset({"hesitated"}))) == "[line_greeted]; [line_delivery_q]; [line_returns_q]"


def test_a_purchase_outweighs_the_basket_and_nobody_handed_over_has_left() -> None:
    basket = replace(SESSION, turns=1, basket={"b": 1})
    assert line(basket) == "[line_greeted]; [line_basket Title b]"
    assert line(replace(basket, bought=("b",))) == "[line_greeted]; [line_bought]"
    handed = replace(SESSION, turns=1, flags=frozenset({"handed_over", "not_understood"}))
    assert line(handed) == "[line_greeted]; [line_not_understood]; [line_handed_over]"


def test_french_parts_stand_apart_as_french_is_set() -> None:
    session = replace(SESSION, turns=1)
    assert line(session, "fr") == "<line_greeted>\u202f; <line_left>"
