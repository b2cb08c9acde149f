"""In-memory twins of the log, the conversations and the visitors, for tests and trials; one suite runs on both."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.errors import NotFound
from bot.ports import Clock
from bot.shopper.entry import Consent, Conversation, Draft, Entry
from bot.storage.clock import SystemClock
from bot.storage.codec import round_trip
from bot.storage.erasure import without_words
from bot.storage.flags import flags_of
from bot.storage.listing import Listed, Listing, Page, cursor_after, place_of
from bot.storage.visitors import Visitor
from bot.storage.words import searchable_words


@dataclass(slots=True)
class _Frame:
    """A conversation and what the support list knows of it."""

    conversation: Conversation
    last_at: datetime
    messages: int = 0
    flags: set[str] = field(default_factory=set)


class MemoryConversations:
    def __init__(self) -> None:
        self.frames: dict[str, _Frame] = {}
        self.log: MemoryEventLog | None = None

    def add(self, conversation: Conversation) -> None:
        self.frames[conversation.id] = _Frame(conversation, conversation.started_at)

    def get(self, conversation_id: str) -> Conversation | None:
        frame = self.frames.get(conversation_id)
        return frame.conversation if frame else None

    def by_token(self, token_hash: str) -> Conversation | None:
        found = (frame.conversation for frame in self.frames.values())
        return next((conversation for conversation in found if conversation.token_hash == token_hash), None)

    def set_language(self, conversation_id: str, language: str) -> None:
        frame = self._frame(conversation_id)
        frame.conversation = replace(frame.conversation, language=language)

    def set_consent(self, conversation_id: str, consent: Consent, visitor_id: str | None) -> None:
        frame = self._frame(conversation_id)
        frame.conversation = replace(frame.conversation, consent=consent, visitor_id=visitor_id)

    def unanswered(self) -> list[tuple[str, Entry]]:
        return self.log.unanswered() if self.log else []

    def list(self, listing: Listing) -> Page:
        newest = sorted(self.frames.values(), key=_place, reverse=True)
        rows = [_listed(frame) for frame in newest if self._fits(frame, listing)]
        more = len(rows) > listing.limit
        rows = rows[: listing.limit]
        return Page(tuple(rows), cursor_after(rows[-1]) if more else None)

    def listed(self, conversation_id: str) -> Listed | None:
        frame = self.frames.get(conversation_id)
        return _listed(frame) if frame else None

    def counts(self) -> dict[str, int]:
        flags = [flag for frame in self.frames.values() for flag in frame.flags]
        return {"": len(self.frames)} | {flag: flags.count(flag) for flag in flags}

    def set_flag(self, conversation_id: str, flag: str) -> None:
        self._frame(conversation_id).flags.add(flag)

    def clear_flag(self, conversation_id: str, flag: str) -> None:
        if conversation_id in self.frames:
            self.frames[conversation_id].flags.discard(flag)

    def _frame(self, conversation_id: str) -> _Frame:
        if conversation_id not in self.frames:
            raise NotFound(f"There is no conversation {conversation_id}")
        return self.frames[conversation_id]

    def _fits(self, frame: _Frame, listing: Listing) -> bool:
        conversation = frame.conversation
        said = self.log.words(conversation.id) if self.log else []
        return all(
            (
                all(any(word.startswith(start) for word in said) for start in listing.words),
                listing.flag is None or listing.flag in frame.flags,
                listing.language is None or listing.language == conversation.language,
                listing.since is None or conversation.started_at >= listing.since,
                listing.until is None or conversation.started_at < listing.until,
                listing.visitor_id is None or listing.visitor_id == conversation.visitor_id,
                listing.cursor is None or _place(frame) < place_of(listing.cursor),
            )
        )


class MemoryEventLog:
    """With `conversations`, it keeps their list up to date and knows no others; without, any id may be written to."""

    def __init__(self, clock: Clock | None = None, conversations: MemoryConversations | None = None) -> None:
        self._clock = clock or SystemClock()
        self._conversations = conversations
        self._entries: list[Entry] = []
        self._keys: dict[tuple[str, str], Entry] = {}
        self._answered: set[int] = set()
        self._watchers: list[Callable[[], None]] = []
        self._lock = threading.RLock()
        if conversations is not None:
            conversations.log = self

    def watch(self, notify: Callable[[], None]) -> None:
        self._watchers.append(notify)

    def append(self, conversation_id: str, drafts: Sequence[Draft]) -> list[Entry]:
        with self._lock:
            plain = [replace(draft, data=round_trip(draft.data)) for draft in drafts]
            added = [self._add(conversation_id, draft) for draft in plain]
        self._notify()
        return added

    def append_once(self, conversation_id: str, key: str, draft: Draft) -> tuple[Entry, bool]:
        with self._lock:
            there = self._keys.get((conversation_id, key))
            if there is not None:
                return self._entries[there.id - 1], False
            entry = self._add(conversation_id, replace(draft, data=round_trip(draft.data)))
            self._keys[conversation_id, key] = entry
        self._notify()
        return entry, True

    def read(self, conversation_id: str, after: int = 0, limit: int | None = None) -> list[Entry]:
        return [entry for entry in self._entries[after:] if entry.conversation_id == conversation_id][:limit]

    def tail(self, after: int, limit: int = 1000) -> list[Entry]:
        return self._entries[after : after + limit]

    def last_id(self) -> int:
        return len(self._entries)

    def unanswered(self) -> list[tuple[str, Entry]]:
        asked = (entry for entry in self._entries if _asks(entry) and entry.id not in self._answered)
        return [(entry.conversation_id, entry) for entry in asked]

    def words(self, conversation_id: str) -> list[str]:
        said = self.read(conversation_id)
        return [word for entry in said for word in searchable_words(entry.kind, entry.data).split()]

    def erase(self, conversation_ids: Sequence[str]) -> None:
        """The erasure's part here; only `MemoryVisitors.erase` calls it."""
        with self._lock:
            for place, entry in enumerate(self._entries):
                if entry.conversation_id in conversation_ids:
                    self._entries[place] = replace(entry, data=without_words(entry.kind, entry.data))
                    self._answered.add(entry.id)

    def _add(self, conversation_id: str, draft: Draft) -> Entry:
        at = draft.at or self._clock.now()
        if self._conversations is not None:
            self._touch(self._conversations, conversation_id, at, draft)
        entry = Entry(len(self._entries) + 1, conversation_id, at, draft.kind, draft.data)
        self._entries.append(entry)
        if draft.data.get("final") and draft.data.get("in_reply_to") is not None:
            self._answered.add(int(draft.data["in_reply_to"]))
        return entry

    def _touch(self, conversations: MemoryConversations, conversation_id: str, at: datetime, draft: Draft) -> None:
        if conversation_id not in conversations.frames:
            raise NotFound(f"There is no conversation {conversation_id}")
        frame = conversations.frames[conversation_id]
        frame.last_at = max(frame.last_at, at)
        frame.messages += draft.kind == "message"
        frame.flags.update(flags_of(draft.kind, draft.data))

    def _notify(self) -> None:
        for notify in self._watchers:
            notify()


class MemoryVisitors:
    def __init__(self, clock: Clock | None = None, conversations: MemoryConversations | None = None) -> None:
        self._clock = clock or SystemClock()
        self._conversations = conversations or MemoryConversations()
        self._visitors: dict[str, Visitor] = {}
        self._forgetful: list[Callable[[str], None]] = []

    def also_erase(self, forget: Callable[[str], None]) -> None:
        """Call `forget` with each visitor who is erased."""
        self._forgetful.append(forget)

    def add(self, visitor_id: str, token_hash: str, consent: Consent) -> Visitor:
        now = self._clock.now()
        self._visitors[visitor_id] = Visitor(visitor_id, token_hash, consent, now, now)
        return self._visitors[visitor_id]

    def get(self, visitor_id: str) -> Visitor | None:
        return self._visitors.get(visitor_id)

    def by_token(self, token_hash: str) -> Visitor | None:
        return next((visitor for visitor in self._visitors.values() if visitor.token_hash == token_hash), None)

    def seen(self, visitor_id: str, consent: Consent) -> None:
        visitor = self._known(visitor_id)
        self._visitors[visitor_id] = replace(visitor, consent=consent, seen_at=self._clock.now())

    def set_profile(self, visitor_id: str, profile: Mapping[str, object]) -> None:
        self._visitors[visitor_id] = replace(self._known(visitor_id), profile=round_trip(profile))

    def conversation_ids(self, visitor_id: str) -> list[str]:
        frames = sorted(self._conversations.frames.values(), key=_place)
        return [frame.conversation.id for frame in frames if frame.conversation.visitor_id == visitor_id]

    def erase(self, visitor_id: str) -> list[str]:
        ids = self.conversation_ids(visitor_id)
        if self._conversations.log:
            self._conversations.log.erase(ids)
        for conversation_id in ids:
            frame = self._conversations.frames[conversation_id]
            frame.conversation = replace(frame.conversation, visitor_id=None, page=None, consent=Consent())
        for forget in self._forgetful:
            forget(visitor_id)
        self._visitors.pop(visitor_id, None)
        return ids

    def _known(self, visitor_id: str) -> Visitor:
        if visitor_id not in self._visitors:
            raise NotFound("There is no such visitor")
        return self._visitors[visitor_id]


def _place(frame: _Frame) -> tuple[datetime, str]:
    return frame.conversation.started_at, frame.conversation.id


def _listed(frame: _Frame) -> Listed:
    return Listed(frame.conversation, frame.last_at, frame.messages, tuple(sorted(frame.flags)))


def _asks(entry: Entry) -> bool:
    return entry.kind == "message" and entry.data.get("role") == "shopper"
