"""The vector of a message reaches the classifier in Rasa's process; without one, the words decide."""

from __future__ import annotations

import json
import uuid
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.rasa_server.client import RasaClient
from bot.rasa_server.sentences import packaged
from bot.settings import PROJECT

pytestmark = [pytest.mark.rasa, pytest.mark.xdist_group("rasa")]

TEXT = "I keep wavering, I might regret buying it"


class Altered:
    """Sends something else in the place of the vector."""

    def __init__(self, sentence: Any) -> None:
        self.sentence = sentence

    def of(self, text: str, language: Any) -> Any:
        return self.sentence


@pytest.fixture
async def client(rasa: Any) -> AsyncIterator[RasaClient]:
    made = RasaClient(rasa.target)
    yield made
    await made.aclose()


async def ranking(client: RasaClient, sender: str, language: str = "en", text: str = TEXT) -> dict[str, float]:
    answer = await client.handle(sender, text, {"language": language, "reading": {}})
    assert answer.understanding is not None
    return {one["intent"]: one["confidence"] for one in answer.understanding.ranking}


@pytest.mark.parametrize(("language", "text"), [("en", TEXT), ("fr", "je n'arrive pas à me décider entre ces deux-là")])
async def test_the_vector_changes_what_is_read_in_both_languages(client: RasaClient, language: str, text: str) -> None:
    words = await ranking(client, uuid.uuid4().hex, language, text)

    client.sentences = packaged(PROJECT)

    with_vector = await ranking(client, uuid.uuid4().hex, language, text)
    assert max(with_vector, key=lambda name: with_vector[name]) == "hesitate"
    assert with_vector != words


async def test_a_vector_of_another_model_or_a_broken_one_leaves_it_to_the_words(client: RasaClient) -> None:
    words = await ranking(client, uuid.uuid4().hex)
    good = packaged(PROJECT).of(TEXT, "en")
    assert good is not None

    for sent in ({**good, "encoder": "another"}, {**good, "numbers": good["numbers"][:40]}, "nonsense"):
        client.sentences = Altered(sent)  # type: ignore[assignment]
        assert await ranking(client, uuid.uuid4().hex) == words


async def test_the_vector_is_not_carried_on_to_the_actions(client: RasaClient, rasa: Any) -> None:
    client.sentences = packaged(PROJECT)
    sender = uuid.uuid4().hex

    await ranking(client, sender)

    told = rasa.actions.bodies[-1]
    assert told["sender_id"] == sender
    assert told["tracker"]["latest_message"]["metadata"]["language"] == "en"
    assert "sentence" not in told["tracker"]["latest_message"]["metadata"]
    assert "numbers" not in json.dumps(told)
