"""Sentence vectors: which sentences get one, and how they reach a message and a training, both sides of the wire."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.nlu.sentences import GLOSSED, PLAIN, Directions, TaughtSentences, told
from bot.rasa_server import sentences as module
from bot.rasa_server.client import RasaClient, Target
from bot.rasa_server.gloss import Gloss
from bot.rasa_server.sentences import NoLongerWanted, SentenceVectors, sentences_taught, taught_vectors
from catalog_index.encoder import HashingEncoder, QuantisedEncoder, Vectors

WIDTH = 256
GLOSS = Gloss({("bonjour",): "hello", ("veste",): "jacket", ("une",): "a"}, {}, 1)


class Packaged(HashingEncoder):
    """Small and instant, under the packaged model's name."""

    def __init__(self) -> None:
        super().__init__(WIDTH)
        self.name = QuantisedEncoder.name
        self.asked: list[str] = []

    def encode_query(self, text: str) -> Vectors:
        self.asked.append(text)
        return super().encode_query(text)


@pytest.fixture
def encoder(monkeypatch: pytest.MonkeyPatch) -> Packaged:
    made = Packaged()
    monkeypatch.setattr(module, "encoder_named", lambda name, cache: made)
    return made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, lines in {
        "greetings.en.yml": ("hello", "good morning"),
        "greetings.fr.yml": ("bonjour",),
        "concepts.yml": ("not an example of English",),
    }.items():
        path = tmp_path / "data" / "nlu" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        examples = "".join(f"      - {line}\n" for line in lines)
        path.write_text(f'version: "3.1"\n\nnlu:\n  - intent: greet\n    examples: |\n{examples}')
    return tmp_path


def test_what_goes_out_beside_an_english_message_comes_in_as_its_vector(encoder: Packaged) -> None:
    sent = SentenceVectors(encoder).of("a warm jacket", "en")

    vector, kind = told({"language": "en", "sentence": sent}, QuantisedEncoder.name, WIDTH)

    assert vector is not None
    assert kind == PLAIN
    assert vector == pytest.approx(HashingEncoder(WIDTH).encode_query("a warm jacket"), abs=1e-3)


def test_a_french_message_has_the_vector_of_its_english_words(encoder: Packaged) -> None:
    vectors = SentenceVectors(encoder, GLOSS)

    french, english = vectors.of("Une veste", "fr"), vectors.of("a jacket", "en")

    assert encoder.asked == ["a jacket", "a jacket"]
    assert french == {**(english or {}), "glossed": True}
    assert told({"sentence": french}, QuantisedEncoder.name, WIDTH)[1] == GLOSSED


@pytest.mark.parametrize(("text", "language"), [("a jacket", None), ("eine Jacke", "de"), ("  ", "en"), (" ", "fr")])
def test_a_message_in_neither_language_or_without_words_has_no_vector(
    encoder: Packaged, text: str, language: str | None
) -> None:
    assert SentenceVectors(encoder, GLOSS).of(text, language) is None
    assert encoder.asked == []


def test_without_a_gloss_a_french_message_has_no_vector(encoder: Packaged) -> None:
    assert SentenceVectors(encoder).of("une veste", "fr") is None


def test_another_encoder_than_the_packaged_one_gives_none() -> None:
    assert SentenceVectors(HashingEncoder(WIDTH)).of("a warm jacket", "en") is None


@pytest.mark.parametrize(
    "sentence",
    [
        None,
        "words",
        {"encoder": "another", "numbers": base64.b64encode(bytes(2 * WIDTH)).decode()},
        {"encoder": QuantisedEncoder.name},
        {"encoder": QuantisedEncoder.name, "numbers": "not base64!"},
        {"encoder": QuantisedEncoder.name, "numbers": base64.b64encode(bytes(2 * WIDTH - 2)).decode()},
        {"encoder": QuantisedEncoder.name, "numbers": base64.b64encode(bytes(3)).decode()},
        {"encoder": QuantisedEncoder.name, "numbers": base64.b64encode(b"\x00\x7e" * WIDTH).decode()},
    ],
)
def test_a_vector_that_is_not_whole_counts_as_none(sentence: object) -> None:
    assert told({"sentence": sentence}, QuantisedEncoder.name, WIDTH)[0] is None


def test_only_files_named_by_their_language_have_examples_and_what_both_say_is_english(
    project: Path, tmp_path: Path
) -> None:
    own = tmp_path / "home" / "greet.en.yml"
    own.parent.mkdir()
    own.write_text('version: "3.1"\nnlu:\n  - intent: greet\n    examples: |\n      - howdy\n      - une veste\n')
    told = {"good morning": "good morning", "hello": "hello", "howdy": "howdy", "une veste": "une veste"}

    assert sentences_taught([project / "data" / "nlu", own.parent], None) == told
    assert sentences_taught([project / "data" / "nlu", own.parent], GLOSS) == {**told, "bonjour": "hello"}


def test_a_training_finds_the_vectors_of_its_examples_in_both_languages(
    project: Path, tmp_path: Path, encoder: Packaged
) -> None:
    (project / "data" / "nlu" / "gloss.yml").write_text("french:\n  words: |\n    good morning = bonjour\n")

    made = taught_vectors(project, tmp_path / "cache", [], lambda line: None)
    assert made is not None
    taught = TaughtSentences.read(made)
    at, vectors = taught.of(["bonjour", "hello", "never taught", "good morning"])

    assert (taught.encoder, at, taught.glossed) == (QuantisedEncoder.name, [0, 1, 3], {"bonjour"})
    assert vectors[1] == pytest.approx(HashingEncoder(WIDTH).encode_query("hello"), abs=1e-3)
    assert vectors[0].tolist() == vectors[2].tolist()


def test_a_changed_meaning_is_computed_again(project: Path, tmp_path: Path, encoder: Packaged) -> None:
    gloss = project / "data" / "nlu" / "gloss.yml"
    for english in ("good day", "farewell"):
        gloss.write_text(f"french:\n  words: |\n    {english} = bonjour\n")
        encoder.asked.clear()
        made = taught_vectors(project, tmp_path / "cache", [], lambda line: None)

    assert made is not None
    assert encoder.asked == ["farewell"]
    _, vectors = TaughtSentences.read(made).of(["bonjour"])
    assert vectors[0] == pytest.approx(HashingEncoder(WIDTH).encode_query("farewell"), abs=1e-3)


def test_only_new_sentences_are_computed_again(project: Path, tmp_path: Path, encoder: Packaged) -> None:
    taught_vectors(project, tmp_path / "cache", [], lambda line: None)
    encoder.asked.clear()
    path = project / "data" / "nlu" / "greetings.en.yml"
    path.write_text(path.read_text() + "      - howdy\n")

    taught_vectors(project, tmp_path / "cache", [], lambda line: None)

    assert encoder.asked == ["howdy"]


def test_a_shop_s_training_begins_from_the_vectors_of_the_shipped_examples(
    project: Path, tmp_path: Path, encoder: Packaged
) -> None:
    taught_vectors(project, (project / module.SHIPPED).parent, [], lambda line: None)
    encoder.asked.clear()

    assert taught_vectors(project, tmp_path / "home", [], lambda line: None) == tmp_path / "home" / module.FILE
    assert encoder.asked == []


def test_a_broken_file_of_vectors_is_made_again(project: Path, tmp_path: Path, encoder: Packaged) -> None:
    (tmp_path / module.FILE).write_bytes(b"PK\x03\x04 half a file")

    made = taught_vectors(project, tmp_path, [], lambda line: None)

    assert made is not None
    assert set(TaughtSentences.read(made).rows) == {"hello", "good morning"}


def test_vectors_that_nobody_wants_any_more_are_not_computed_to_the_end(
    project: Path, tmp_path: Path, encoder: Packaged
) -> None:
    with pytest.raises(NoLongerWanted):
        taught_vectors(project, tmp_path, [], lambda line: None, wanted=lambda: False)
    assert not (tmp_path / module.FILE).exists()


def test_no_examples_no_file(tmp_path: Path, encoder: Packaged) -> None:
    assert taught_vectors(tmp_path, tmp_path, [], lambda line: None) is None


def test_the_directions_kept_are_those_in_which_the_taught_vectors_differ() -> None:
    draw = np.random.default_rng(3)
    vectors = (draw.normal(size=(200, 5)) * [0.1, 3.0, 0.1, 1.0, 0.1] + 7.0).astype(np.float32)

    kept = Directions.of(vectors, 2)

    assert np.abs(kept.axes).argmax(axis=1).tolist() == [1, 3]
    assert kept.middle == pytest.approx(vectors.mean(axis=0))
    assert np.linalg.norm(kept.along(vectors), axis=1) == pytest.approx(np.ones(200), abs=1e-5)
    assert kept.along(kept.middle[None, :]).tolist() == [[0.0, 0.0]]


@pytest.mark.parametrize(("hint", "sent"), [(None, True), ("ask_delivery", False)])
async def test_the_client_sends_a_vector_where_the_app_does_not_know_the_intent(
    encoder: Packaged, hint: str | None, sent: bool
) -> None:
    bodies: list[dict[str, Any]] = []

    async def rasa(request: web.Request) -> web.Response:
        bodies.append(await request.json())
        return web.json_response({"messages": [{"text": "x"}]})

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", rasa)
    async with TestServer(app) as server:
        target = Target(str(server.make_url("")).rstrip("/"), "secret-a")
        client = RasaClient(target, SentenceVectors(encoder))
        await client.handle("c1", "do you ship here", {"language": "en", "reading": {"intent": hint}})
        await client.aclose()

    vector, _ = told(bodies[0]["metadata"], QuantisedEncoder.name, WIDTH)
    assert (vector is not None) is sent
    assert bodies[0]["metadata"]["reading"] == {"intent": hint}
