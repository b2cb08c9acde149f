"""One shop, open: stores, index, advice, words, rules and Rasa put together."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot.advice.advisor import Advisor
from bot.advice.inference import inferred
from bot.advice.reader import Reader
from bot.dialogue import counter as dialogue
from bot.dialogue.answering import Answering
from bot.dialogue.nudging import NudgeWriter
from bot.dialogue.steps import Run, at_once, in_thread
from bot.dialogue.turn import Turns
from bot.dialogue.words import Words
from bot.errors import Unavailable
from bot.nudge.measurement import Report
from bot.ports import Clock, ShopFact
from bot.rasa_server.client import RasaClient
from bot.rasa_server.launch import rasa_launcher
from bot.rasa_server.predictions import predictions
from bot.rasa_server.sentences import SentenceVectors, gloss_of
from bot.rasa_server.spelling import spelling_of
from bot.rasa_server.supervisor import RasaSupervisor
from bot.rasa_server.training import fingerprint
from bot.settings import PROJECT, Settings
from bot.shopper.session import Session
from bot.shopper.session import state as state_of
from bot.storage.clock import SystemClock
from bot.storage.policies import PolicyDesk
from bot.storage.stores import Stores
from bot.wiring.catalogue import encoder_of, open_catalogue
from bot.wiring.earnings import earnings
from bot.wiring.knowledge import Knowledge, read_knowledge
from bot.wiring.models import extra_examples, model_of, trained_model
from bot.wiring.nudging import LiveNudger
from bot.wiring.offers import OfferDesk
from bot.wiring.stores import stores_of
from catalog_index.product import Product
from catalog_index.snapshot import LiveCatalogue

LINK_LIFE = timedelta(hours=24)
"""How long a one-time link waits for the person."""


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
    offers: OfferDesk
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
        self.catalogue.warm(language)
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
        model = await trained_model(self.settings, say)
        own = extra_examples(self.settings)
        self.engine.spelling = await asyncio.to_thread(spelling_of, PROJECT, own)  # what was taught is no typing error
        return model

    async def predict(self, model: Path, texts: Sequence[str]) -> list[dict[str, Any]]:
        """What a model makes of sentences: {"intent", "confidence", "runner_up"} for each, in order."""
        return await predictions(PROJECT, model, texts, self.engine.sentences, self.engine.spelling)

    def content(self) -> str:
        """The fingerprint of what a training would learn now."""
        return fingerprint(PROJECT, extra_examples(self.settings))

    def earnings(self, days: int) -> Report:
        """What the nudges earned over the last `days` days."""
        return earnings(self, days)

    async def close(self) -> None:
        """End the answers under way and Rasa; nothing is left behind."""
        await self.counter.close()
        await self.supervisor.stop()
        await self.engine.aclose()

    def first_steps(self) -> list[str]:
        """What a terminal says to whoever opens the shop for the first time: where the first admin is made."""
        if self.stores.users.list():
            return []
        link = self.one_time_link("admin")
        return [f"first start: create the admin of the consoles, once, at {self.settings.url}{link}"]

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
    with stores_of(settings) as stores:
        yield _shop(settings, stores)


def _shop(settings: Settings, stores: Stores) -> Shop:
    clock, known, turns = SystemClock(), read_knowledge(settings), Turns()
    encoder = encoder_of(settings)
    catalogue, sentences = open_catalogue(settings, known, encoder), SentenceVectors(encoder, gloss_of(PROJECT))
    policy = PolicyDesk(stores.policies, (settings.shop_folder / "policy.yml").read_text(encoding="utf-8"))
    offers = OfferDesk(stores, catalogue, policy, clock)
    engine = RasaClient(sentences=sentences, spelling=spelling_of(PROJECT, extra_examples(settings)))
    advisor, reader = Advisor(known.book), Reader(catalogue, known.book)

    def lookup(item_id: str) -> Product | None:
        return catalogue.current.product(item_id)

    def describe(session: Session) -> dict[str, Any]:
        return state_of(
            session, lambda key, value, language: _display(advisor, catalogue, session, key, value, language)
        )

    answering = Answering(
        engine=engine,
        reader=reader,
        nudger=LiveNudger(stores, catalogue, policy, known, clock, offers),
        writer=NudgeWriter(
            known.words, {fact.key: fact for fact in known.facts}, offers, str(known.profile.get("basket_link") or "")
        ),
        words=known.words,
        lookup=lookup,
        clock=clock,
        turns=turns,
    )
    profile = dialogue.Shop(str(known.profile.get("name", "")), tuple(known.profile.get("languages") or ("fr", "en")))
    counter = dialogue.Counter(
        stores.log,
        stores.conversations,
        clock,
        answering,
        known.words,
        lookup,
        describe,
        profile,
        read=_reading(stores),
    )
    counter.behaviour.infer = lambda session: inferred(session, lookup) or reader.scene(session)
    supervisor = RasaSupervisor(
        rasa_launcher(PROJECT, settings.home, f"http://127.0.0.1:{settings.port}/internal/actions"),
        engine,
        settings.home / "logs" / "rasa.log",
    )
    return Shop(
        settings, clock, stores, known, catalogue, policy, advisor, turns, engine, supervisor, counter, reader, offers
    )


def _reading(stores: Stores) -> Run:
    """SQLite reads a local file, and never waits for a writer (WAL)."""
    return at_once if stores.database.is_sqlite else in_thread


def _display(advisor: Advisor, catalogue: LiveCatalogue, session: Session, key: str, value: Any, language: str) -> Any:
    return advisor.display(key, value, language, catalogue.current, session.needs.category)
