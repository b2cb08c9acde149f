"""A size of shoes said of oneself: neither a price nor a question."""

from __future__ import annotations

import pytest
from small_shop import Shopper


@pytest.mark.parametrize(
    ("language", "said"), [("fr", "j'ai les pieds larges et je chausse du 43"), ("en", "I wear a 43, by the way")]
)
async def test_the_size_one_wears_is_no_price_where_one_is_asked_for(
    shop: object, shopper_in: object, language: str, said: str
) -> None:
    shopper: Shopper = await shopper_in(language)  # type: ignore[operator]
    await shopper.say({"fr": "des chaussures de trail, débutant", "en": "trail shoes, beginner"}[language])
    await shopper.say({"fr": "un peu de tout", "en": "a bit of everything"}[language])
    assert shopper.state["asking"] == "budget"
    await shopper.say(said)
    needs = shopper.state["needs"]
    assert (needs["sizes"], needs.get("budget_max")) == (["43"], None)
