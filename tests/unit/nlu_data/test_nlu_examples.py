"""What is taught: every intent, in both languages, each sentence once, and none of the held-out ones."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.evaluation.nlu import examples, held_out
from bot.nlu.normaliser import words

PROJECT = Path(__file__).resolve().parents[3]
MATTER = (
    *("search_product", "inform_need", "change_mind", "ask_recommendation", "compare", "ask_alternative"),
    *("reject_product", "ask_product_info", "ask_price", "ask_availability", "ask_delivery", "ask_returns"),
    *("ask_discount", "accept_product", "why_this", "ask_human", "complain", "order_status"),
)
LEAST = {
    **dict.fromkeys(("greet", "goodbye", "thank", "affirm", "deny", "privacy"), 25),
    **dict.fromkeys(MATTER, 40),
    **dict.fromkeys(("price_objection", "hesitate", "out_of_scope"), 90),
}


@cache
def taught() -> tuple[tuple[str, str, str], ...]:
    """(language, intent, sentence) of everything in data/nlu."""
    files = sorted((PROJECT / "data" / "nlu").glob("*.??.yml"))
    return tuple((path.stem[-2:], intent, text) for path in files for intent, text in examples(path))


def normal(text: str) -> str:
    return " ".join(words(text)) or text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_intent_has_enough_examples_in_each_language(language: str) -> None:
    counts = Counter(intent for spoken, intent, _ in taught() if spoken == language)
    assert {intent for intent, least in LEAST.items() if counts[intent] < least} == set()


def test_only_the_intents_of_the_contract_are_taught() -> None:
    assert {intent for _, intent, _ in taught()} == set(LEAST)


def test_no_sentence_is_taught_twice_to_two_intents() -> None:
    intents: dict[str, set[str]] = {}
    for _, intent, text in taught():
        intents.setdefault(normal(text), set()).add(intent)
    assert {text: names for text, names in intents.items() if len(names) > 1} == {}


def test_no_example_marks_an_entity_or_starts_like_a_command() -> None:
    assert [text for _, _, text in taught() if set("[]{}") & set(text) or text.startswith("/")] == []


def test_no_held_out_sentence_is_taught() -> None:
    known = {normal(text) for _, _, text in taught()}
    assert [pair["text"] for pair in held_out(PROJECT) if normal(pair["text"]) in known] == []


def test_every_part_held_out_asks_each_intent_in_both_languages() -> None:
    for part in {pair["part"] for pair in held_out(PROJECT)}:
        for language in ("fr", "en"):
            asked = {p["intent"] for p in held_out(PROJECT) if (p["part"], p["language"]) == (part, language)}
            assert asked == set(LEAST), (part, language)


def test_every_family_of_words_has_a_name_and_two_entries_or_more() -> None:
    families = YAML(typ="safe").load((PROJECT / "data" / "nlu" / "concepts.yml").read_text(encoding="utf-8"))["nlu"]
    thin = [one["lookup"] for one in families if not isinstance(one["lookup"], str) or one["examples"].count("- ") < 2]
    assert thin == []
    assert len({one["lookup"] for one in families}) == len(families)
