"""Sentences that say the same stand together in the inbox and are taught at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import parse_qs

import pytest

from catalog_index.encoder import HashingEncoder, Progress, Vectors

ALIKE = ("my piggy bank is crying", "my piggy bank is crying loud", "the piggy bank is crying")


@pytest.fixture
def told(shop: Any, begin: Any) -> list[int]:
    """Three sentences alike and another wait; the ids of the three."""
    shop.catalogue.current.encoder = HashingEncoder()
    talk = begin()
    ids = [talk.said(text).id for text in ALIKE]
    talk.said("zorglub")
    return ids


def offered(page: str) -> list[int]:
    """The messages of the first group's link, as a browser reads it."""
    link = re.search(r'href="/console/training/together\?([^"]+)"', page)
    return sorted(int(one) for one in parse_qs(unescape(link[1]))["message"]) if link else []


async def test_what_is_alike_is_offered_together_and_the_rest_alone(person: Any, told: list[int]) -> None:
    page = (await (await person("merchant")).get("/training")).text
    assert offered(page) == told
    assert page.count("together?") == 1
    assert "zorglub" in page


class CountingEncoder(HashingEncoder):
    """Tells what it was given."""

    def __init__(self) -> None:
        super().__init__()
        self.given: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.given += texts
        return super().encode(texts, progress)


async def test_what_waits_is_encoded_once_however_often_one_looks(
    person: Any, shop: Any, begin: Any, told: list[int]
) -> None:
    encoder = shop.catalogue.current.encoder = CountingEncoder()
    merchant = await person("merchant")
    await merchant.get("/training")
    begin("c_two").said("the piggy bank is laughing")
    page = (await merchant.get("/training")).text
    assert sorted(encoder.given) == sorted([*ALIKE, "zorglub", "the piggy bank is laughing"])
    assert offered(page)[: len(told)] == told


async def test_those_kept_are_written_under_one_meaning_and_leave_the_inbox(
    person: Any, shop: Any, told: list[int]
) -> None:
    merchant = await person("merchant")
    page = (await merchant.get("/training/together?" + "&".join(f"message={one}" for one in told))).text
    assert page.count('name="message"') == 3
    form = {"csrf": merchant.csrf, "intent": "price_objection", "message": [str(told[0]), str(told[1])]}
    answer = await merchant.http.post("/console/training/together", data=form)
    assert answer.status_code == 303
    assert {(one.text, one.intent) for one in shop.examples.list()} == {
        (ALIKE[0], "price_objection"),
        (ALIKE[1], "price_objection"),
    }
    left = (await merchant.get("/training")).text
    assert offered(left) == []
    assert f"teach?message={told[2]}" in left


async def test_one_whose_like_means_something_else_is_not_written_with_the_others(
    person: Any, shop: Any, told: list[int]
) -> None:
    merchant = await person("merchant")
    await merchant.get("/training/teach")
    await merchant.post("/training/teach", text=ALIKE[0], language="en", intent="hesitate")
    form = {"csrf": merchant.csrf, "intent": "price_objection", "message": [str(told[0])]}
    answer = await merchant.http.post("/console/training/together", data=form)
    assert answer.status_code == 409
    assert ALIKE[0] in answer.text
    assert [(one.text, one.intent) for one in shop.examples.list()] == [(ALIKE[0], "hesitate")]


@pytest.mark.parametrize(("intent", "kept"), [("", 1), ("no_such_intent", 1), ("price_objection", 0)])
async def test_without_a_meaning_or_a_sentence_nothing_is_written(
    person: Any, shop: Any, told: list[int], intent: str, kept: int
) -> None:
    merchant = await person("merchant")
    await merchant.get("/training/teach")
    form = {"csrf": merchant.csrf, "intent": intent, "message": [str(one) for one in told[:kept]]}
    assert (await merchant.http.post("/console/training/together", data=form)).status_code == 422
    assert shop.examples.list() == []


async def test_only_merchants_teach_and_only_what_was_said(person: Any, told: list[int]) -> None:
    assert (await (await person("support")).get(f"/training/together?message={told[0]}")).status_code == 403
    assert (await (await person("merchant")).get("/training/together?message=999999")).status_code == 404
