"""A counter over an in-memory log, and an engine that answers by script: enough to test the path of a message."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from shipped import shipped_words

from bot.dialogue.answering import Answering
from bot.dialogue.counter import Counter, Shop
from bot.dialogue.nudging import NudgeWriter
from bot.dialogue.turn import Turns
from bot.errors import Unavailable
from bot.nudge.consideration import Nudger, Shelf
from bot.nudge.policy import Policy
from bot.ports import EngineAnswer, ShopFact, Understanding
from bot.shopper.reading.message import Knowledge, Reading, context_of, read
from bot.shopper.session import Session, state
from bot.storage.memory import MemoryConversations, MemoryEventLog
from catalog_index.product import Money, Product
from catalog_index.vocabulary import Vocabulary

RETURNS = ShopFact("returns", {"fr": "Retour sous 60 jours.", "en": "60 days to return."}, "conditions, article 6")


def product(number: int, price: str = "80") -> Product:
    """A trail shoe; they differ in price and rating only."""
    return Product(
        id=f"p{number}",
        title=f"Trail {number}",
        price=Money(Decimal(price), "EUR"),
        product_type="Shoes > Trail",
        brand="Valbrune",
        average_rating=4.6,
        review_count=80,
        cost_of_goods_sold=Money(Decimal("40"), "EUR"),
        texts={},
    )


class Ticking:
    """A clock that moves one second at each look."""

    def __init__(self) -> None:
        self._seconds = 0

    def now(self) -> datetime:
        self._seconds += 1
        return datetime.fromtimestamp(1_790_000_000 + self._seconds, timezone.utc)


@dataclass
class ScriptedEngine:
    """Answers every message by the intent its text is listed under. `away` and `slow` as a real one may be."""

    intents: dict[str, str] = field(default_factory=dict)
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    away: bool = False
    slow: float = 0.0
    heard: list[tuple[str, Mapping[str, Any]]] = field(default_factory=list)
    also: dict[str, tuple[str, ...]] = field(default_factory=dict)

    async def ready(self) -> bool:
        return not self.away

    async def handle(self, conversation_id: str, text: str, metadata: Mapping[str, Any]) -> EngineAnswer:
        if self.away:
            raise Unavailable("away")
        await asyncio.sleep(self.slow)
        self.heard.append((text, metadata))
        intent = metadata["reading"]["intent"] or self.intents.get(text, "nlu_fallback")
        messages = self.messages.get(intent, [{"text": f"({intent})"}])
        ranking, also = ({"intent": intent, "confidence": 0.9},), self.also.get(text, ())
        return EngineAnswer(tuple(messages), Understanding(intent, 0.9, ranking, also=also))


class PlainReader:
    """The real reading over an empty vocabulary."""

    def __init__(self, products: Mapping[str, Product]) -> None:
        self._products = products
        self._known = Knowledge(Vocabulary.build(products.values()))

    def read(self, text: str, session: Session) -> Reading:
        return read(text, context_of(session, self._products.get, self._known))


class House:
    """A counter and everything behind it."""

    def __init__(self, patience: float = 4.0) -> None:
        self.products = {p.id: p for p in (product(1), product(2, "95"), product(3, "110"), product(4, "120"))}
        self.engine = ScriptedEngine()
        self.clock = Ticking()
        self.conversations = MemoryConversations()
        self.log = MemoryEventLog(self.clock, self.conversations)
        self.words = shipped_words()
        self.policy = Policy(holdout=0.0, explore=0.0)
        self.patience = patience
        self.counter = self.new_counter()

    def new_counter(self) -> Counter:
        """As after a restart: the log is all that remains."""
        facts = {RETURNS.key: RETURNS}
        answering = Answering(
            engine=self.engine,
            reader=PlainReader(self.products),
            nudger=Nudger(Shelf(self.products.get), (RETURNS,), self.policy, b"s" * 32),
            writer=NudgeWriter(self.words, facts),
            words=self.words,
            lookup=self.products.get,
            clock=self.clock,
            turns=Turns(),
        )
        return Counter(
            self.log,
            self.conversations,
            self.clock,
            answering,
            self.words,
            self.products.get,
            state,
            Shop("Foulée"),
            patience=self.patience,
        )

    def kinds(self, conversation_id: str) -> list[str]:
        return [entry.kind for entry in self.log.read(conversation_id)]

    def data(self, conversation_id: str, kind: str) -> list[Mapping[str, Any]]:
        return [entry.data for entry in self.log.read(conversation_id) if entry.kind == kind]


def event(number: int, name: str, *items: str) -> dict[str, Any]:
    return {"event_id": f"e{number}", "name": name, "timestamp": None, "items": [{"item_id": i} for i in items]}


def cards(*items: str, replies: list[dict[str, Any]] | None = None, asking: str | None = None) -> dict[str, Any]:
    """An engine's message with cards."""
    picks = [{"item_id": item, "reasons": ["because"], "drawback": "heavy"} for item in items]
    return {"text": "voici", "custom": {"picks": picks, "quick_replies": replies or [], "asking": asking}}
