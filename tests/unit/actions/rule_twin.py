"""A dialogue engine in memory: our rules and form without Rasa. It knows the intent of the sentences it was told."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from bot.errors import Unavailable
from bot.ports import EngineAnswer, Understanding

NEEDS = ("search_product", "inform_need", "change_mind", "ask_recommendation")

ACTION_OF = {
    "greet": "action_greet",
    "compare": "action_compare",
    "ask_alternative": "action_alternative",
    "reject_product": "action_alternative",
    "ask_product_info": "action_product_info",
    "ask_price": "action_product_info",
    "ask_availability": "action_product_info",
    "ask_delivery": "action_shop_fact",
    "ask_returns": "action_shop_fact",
    "privacy": "action_shop_fact",
    "hesitate": "action_hesitation",
    "price_objection": "action_hesitation",
    "ask_discount": "action_hesitation",
    "accept_product": "action_accept",
    "why_this": "action_why",
    "ask_human": "action_hand_over",
    "complain": "action_hand_over",
    "affirm": "action_follow_up",
    "deny": "action_follow_up",
    "nlu_fallback": "action_clarify",
    "order_status": "action_order_status",
    "out_of_scope": "action_out_of_scope",
}
UTTERED = {"thank": "utter_thank", "goodbye": "utter_goodbye"}

LISTENS_AFTER = frozenset(
    {
        "accept_product", "goodbye", "hesitate", "price_objection", "ask_discount", "ask_human", "complain",
        "compare", "ask_alternative", "reject_product", "nlu_fallback",
    }
)  # fmt: skip
"""Answered inside the form without the question coming back (the rules under the form's condition)."""


class RuleTwin:
    """bot.ports.DialogueEngine. `intents` maps a sentence to its intent, `beside` to what else it asks; `away` makes it
    unreachable."""

    def __init__(self) -> None:
        self.intents: dict[str, str] = {}
        self.beside: dict[str, str] = {}
        self.run: Callable[[dict[str, Any]], Awaitable[dict[str, Any]]] | None = None
        self.away = False
        self.calls: list[str] = []
        self._in_form: set[str] = set()

    async def ready(self) -> bool:
        return not self.away

    async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
        if self.away:
            raise Unavailable("the twin is away")
        reading = metadata["reading"]
        read = reading["intent"] or self.intents.get(text)
        intent = read or ("inform_need" if reading["entities"] else "nlu_fallback")
        self.calls.append(intent)
        ranking = ({"intent": intent, "confidence": 0.9}, {"intent": "greet", "confidence": 0.05})
        latest = {"intent": {"name": intent}, "intent_ranking": [{"name": r["intent"], **r} for r in ranking]}
        latest["also"] = [{"name": self.beside[text], "confidence": 0.9}] if text in self.beside else []
        messages = await self._play(conversation_id, intent, latest)
        return EngineAnswer(tuple(messages), Understanding(intent, 0.9, ranking, tuple(reading["entities"])))

    async def _play(self, conversation_id: str, intent: str, latest: dict[str, Any]) -> list[dict[str, Any]]:
        if intent in NEEDS:
            return await self._form(conversation_id, latest)
        if intent in UTTERED:
            messages = [{"text": "…", "utter_action": UTTERED[intent]}]
        else:
            messages, _ = await self._act(conversation_id, ACTION_OF[intent], latest)
        if conversation_id in self._in_form and intent not in LISTENS_AFTER:
            messages += await self._form(conversation_id, latest)
        return messages

    async def _form(self, conversation_id: str, latest: dict[str, Any]) -> list[dict[str, Any]]:
        self._in_form.add(conversation_id)
        _, events = await self._act(conversation_id, "validate_needs_form", latest)
        slot = next(e["value"] for e in events if e["name"] == "requested_slot")
        if slot is not None:
            return (await self._act(conversation_id, f"action_ask_{slot}", latest))[0]
        self._in_form.discard(conversation_id)
        return (await self._act(conversation_id, "action_recommend", latest))[0]

    async def _act(
        self, conversation_id: str, name: str, latest: dict[str, Any]
    ) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        assert self.run is not None
        form = {"name": "needs_form"} if conversation_id in self._in_form else {}
        tracker = {"sender_id": conversation_id, "slots": {}, "latest_message": latest, "active_loop": form}
        result = await self.run({"next_action": name, "tracker": tracker, "domain": {"forms": {}}})
        return list(result["responses"]), list(result["events"])
