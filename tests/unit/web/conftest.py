"""A small shop behind the real doors: real stores on SQLite, a counter that echoes, a catalogue of three products."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.dialogue.counter import Answer, Opened, Recorded
from bot.dialogue.message import public_message
from bot.errors import Conflict, InvalidInput, Unavailable
from bot.nudge import document
from bot.shopper.entry import Consent, Conversation, Draft
from bot.storage import documents
from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from bot.web.app import MESSAGES_PER_MINUTE, create_app
from bot.web.auth.tokens import hash_of
from bot.web.chat.stream import Streams
from bot.web.limits import RateLimit
from bot.wiring.offers import OfferDesk
from catalog_index.language import detect
from catalog_index.product import Detail, LocalText, Money, Product
from catalog_index.query import Filters, Hit, SearchResult, Understood
from catalog_index.vocabulary import Vocabulary

CLOCK = SystemClock()
SECRET = "s3cret-of-this-start"


class EchoCounter:
    """The counter's contract, answered by repeating what was said."""

    def __init__(self, stores: Stores) -> None:
        self._stores = stores
        self._locks: dict[str, asyncio.Lock] = {}
        self.needs: dict[str, dict[str, Any]] = {}
        self.forgotten: list[str] = []
        self.delay = 0.0

    async def open(
        self,
        language: str | None,
        visitor_id: str | None = None,
        consent: Consent | None = None,
        page: Mapping[str, Any] | None = None,
    ) -> Opened:
        token = secrets.token_urlsafe(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        known = (language or "fr", CLOCK.now(), visitor_id, consent or Consent(), page)
        conversation = Conversation(f"c_{uuid.uuid4().hex}", digest, *known)
        self._stores.conversations.add(conversation)
        self._stores.log.append(conversation.id, [_message("assistant", "Bonjour", conversation.language)])
        return Opened(conversation, token, await self.messages(conversation.id), await self.state(conversation.id))

    async def opened_by(self, token_hash: str) -> Conversation | None:
        return self._stores.conversations.by_token(token_hash)

    async def say(
        self, conversation_id: str, client_message_id: str, text: str | None = None, reply_id: str | None = None
    ) -> Answer:
        if reply_id is not None and reply_id != "known":
            raise InvalidInput("There is no such reply")
        async with self._locks.setdefault(conversation_id, asyncio.Lock()):
            return await self._said(conversation_id, client_message_id, text or "(tap)")

    async def _said(self, conversation_id: str, client_message_id: str, text: str) -> Answer:
        log = self._stores.log
        draft = _message("shopper", text, "fr", client_message_id=client_message_id)
        entry, new = log.append_once(conversation_id, client_message_id, draft)
        if entry.data["text"] != text:
            raise Conflict("This id said something else")
        if new:
            await asyncio.sleep(self.delay)
            secret = {"_meanings": {"r1": {"intent": "greet"}}}
            log.append(conversation_id, [_message("assistant", text, "fr", in_reply_to=entry.id, final=True, **secret)])
        given = [e for e in log.read(conversation_id, entry.id) if e.data.get("in_reply_to") == entry.id]
        return Answer([public_message(e) for e in given], await self.state(conversation_id))

    async def record(self, conversation_id: str, events: Sequence[Mapping[str, Any]]) -> Recorded:
        new = 0
        for event in events:
            _, is_new = self._stores.log.append_once(conversation_id, event["event_id"], Draft("page_event", event))
            new += is_new
        items = {item["item_id"] for event in events for item in event["items"]}
        return Recorded(new, tuple(sorted(items - {"shoe-39", "shoe-40", "lamp"})))

    async def remove_need(self, conversation_id: str, key: str) -> dict[str, Any]:
        if key not in ("budget_max", "category"):
            raise InvalidInput("There is no such need")
        self.needs.get(conversation_id, {}).pop(key, None)
        return await self.state(conversation_id)

    async def messages(self, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
        entries = self._stores.log.read(conversation_id, after)
        return [public_message(entry) for entry in entries if entry.kind == "message"]

    async def state(self, conversation_id: str) -> dict[str, Any]:
        return {"stage": "discover", "needs": dict(self.needs.get(conversation_id, {})), "asking": None}

    def busy(self, conversation_id: str) -> bool:
        return conversation_id in self._locks and self._locks[conversation_id].locked()

    def forget(self, conversation_id: str) -> None:
        self.forgotten.append(conversation_id)


def _message(role: str, text: str, language: str, **more: Any) -> Draft:
    return Draft("message", {"role": role, "text": text, "language": language, **more})


def eur(amount: str) -> Money:
    return Money(Decimal(amount), "EUR")


SHOE = Product(
    "shoe-39",
    "Sentier trail shoe",
    eur("99.90"),
    description="Grips in the mud.",
    link="https://shop.example/shoe-39",
    image_link="javascript:alert(1)",
    quantity=7,
    sale_price=eur("79.9"),
    brand="Kaïros",
    item_group_id="shoe",
    product_type="Shoes > Trail",
    color="Navy",
    size="39",
    cost_of_goods_sold=eur("41.17"),
    product_detail=(Detail("Weight", "240 g", "Build"),),
    average_rating=4.5,
    review_count=31,
    texts={
        "fr": LocalText(
            title="Chaussure de trail Sentier",
            product_type="Chaussures > Trail",
            product_detail=(Detail("Poids", "240 g", "Construction"),),
        )
    },
)
LAMP = Product("lamp", "Headlamp", eur("40"), product_type="Lamps", cost_of_goods_sold=eur("20"))


class SmallCatalogue:
    version = "v-small"
    products = (SHOE, replace(SHOE, id="shoe-40", size="40"), LAMP)
    vocabulary = Vocabulary.build(products)

    def product(self, item_id: str) -> Product | None:
        return next((product for product in self.products if product.id == item_id), None)

    def variants(self, group: str) -> tuple[Product, ...]:
        return tuple(product for product in self.products if product.group == group)

    def spoken(self, text: str) -> str:
        return detect(text)[0]

    def find(
        self, text: str, language: str = "en", filters: Filters | None = None, limit: int = 10
    ) -> tuple[Understood, SearchResult]:
        asked = filters or Filters()
        found = [product for product in self.products if _passes(product, asked)]
        hits = tuple(Hit(product, 1.0 - 0.25 * place) for place, product in enumerate(found))
        return Understood(asked, rest=text), SearchResult(hits, len(hits), self.version)


def _passes(product: Product, asked: Filters) -> bool:
    price = product.current_price.amount
    in_category = not asked.categories or any(product.product_type.startswith(path) for path in asked.categories)
    in_brand = not asked.brands or product.brand.casefold() in [brand.casefold() for brand in asked.brands]
    in_price = (asked.price_min or 0) <= price <= (asked.price_max or price)
    return in_category and in_brand and in_price


@dataclass
class LiveSmallCatalogue:
    current: SmallCatalogue | None = field(default_factory=SmallCatalogue)


@dataclass
class AwakeEngine:
    awake: bool = True
    forgotten: list[str] = field(default_factory=list)

    async def ready(self) -> bool:
        return self.awake

    async def forget(self, conversation_ids: list[str]) -> None:
        if not self.awake:
            raise Unavailable("Rasa is away")
        self.forgotten += conversation_ids


class Desk:
    def __init__(self, stores: Stores) -> None:
        self._policies = stores.policies

    def text(self) -> str:
        version = self._policies.current()
        return version.document if version else ""

    def document(self) -> dict[str, Any]:
        return document.to_document(self._parsed(self.text()))

    def put(self, text: str, author: str) -> None:
        self._policies.add(self._parsed(text).version, text, author)

    def _parsed(self, text: str) -> Any:
        data, lines = documents.parse(text)
        return document.parse({} if data is None else data, lines)


@dataclass
class Settings:
    new_conversations_per_minute: int = 120
    shop_origins: tuple[str, ...] = ("https://shop.example",)
    trusted_proxies: tuple[str, ...] = ()


class SmallShop:
    def __init__(self, stores: Stores) -> None:
        self.settings, self.clock, self.stores = Settings(), CLOCK, stores
        self.database, self.log = stores.database, stores.log
        self.conversations, self.visitors, self.api_tokens = stores.conversations, stores.visitors, stores.api_tokens
        self.catalogue, self.engine, self.counter = LiveSmallCatalogue(), AwakeEngine(), EchoCounter(stores)
        self.policy, self.action_secret, self.closing = Desk(stores), SECRET, asyncio.Event()
        self.offers = OfferDesk(stores, self.catalogue, PolicyDesk(stores.policies, "{}"), CLOCK)
        self.warmed = True

    def token(self, role: str) -> dict[str, str]:
        """Headers with a fresh API token of `role`."""
        token = secrets.token_urlsafe(32)
        self.api_tokens.add(hash_of(token), role, f"{role}'s token")
        return bearer(token)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


@pytest.fixture
def shop(stores: Stores) -> SmallShop:
    return SmallShop(stores)


async def run_action(payload: dict[str, Any]) -> dict[str, Any]:
    return {"events": [], "responses": [{"text": payload["next_action"]}]}


async def summarise(conversation_id: str) -> str:
    if conversation_id == "untold":
        raise ValueError("this one can't be told")
    return f"About {conversation_id}"


@pytest.fixture(scope="session")
def doors() -> FastAPI:
    """The doors alone: FastAPI takes longer to build its routes than most tests take."""
    shop = SimpleNamespace(settings=Settings())
    return create_app(shop, run_action, summarise)


@pytest.fixture
def app(doors: FastAPI, shop: SmallShop) -> FastAPI:
    """The doors before a fresh shop."""
    doors.state.shop = shop
    doors.state.streams = Streams()
    doors.state.messages = RateLimit(MESSAGES_PER_MINUTE)
    doors.state.new_conversations = RateLimit(1)
    return doors


@pytest.fixture
async def client(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.7", 4711))
    async with httpx.AsyncClient(transport=transport, base_url="http://comptoir.test") as opened:
        yield opened


class Person:
    """One shopper at the doors."""

    def __init__(self, client: httpx.AsyncClient, opened: dict[str, Any]) -> None:
        self.client, self.opened = client, opened
        self.id, self.token, self.visitor_token = opened["conversation_id"], opened["token"], opened["visitor_token"]
        self.path = f"/v1/conversations/{self.id}"
        self.headers = bearer(self.token)

    async def say(self, text: str, message_id: str | None = None) -> httpx.Response:
        body = {"client_message_id": message_id or str(uuid.uuid4()), "text": text}
        return await self.client.post(f"{self.path}/messages", json=body, headers=self.headers)


@pytest.fixture
def come_in(client: httpx.AsyncClient) -> Any:
    """Begin a conversation: `await come_in(consent=True)`."""

    async def begin(consent: bool = False, **body: Any) -> Person:
        agreed = {"consent": {"personalisation": consent, "analytics": consent}}
        answer = await client.post("/v1/conversations", json={"language": "fr", **agreed, **body})
        assert answer.status_code == 201, answer.text
        return Person(client, answer.json())

    return begin
