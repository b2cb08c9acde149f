"""Frozen dialogues: what was said once, and how the talk must stand after it. Only state is held, never wording."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from bot.settings import PROJECT

FILE = PROJECT / "data" / "evaluation" / "frozen.yml"


class Talking(Protocol):
    """bot.evaluation.talk.Talk, as far as a frozen dialogue needs it."""

    state: dict[str, Any]

    def say(self, text: str) -> list[dict[str, Any]]: ...


def differences(talk: Talking, turns: Sequence[Mapping[str, Any]]) -> list[str]:
    """Play `turns` and tell what stands otherwise than frozen; [] when nothing does.

    A turn: {say, needs?: {key: value, None: not there}, asking?, stage?, cards?: {least, most, under, shelf}}.
    """
    found: list[str] = []
    for number, turn in enumerate(turns, 1):
        messages = talk.say(str(turn["say"]))
        cards = [card for message in messages for card in message["products"]]
        found += [f"turn {number}: {each}" for each in (*_state(talk.state, turn), *_cards(cards, turn))]
    return found


def _state(state: Mapping[str, Any], turn: Mapping[str, Any]) -> list[str]:
    pairs = [(key, state["needs"].get(key), value) for key, value in (turn.get("needs") or {}).items()]
    pairs += [(key, state[key], turn[key]) for key in ("asking", "stage") if key in turn]
    return [f"{key} is {is_!r}, frozen {frozen!r}" for key, is_, frozen in pairs if is_ != frozen]


def _cards(cards: Sequence[Mapping[str, Any]], turn: Mapping[str, Any]) -> list[str]:
    wanted = turn.get("cards") or {}
    found = []
    if len(cards) < wanted.get("least", 0) or len(cards) > wanted.get("most", len(cards)):
        found.append(f"{len(cards)} cards")
    prices = [Decimal((card["sale_price"] or card["price"])["amount"]) for card in cards]
    if "under" in wanted and any(price > Decimal(str(wanted["under"])) for price in prices):
        found.append(f"a card above {wanted['under']}")
    return found
