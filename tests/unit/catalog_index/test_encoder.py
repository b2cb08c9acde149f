from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from catalog_index.encoder import QuantisedEncoder, SentenceEncoder, encoder_named
from catalog_index.errors import CatalogueError
from catalog_index.quantised import prepared

CACHE = Path(__file__).resolve().parents[3] / "build" / "encoders"
"""The one the product uses, so that no test makes the model once more."""
TITLES = [
    "red trail running shoes for women",
    "waterproof jacket with a hood",
    "",
    "12 in. chrome towel bar",
    "x " * 400,
]


@pytest.fixture(scope="module")
def quantised() -> QuantisedEncoder:
    return QuantisedEncoder(CACHE)


def test_eight_bits_say_nearly_what_the_model_says(quantised: QuantisedEncoder) -> None:
    ours, models = quantised.encode(TITLES), SentenceEncoder().encode(TITLES)
    cosines = np.sum(ours * models, axis=1)
    assert np.all(cosines[[0, 1, 3, 4]] > 0.975)
    assert cosines[2] == 0.0


def test_quantised_vectors_have_length_one_and_an_empty_text_none(quantised: QuantisedEncoder) -> None:
    np.testing.assert_allclose(np.linalg.norm(quantised.encode(TITLES), axis=1), [1, 1, 0, 1, 1], atol=1e-5)
    assert not quantised.encode_query("  ").any()


def test_a_title_is_nearest_to_what_means_the_same(quantised: QuantisedEncoder) -> None:
    query = quantised.encode_query("coat against the rain")
    assert int(np.argmax(quantised.encode(TITLES) @ query)) == 1


def test_progress_ends_at_the_number_of_texts(quantised: QuantisedEncoder) -> None:
    seen: list[tuple[int, int]] = []
    quantised.encode(["one", "two words", "three more words"] * 50, lambda done, total: seen.append((done, total)))
    assert seen[-1] == (150, 150)
    assert [done for done, _ in seen] == sorted({done for done, _ in seen})


def test_a_model_that_cannot_be_made_is_one_clear_error_and_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with pytest.raises(CatalogueError, match="can't be quantised") as error:
        prepared(tmp_path / "model", tmp_path / "cache")
    assert "\n" not in str(error.value)
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.parametrize(
    ("setting", "name"),
    [("packaged", "all-MiniLM-L6-v2-int8"), ("packaged-float32", "all-MiniLM-L6-v2"), ("/models/ours", "ours")],
)
def test_a_setting_names_an_encoder(setting: str, name: str, tmp_path: Path) -> None:
    assert encoder_named(setting, tmp_path).name == name
