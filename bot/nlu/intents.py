"""The intent classifier: word and letter n-grams plus families of meaning, weighed by a logistic regression.

Why not DIET: docs/decisions/0006-intent-classifier.md. Trains in seconds, answers in about a millisecond.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import skops.io as sio
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from bot.nlu.normaliser import concept_index, concepts, words
from bot.nlu.sentence_weights import SentenceWeights, shares

_FILE = "intents.skops"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordsClassifier(GraphComponent, IntentClassifier):
    """Needs no tokenizer or featurizer before it; reads the families from the training data's lookup tables."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Measured on held-out sentences (decision 0006): more weight for the families helps only what they were
        written after. `tolerance` halves the training time and changes no figure."""
        return {"c": 10.0, "concept_weight": 0.25, "max_iter": 300, "tolerance": 1e-3, "ranking_length": 5}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """An empty classifier: it answers nothing until `train` or `load`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._index: dict[str, tuple[str, ...]] = {}
        self._vectorizers: list[TfidfVectorizer] = []
        self._regression: LogisticRegression | None = None
        self._weights: list[SentenceWeights] = []
        self._coefficients = np.empty((0, 0))

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
        self._index = concept_index({table["name"]: table["elements"] for table in training_data.lookup_tables})
        prepared = [self._prepared(one.get(TEXT)) for one in examples]
        self._vectorizers = _vectorizers()
        for vectorizer, column in zip(self._vectorizers, _columns(prepared), strict=True):
            vectorizer.fit(column)
        self._regression = LogisticRegression(
            C=self._config["c"],
            max_iter=self._config["max_iter"],
            tol=self._config["tolerance"],
            class_weight="balanced",
            random_state=42,
        ).fit(self._matrix(prepared), [one.get(INTENT) for one in examples])
        self._prepare()
        self._persist()
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the likeliest intent and the ranking into each message that has a text."""
        for message in messages:
            if message.get(TEXT) and self._regression is not None:
                ranking = self._ranking(message.get(TEXT))
                message.set("intent", ranking[0], add_to_output=True)
                message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after it in the graph learns from its answers."""
        return training_data

    def _ranking(self, text: str) -> list[dict[str, Any]]:
        assert self._regression is not None
        found = [
            part.of(column) for part, [column] in zip(self._weights, _columns([self._prepared(text)]), strict=True)
        ]
        columns, weights = (np.concatenate(side) for side in zip(*found, strict=True))
        likely = shares(self._coefficients[columns].T @ weights + self._regression.intercept_)
        order = np.argsort(-likely)
        return [{"name": str(self._regression.classes_[at]), "confidence": float(likely[at])} for at in order]

    def _prepare(self) -> None:
        """What every sentence needs of the fitted parts, laid out once: a row of coefficients per column."""
        assert self._regression is not None
        self._weights, first = [], 0
        for number, vectorizer in enumerate(self._vectorizers):
            last = number == len(self._vectorizers) - 1
            part = SentenceWeights(vectorizer, first, self._config["concept_weight"] if last else 1.0)
            self._weights.append(part)
            first += part.width
        self._coefficients = np.ascontiguousarray(self._regression.coef_.T)

    def _prepared(self, text: str) -> tuple[str, str]:
        tokens = words(text)
        return " ".join(tokens) or text, " ".join(concepts(tokens, self._index))

    def _matrix(self, prepared: list[tuple[str, str]]) -> csr_matrix:
        parts = [one.transform(column) for one, column in zip(self._vectorizers, _columns(prepared), strict=True)]
        parts[-1] = parts[-1] * self._config["concept_weight"]
        return hstack(parts, format="csr")

    def _persist(self) -> None:
        state = {"index": self._index, "vectorizers": self._vectorizers, "regression": self._regression}
        with self._model_storage.write_to(self._resource) as folder:
            sio.dump(state, folder / _FILE)

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
            state = sio.load(folder / _FILE, trusted=_TRUSTED)
        loaded._index = {phrase: tuple(names) for phrase, names in state["index"].items()}
        loaded._vectorizers, loaded._regression = state["vectorizers"], state["regression"]
        loaded._prepare()
        return loaded


_TRUSTED = ["scipy.sparse._csr.csr_matrix"]
"""The only type beyond skops' own safe list that a kept classifier holds (the weights of rare words): plain numbers."""


def _vectorizers() -> list[TfidfVectorizer]:
    """Words and pairs of words, letters within words (typos, endings), families of meaning."""
    return [
        TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True),
        TfidfVectorizer(token_pattern=r"\S+"),
    ]


def _columns(prepared: list[tuple[str, str]]) -> tuple[list[str], list[str], list[str]]:
    texts = [text for text, _ in prepared]
    return texts, texts, [families for _, families in prepared]
