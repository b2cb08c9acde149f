"""A person of the team at the counter: takes a conversation over, writes in it, gives it back. The assistant is silent
meanwhile.

Who serves is a reading of the log, like all else: `taken_over` and `handed_back` are outcomes, what the person writes
is a message of role "advisor", and a shopper's message left to them is closed by an outcome of its own. So a restart
changes nothing, and the stream carries it all.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.dialogue.register import Register, Standing
from bot.dialogue.words import Words
from bot.errors import Conflict, InvalidInput
from bot.ports import Clock, Conversations, EventLog
from bot.shopper.entry import Draft, Entry

ATTENDED = "attended"
"""The list's flag while a person serves; "handed_over" is for those who still wait."""
WAITING = "handed_over"

ABSENT_AFTER = timedelta(minutes=10)
"""A person silent for so long has left the counter without saying so: the next message is the assistant's again. Nobody
reads up on a case for longer, and a shopper who writes again should not speak to an empty chair."""

LONGEST_TEXT = 2000
LONGEST_NAME = 40


class TakeOver:
    """Serves every conversation that a person has taken over. All calls may wait for the disk."""

    def __init__(
        self, log: EventLog, conversations: Conversations, register: Register, clock: Clock, words: Words
    ) -> None:
        self._log = log
        self._conversations = conversations
        self._register = register
        self._clock = clock
        self._words = words
        self._taken: set[str] = set()
        """Taken over in this process: an answer being prepared at that moment is not said any more."""

    def begin(self, conversation_id: str, account: str, name: str) -> None:
        """`account` (of the team) serves from now on, called `name` by the shopper; also in place of a colleague.

        Raises NotFound, InvalidInput (no name, or too long a one), Conflict (another was faster).
        """
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME:
            raise InvalidInput(f"a name of 1 to {LONGEST_NAME} characters is expected", reason="name")
        standing = self._register.now(conversation_id)
        session = standing.session
        if session.served_by is not None and session.served_by.account == account:
            return
        taken = Draft("outcome", {"name": "taken_over", "advisor": name, "account": account})
        entry, new = self._log.append_once(conversation_id, f"service:{session.service}", taken)
        if not new and entry.data["account"] != account:
            raise Conflict("a colleague has just taken this conversation over", reason="taken")
        self._taken.add(conversation_id)
        if new:
            self._announce(standing, "person_joined", name)
        self._conversations.clear_flag(conversation_id, WAITING)

    def say(self, conversation_id: str, account: str, key: str, text: str) -> Entry:
        """What the person writes to the shopper; the same `key` again is the same message.

        Raises NotFound, InvalidInput (no words, or too many), Conflict (this account does not serve here).
        """
        said = text.strip()
        if not said or len(said) > LONGEST_TEXT:
            raise InvalidInput(f"between 1 and {LONGEST_TEXT} characters are expected", reason="advice")
        session = self._register.now(conversation_id).session
        if session.served_by is None or session.served_by.account != account:
            raise Conflict("this conversation is not yours", reason="not_serving")
        draft = _spoken("advisor", session.language, said, author=account)
        return self._log.append_once(conversation_id, f"advice:{key}", draft)[0]

    def end(self, conversation_id: str, account: str) -> None:
        """The assistant serves again; anybody of the team may give back. Raises NotFound."""
        standing = self._register.now(conversation_id)
        if standing.session.served_by is not None:
            self._give_back(standing, "person_left", account)
            self._conversations.clear_flag(conversation_id, WAITING)

    # --- what the counter asks ----------------------------------------------------------------------------------------

    def heard(self, standing: Standing, message: Entry) -> Standing:
        """A shopper's message where a person serves is left to them, and needs no answer of the assistant's. The
        standing after it. A person who has left without a word gives the conversation back."""
        person, conversation_id = standing.session.served_by, message.conversation_id
        if person is not None and message.at - person.seen_at > ABSENT_AFTER:
            self._give_back(standing, "person_absent", person.account, reason="absent")
        elif person is not None and not _dismisses(standing, message):
            self._log.append_once(conversation_id, f"left:{message.id}", _left(message))
        return self._register.now(conversation_id)

    def quiet(self, standing: Standing, message: Entry, drafts: Sequence[Draft]) -> Sequence[Draft]:
        """`drafts`, without words of the assistant's where a person serves by now."""
        if standing.session.served_by is None and standing.conversation.id not in self._taken:
            return drafts
        return [*(draft for draft in drafts if draft.kind != "message"), _left(message)]

    # ------------------------------------------------------------------------------------------------------------------

    def _give_back(self, standing: Standing, label: str, account: str, **more: str) -> None:
        conversation_id, person = standing.conversation.id, standing.session.served_by
        back = Draft("outcome", {"name": "handed_back", "account": account, **more})
        _, new = self._log.append_once(conversation_id, f"service:{standing.session.service}", back)
        self._taken.discard(conversation_id)
        if new and person is not None:
            self._announce(standing, label, person.name)
        self._conversations.clear_flag(conversation_id, ATTENDED)

    def _announce(self, standing: Standing, label: str, name: str) -> None:
        language = standing.session.language
        text = self._words.label(label, language, name=name)
        self._log.append(standing.conversation.id, [_spoken("assistant", language, text)])


def _spoken(role: str, language: str, text: str, **more: str) -> Draft:
    data: dict[str, Any] = {
        "role": role,
        "language": language,
        "text": text,
        "products": [],
        "comparison": None,
        "quick_replies": [],
    }
    return Draft("message", {**data, "nudge": None, "in_reply_to": None, **more})


def _left(message: Entry) -> Draft:
    """Closes a shopper's message without words."""
    return Draft("outcome", {"name": "left_to_person", "in_reply_to": message.id, "final": True})


def _dismisses(standing: Standing, message: Entry) -> bool:
    """A nudge sent away: the rules take note of it, whoever serves."""
    tapped = standing.reply(str(message.data.get("reply_id") or ""))
    return tapped is not None and tapped.meaning.get("intent") == "dismiss"
