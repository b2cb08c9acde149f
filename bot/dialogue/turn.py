"""One message being answered: what the app knows of it while Rasa works, found again by the actions under the
conversation's id."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

from bot.dialogue.reply import Meaning
from bot.errors import NotFound
from bot.shopper.needs import Needs
from bot.shopper.reading.message import Reading
from bot.shopper.session import Session


@dataclass(slots=True)
class Turn:
    """`session` already holds what this message changed (needs, language); `before` is how it stood when the
    message came.

    `meaning` is what a tapped quick reply means; `recent` the assistant's last texts, oldest first; `done` the
    actions that have run; `previous` the shopper's words before these; `showed`: cards were just put on screen;
    `spoke`: something was just said.
    """

    conversation_id: str
    message_id: int
    text: str
    language: str
    before: Session
    session: Session
    reading: Reading
    now: datetime
    meaning: Meaning | None = None
    recent: tuple[str, ...] = ()
    done: list[str] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    search: str = ""
    question: Any = None
    questions: tuple[str, ...] = ()
    previous: str = ""
    showed: bool = False
    spoke: bool = False

    def take_back(self, names: Sequence[str]) -> None:
        """These needs stand as before the message: its words were about a product, not about what is wanted. A shelf
        that was not left after all keeps what leaving it dropped."""
        before, now = self.before.needs, self.session.needs
        dropped = [f.name for f in fields(Needs) if not getattr(now, f.name)] if "category" in names else []
        kept = {name: getattr(before, name) for name in (*dropped, *names)}
        self.session = replace(self.session, needs=self.session.needs.changed(kept))

    @property
    def refers(self) -> tuple[str, ...]:
        """The products this message is about: said by the tapped reply, else read from the words."""
        return self.meaning.refers if self.meaning and self.meaning.refers else self.reading.refers

    @property
    def seed(self) -> str:
        """Chooses among variants: the same turn says the same again."""
        return f"{self.conversation_id}|{self.message_id}"


class Turns:
    """The turns under way; a conversation has at most one."""

    def __init__(self) -> None:
        self._open: dict[str, Turn] = {}

    @contextmanager
    def running(self, turn: Turn) -> Iterator[Turn]:
        self._open[turn.conversation_id] = turn
        try:
            yield turn
        finally:
            self._open.pop(turn.conversation_id, None)

    def get(self, conversation_id: str) -> Turn:
        """Raises NotFound when nothing is under way there (an action called by a stale engine)."""
        if conversation_id not in self._open:
            raise NotFound("no turn is under way in this conversation")
        return self._open[conversation_id]

    def busy(self, conversation_id: str) -> bool:
        return conversation_id in self._open
