"""The intent classifier: clues of `bot.nlu.features`, weighed by a logistic regression.

Why not DIET: docs/decisions/0006-intent-classifier.md. Trains in seconds, answers in about a millisecond.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.nlu.clauses import clauses, heard_twice
from bot.nlu.features import Clues, version
from bot.nlu.normaliser import concept_index
from bot.nlu.sentence_weights import shares

_WORDS, _NUMBERS = "intents.json", "intents.npz"
"""What is learnt, as plain text and plain numbers: nothing in a model file is run when it is read."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordsClassifier(GraphComponent, IntentClassifier):
    """Needs no tokenizer or featurizer before it; reads the families from the training data's lookup tables."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Measured (decision 0006): one regression per intent, each against all the others, trains five times faster
        than one for all and generalises better; more weight for the families helps only what they were written after.
        `clues` is there for Rasa's cache, which sees a component's own source alone.
        """
        return {"c": 20.0, "concept_weight": 0.25, "ranking_length": 5, "clues": version()}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """An empty classifier: it answers nothing until `train` or `load`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._clues: Clues | None = None
        self._intents: list[str] = []
        self._coefficients = np.empty((0, 0))  # a row per column of the clues
        self._intercepts = np.empty(0)

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> WordsClassifier:
        """As Rasa's graph asks for it."""
        return cls(config, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has a text and an intent; keep nothing when there is none."""
        examples = [one for one in training_data.intent_examples if one.get(TEXT) and one.get(INTENT)]
        if not examples:
            return self._resource
        families = {table["name"]: table["elements"] for table in training_data.lookup_tables}
        self._clues = Clues.fresh(concept_index(families), self._config["concept_weight"])
        learnt = LogisticRegression(C=self._config["c"], solver="liblinear", class_weight="balanced", random_state=42)
        learnt.fit(self._clues.learn([one.get(TEXT) for one in examples]), [one.get(INTENT) for one in examples])
        self._intents = [str(intent) for intent in learnt.classes_]
        self._coefficients, self._intercepts = np.ascontiguousarray(learnt.coef_.T), learnt.intercept_
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the likeliest intent, the ranking and what the turn holds beside (`also`) into each message."""
        for message in messages:
            if message.get(TEXT) and self._clues is not None:
                text = message.get(TEXT)
                parts = [self._ranking(part) for part in clauses(text)]
                ranking, beside = heard_twice(self._ranking(text), parts)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("also", beside, add_to_output=True)
                message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after it in the graph learns from its answers."""
        return training_data

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        assert self._clues is not None
        columns, weights = self._clues.of_one(text)
        likely = shares(self._coefficients[columns].T @ weights + self._intercepts)
        order = np.argsort(-likely)
        return [{"name": self._intents[at], "confidence": float(likely[at])} for at in order]

    def _persist(self) -> None:
        assert self._clues is not None
        words, rarities = self._clues.state()
        numbers = {f"rarity_{at}": rarity for at, rarity in enumerate(rarities)}
        with self._model_storage.write_to(self._resource) as folder:
            told = json.dumps({**words, "intents": self._intents}, ensure_ascii=False)
            (folder / _WORDS).write_text(told, encoding="utf-8")
            np.savez(folder / _NUMBERS, coefficients=self._coefficients, intercepts=self._intercepts, **numbers)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> WordsClassifier:
        """The classifier as trained; ValueError when nothing was kept (no examples)."""
        loaded = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            words = json.loads((folder / _WORDS).read_text(encoding="utf-8"))
            numbers = np.load(folder / _NUMBERS, allow_pickle=False)
            rarities = [numbers[f"rarity_{at}"] for at in range(len(words["terms"]))]
            loaded._coefficients, loaded._intercepts = numbers["coefficients"], numbers["intercepts"]
        loaded._intents = words["intents"]
        loaded._clues = Clues.kept(words, rarities, loaded._config["concept_weight"])
        return loaded
