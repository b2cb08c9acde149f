"""One answer, from a shopper's message to the entries that record it: what was understood, decided and said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from bot.dialogue.nudging import Nudger, NudgeWriter
from bot.dialogue.posting import Lookup, meaning, message_draft, reply_from
from bot.dialogue.register import Standing
from bot.dialogue.reply import Meaning, Reply
from bot.dialogue.sense import believes, doubts_beside, instead
from bot.dialogue.turn import Turn, Turns
from bot.dialogue.words import Words
from bot.errors import ComptoirError, Unavailable
from bot.ports import Clock, DialogueEngine, EngineAnswer, Understanding
from bot.shopper.entry import Draft, Entry
from bot.shopper.needs import ANY, difference, from_json
from bot.shopper.reading.message import Reading
from bot.shopper.reading.taking import SETTLES, TAKES, WANTS
from bot.shopper.session import Session, fold
from catalog_index.text import fold_aligned

logger = logging.getLogger(__name__)

RETRY_SECONDS = (0.2, 0.5, 1.0, 2.0)
"""Pauses while the engine is away; the last repeats. A restart takes half a minute, so nothing is gained by hurry."""

AWAY_SECONDS = 300.0
"""An engine away for longer is a case for the team: the shopper is told, and may ask for a person."""

FAILURES = 3
"""Failures of a reachable engine over the same message: a fourth try would fail like the third."""

LOST = "nlu_fallback"
DISMISS = "dismiss"
SAYS_IT_BETTER = {"utter_hesitate_help": "decision_help", "utter_no_discount": "promotion"}
"""Response -> the nudge that says it better, and not twice: an offer to help decide, or an offer after all."""


HELP_ENOUGH = frozenset({"hesitate", "price_objection", "ask_discount", "goodbye", "thank"})
"""Intents whose answer is itself help, or a farewell: nothing more is pressed on the shopper in the same breath."""

WAITS = frozenset({"reassurance", "social_proof"})
"""Nudges that can wait for what the shopper makes of that answer."""


class Reader(Protocol):
    """Reads a message against the live catalogue and the conversation so far."""

    def read(self, text: str, session: Session) -> Reading: ...


class Answering:
    """Turns one shopper message into the drafts that answer it. Holds no state of a conversation."""

    def __init__(
        self,
        engine: DialogueEngine,
        reader: Reader,
        nudger: Nudger,
        writer: NudgeWriter,
        words: Words,
        lookup: Lookup,
        clock: Clock,
        turns: Turns,
    ) -> None:
        self._engine = engine
        self._reader = reader
        self._nudger = nudger
        self._writer = writer
        self._words = words
        self._lookup = lookup
        self._clock = clock
        self.turns = turns

    async def answer(self, standing: Standing, message: Entry) -> list[Draft]:
        """Everything to append for `message`, the last message final."""
        turn = self._turn(standing, message)
        if turn.meaning and turn.meaning.intent == DISMISS:
            return self._dismissed(turn)
        try:
            with self.turns.running(turn):
                answer = await self._ask(turn)
        except ComptoirError as error:
            logger.warning("message %s could not be answered: %s", message.id, error.detail)
            return self._excuse(turn)
        return self._composed(turn, standing, answer)

    # --- reading ------------------------------------------------------------------------------------------------------

    def _turn(self, standing: Standing, message: Entry) -> Turn:
        text, before = str(message.data.get("text", "")), standing.session
        tapped = standing.reply(str(message.data.get("reply_id"))) if message.data.get("reply_id") else None
        if tapped is not None:
            meant: Meaning | None = meaning(tapped.meaning)
            reading = tapped_reading(meant, before) if meant else self._reader.read(text, before)
        else:
            reading = self._reader.read(text, before)
            meant = pointed_choice(text, reading, before)
        now = self._clock.now()
        synthetic = Entry(before.last_id + 1, standing.conversation.id, now, "understanding", _read(reading, before))
        return Turn(
            conversation_id=standing.conversation.id,
            message_id=message.id,
            text=text,
            language=reading.language,
            before=before,
            session=fold(before, synthetic),
            reading=reading,
            now=now,
            meaning=meant,
            recent=standing.recent,
            search="" if reading.begins else standing.search,  # what was looked for was let go
            questions=standing.questions,
            previous=standing.texts[0] if len(standing.texts) > 1 else "",
        )

    # --- the engine ---------------------------------------------------------------------------------------------------

    async def _ask(self, turn: Turn) -> EngineAnswer:
        """The engine's answer, waiting for it while it is away. Raises ComptoirError when it is no use waiting."""
        started, failures = asyncio.get_running_loop().time(), 0
        for attempt in range(10_000):
            try:
                return await self._engine.handle(turn.conversation_id, turn.text, metadata_of(turn))
            except Unavailable as error:
                failures += str(error.extra.get("reason", "")).startswith("500")
                waited = asyncio.get_running_loop().time() - started
                if failures >= FAILURES or waited > AWAY_SECONDS:
                    raise
            turn.done.clear()
            turn.outcomes.clear()
            await asyncio.sleep(RETRY_SECONDS[min(attempt, len(RETRY_SECONDS) - 1)])
        raise Unavailable("the dialogue engine does not answer")

    # --- composing ----------------------------------------------------------------------------------------------------

    def _composed(self, turn: Turn, standing: Standing, answer: EngineAnswer) -> list[Draft]:
        known = answer.understanding or Understanding(LOST, 0.0)
        understood = self._understanding(turn, known)
        outcomes = [*(Draft("outcome", data) for data in turn.outcomes), *self._declined(turn, understood)]
        replies = [self._reply(turn, message) for message in answer.messages]
        said = (*turn.recent, *(reply.text for reply in replies))
        decided, nudge = self._nudge(turn, standing, [understood, *outcomes], said)
        intent = known.intent.partition("/")[0]
        if nudge is not None and turn.reading.remark != "distress" and not _held(nudge, intent):
            replies = [*_beside(nudge, answer, replies), nudge]
        if not replies:
            return [understood, *outcomes, *self._excuse(turn)]
        return [understood, *outcomes, *decided, *self._posted(turn, replies)]

    def _reply(self, turn: Turn, message: Mapping[str, Any]) -> Reply:
        """A response that a rule uttered is worded here, so that it isn't repeated; an action has worded its own."""
        name, text = message.get("utter_action"), str(message.get("text") or "")
        if name and name in self._words.names:
            text = self._words.say(str(name), turn.language, seed=turn.seed, recent=turn.recent)
        return reply_from(message, text)

    def _posted(self, turn: Turn, replies: list[Reply]) -> list[Draft]:
        last = len(replies) - 1
        return [
            message_draft(reply, turn.language, self._lookup, self._words, turn.message_id, final=i == last)
            for i, reply in enumerate(replies)
        ]

    def _understanding(self, turn: Turn, known: Understanding) -> Draft:
        runner_up = next((dict(r) for r in known.ranking if r.get("intent") != known.intent), None)
        return Draft(
            "understanding",
            {
                "message_id": turn.message_id,
                "language": turn.language,
                "intent": known.intent,
                "confidence": known.confidence,
                "runner_up": runner_up,
                "also": _also(turn, known),
                "entities": [dict(e) for e in known.entities if e.get("entity") != "language"],
                "needs_changed": difference(turn.before.needs, turn.session.needs),
                "refers": list(turn.refers),
                "search": turn.search,
                "means": turn.meaning.intent if turn.meaning else None,
                "source": "quick_reply" if turn.meaning else "words",
                "not_understood": known.intent == LOST,
            },
        )

    def _nudge(
        self, turn: Turn, standing: Standing, known: Sequence[Draft], said: tuple[str, ...]
    ) -> tuple[list[Draft], Reply | None]:
        """The policy is asked after every message, with all that it brought (`known`: what it meant, whether a person
        was called for); its decision is logged also when it is silence."""
        session = standing.session
        for number, draft in enumerate(known, standing.last_id + 1):
            session = fold(session, Entry(number, turn.conversation_id, turn.now, draft.kind, draft.data))
        return self.consider(session, "message", said)

    def _declined(self, turn: Turn, understood: Draft) -> list[Draft]:
        """A no in words to the nudge that stands last weighs as much as its button; to all of them, also before the
        first."""
        every = turn.reading.remark == "no_offers"
        decision_id = (turn.before.offered or {}).get("nudge")
        refused = turn.meaning is None and _says_no(turn, str(understood.data["intent"]))
        if not every and not (decision_id and refused):
            return []
        self._nudger.dismissed(turn.session, turn.now)
        return [Draft("outcome", {"name": "dismissed", "decision_id": None if every else decision_id})]

    def consider(
        self, session: Session, trigger: str, recent: tuple[str, ...] = ()
    ) -> tuple[list[Draft], Reply | None]:
        """The decision's draft, and the nudge's message if it speaks."""
        decision = self._nudger.consider(session, self._clock.now(), trigger)
        entry = decision.to_entry(self._nudger.sentence(decision))
        reply = self._writer.write(entry, session, self._lookup, recent) if decision.speaks else None
        return [Draft("decision", entry)], reply

    # --- without the engine -------------------------------------------------------------------------------------------

    def _dismissed(self, turn: Turn) -> list[Draft]:
        """ "No, thank you" to a nudge: final for this visit, and answered kindly."""
        known = Understanding("deny", 1.0)
        self._nudger.dismissed(turn.session, turn.now)
        outcome = {"name": "dismissed", "decision_id": turn.meaning.value if turn.meaning else None}
        text = self._words.say("utter_nudge_dismissed", turn.language, seed=turn.seed, recent=turn.recent)
        return [self._understanding(turn, known), Draft("outcome", outcome), *self._posted(turn, [Reply(text)])]

    def _excuse(self, turn: Turn) -> list[Draft]:
        text = self._words.say("utter_trouble", turn.language, seed=turn.seed, recent=turn.recent)
        return self._posted(turn, [Reply(text)])


def _also(turn: Turn, known: Understanding) -> list[str]:
    """The intents the message holds beside its first, those that make sense here; a tapped reply means one thing."""
    if turn.meaning:
        return []
    elsewhere = instead(turn)
    also = [intent for intent in known.also if intent not in (known.intent, *elsewhere)]
    return also + ["hesitate"] * (doubts_beside(turn, known.intent, known.ranking) and "hesitate" not in also)


def _says_no(turn: Turn, intent: str) -> bool:
    """« Non merci », or « pas intéressé » that points at no product."""
    return intent == "deny" or (intent == "reject_product" and not turn.refers)


def _beside(nudge: Reply, answer: EngineAnswer, replies: list[Reply]) -> list[Reply]:
    """The replies that the nudge does not say better."""
    kind = nudge.nudge.kind if nudge.nudge else ""
    named = [str((message.get("custom") or {}).get("response")) for message in answer.messages]
    return [reply for reply, name in zip(replies, named, strict=True) if SAYS_IT_BETTER.get(name) != kind]


def _held(nudge: Reply, intent: str) -> bool:
    """Whether the answer itself stands first."""
    return nudge.nudge is not None and nudge.nudge.kind in WAITS and intent in HELP_ENOUGH


def tapped_reading(meant: Meaning, before: Session) -> Reading:
    """What a tapped quick reply says, as if it had been read from words: with certainty."""
    change = from_json(meant.needs)
    if change.get("features") and meant.answers:  # one more wish beside those already said
        change["features"] = tuple(dict.fromkeys((*before.needs.features, *change["features"])))
    if {"budget_min", "budget_max"} & set(change):
        change.setdefault("budget_of", before.needs.category)
    opened = (meant.answers,) if meant.value == ANY and meant.answers else ()
    if opened:
        change["open"] = tuple(dict.fromkeys((*before.needs.open, *opened)))
    needs = before.needs.changed(change)
    return Reading(
        language=before.language,
        needs=needs,
        change=change,
        open=opened,
        refers=meant.refers,
        intent_hint=meant.intent,
        confidence=1.0,
        entities=_entities(meant),
        covered=1.0,
    )


def _entities(meant: Meaning) -> tuple[Mapping[str, str], ...]:
    if not meant.answers:
        return ()
    return ({"entity": meant.answers.partition(":")[0], "value": meant.value or ANY},)


def pointed_choice(text: str, reading: Reading, before: Session) -> Meaning | None:
    """ "Which one?" answered by pointing at one: it means what the offered replies meant, for that product."""
    offered = before.offered or {}
    if before.asking != "choice" or len(reading.refers) != 1 or reading.intent_hint not in (None, "inform_need"):
        return None
    intent = "accept_product" if _takes(fold_aligned(text)) else str(offered.get("intent") or "")
    return (
        Meaning(intent, refers=reading.refers, value=offered.get("value")) if offered.get("refers") and intent else None
    )


def _takes(folded: str) -> bool:
    """Whether the answer to "which one?" takes it, for whatever reason one was asked."""
    return bool(TAKES.search(folded) or WANTS.search(folded) or SETTLES.match(folded))


def metadata_of(turn: Turn) -> dict[str, Any]:
    """What the private channel passes on to the engine."""
    intent = turn.meaning.intent if turn.meaning else turn.reading.intent_hint
    return {
        "language": turn.language,
        "reading": {
            "entities": [dict(entity) for entity in turn.reading.entities],
            "intent": intent,
            "confidence": 1.0 if turn.meaning else turn.reading.confidence,
            "instead": {} if turn.meaning else instead(turn),
            "believes": [] if turn.meaning else list(believes(turn)),
        },
    }


def _read(reading: Reading, before: Session) -> dict[str, Any]:
    """The understanding entry that the reading alone would make; the intent is not known yet."""
    return {
        "message_id": None,
        "language": reading.language,
        "needs_changed": difference(before.needs, reading.needs),
        "refers": list(reading.refers),
    }


Describe = Callable[[Session], dict[str, Any]]
"""The contract's State of a session, in the shopper's words."""
