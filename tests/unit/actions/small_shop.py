"""The demo shop's shoes, watches, lamps and socks behind a counter, with the rules' twin instead of Rasa."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from rule_twin import RuleTwin
from shipped import shipped_words

from actions.executor import build_executor
from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from bot.advice.reader import Reader
from bot.connectors.jsonl import reader as jsonl
from bot.connectors.options import Options
from bot.dialogue.answering import Answering
from bot.dialogue.counter import Answer, Counter, Shop
from bot.dialogue.nudging import NudgeWriter
from bot.dialogue.turn import Turns
from bot.dialogue.words import Words
from bot.nudge.consideration import Nudger, Shelf
from bot.nudge.policy import Policy
from bot.ports import ShopFact
from bot.shopper.session import Session, state
from bot.storage.clock import SystemClock
from bot.storage.memory import MemoryConversations, MemoryEventLog
from catalog_index.encoder import HashingEncoder
from catalog_index.index import CatalogueIndex
from catalog_index.product import Product

ROOT = Path(__file__).resolve().parents[3]
SHELVES = ("Shoes > Trail", "Watches", "Headlamps", "Clothing > Socks")


@dataclass(frozen=True)
class Live:
    current: CatalogueIndex


@dataclass
class SmallShop:
    """What the actions need, and a counter over an in-memory log."""

    catalogue: Live
    advisor: Advisor
    words: Words
    facts: dict[str, ShopFact]
    human_eta_minutes: int | None = 15
    turns: Turns = field(default_factory=Turns)

    def open(self) -> tuple[Counter, RuleTwin, MemoryEventLog]:
        """A counter of its own, so that no test hears another's talk."""
        twin, clock, index = RuleTwin(), SystemClock(), self.catalogue.current
        twin.run = build_executor(self)
        conversations = MemoryConversations()
        log = MemoryEventLog(clock, conversations)
        nudger = Nudger(Shelf(index.product), tuple(self.facts.values()), Policy(holdout=0.0, explore=0.0), b"s" * 32)
        answering = Answering(
            engine=twin,
            reader=Reader(self.catalogue, self.advisor.book),
            nudger=nudger,
            writer=NudgeWriter(self.words, self.facts),
            words=self.words,
            lookup=index.product,
            clock=clock,
            turns=self.turns,
        )
        shop = Shop("Foulée")
        counter = Counter(log, conversations, clock, answering, self.words, index.product, self._state, shop)
        return counter, twin, log

    def _state(self, session: Session) -> dict[str, Any]:
        def display(key: str, value: Any, language: str) -> Any:
            return self.advisor.display(key, value, language, self.catalogue.current, session.needs.category)

        return state(session, display)


def small_shop() -> SmallShop:
    """Built once: an index over four shelves of the demo catalogue, and all the advice and words."""
    book = AdviceBook.parse({path.stem: _yaml(path) for path in (ROOT / "data/advice").glob("*.yml")})
    folder = ROOT / "data/shop/foulee"
    facts = {f["key"]: ShopFact(f["key"], f["text"], f["source"], f.get("value")) for f in _yaml(folder / "facts.yml")}
    rows = [row for row in jsonl.read(folder / "catalogue.jsonl", Options()) if isinstance(row, Product)]
    products = [p for p in rows if p.product_type.startswith(SHELVES)]
    index = CatalogueIndex.build(products, HashingEncoder(), extra_words=book.words())
    return SmallShop(Live(index), Advisor(book), shipped_words(), facts)


def _yaml(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


class Shopper:
    """One conversation: says things, taps replies by what they mean, remembers the last answer."""

    def __init__(self, shop: SmallShop, language: str = "fr") -> None:
        self.shop = shop
        self.counter, self.twin, self.log = shop.open()
        self.language = language
        self.id = ""
        self._sent = 0
        self.last: Answer | None = None
        self.offered: list[dict[str, Any]] = []

    async def enter(self, **more: Any) -> Shopper:
        opened = await self.counter.open(self.language, **more)
        self.id, self.offered = opened.conversation.id, opened.messages
        return self

    async def say(self, text: str, intent: str | None = None) -> Answer:
        if intent:
            self.twin.intents[text] = intent
        return await self._send(text=text)

    async def tap(self, intent: str, **meaning: Any) -> Answer:
        """Tap the reply of the last answer that has this meaning."""
        known = self.counter._register.now(self.id).replies or {}
        for reply in (r for m in self.offered for r in m["quick_replies"]):
            means = known[reply["id"]].meaning
            if means["intent"] == intent and all(means[key] == value for key, value in meaning.items()):
                return await self._send(reply_id=reply["id"])
        raise AssertionError(f"no reply means {intent} {meaning}: {[m['quick_replies'] for m in self.offered]}")

    async def _send(self, **message: Any) -> Answer:
        self._sent += 1
        self.last = await self.counter.say(self.id, f"m{self._sent}", **message)
        self.offered = self.last.messages
        return self.last

    @property
    def state(self) -> dict[str, Any]:
        assert self.last is not None
        return self.last.state

    @property
    def cards(self) -> list[dict[str, Any]]:
        assert self.last is not None
        return [card for message in self.last.messages for card in message["products"]]

    def products(self) -> list[Product]:
        return [p for c in self.cards if (p := self.shop.catalogue.current.product(c["item_id"])) is not None]

    def outcomes(self) -> list[str]:
        return [entry.data["name"] for entry in self.log.read(self.id) if entry.kind == "outcome"]
