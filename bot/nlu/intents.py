"""The intent classifier: clues of `bot.nlu.features`, weighed by a logistic regression.

Where the app sends a sentence's vector two more have a say: a regression that knows it as well (one for plain English,
one for what was glossed into English), and a network that knows nothing else (`bot.nlu.perceptron`).

Why not DIET: docs/decisions/0006-intent-classifier.md. Trains in seconds, answers in about a millisecond.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import csr_matrix, hstack
from sklearn.linear_model import LogisticRegression

from bot.nlu.clauses import clauses, heard_twice
from bot.nlu.features import Clues, version
from bot.nlu.normaliser import concept_index
from bot.nlu.perceptron import Perceptron
from bot.nlu.perceptron import version as perceptron_version
from bot.nlu.sentence_weights import shares
from bot.nlu.sentences import GLOSSED, PLAIN, Directions, TaughtSentences, Vectors, told
from bot.nlu.sentences import version as sentences_version

_WORDS, _NUMBERS = "intents.json", "intents.npz"
"""What is learnt, as plain text and plain numbers: nothing in a model file is run when it is read."""


TOLERANCE = 0.3
"""Where the solver stops, on the dual problem: no share is off by more than 0.01, as on the primal one at 0.001, in a
third less time."""


@dataclass(frozen=True, slots=True)
class Weights:
    """One regression per intent: `coefficients` (columns of the clues, intents), `intercepts` (intents,)."""

    coefficients: NDArray[np.float32]  # shares differ by a millionth, a model weighs half
    intercepts: NDArray[np.float64]

    def scores(self, columns: NDArray[np.int64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """(intents,) of the sparse row with `weights` in `columns`."""
        return np.asarray(self.coefficients[columns].T @ weights + self.intercepts)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class WordsClassifier(GraphComponent, IntentClassifier):
    """Needs no tokenizer or featurizer before it; reads the families from the training data's lookup tables."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Measured (decision 0006): one regression per intent, each against all the others, trains five times faster
        than one for all and generalises better; more weight for the families helps only what they were written after.
        `clues`, `sentences` and `network` are there for Rasa's cache, which sees a component's own source alone.

        Of a vector's 384 directions the 96 that differ most among the examples do as well as all and train in half the
        time; at 1.2 instead of 0.7 they do no better (results/nlu-comparison-*.json). `words_share` and `network_share`
        are what the regression of words alone and the network have to say where there is a vector: together they mend
        one error in 21, in both languages, on examples held back; at 0.3 each French loses again.
        """
        learnt = {"c": 20.0, "concept_weight": 0.25, "sentence_weight": 0.7, "sentence_width": 96}
        learnt |= {"words_share": 0.2, "network_share": 0.2}
        versions = {"clues": version(), "sentences": sentences_version(), "network": perceptron_version()}
        return {**learnt, "ranking_length": 5, **versions}

    def __init__(self, config: dict[str, Any], model_storage: ModelStorage, resource: Resource) -> None:
        """An empty classifier: it answers nothing until `train` or `load`."""
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._clues: Clues | None = None
        self._intents: list[str] = []
        self._words = Weights(np.empty((0, 0), dtype=np.float32), np.empty(0))
        # of the words and a vector, by the kind of vector; empty where none were taught
        self._beside: dict[str, Weights] = {}
        self._directions: Directions | None = None
        self._network: Perceptron | None = None
        self._encoder = ""

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
        texts, intents = [one.get(TEXT) for one in examples], [one.get(INTENT) for one in examples]
        self._intents = sorted(set(map(str, intents)))
        rows = self._clues.learn(texts)
        self._words = self._learnt(rows, intents)
        if taught := TaughtSentences.of_this_training():
            self._learn_beside(rows, texts, intents, taught)
        self._persist()
        return self._resource

    def _learn_beside(self, rows: csr_matrix, texts: list[str], intents: list[str], taught: TaughtSentences) -> None:
        """The regressions that know vectors too. Plain English learns from its own examples, glossed French from all:
        it gains from the others, they lose by it.
        """
        at, vectors = taught.of(texts)
        if not at:
            return
        self._directions, self._encoder = Directions.of(vectors, self._config["sentence_width"]), taught.encoder
        along = self._directions.along(vectors) * self._config["sentence_weight"]
        plain = [row for row, number in enumerate(at) if texts[number] not in taught.glossed]
        for kind, chosen in ((PLAIN, plain), (GLOSSED, list(range(len(at))))):
            if chosen and (kind == PLAIN or len(plain) < len(at)):
                numbers = [at[row] for row in chosen]
                self._beside[kind] = self._learnt(*_beside(rows, intents, numbers, along[chosen]))
        self._network = Perceptron.learnt(vectors, [intents[number] for number in at], self._intents)

    def _learnt(self, rows: csr_matrix, intents: list[str]) -> Weights:
        known = {"C": self._config["c"], "tol": TOLERANCE, "class_weight": "balanced", "random_state": 42}
        learnt = LogisticRegression(solver="liblinear", dual=True, **known)
        learnt.fit(rows, intents)
        return Weights(np.ascontiguousarray(learnt.coef_.T, dtype=np.float32), learnt.intercept_)

    def process(self, messages: list[Message]) -> list[Message]:
        """Put the likeliest intent, the ranking and what the turn holds beside (`also`) into each message."""
        for message in messages:
            if message.get(TEXT) and self._clues is not None:
                text = message.get(TEXT)
                parts = [self._ranking(part) for part in clauses(text)]
                ranking, beside = heard_twice(self._ranking(text, *self._vector(message)), parts)
                message.set("intent", ranking[0], add_to_output=True)
                message.set("also", beside, add_to_output=True)
                message.set("intent_ranking", ranking[: self._config["ranking_length"]], add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Nothing after it in the graph learns from its answers."""
        return training_data

    def _vector(self, message: Message) -> tuple[Vectors | None, str]:
        """(the vector beside `message`, its kind); None where it has none, or nothing was learnt of its kind."""
        if self._directions is None:
            return None, PLAIN
        vector, kind = told(message.get("metadata"), self._encoder, len(self._directions.middle))
        return (vector, kind) if kind in self._beside else (None, PLAIN)

    def _ranking(self, text: str, vector: Vectors | None = None, kind: str = PLAIN) -> list[dict[str, Any]]:
        assert self._clues is not None
        columns, weights = self._clues.of_one(text)
        likely = shares(self._words.scores(columns, weights))
        if vector is not None:
            likely = self._with_vector(likely, vector, self._beside[kind].scores(columns, weights), kind)
        order = np.argsort(-likely)
        return [{"name": self._intents[at], "confidence": float(likely[at])} for at in order]

    def _with_vector(
        self, by_words: NDArray[np.float64], vector: Vectors, scores: NDArray[np.float64], kind: str
    ) -> NDArray[np.float64]:
        """(intents,): the shares `by_words`, those of the words' `scores` with the vector, and the network's, mixed."""
        assert self._directions is not None
        along = self._directions.along(vector[None, :])[0] * self._config["sentence_weight"]
        joint = shares(scores + along @ self._beside[kind].coefficients[-len(along) :])
        words_share, network_share = self._config["words_share"], self._config["network_share"]
        by_vector = joint if self._network is None else self._network.shares(vector)
        mixed = words_share * by_words + network_share * by_vector + (1 - words_share - network_share) * joint
        return np.asarray(mixed)

    def _persist(self) -> None:
        assert self._clues is not None
        words, rarities = self._clues.state()
        numbers = {f"rarity_{at}": rarity for at, rarity in enumerate(rarities)}
        numbers |= {"coefficients": self._words.coefficients, "intercepts": self._words.intercepts}
        for kind, learnt in self._beside.items():
            numbers |= {kind: learnt.coefficients, f"{kind}_intercepts": learnt.intercepts}
        if self._directions:
            numbers |= {"middle": self._directions.middle, "axes": self._directions.axes}
        numbers |= self._network.state() if self._network else {}
        with self._model_storage.write_to(self._resource) as folder:
            known = json.dumps({**words, "intents": self._intents, "encoder": self._encoder}, ensure_ascii=False)
            (folder / _WORDS).write_text(known, encoding="utf-8")
            np.savez(folder / _NUMBERS, **numbers)

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
            loaded._words = Weights(numbers["coefficients"], numbers["intercepts"])
            kinds = [kind for kind in (PLAIN, GLOSSED) if kind in numbers]
            loaded._beside = {kind: Weights(numbers[kind], numbers[f"{kind}_intercepts"]) for kind in kinds}
            if "axes" in numbers:
                loaded._directions = Directions(numbers["middle"], numbers["axes"])
            loaded._network = Perceptron.kept(numbers)
        loaded._intents, loaded._encoder = words["intents"], words.get("encoder", "")
        loaded._clues = Clues.kept(words, rarities, loaded._config["concept_weight"])
        return loaded


def _beside(rows: csr_matrix, intents: list[str], at: list[int], vectors: Vectors) -> tuple[csr_matrix, list[str]]:
    """(rows, their intents) of the examples `at`, each with its vector, and of those of an intent that none of them
    has. With all the others it does no better and takes twice as long."""
    heard = {intents[number] for number in at}
    chosen = [*at, *(number for number, intent in enumerate(intents) if intent not in heard)]
    beside = np.zeros((len(chosen), vectors.shape[1]), dtype=np.float32)
    beside[: len(at)] = vectors
    return hstack([rows[chosen], csr_matrix(beside)], format="csr"), [intents[number] for number in chosen]
