"""What is offered when a turn was not understood: two meanings a shopper can tell apart."""

from __future__ import annotations

import pytest

from actions.scope import ALIKE, apart, one_meaning
from bot.dialogue.words import Words
from bot.settings import PROJECT
from bot.storage import documents


@pytest.mark.parametrize(
    ("guesses", "offered"),
    [
        (["ask_price", "ask_delivery"], ["ask_price", "ask_delivery"]),
        (["search_product", "inform_need", "compare"], ["search_product", "compare"]),
        (["hesitate", "ask_recommendation"], ["hesitate"]),
        (["reject_product", "ask_alternative", "complain"], ["reject_product", "complain"]),
        ([], []),
    ],
)
def test_two_guesses_that_come_to_the_same_are_offered_once(guesses: list[str], offered: list[str]) -> None:
    assert apart(guesses) == offered


@pytest.mark.parametrize(
    ("ranking", "meant"),
    [
        ([("hesitate", 0.33), ("ask_recommendation", 0.32), ("compare", 0.1)], {"hesitate", "ask_recommendation"}),
        ([("reject_product", 0.3), ("ask_alternative", 0.29)], {"reject_product", "ask_alternative"}),
        ([("hesitate", 0.2), ("ask_recommendation", 0.19)], set()),
        ([("hesitate", 0.45), ("compare", 0.44), ("ask_recommendation", 0.1)], set()),
        ([], set()),
    ],
)
def test_two_likely_guesses_that_come_to_the_same_are_understood(
    ranking: list[tuple[str, float]], meant: set[str]
) -> None:
    assert one_meaning(ranking) == meant


def test_every_guess_that_stands_for_another_has_a_name_for_shoppers() -> None:
    words = Words.parse(documents.load_folder(PROJECT / "data" / "responses").values())
    assert [name for alike in ALIKE for name in alike if not words.has_label(f"intent_{name}")] == []
