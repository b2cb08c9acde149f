"""The whole shop behind its doors (catalogue, policy, offers, database), with a script in the place of Rasa."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any

import httpx

from bot.ports import EngineAnswer, Understanding

POLICY = """
holdout: 0
explore: 0
max_per_visit: 4
cooldown_seconds: 0
kinds: [reassurance, social_proof, decision_help, promotion]
"""
ITEM = "azimora-meridienne-green"


@dataclass
class Script:
    """Understands every text as the intent it is listed under."""

    intents: dict[str, str] = field(default_factory=dict)

    async def ready(self) -> bool:
        return True

    async def forget(self, conversation_ids: list[str]) -> None:
        pass

    async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
        intent = metadata["reading"]["intent"] or self.intents.get(text, "nlu_fallback")
        return EngineAnswer(({"text": "…"},), Understanding(intent, 0.95))

    async def aclose(self) -> None:
        pass


@dataclass
class Floor:
    """The shop, its doors, and its own server's token."""

    shop: Any
    client: httpx.AsyncClient
    script: Script
    shop_token: dict[str, str]

    async def visitor(self, consent: bool = True, token: str | None = None) -> Attacker:
        body = {"language": "fr", "consent": dict.fromkeys(("personalisation", "analytics"), consent)}
        answer = await self.client.post("/v1/conversations", json={**body, "visitor_token": token})
        return Attacker(self, answer.json())

    async def redeem(self, offer: Mapping[str, Any], order_id: str = "", **changes: Any) -> httpx.Response:
        price = offer["price_after"]["amount"]
        body = {
            "order_id": order_id or uuid.uuid4().hex,
            "currency": "EUR",
            "items": [{"item_id": offer["item_id"], "quantity": 1, "price": price}],
            "total": price,
            **changes,
        }
        return await self.client.post(f"/v1/offers/{offer['code']}/redeem", json=body, headers=self.shop_token)

    def policy(self, **fields: Any) -> None:
        more = "".join(f"{name}: {value}\n" for name, value in fields.items())
        self.shop.policy.put(POLICY + more, "test")

    def given(self) -> int:
        """How many discounts were granted and stand."""
        book = self.shop.stores.offer_book
        month = datetime.now(timezone.utc).strftime("%Y-%m")
        price = self.shop.catalogue.current.product(ITEM).current_price.amount
        return round(book.spent(month) / (price * 5 / 100))


class Attacker:
    """One visitor at the doors."""

    def __init__(self, floor: Floor, opened_as: dict[str, Any]) -> None:
        self.floor, self.id = floor, opened_as["conversation_id"]
        self.token = opened_as["visitor_token"]
        self.headers = {"Authorization": f"Bearer {opened_as['token']}"}

    async def say(self, text: str, intent: str) -> list[dict[str, Any]]:
        self.floor.script.intents[text] = intent
        body = {"client_message_id": str(uuid.uuid4()), "text": text}
        path = f"/v1/conversations/{self.id}/messages"
        answer = await self.floor.client.post(path, json=body, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    async def nudges(self) -> list[dict[str, Any]]:
        answer = await self.floor.client.get(f"/v1/conversations/{self.id}/messages", headers=self.headers)
        return [message["nudge"] for message in answer.json()["messages"] if message["nudge"]]

    async def does(self, name: str, *items: str, **more: Any) -> httpx.Response:
        at = datetime.now(timezone.utc) + more.pop("skew", timedelta())
        event = {"event_id": str(uuid.uuid4()), "name": name, "timestamp": at.isoformat(), **more}
        event["items"] = [{"item_id": item} for item in items]
        path = f"/v1/conversations/{self.id}/events"
        return await self.floor.client.post(path, json={"events": [event]}, headers=self.headers)

    async def offer(self, item: str = ITEM) -> dict[str, Any] | None:
        """Look at a product, find it too dear, ask for a discount: the offer, if there is one."""
        await self.does("view_item", item)
        await self.say("c'est trop cher", "price_objection")
        return offers_in(await self.say("une petite remise ?", "ask_discount"))

    async def earned(self) -> dict[str, Any]:
        offer = await self.offer()
        assert offer is not None
        return offer


def offers_in(messages: list[dict[str, Any]]) -> dict[str, Any] | None:
    found = [message["nudge"]["offer"] for message in messages if message["nudge"] and message["nudge"]["offer"]]
    return found[0] if found else None
