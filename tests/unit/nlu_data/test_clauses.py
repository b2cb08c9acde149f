"""A turn that holds two intents gives both; one that holds one is left as it is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.nlu.clauses import asks_in_passing, clauses, heard_twice, is_doubted, sale_first


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("je la prends, vous livrez quand ?", ["je la prends", "vous livrez quand ?"]),
        ("Ok, et la livraison ?", ["Ok", "la livraison ?"]),
        ("I like it but I'm not sure", ["I like it", "I'm not sure"]),
        ("c'est imperméable ? et c'est combien ?", ["c'est imperméable ?", "c'est combien ?"]),
        ("je cherche une veste", []),
        ("vous livrez quand ?", []),
        ("hmm...", []),
        ("", []),
        ("?!", []),
        ("a, b, c, d, e, f", ["a", "b", "c", "d"]),
    ],
)
def test_a_turn_falls_into_its_parts(text: str, parts: list[str]) -> None:
    assert clauses(text) == parts


def ranked(*named: tuple[str, float]) -> list[dict[str, Any]]:
    return [{"name": name, "confidence": confidence} for name, confidence in named]


@pytest.mark.parametrize(
    ("whole", "parts", "first", "beside"),
    [
        (("accept_product", 0.7), [("accept_product", 0.9), ("ask_delivery", 0.9)], "accept_product", ["ask_delivery"]),
        (("affirm", 0.5), [("affirm", 0.9), ("ask_delivery", 0.9)], "ask_delivery", []),
        (("affirm", 0.5), [("affirm", 0.9), ("ask_delivery", 0.5)], "affirm", []),
        (("affirm", 0.5), [("affirm", 0.9), ("ask_delivery", 0.75)], "affirm", ["ask_delivery"]),
        (("affirm", 0.9), [("affirm", 0.9), ("ask_delivery", 0.9)], "affirm", ["ask_delivery"]),
        (("thank", 0.8), [("thank", 0.9), ("goodbye", 0.9)], "thank", []),
        (("ask_delivery", 0.8), [], "ask_delivery", []),
        (("deny", 0.5), [("deny", 0.9), ("hesitate", 0.9)], "deny", ["hesitate"]),
        (("thank", 0.5), [("ask_price", 0.9), ("ask_delivery", 0.85)], "ask_price", ["ask_delivery"]),
        (("hesitate", 0.9), [("hesitate", 0.8), ("ask_recommendation", 0.85)], "ask_recommendation", ["hesitate"]),
        (("hesitate", 0.9), [("hesitate", 0.8), ("ask_recommendation", 0.75)], "hesitate", ["ask_recommendation"]),
        (("hesitate", 0.9), [("ask_recommendation", 0.85), ("hesitate", 0.8)], "hesitate", ["ask_recommendation"]),
        (("ask_price", 0.9), [("ask_price", 0.8), ("ask_recommendation", 0.85)], "ask_price", ["ask_recommendation"]),
    ],
)
def test_what_is_wanted_goes_before_what_is_said_in_passing(
    whole: tuple[str, float], parts: list[tuple[str, float]], first: str, beside: list[str]
) -> None:
    ranking, also = heard_twice(ranked(whole, ("ask_stock", 0.1)), [ranked(part) for part in parts])
    assert ranking[0]["name"] == first
    assert [guess["name"] for guess in also] == beside
    assert len({guess["name"] for guess in ranking}) == len(ranking)


def test_a_part_that_agrees_with_the_whole_lends_it_its_certainty() -> None:
    whole = ranked(("ask_recommendation", 0.5), ("hesitate", 0.49))
    ranking, also = heard_twice(whole, [ranked(("hesitate", 0.97)), ranked(("ask_recommendation", 0.96))])
    assert ranking[0] == {"name": "ask_recommendation", "confidence": 0.96}
    assert [guess["name"] for guess in also] == ["hesitate"]


def test_a_part_that_is_less_sure_takes_nothing_from_the_whole() -> None:
    ranking, _ = heard_twice(ranked(("ask_price", 0.9), ("thank", 0.1)), [ranked(("ask_price", 0.75))])
    assert ranking[0]["confidence"] == 0.9


@pytest.mark.parametrize(("second", "part", "beside"), [(0.06, 0.65, True), (0.04, 0.65, False), (0.3, 0.55, False)])
def test_a_part_that_the_whole_suspects_needs_less_certainty(second: float, part: float, beside: bool) -> None:
    whole = ranked(("order_status", 0.6), ("complain", second), ("ask_price", 0.01))
    _, also = heard_twice(whole, [ranked(("order_status", 0.9)), ranked(("complain", part))])
    assert [guess["name"] for guess in also] == (["complain"] if beside else [])


@pytest.mark.parametrize(
    ("guess", "doubted"),
    [
        ({"name": "goodbye", "confidence": 0.42}, True),
        ({"name": "goodbye", "confidence": 0.71}, False),
        ({"name": "thank", "confidence": 0.42}, False),
        ({"name": "complain", "confidence": 0.42}, True),
        ({"name": "hesitate", "confidence": 0.42}, False),
        ({"name": "hesitate", "confidence": 0.35}, True),
        ({"name": "accept_product", "confidence": 0.35}, True),
        ({"name": None}, False),
    ],
)
def test_what_would_cost_too_much_is_not_done_on_a_doubt(guess: dict[str, Any], doubted: bool) -> None:
    assert is_doubted(guess) is doubted


@pytest.mark.parametrize(
    ("first", "beside", "text", "needs", "leads", "told"),
    [
        ("ask_delivery", ["accept_product"], "je la prends, livrée quand ?", [], "accept_product", ["ask_delivery"]),
        ("ask_returns", ["inform_need"], "black, and can it go back?", ["color"], "inform_need", ["ask_returns"]),
        ("ask_returns", ["inform_need"], "well, can it go back?", [], None, []),
        ("ask_delivery", [], "une lampe et vous livrez ?", ["category"], "search_product", ["ask_delivery"]),
        ("ask_delivery", [], "vous livrez les lampes ?", ["category"], None, []),
        ("ask_delivery", ["ask_returns"], "livré quand, et repris ?", [], None, []),
        ("ask_price", ["accept_product"], "combien ? je la prends", [], None, []),
    ],
)
def test_what_the_shop_is_asked_is_told_before_the_sale_goes_on(
    first: str, beside: list[str], text: str, needs: list[str], leads: str | None, told: list[str]
) -> None:
    guesses = [{"name": name, "confidence": 0.9} for name in beside]
    found = sale_first({"name": first, "confidence": 0.9}, guesses, text, needs)
    assert (found[0]["name"] if found else None) == leads
    assert [one["name"] for one in found[1]] == told if found else told == []


@pytest.mark.parametrize(
    ("name", "confidence", "asks"), [("ask_returns", 0.9, True), ("ask_returns", 0.5, False), ("ask_price", 0.9, False)]
)
def test_a_question_to_the_shop_outlives_what_takes_its_place(name: str, confidence: float, asks: bool) -> None:
    assert asks_in_passing({"name": name, "confidence": confidence}) is asks
