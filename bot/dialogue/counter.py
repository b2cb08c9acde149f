"""The counter of the shop: the one way in for whatever a shopper says or does.

The web door calls nothing else of the dialogue.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import uuid
from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.answering import Answering, Describe
from bot.dialogue.behaviour import LOOKING, OPENED, Behaviour
from bot.dialogue.events import Checked, checked_events
from bot.dialogue.exposure import exposures, order_outcome, parted
from bot.dialogue.message import public_message
from bot.dialogue.posting import Lookup, message_draft
from bot.dialogue.register import Register, Standing
from bot.dialogue.reply import Reply
from bot.dialogue.steps import Run, in_thread
from bot.dialogue.takeover import TakeOver
from bot.dialogue.welcome import welcome
from bot.dialogue.words import Words
from bot.errors import Conflict, InvalidInput
from bot.ports import Clock, Conversations, EventLog
from bot.shopper.entry import Consent, Conversation, Draft, Entry
from bot.shopper.needs import difference, without
from bot.shopper.reading.confidences import masked
from bot.shopper.session import Session

logger = logging.getLogger(__name__)

PATIENCE_SECONDS = 4.0
"""How long a shopper waits in silence; then they are told that the answer is coming."""
RESUMED_AT_ONCE = 2
"""Enough to keep the app and Rasa at work; those who talk while a long backlog is answered are served between."""

Room = AbstractAsyncContextManager[None]
LONGEST_TEXT = 1000


@dataclass(frozen=True, slots=True)
class Opened:
    """A conversation just begun. `token` is told once; the log keeps its hash only."""

    conversation: Conversation
    token: str
    messages: list[dict[str, Any]]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """The assistant's public messages that answer one shopper message, and the contract's State after them."""

    messages: list[dict[str, Any]]
    state: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recorded:
    """Page events taken in: how many were new, and the item ids the catalogue does not know."""

    accepted: int
    unknown_items: tuple[str, ...] = ()


@dataclass(slots=True)
class Shop:
    """What the counter says of the shop: its name, its languages (the first is the default)."""

    name: str
    languages: tuple[str, ...] = ("fr", "en")


@dataclass(slots=True)
class _Lines:
    """The conversations being served: one turn at a time in each, and the answers under way by message id."""

    locks: dict[str, asyncio.Lock] = field(default_factory=dict)
    answers: dict[int, asyncio.Task[None]] = field(default_factory=dict)


class Counter:
    """Serves every conversation: one turn at a time in each, everything on the log, nothing twice."""

    public_message = staticmethod(public_message)

    def __init__(
        self,
        log: EventLog,
        conversations: Conversations,
        clock: Clock,
        answering: Answering,
        words: Words,
        lookup: Lookup,
        describe: Describe,
        shop: Shop,
        patience: float = PATIENCE_SECONDS,
        read: Run = in_thread,
    ) -> None:
        self._log = log
        self._conversations = conversations
        self._clock = clock
        self._answering = answering
        self._words = words
        self._lookup = lookup
        self._describe = describe
        self._shop = shop
        self._patience = patience
        self._read = read
        self._register = Register(log, conversations)
        self._lines = _Lines()
        self.behaviour = Behaviour()
        self.people = TakeOver(log, conversations, self._register, clock, words)

    # --- the doors ----------------------------------------------------------------------------------------------------

    async def open(
        self,
        language: str | None,
        visitor_id: str | None = None,
        consent: Consent | None = None,
        page: Mapping[str, Any] | None = None,
    ) -> Opened:
        """Begin a conversation and welcome the shopper."""
        token = secrets.token_urlsafe(32)
        conversation = Conversation(
            id=f"c_{uuid.uuid4().hex}",
            token_hash=hashlib.sha256(token.encode()).hexdigest(),
            language=language if language in self._shop.languages else self._shop.languages[0],
            started_at=self._clock.now(),
            visitor_id=visitor_id,
            consent=consent or Consent(),
            page=page,
        )
        standing = await in_thread(self._opened, conversation)
        return Opened(conversation, token, await self.messages(conversation.id), self._describe(standing.session))

    async def say(
        self, conversation_id: str, client_message_id: str, text: str | None = None, reply_id: str | None = None
    ) -> Answer:
        """Answer one message, once.

        Raises NotFound, InvalidInput (unknown reply, no words), Conflict (the same id with other words).
        """
        standing, message = await in_thread(self._heard, conversation_id, client_message_id, text, reply_id)
        task = self._lines.answers.get(message.id)
        if task is None and message.id not in standing.answered:
            task = self._begin(conversation_id, message)
        if task is not None:
            try:
                await asyncio.wait_for(asyncio.shield(task), self._patience)
            except asyncio.TimeoutError:
                await in_thread(self._one_moment, conversation_id, message)
        return await self._read(self._answered, conversation_id, message.id)

    async def record(self, conversation_id: str, events: Sequence[Mapping[str, Any]]) -> Recorded:
        """Log page events (each once), and speak if the policy says so and nobody is speaking."""
        standing = await self._read(self._register.now, conversation_id)
        rendered, told = parted(events)
        seen = await in_thread(self._seen, conversation_id, rendered) if rendered else 0
        checked = checked_events(told, self._lookup)
        new = await in_thread(self._logged, standing.conversation.id, checked)
        if new and not self.busy(conversation_id):
            async with self._lock(conversation_id):
                await in_thread(self._considered, conversation_id, new[-1])
        unknown = {item["item_id"] for event in checked for item in event.data["items"] if not item["known"]}
        return Recorded(len(new) + seen, tuple(sorted(unknown)))

    async def remove_need(self, conversation_id: str, key: str) -> dict[str, Any]:
        """Forget one need, as the shopper asked; the State after. Raises InvalidInput for a key that no need has."""
        async with self._lock(conversation_id):
            standing = await self._read(self._register.now, conversation_id)
            return await in_thread(self._removed, standing, key)

    async def messages(self, conversation_id: str, after: int = 0) -> list[dict[str, Any]]:
        """All public messages with an id above `after`, oldest first. Raises NotFound."""
        await self._read(self._register.now, conversation_id)
        entries = await self._read(self._log.read, conversation_id, after)
        return [public_message(entry) for entry in entries if entry.kind == "message"]

    async def state(self, conversation_id: str) -> dict[str, Any]:
        """The contract's State now. Raises NotFound."""
        return self._describe((await self._read(self._register.now, conversation_id)).session)

    async def opened_by(self, token_hash: str) -> Conversation | None:
        """The conversation that a token opens, by the token's hash."""
        return await self._read(self._conversations.by_token, token_hash)

    async def session(self, conversation_id: str) -> Session:
        """Everything known of the conversation. Raises NotFound."""
        return (await self._read(self._register.now, conversation_id)).session

    def busy(self, conversation_id: str) -> bool:
        """Whether an answer is being prepared (the stream's `typing`)."""
        lock = self._lines.locks.get(conversation_id)
        return lock is not None and lock.locked()

    def forget(self, conversation_id: str) -> None:
        """Read the conversation afresh from the log (its words were erased)."""
        self._register.forget(conversation_id)

    async def resume_unanswered(self) -> int:
        """Answer, after a crash, the messages that no final answer follows; how many."""
        waiting, room = await in_thread(self._conversations.unanswered), asyncio.Semaphore(RESUMED_AT_ONCE)
        for conversation_id, message in waiting:
            if message.id not in self._lines.answers:
                self._begin(conversation_id, message, room)
        return len(waiting)

    async def close(self) -> None:
        """Drop the answers under way: the log keeps what resume_unanswered needs."""
        tasks = list(self._lines.answers.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # --- one turn -----------------------------------------------------------------------------------------------------

    def _begin(self, conversation_id: str, message: Entry, room: Room | None = None) -> asyncio.Task[None]:
        task = asyncio.create_task(self._turn(conversation_id, message, room or nullcontext()))
        self._lines.answers[message.id] = task
        task.add_done_callback(lambda done: self._ended(message.id, done))
        return task

    def _ended(self, message_id: int, task: asyncio.Task[None]) -> None:
        self._lines.answers.pop(message_id, None)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("message %s was left unanswered", message_id, exc_info=error)

    async def _turn(self, conversation_id: str, message: Entry, room: Room) -> None:
        async with self._lock(conversation_id), room:
            standing = await self._read(self._register.now, conversation_id)
            if message.id in standing.answered:
                return
            drafts = await self._answering.answer(standing, message)
            await in_thread(self._settled, standing, self.people.quiet(standing, message, drafts))

    def _settled(self, standing: Standing, drafts: Sequence[Draft]) -> None:
        entries = self._log.append(standing.conversation.id, drafts)
        self._exposed(entries)
        spoken = [e.data["language"] for e in entries if e.kind == "understanding" and e.data.get("language")]
        if spoken and spoken[-1] != standing.session.language:
            self._conversations.set_language(standing.conversation.id, spoken[-1])

    def _exposed(self, entries: Sequence[Entry]) -> None:
        """Whoever asked reads the answer, and the nudge in it. One sent unasked counts once the widget has drawn it."""
        asked = [e for e in entries if e.kind == "message" and e.data.get("nudge") and e.data.get("in_reply_to")]
        if asked:
            self._seen(asked[0].conversation_id, [str(e.data["nudge"]["decision_id"]) for e in asked])

    def _seen(self, conversation_id: str, decisions: Sequence[str]) -> int:
        """Log the exposures to these decisions' nudges, each once; how many were new."""
        session = self._register.now(conversation_id).session
        return sum(
            self._log.append_once(conversation_id, key, draft)[1] for key, draft in exposures(session, decisions)
        )

    # --- blocking steps, run off the loop -----------------------------------------------------------------------------

    def _opened(self, conversation: Conversation) -> Standing:
        self._conversations.add(conversation)
        item = (conversation.page or {}).get("item_id")
        product = self._lookup(str(item)) if item else None
        reply = welcome(self._shop.name, conversation.language, self._words, conversation.id, product)
        draft = message_draft(reply, conversation.language, self._lookup, self._words)
        self._log.append(conversation.id, [draft])
        return self._inferred(self._register.now(conversation.id), OPENED)

    def _heard(
        self, conversation_id: str, client_message_id: str, text: str | None, reply_id: str | None
    ) -> tuple[Standing, Entry]:
        """The message, on the log, and how the conversation stood before it."""
        standing = self._register.now(conversation_id)
        said = self._words_of(standing, text, reply_id)
        sent = {"client_message_id": client_message_id, "reply_id": reply_id}
        data = {"role": "shopper", "language": standing.session.language, "text": said, **sent}
        draft = Draft("message", data)
        entry, new = self._log.append_once(standing.conversation.id, f"message:{client_message_id}", draft)
        if not new and (entry.data.get("text"), entry.data.get("reply_id")) != (said, reply_id):
            raise Conflict("this client_message_id was used with other words")
        if new and reply_id is not None:
            self._answered_nudge(standing, reply_id)
        if new and standing.session.served_by is not None:
            standing = self.people.heard(standing, entry)
        return standing, entry

    def _answered_nudge(self, standing: Standing, reply_id: str) -> None:
        """Who taps a nudge's reply has seen the nudge."""
        tapped = standing.reply(reply_id)
        nudges = standing.session.nudges
        seen = [nudge.decision_id for nudge in nudges if tapped and nudge.message_id == tapped.message_id]
        if seen:
            self._seen(standing.conversation.id, seen)

    def _words_of(self, standing: Standing, text: str | None, reply_id: str | None) -> str:
        if reply_id is not None:
            tapped = standing.reply(reply_id)
            if tapped is None:
                raise InvalidInput("this reply was never offered here", reply_id=reply_id)
            return tapped.title or self._words.label("reply_no", standing.session.language)
        said = (text or "").strip()
        if not said or len(said) > LONGEST_TEXT:
            raise InvalidInput(f"text: between 1 and {LONGEST_TEXT} characters are expected")
        return masked(said)

    def _one_moment(self, conversation_id: str, message: Entry) -> None:
        standing = self._register.now(conversation_id)
        if message.id in standing.answered or standing.session.served_by is not None:
            return
        language = standing.session.language
        text = self._words.say("utter_one_moment", language, seed=str(message.id))
        draft = message_draft(Reply(text), language, self._lookup, self._words, message.id, final=False)
        self._log.append_once(conversation_id, f"moment:{message.id}", draft)

    def _answered(self, conversation_id: str, message_id: int) -> Answer:
        """What answered a message, read from the log: the same whoever asks and how often."""
        standing, entries = self._register.since(conversation_id, message_id)
        replies = [e for e in entries if e.kind == "message" and e.data.get("in_reply_to") == message_id]
        return Answer([public_message(entry) for entry in replies], self._describe(standing.session))

    def _logged(self, conversation_id: str, events: Sequence[Checked]) -> list[str]:
        """The names of the events that were new, in order."""
        names = []
        for event in events:
            draft = Draft("page_event", event.data)
            _, new = self._log.append_once(conversation_id, f"event:{event.data['event_id']}", draft)
            if new:
                names.append(str(event.data["name"]))
                self._ordered(conversation_id, event)
        return names

    def _ordered(self, conversation_id: str, event: Checked) -> None:
        if event.data["name"] == "purchase":
            outcome = order_outcome(event.data, self._register.now(conversation_id).session, self._lookup)
            if outcome is not None:
                self._log.append_once(conversation_id, *outcome)

    def _considered(self, conversation_id: str, trigger: str) -> None:
        standing = self._inferred(self._register.now(conversation_id), trigger)
        drafts, reply = self._answering.consider(standing.session, trigger, standing.recent)
        reply = reply or self._confirmed(standing, trigger)
        if reply is not None:
            language = standing.session.language
            drafts = [*drafts, message_draft(reply, language, self._lookup, self._words)]
        self._exposed(self._log.append(conversation_id, drafts))

    def _inferred(self, standing: Standing, trigger: str) -> Standing:
        """What the pages looked at tell, logged as inferred: it may be corrected like anything understood."""
        session = standing.session
        change = self.behaviour.infer(session) if trigger in LOOKING else {}
        if not change:
            return standing
        changed = difference(session.needs, session.needs.changed(change))
        data = {"message_id": None, "needs_changed": changed, "source": "inferred", "language": session.language}
        self._log.append(standing.conversation.id, [Draft("understanding", data)])
        return self._register.now(standing.conversation.id)

    def _confirmed(self, standing: Standing, trigger: str) -> Reply | None:
        """The page says that what was chosen here is in the basket: now the assistant may say so too."""
        session = standing.session
        item = next(reversed(list(session.basket)), None)
        if trigger != "add_to_cart" or item is None or session.accepted is None or session.served_by is not None:
            return None
        product, chosen = self._lookup(item), self._lookup(session.accepted)
        if product is None or chosen is None or product.group != chosen.group:
            return None
        with_another = self.behaviour.accompany(session, product, standing.recent)
        if with_another is not None:
            return with_another
        params = {"title": product.text(session.language).title}
        text = self._words.say("utter_added", session.language, params, seed=item, recent=standing.recent)
        return None if text in standing.recent else Reply(text)

    def _removed(self, standing: Standing, key: str) -> dict[str, Any]:
        needs = standing.session.needs
        try:
            changed = difference(needs, without(needs, key))
        except KeyError:
            raise InvalidInput(f"no need is called {key}") from None
        data = {
            "message_id": None,
            "needs_changed": changed,
            "source": "removed",
            "language": standing.session.language,
        }
        self._log.append(standing.conversation.id, [Draft("understanding", data)])
        return self._describe(self._register.now(standing.conversation.id).session)

    def _lock(self, conversation_id: str) -> asyncio.Lock:
        return self._lines.locks.setdefault(conversation_id, asyncio.Lock())
