"""The last step of understanding: what the app read with certainty joins what the classifier guessed.

The app reads needs, language and references itself (against the live catalogue) and sends them as metadata:
`{"language": "fr", "reading": {"entities": [{"entity", "value"}], "intent": name | None, "confidence": float,
"instead": {guess: intent}, "believes": [guess]}}`; `instead` names what guesses that make no sense at this point stand
for, `believes` those that stand all the same where the classifier is sure of them.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_RANKING_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.clauses import asks_in_passing, is_doubted, sale_first

NEEDS = ("category", "usage", "level", "budget", "brand", "color", "size", "gender", "for_whom", "feature", "choice")
"""The entities that fill the form's slots."""
NEEDS_INTENTS = ("search_product", "inform_need", "change_mind", "ask_recommendation")
"""The intents under which they do; domain.yml says the same to the slots."""
FALLBACK = "nlu_fallback"
INFORM = "inform_need"
SURE = 0.6
"""From here on a guess in `believes` stands. What its words seemed to name had taken its place in 261 of 4,200 held-out
turns, each the first of a talk; in 248 of them the guess had been right."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class ReadingInjector(GraphComponent):
    """Adds the reading's entities, puts its intent first; a message without metadata (in training) stays as it is."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> ReadingInjector:
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        for message in messages:
            metadata = message.get("metadata")
            if isinstance(metadata, dict):
                inject(message, metadata)
        return messages

    def process_training_data(self, training_data: Any) -> Any:
        return training_data


def inject(message: Message, metadata: dict[str, Any]) -> None:
    """Change `message` in place by what `metadata` says."""
    reading = metadata.get("reading") or {}
    read = [_entity(e["entity"], e.get("value")) for e in reading.get("entities") or () if e.get("entity") in NEEDS]
    guess, intent = message.get(INTENT) or {}, _intent(message, reading, bool(read))
    if intent is not None:
        _put_first(message, intent)
        if asks_in_passing(guess):
            message.set("also", [dict(guess), *(message.get("also") or ())], add_to_output=True)
    if not reading.get("intent"):
        _lead_with_the_sale(message, [entity["entity"] for entity in read])
    if (message.get(INTENT) or {}).get("name") in NEEDS_INTENTS:
        read += _cleared(read)
    if language := metadata.get("language"):
        read.append(_entity("language", language))
    message.set(ENTITIES, [*(message.get(ENTITIES) or ()), *read], add_to_output=True)


def _intent(message: Message, reading: dict[str, Any], has_needs: bool) -> dict[str, Any] | None:
    """The intent the reading is sure of; else what the classifier's guess stands for where it makes no sense. Words
    that name a need are understood, whatever the classifier says."""
    guess = message.get(INTENT) or {}
    if guess.get("name") in (reading.get("believes") or ()) and float(guess.get("confidence") or 0.0) >= SURE:
        return None
    if reading.get("intent"):
        return {"name": str(reading["intent"]), "confidence": float(reading.get("confidence") or 1.0)}
    if better := (reading.get("instead") or {}).get(guess.get("name")):
        return {"name": str(better), "confidence": float(guess.get("confidence") or 1.0)}
    lost = guess.get("name") in (FALLBACK, None) or is_doubted(guess)
    if has_needs and lost:
        return {"name": INFORM, "confidence": 1.0}
    return {"name": FALLBACK, "confidence": guess["confidence"]} if is_doubted(guess) else None


def _lead_with_the_sale(message: Message, needs: list[str]) -> None:
    """Where a turn asks the shop and goes on with the sale, the sale is its intent and the question stands beside."""
    text = str(message.get("text") or "")
    led = sale_first(message.get(INTENT) or {}, message.get("also") or (), text, needs)
    if led is not None:
        _put_first(message, dict(led[0]))
        message.set("also", [dict(one) for one in led[1]], add_to_output=True)


def _put_first(message: Message, intent: dict[str, Any]) -> None:
    ranking = [r for r in message.get(INTENT_RANKING_KEY) or () if r.get("name") != intent["name"]]
    message.set(INTENT, intent, add_to_output=True)
    message.set(INTENT_RANKING_KEY, [intent, *ranking], add_to_output=True)


def _cleared(read: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Nothing for the needs this message does not name: no slot holds an old answer (a need may have been removed)."""
    named = {entity["entity"] for entity in read}
    return [_entity(name, None) for name in NEEDS if name not in named]


def _entity(name: str, value: Any) -> dict[str, Any]:
    return {"entity": name, "value": value, "extractor": ReadingInjector.__name__}
