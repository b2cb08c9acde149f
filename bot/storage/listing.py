"""What the support list asks of the stored conversations, and what it gets."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from datetime import datetime

from bot.errors import InvalidInput
from bot.shopper.entry import Conversation


@dataclass(frozen=True, slots=True)
class Listing:
    """Conditions; None does not filter. `since` and `until` bound the start (until excluded).

    Each of `words` (see folded_words) must begin a word that was said in the conversation or noted about it.
    """

    words: tuple[str, ...] = ()
    flag: str | None = None
    language: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    visitor_id: str | None = None
    cursor: str | None = None
    limit: int = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """A conversation as the list shows it; `messages` counts both sides' messages."""

    conversation: Conversation
    last_at: datetime
    messages: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """Newest first; `next_cursor` is None on the last page."""

    rows: tuple[Listed, ...]
    next_cursor: str | None


def cursor_after(row: Listed) -> str:
    """An opaque text that says where the next page begins."""
    place = f"{row.conversation.started_at.isoformat()}|{row.conversation.id}"
    return base64.urlsafe_b64encode(place.encode()).decode()


def place_of(cursor: str) -> tuple[datetime, str]:
    """Raises InvalidInput for a cursor that we did not make."""
    try:
        at, _, conversation_id = base64.urlsafe_b64decode(cursor.encode()).decode().partition("|")
        started_at = datetime.fromisoformat(at)
    except (ValueError, binascii.Error, UnicodeError):
        raise InvalidInput("This cursor is not one that a page gave") from None
    if started_at.tzinfo is None:
        raise InvalidInput("This cursor is not one that a page gave")
    return started_at, conversation_id
