"""The one place that opens drawers: puts stores, index, advice, words, rules and Rasa together into a `Shop`."""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.advice.advice import AdviceBook
from bot.advice.advisor import Advisor
from bot.advice.reader import Reader
from bot.dialogue import counter as dialogue
from bot.dialogue.answering import Answering
from bot.dialogue.nudging import NudgeWriter
from bot.dialogue.turn import Turns
from bot.dialogue.words import Words
from bot.errors import Unavailable
from bot.nudge.consideration import Nudger, Shelf
from bot.nudge.situation import Decision
from bot.ports import Clock, ShopFact
from bot.rasa_server.client import RasaClient
from bot.rasa_server.launch import rasa_launcher
from bot.rasa_server.predictions import predictions
from bot.rasa_server.supervisor import RasaSupervisor
from bot.rasa_server.training import fingerprint, model_path, train
from bot.settings import PROJECT, Settings
from bot.shopper.session import Session
from bot.shopper.session import state as state_of
from bot.storage import documents
from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.policies import read_policy as read_policy
from bot.storage.stores import Stores, open_stores
from catalog_index.encoder import Encoder, Progress, SentenceEncoder
from catalog_index.language import detect
from catalog_index.product import Product
from catalog_index.query import Query, SearchResult
from catalog_index.snapshot import ImportReport, LiveCatalogue, Rejection, import_catalogue

logger = logging.getLogger(__name__)

SIMILAR = 0.72
"""Cosine from which products of different categories count as alike: neighbours within a category lie above it."""
PRICE_MEMORY = timedelta(days=30)
"""How far back the lowest price is looked up before a reduction is announced (facts: L.112-1-1)."""
LINK_LIFE = timedelta(hours=24)
"""How long a one-time link waits for the person."""
SHIPPED_MODELS = PROJECT / "build" / "models"
"""Models of the shipped data alone: every home shares them, so that a new home never trains them again."""


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the shop's folder and the shipped data say: facts, profile, advice, words."""

    facts: tuple[ShopFact, ...]
    profile: dict[str, Any]
    book: AdviceBook
    words: Words
    synonyms: tuple[tuple[str, ...], ...] = ()


def read_knowledge(settings: Settings) -> Knowledge:
    folder = settings.shop_folder
    facts = documents.load(folder / "facts.yml") or []
    synonyms = settings.home / "synonyms.yml"
    return Knowledge(
        facts=tuple(_fact(item) for item in facts),
        profile=documents.load(folder / "shop.yml") or {},
        book=AdviceBook.parse(documents.load_folder(PROJECT / "data" / "advice")),
        words=Words.parse(documents.load_folder(PROJECT / "data" / "responses").values()),
        synonyms=tuple(tuple(group) for group in documents.load(synonyms) or ()) if synonyms.exists() else (),
    )


def _fact(item: dict[str, Any]) -> ShopFact:
    known = {key: item[key] for key in ("key", "text", "source", "value") if key in item}
    return ShopFact(**known, extra={key: value for key, value in item.items() if key not in known})


class LiveNudger:
    """The nudge rules over the policy and the catalogue of this moment."""

    def __init__(
        self, stores: Stores, catalogue: LiveCatalogue, policy: PolicyDesk, known: Knowledge, clock: Clock
    ) -> None:
        self._stores, self._catalogue, self._policy, self._known, self._clock = stores, catalogue, policy, known, clock
        self._salt = stores.keys.get_or_make("nudge_salt", lambda: secrets.token_hex(32)).encode()
        self._sentences = documents.load(PROJECT / "data" / "explanations" / "decisions.yml")

    def consider(self, session: Session, now: datetime, trigger: str) -> Decision:
        return self._nudger().consider(session, now, trigger)

    def sentence(self, decision: Decision) -> dict[str, str]:
        return self._nudger().sentence(decision)

    def _nudger(self) -> Nudger:
        index = self._catalogue.current
        shelf = Shelf(product=index.product, similar=_alike(index), low_30d=self._lowest)
        return Nudger(shelf, self._known.facts, self._policy.current, self._salt, self._sentences)

    def _lowest(self, item_id: str) -> Decimal | None:
        lowest = self._stores.prices.lowest(item_id, self._clock.now() - PRICE_MEMORY)
        return lowest.amount if lowest else None


@dataclass(frozen=True, slots=True)
class Found:
    """A search as the command line shows it: `understood` is what was read in the words, by filter."""

    result: SearchResult
    understood: dict[str, Any]
    language: str


def catalogue_folder(settings: Settings) -> Path:
    return settings.home / "catalogue"


def open_catalogue(settings: Settings, known: Knowledge) -> LiveCatalogue:
    return LiveCatalogue(catalogue_folder(settings), encoder_of(settings), known.book.words(), known.synonyms)


def has_catalogue(settings: Settings) -> bool:
    return (catalogue_folder(settings) / "current").exists()


def import_rows(
    settings: Settings, rows: Iterable[Product | Rejection], replace: bool, progress: Progress | None = None
) -> ImportReport:
    """Import into this home's catalogue, with the price history. Raises ComptoirError when nothing was changed."""
    known = read_knowledge(settings)
    with _stores(settings) as stores:
        return import_catalogue(
            rows,
            catalogue_folder(settings),
            encoder_of(settings),
            replace=replace,
            progress=progress,
            history=stores.prices,
            extra_words=known.book.words(),
            synonyms=known.synonyms,
        )


def search_catalogue(settings: Settings, query: str, language: str | None, limit: int) -> Found:
    index = open_catalogue(settings, read_knowledge(settings)).current
    spoken = language or detect(query)[0]
    understood, result = index.find(query, spoken, limit=limit)
    return Found(result, {key: ", ".join(texts) for key, texts in understood.found.items()}, spoken)


def check_database(settings: Settings) -> str:
    """One line about the database. Raises Unavailable when it can't be reached."""
    with _stores(settings) as stores:
        if not stores.database.reachable():
            raise Unavailable("the database does not answer")
        return stores.database.engine.dialect.name


def model_of(settings: Settings) -> Path | None:
    """The trained model of today's content, if there is one."""
    extra = _extra_examples(settings)
    model = model_path(_model_folder(settings, extra), fingerprint(PROJECT, extra))
    return model if model.exists() else None


async def trained_model(settings: Settings, say: Callable[[str], None], force: bool = False) -> Path:
    """The model of today's content, trained now if it never was. Raises ComptoirError with Rasa's last lines."""
    extra = _extra_examples(settings)
    return await train(PROJECT, _model_folder(settings, extra), say, extra, force)


def _extra_examples(settings: Settings) -> list[Path]:
    folder = settings.home / "training" / "nlu"
    return [folder] if folder.is_dir() and any(folder.glob("*.yml")) else []


def _model_folder(settings: Settings, extra: list[Path]) -> Path:
    return settings.home / "models" if extra else SHIPPED_MODELS


def encoder_of(settings: Settings) -> Encoder:
    """The sentence encoder this home is configured with, loaded at its first use."""
    return SentenceEncoder(None if settings.encoder == "packaged" else settings.encoder)


@contextmanager
def _stores(settings: Settings) -> Iterator[Stores]:
    settings.home.mkdir(parents=True, exist_ok=True)
    stores = open_stores(settings.database, SystemClock())
    try:
        yield stores
    finally:
        stores.database.engine.dispose()


def _alike(index: Any) -> Callable[[Product, Product], bool]:
    """Of one category, or near each other in the index."""

    def alike(one: Product, other: Product) -> bool:
        return one.product_type == other.product_type or index.similarity(one.id, other.id) >= SIMILAR

    return alike


@dataclass(slots=True)
class Shop:
    """One shop, open: what the doors, the actions and the command line work with."""

    settings: Settings
    clock: Clock
    stores: Stores
    known: Knowledge
    catalogue: LiveCatalogue
    policy: PolicyDesk
    advisor: Advisor
    turns: Turns
    engine: RasaClient
    supervisor: RasaSupervisor
    counter: dialogue.Counter
    reader: Reader
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    warmed: bool = False

    # What the doors look for by name.
    def __getattr__(self, name: str) -> Any:
        if name in STORES:
            return getattr(self.stores, name)
        raise AttributeError(name)

    @property
    def action_secret(self) -> str:
        return self.supervisor.secret

    @property
    def facts(self) -> dict[str, ShopFact]:
        return {fact.key: fact for fact in self.known.facts}

    @property
    def words(self) -> Words:
        return self.known.words

    @property
    def profile(self) -> dict[str, Any]:
        """What shop.yml says: name, languages, categories of the home page."""
        return self.known.profile

    @property
    def human_eta_minutes(self) -> int:
        own = self.settings.human_eta_minutes
        return int(own if own is not None else self.known.profile.get("human_eta_minutes", 60))

    async def start_rasa(self, trained: Path | None = None) -> None:
        """Start Rasa with the published model, else `trained`, else today's content's. Raises ComptoirError."""
        published = self.stores.models.live()
        model = (_existing(published.path) if published else None) or trained or model_of(self.settings)
        if model is None:
            raise Unavailable("no model is trained; run `comptoir train`, or `make demo`")
        await self.supervisor.start(model)

    def warm(self) -> None:
        """Load what the first shopper would else wait for: the sentence encoder, and how answers are worded."""
        language = self.known.profile.get("languages", ["en"])[0]
        self.catalogue.current.search(Query("something of everything", language))
        self.reader.read("something of everything", Session("warm", language, self.clock.now()))
        self.warmed = True

    async def publish(self, model: Path) -> None:
        """Put a newly trained model in service, blue/green."""
        await self.supervisor.swap(model)

    @property
    def model_in_service(self) -> Path | None:
        return self.supervisor.model

    async def train(self, say: Callable[[str], None]) -> Path:
        """The model of today's examples, the shop's own among them. Raises ComptoirError with Rasa's last lines."""
        return await trained_model(self.settings, say)

    async def predict(self, model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What a model makes of sentences: {"intent", "confidence", "runner_up"} for each, in order."""
        return await predictions(PROJECT, model, texts)

    def content(self) -> str:
        """The fingerprint of what a training would learn now."""
        return fingerprint(PROJECT, _extra_examples(self.settings))

    async def close(self) -> None:
        """End the answers under way and Rasa; nothing is left behind."""
        await self.counter.close()
        await self.supervisor.stop()
        await self.engine.aclose()

    def greeting(self) -> list[str]:
        """What a terminal says once the shop is open: where it is, and the first admin's link while there is none."""
        lines = [f"ready: {self.settings.url}"]
        if not self.stores.users.list():
            link = self.one_time_link("admin")
            lines.append(f"first start: create the admin of the consoles, once, at {self.settings.url}{link}")
        return lines

    def invite(self, email: str, role: str) -> str:
        """Add a person and answer the path of their one-time link. Raises Conflict for a known address."""
        user = self.stores.users.add(email, role)
        return self.one_time_link(role, user.id)

    def one_time_link(self, role: str, user_id: int | None = None) -> str:
        token = secrets.token_urlsafe(32)
        self.stores.login_links.add(_hash(token), role, self.clock.now() + LINK_LIFE, user_id)
        return f"/console/welcome/{token}"

    def new_token(self, role: str, label: str) -> str:
        """An API token, told once: only its hash is kept."""
        token = secrets.token_urlsafe(32)
        self.stores.api_tokens.add(_hash(token), role, label)
        return token


STORES = frozenset(Stores.__dataclass_fields__)


def _existing(path: str) -> Path | None:
    return Path(path) if Path(path).exists() else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@contextmanager
def opened(settings: Settings) -> Iterator[Shop]:
    """The shop over this home: everything but Rasa, which `Shop.start_rasa` starts."""
    with _stores(settings) as stores:
        yield _shop(settings, stores)


def _shop(settings: Settings, stores: Stores) -> Shop:
    clock, known, turns = SystemClock(), read_knowledge(settings), Turns()
    catalogue = open_catalogue(settings, known)
    policy = PolicyDesk(stores.policies, (settings.shop_folder / "policy.yml").read_text(encoding="utf-8"))
    advisor, engine, reader = Advisor(known.book), RasaClient(), Reader(catalogue, known.book)

    def lookup(item_id: str) -> Product | None:
        return catalogue.current.product(item_id)

    def describe(session: Session) -> dict[str, Any]:
        return state_of(
            session, lambda key, value, language: _display(advisor, catalogue, session, key, value, language)
        )

    answering = Answering(
        engine=engine,
        reader=reader,
        nudger=LiveNudger(stores, catalogue, policy, known, clock),
        writer=NudgeWriter(known.words, {fact.key: fact for fact in known.facts}),
        words=known.words,
        lookup=lookup,
        clock=clock,
        turns=turns,
    )
    profile = dialogue.Shop(str(known.profile.get("name", "")), tuple(known.profile.get("languages") or ("fr", "en")))
    counter = dialogue.Counter(
        stores.log, stores.conversations, clock, answering, known.words, lookup, describe, profile
    )
    supervisor = RasaSupervisor(
        rasa_launcher(PROJECT, settings.home, f"http://127.0.0.1:{settings.port}/internal/actions"),
        engine,
        settings.home / "logs" / "rasa.log",
    )
    return Shop(settings, clock, stores, known, catalogue, policy, advisor, turns, engine, supervisor, counter, reader)


def _display(advisor: Advisor, catalogue: LiveCatalogue, session: Session, key: str, value: Any, language: str) -> Any:
    return advisor.display(key, value, language, catalogue.current, session.needs.category)


def catalogue_version(settings: Settings) -> str:
    return (catalogue_folder(settings) / "current").read_text(encoding="utf-8").strip()
