"""One sentence weighed by itself is weighed as scikit-learn weighs a whole corpus."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier

from bot.nlu.sentence_weights import SentenceWeights, shares

TEXTS = (
    "je cherche des chaussures",
    "je cherche je cherche une veste",
    "vous livrez quand",
    "do you deliver to me",
    "a rain jacket a rain jacket",
    "thanks",
)
UNSEEN = ("je cherche une lampe", "deliver deliver deliver", "zzz", "", "thanks thanks for the jacket")


def vectorizers() -> list[Any]:
    made = [
        TfidfVectorizer(token_pattern=r"\S+", ngram_range=(1, 2), sublinear_tf=True),
        TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=2, sublinear_tf=True),
        TfidfVectorizer(token_pattern=r"\S+"),
    ]
    return [one.fit(TEXTS) for one in made]


@pytest.mark.parametrize("text", [*TEXTS, *UNSEEN])
@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_weights_are_scikit_learn_s(number: int, text: str) -> None:
    vectorizer = vectorizers()[number]
    part = SentenceWeights(vectorizer, first_column=5, scale=0.25)
    columns, weights = part.of(text)
    row = np.zeros(5 + part.width)
    row[columns] = weights
    expected = 0.25 * vectorizer.transform([text]).toarray()[0]
    assert row[:5].tolist() == [0.0] * 5
    assert row[5:] == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("text", [*TEXTS, *UNSEEN])
def test_scores_become_the_shares_a_regression_predicts(text: str) -> None:
    vectorizer = vectorizers()[0]
    labels = ["s", "s", "d", "d", "s", "t"]
    model = OneVsRestClassifier(LogisticRegression(C=10.0)).fit(vectorizer.transform(TEXTS), labels)
    coefficients = np.vstack([one.coef_ for one in model.estimators_])
    columns, weights = SentenceWeights(vectorizer).of(text)
    scores = coefficients.T[columns].T @ weights + np.concatenate([one.intercept_ for one in model.estimators_])
    assert shares(scores) == pytest.approx(model.predict_proba(vectorizer.transform([text]))[0], abs=1e-12)
