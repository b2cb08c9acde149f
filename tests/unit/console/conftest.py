"""The back room before a small shop: real stores on SQLite; trainings, readings and publications take no time."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from shipped import shipped_words

from bot.dialogue import counter
from bot.dialogue.answering import Answering
from bot.dialogue.counter import Counter
from bot.errors import ComptoirError
from bot.shopper.entry import Consent, Conversation, Draft, Entry
from bot.shopper.session import state
from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from bot.web.app import create_app
from bot.wiring.earnings import earnings
from catalog_index.inventory import Inventory
from catalog_index.product import Detail, LocalText, Money, Product

CLOCK = SystemClock()
PASSWORD = "a sentence only I know"
SERVED = "comptoir-aaaaaaaaaaaa.tar.gz"
TRAINED = "comptoir-bbbbbbbbbbbb.tar.gz"
LAMP = Product(
    "lamp",
    "Headlamp",
    Money(Decimal("40"), "EUR"),
    cost_of_goods_sold=Money(Decimal("20"), "EUR"),
    product_detail=(Detail("Weight", "90 g", ""),),
    product_type="Lamps",
    texts={"fr": LocalText(title="Lampe frontale")},
)


class Silent(Answering):
    """Answers nobody."""

    def __init__(self) -> None:
        pass


@dataclass
class Settings:
    home: Path
    url: str = "http://comptoir.test"
    new_conversations_per_minute: int = 120
    shop_origins: tuple[str, ...] = ()
    trusted_proxies: tuple[str, ...] = ()


class BackRoomShop:
    """What bot.wiring.Shop offers the console. `answers[sentence]` is what the newly trained model makes of it."""

    def __init__(self, stores: Stores, home: Path) -> None:
        self.stores, self.settings, self.clock = stores, Settings(home), CLOCK
        self.catalogue = SimpleNamespace(
            current=SimpleNamespace(
                products=(LAMP,),
                version="v1",
                product=self.product,
                currency="EUR",
                inventory=Inventory.of((LAMP,)),
            )
        )
        self.policy = PolicyDesk(stores.policies, "holdout: 0.2\n")
        self.profile = {"languages": ["fr", "en"]}
        # Nobody shops here: of the counter, the back room only needs what people do at it.
        self.counter = Counter(
            stores.log,
            stores.conversations,
            CLOCK,
            Silent(),
            shipped_words(),
            self.product,
            state,
            counter.Shop("Foulée"),
        )
        self.model_in_service: Path | None = home / SERVED
        self.answers: dict[str, str] = {}
        self.trouble: ComptoirError | None = None
        self.content_now = "aaaaaaaaaaaa"
        (home / SERVED).touch()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stores, name)

    def product(self, item_id: str) -> Product | None:
        return LAMP if item_id == "lamp" else None

    def content(self) -> str:
        return self.content_now

    def earnings(self, days: int) -> Any:
        return earnings(self, days)  # type: ignore[arg-type]  # it has what the report reads

    async def train(self, say: Any) -> Path:
        say("training WordsClassifier")
        if self.trouble:
            raise self.trouble
        (self.settings.home / TRAINED).touch()
        return self.settings.home / TRAINED

    async def predict(self, model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
        new = self.answers if model.name == TRAINED else {}
        return [{"intent": new.get(text, "greet"), "confidence": 0.9, "runner_up": None} for text in texts]

    async def publish(self, model: Path) -> None:
        if self.trouble:
            raise self.trouble
        self.model_in_service = model

    def invite(self, email: str, role: str) -> str:
        return self.one_time_link(role, self.stores.users.add(email, role).id)

    def one_time_link(self, role: str, user_id: int | None = None, life: float = 3600) -> str:
        token = secrets.token_urlsafe(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        self.stores.login_links.add(digest, role, CLOCK.now() + timedelta(seconds=life), user_id)
        return f"/console/welcome/{token}"


@pytest.fixture
def shop(stores: Stores, tmp_path: Path) -> BackRoomShop:
    return BackRoomShop(stores, tmp_path)


async def summarise(conversation_id: str) -> str:
    return f"About {conversation_id}"


@pytest.fixture(scope="session")
def doors() -> FastAPI:
    return create_app(SimpleNamespace(settings=Settings(Path())), None, summarise)


@pytest.fixture
def app(doors: FastAPI, shop: BackRoomShop) -> FastAPI:
    doors.state.shop = shop
    doors.state.login_tries = None
    return doors


class Visitor:
    """A browser before the back room: keeps its cookies, and sends back the token of the page it last saw."""

    def __init__(self, app: FastAPI) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False, client=("203.0.113.7", 4711))
        self.http = httpx.AsyncClient(transport=transport, base_url="http://comptoir.test")
        self.csrf = ""

    async def get(self, path: str, **headers: str) -> httpx.Response:
        answer = await self.http.get(f"/console{path}", headers=headers)
        found = re.search(r'name="csrf" value="(\w+)"', answer.text)
        self.csrf = found[1] if found else self.csrf
        return answer

    async def post(self, path: str, **form: str) -> httpx.Response:
        return await self.http.post(f"/console{path}", data={"csrf": self.csrf, **form})


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[Visitor]:
    visitor = Visitor(app)
    yield visitor
    await visitor.http.aclose()


@pytest.fixture(scope="session")
def password_hash() -> str:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
async def person(app: FastAPI, shop: BackRoomShop, password_hash: str) -> AsyncIterator[Any]:
    """`await person("support")`: someone of that role, logged in."""
    opened: list[Visitor] = []

    async def of_role(role: str, language: str = "en") -> Visitor:
        user = shop.stores.users.add(f"{role}{len(opened)}@shop.example", role, language)
        shop.stores.users.set_password(user.id, password_hash)
        visitor = Visitor(app)
        opened.append(visitor)
        await visitor.get("/login")
        answer = await visitor.post("/login", email=user.email, password=PASSWORD)
        assert answer.status_code == 303, answer.text
        await visitor.get("/review")
        return visitor

    yield of_role
    for visitor in opened:
        await visitor.http.aclose()


@dataclass
class Talk:
    """A conversation written straight into the log."""

    shop: BackRoomShop
    id: str
    entries: list[Entry] = field(default_factory=list)

    def add(self, kind: Any, **data: Any) -> Entry:
        self.entries += self.shop.stores.log.append(self.id, [Draft(kind, data)])
        return self.entries[-1]

    def said(self, text: str, intent: str = "nlu_fallback", confidence: float = 0.1, language: str = "en") -> Entry:
        """A shopper's message and what was understood of it."""
        message = self.add("message", role="shopper", language=language, text=text)
        self.add(
            "understanding",
            message_id=message.id,
            language=language,
            intent=intent,
            confidence=confidence,
            runner_up={"intent": "ask_returns", "confidence": 0.05},
            entities=[],
            needs_changed={"category": [None, "headlamps"]},
            source="words",
            not_understood=intent == "nlu_fallback",
        )
        return message


@pytest.fixture
def begin(shop: BackRoomShop) -> Any:
    def talk(conversation_id: str = "c_one", language: str = "en") -> Talk:
        conversation = Conversation(
            conversation_id, f"hash of {conversation_id}", language, CLOCK.now(), None, Consent()
        )
        shop.stores.conversations.add(conversation)
        return Talk(shop, conversation_id)

    return talk
