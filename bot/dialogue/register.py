"""What is known of each conversation now: a reading of the log that only ever folds what is new."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.errors import NotFound
from bot.ports import Conversations, EventLog
from bot.shopper.entry import Conversation, Entry
from bot.shopper.session import Session, fold

KEPT = 5000
"""Conversations held in memory; an older one is folded again from the log when it speaks."""

RECENT = 8
"""The assistant's last texts, so that none comes twice in a row."""


@dataclass(frozen=True, slots=True)
class TappedReply:
    """A quick reply that was offered: what it says and means, and the message that offered it."""

    title: str
    meaning: Mapping[str, Any]
    message_id: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One conversation as far as `last_id`. `answered` are the shopper messages that a final answer follows;
    `search` the words looked for that no need holds; `questions` those asked since products were last shown;
    `texts` the shopper's last two messages."""

    conversation: Conversation
    session: Session
    last_id: int = 0
    recent: tuple[str, ...] = ()
    replies: Mapping[str, TappedReply] | None = None
    answered: frozenset[int] = frozenset()
    search: str = ""
    questions: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def reply(self, reply_id: str) -> TappedReply | None:
        return (self.replies or {}).get(reply_id)


class Register:
    """Reads through to the log; safe to call from several threads, since a Standing is never changed in place."""

    def __init__(self, log: EventLog, conversations: Conversations) -> None:
        self._log = log
        self._conversations = conversations
        self._known: OrderedDict[str, Standing] = OrderedDict()

    def now(self, conversation_id: str) -> Standing:
        """The conversation with all that is on the log. Raises NotFound."""
        return self.since(conversation_id)[0]

    def since(self, conversation_id: str, after: int | None = None) -> tuple[Standing, list[Entry]]:
        """As `now`, with the entries whose id is above `after` (None: those that were new), from one reading."""
        standing = self._known.get(conversation_id) or self._first(conversation_id)
        place = standing.last_id if after is None else min(after, standing.last_id)
        entries = self._log.read(conversation_id, after=place)
        for entry in entries:
            if entry.id > standing.last_id:
                standing = advanced(standing, entry)
        self._keep(conversation_id, standing)
        return standing, [entry for entry in entries if after is None or entry.id > after]

    def add(self, conversation: Conversation) -> None:
        self._conversations.add(conversation)

    def forget(self, conversation_id: str) -> None:
        """Fold it from the log again next time (its words were erased)."""
        self._known.pop(conversation_id, None)

    def _first(self, conversation_id: str) -> Standing:
        conversation = self._conversations.get(conversation_id)
        if conversation is None:
            raise NotFound("there is no such conversation")
        return Standing(conversation, Session.start(conversation), replies={})

    def _keep(self, conversation_id: str, standing: Standing) -> None:
        self._known[conversation_id] = standing
        self._known.move_to_end(conversation_id)
        while len(self._known) > KEPT:
            self._known.popitem(last=False)


def advanced(standing: Standing, entry: Entry) -> Standing:
    """The standing after one more entry of its conversation."""
    standing = replace(standing, session=fold(standing.session, entry), last_id=entry.id)
    if entry.kind == "understanding" and "search" in entry.data:
        return replace(standing, search=str(entry.data["search"]))
    if entry.kind == "message" and entry.data.get("role") == "shopper":
        return replace(standing, texts=(*standing.texts[-1:], str(entry.data.get("text", ""))))
    if entry.kind == "outcome" and entry.data.get("final"):
        return replace(standing, answered=standing.answered | {int(entry.data["in_reply_to"])})
    return _heard(standing, entry) if entry.kind == "message" else standing


def _heard(standing: Standing, entry: Entry) -> Standing:
    data = entry.data
    titles = {reply["id"]: reply["title"] for reply in data.get("quick_replies") or ()}
    offered = {i: TappedReply(titles.get(i, ""), m, entry.id) for i, m in (data.get("_meanings") or {}).items()}
    answered = standing.answered
    if data.get("final") and data.get("in_reply_to") is not None:
        answered = answered | {int(data["in_reply_to"])}
    return replace(
        standing,
        questions=_questions(standing.questions, data),
        recent=(*standing.recent, str(data.get("text", "")))[-RECENT:],
        replies={**(standing.replies or {}), **offered},
        answered=answered,
    )


def _questions(asked: tuple[str, ...], data: Mapping[str, Any]) -> tuple[str, ...]:
    """A question asked again counts once; products shown begin a new count."""
    if data.get("products"):
        return ()
    asking = data.get("asking")
    return (*asked, str(asking)) if asking and asked[-1:] != (asking,) else asked
