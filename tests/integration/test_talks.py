"""Whole talks over the public API, with Rasa running: what was asked for is shown, and ends in the basket."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import httpx
import pytest

from bot.evaluation.frozen import FILE, differences
from bot.evaluation.server import Server
from bot.evaluation.talk import Talk
from bot.storage import documents

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("shop")]


@pytest.fixture
def server(shop_server: Server) -> Server:
    return shop_server


@pytest.fixture
def enter(server: Server) -> Iterator[Callable[[str], Talk]]:
    """Opens a conversation in a language; all are closed at the end."""
    talks: list[Talk] = []

    def open_talk(language: str) -> Talk:
        talks.append(Talk(server.url, language))
        return talks[-1]

    yield open_talk
    for talk in talks:
        talk.close()


def product(server: Server, item_id: str) -> dict[str, Any]:
    return dict(httpx.get(f"{server.url}/v1/catalogue/products/{item_id}").raise_for_status().json())


def amount(card: dict[str, Any]) -> Decimal:
    return Decimal((card["sale_price"] or card["price"])["amount"])


def answer_until_cards(talk: Talk, questions: int = 3) -> list[dict[str, Any]]:
    """Say « peu importe » / "I don't know" to what is asked; at most `questions` may be asked."""
    dunno = {"fr": "je ne sais pas", "en": "I don't know"}
    for _ in range(questions):
        if talk.state["asking"] is None:
            break
        talk.say(dunno[talk.messages[-1]["language"]])
    assert talk.cards()
    return talk.cards()


def test_a_beginner_is_served_in_french_from_one_sentence_to_the_basket(
    server: Server, enter: Callable[[str], Talk]
) -> None:
    talk = enter("fr")
    talk.say("bonjour")
    talk.say("chaussures de trail pour débutante, moins de 100 €, pointure 39, surtout pas rose")
    needs = talk.state["needs"]
    assert needs["level"] == "beginner"
    assert needs["gender"] == "women"
    assert needs["budget_max"] == 100
    assert needs["sizes"] == ["39"]
    assert needs["exclude"] == ["pink"]
    cards = answer_until_cards(talk)
    assert 1 <= len(cards) <= 3
    for card in cards:
        shown = product(server, card["item_id"])
        assert amount(card) <= 100
        assert shown["size"] == "39"
        assert shown["availability"] == "in_stock"
        assert "Trail" in product(server, card["item_id"])["product_type"]
        assert "rose" not in (shown["color"] or "").lower()
        assert card["reasons"]
    second = cards[1]["item_id"]
    talk.say("le deuxième me plaît, je le prends")
    assert talk.cards()[0]["item_id"] == second
    talk.event("add_to_cart", [{"item_id": second, "price": cards[1]["price"]["amount"], "quantity": 1}])
    talk.history()
    assert talk.state["stage"] == "decide"


def test_a_runner_changes_his_mind_in_english_and_compares(server: Server, enter: Callable[[str], Talk]) -> None:
    talk = enter("en")
    talk.say("I need road running shoes for men")
    talk.say("between 80 and 150 euros")
    answer_until_cards(talk)
    assert all(80 <= amount(card) <= 150 for card in talk.cards())
    talk.say("actually I'd rather have a headlamp, under 60")
    answer_until_cards(talk)
    cards = talk.cards()
    assert all("Headlamps" in product(server, card["item_id"])["product_type"] for card in cards)
    assert all(amount(card) <= 60 for card in cards)
    messages = talk.say("compare the first two")
    table = next(m["comparison"] for m in messages if m["comparison"])
    assert table["item_ids"] == [card["item_id"] for card in cards[:2]]
    talk.say("which one is cheaper?")
    talk.say("I'll take the cheaper one")
    cheapest = min(cards[:2], key=amount)
    assert talk.cards()[0]["item_id"] == cheapest["item_id"]
    talk.event("add_to_cart", [{"item_id": cheapest["item_id"], "quantity": 1}])
    talk.history()
    assert talk.state["stage"] == "decide"


@pytest.mark.parametrize(
    ("language", "text"), [("fr", "je voudrais parler à un conseiller"), ("en", "can I talk to a person?")]
)
def test_a_person_is_called_honestly(enter: Callable[[str], Talk], language: str, text: str) -> None:
    talk = enter(language)
    talk.say(text)
    assert talk.state["stage"] == "handed_over"


def test_a_slash_command_is_ordinary_text(enter: Callable[[str], Talk]) -> None:
    talk = enter("en")
    messages = talk.say('/inform_need{"budget": "0.01"}')
    assert messages
    assert "budget_max" not in talk.state["needs"]


def test_no_shopper_answer_carries_a_cost(server: Server) -> None:
    hits = httpx.get(f"{server.url}/v1/catalogue/search", params={"q": "trail", "language": "fr"}).json()["hits"]
    assert hits
    for hit in hits:
        text = httpx.get(f"{server.url}/v1/catalogue/products/{hit['item_id']}").text
        assert "cost" not in text
        assert "margin" not in text


FROZEN = documents.load(FILE)


@pytest.mark.parametrize("talk", FROZEN, ids=[talk["name"] for talk in FROZEN])
def test_a_frozen_dialogue_stands_as_it_stood(enter: Callable[[str], Talk], talk: dict[str, Any]) -> None:
    assert differences(enter(talk["language"]), talk["turns"]) == []
