"""What is offered when a turn was not understood: two meanings a shopper can tell apart."""

from __future__ import annotations

import pytest

from actions.scope import ALIKE, apart
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


def test_every_guess_that_stands_for_another_has_a_name_for_shoppers() -> None:
    words = Words.parse(documents.load_folder(PROJECT / "data" / "responses").values())
    assert [name for alike in ALIKE for name in alike if not words.has_label(f"intent_{name}")] == []
