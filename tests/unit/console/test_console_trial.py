"""A policy tried on the logged decisions in the console, before it is put in force."""

from __future__ import annotations

import html
import json
from decimal import Decimal
from typing import Any

import pytest

from bot.nudge.policy import decide
from bot.nudge.situation import Hesitated, Ledger, Situation, TrueFact
from bot.shopper.signals import Evidence
from bot.storage.clock import SystemClock
from bot.storage.policies import read_policy
from bot.wiring.nudging import nudge_salt

NOW = SystemClock().now()
IN_FORCE = "holdout: 0\nexplore: 0\n"
QUIET = "holdout: 0\nexplore: 0\nkinds: [promotion]\n"
COST = "77.77"


@pytest.fixture
def decided(begin: Any, shop: Any) -> Any:
    """Three shoppers asked about returns and were reassured, under a policy that is in force."""
    shop.policy.put(IN_FORCE, "boss")
    policy, salt = read_policy(IN_FORCE), nudge_salt(shop.stores)
    shoe = Hesitated("lamp", Decimal(100), Decimal(100), "lamp", "Lamps", Decimal(COST), Decimal(100), Decimal(60))
    fact = TrueFact("returns", "returns", "terms of sale, article 6")
    for name in ("c_one", "c_two", "c_three"):
        evidence = tuple(Evidence(code, NOW, f"event:{n}") for n, code in enumerate(("returns_q", "undecided_words")))  # type: ignore[arg-type]
        situation = Situation(name, f"{name}:1", 0, NOW, evidence, (shoe,), True, facts=(fact,))
        decision = decide(situation, Ledger(), policy, salt)
        assert decision.action.kind == "reassurance"
        data = json.loads(json.dumps(decision.to_entry({"fr": "parce que", "en": "because"})))
        begin(name).add("decision", **data)


async def tried(someone: Any, text: str, days: int | str = 7) -> tuple[int, str]:
    await someone.get("/shop")
    answer = await someone.post("/shop/policy", policy=text, days=str(days))
    return answer.status_code, html.unescape(answer.text)


async def test_a_trial_counts_what_would_change_and_changes_nothing(person: Any, shop: Any, decided: Any) -> None:
    someone = await person("merchant")
    status, page = await tried(someone, QUIET)
    assert status == 200
    assert "3 of 3 decisions" in page
    for name in ("c_one", "c_two", "c_three"):
        assert f"/console/review/{name}#e" in page
    assert "kinds: [promotion]" in page
    assert shop.policy.text() == IN_FORCE
    assert len(shop.policies.history()) == 1


async def test_the_policy_in_force_would_change_nothing_and_is_not_published_again(person: Any, decided: Any) -> None:
    _, page = await tried(await person("merchant"), IN_FORCE)
    assert "0 of 3 decisions" in page
    assert page.count('name="policy"') == 2  # the periods' form and the document's own, none to publish


async def test_what_was_tried_is_published_with_one_button(person: Any, shop: Any, decided: Any) -> None:
    someone = await person("merchant")
    _, page = await tried(someone, QUIET)
    assert page.count('name="policy"') == 3
    assert (await someone.post("/shop/policy", policy=QUIET)).status_code == 303
    assert shop.policy.text() == QUIET


async def test_a_bad_document_is_refused_with_its_line_as_when_it_is_published(person: Any, shop: Any) -> None:
    someone = await person("merchant")
    status, page = await tried(someone, "holdout: 0\nmax_per_visit: many\n")
    assert status == 422
    assert 'data-line="2"' in page
    assert 'id="trial"' not in page
    assert (await tried(someone, QUIET, 400))[0] == 422
    assert (await tried(someone, QUIET, "week"))[0] == 422


async def test_without_decisions_there_is_nothing_to_compare(person: Any, shop: Any) -> None:
    status, page = await tried(await person("merchant"), QUIET)
    assert status == 200
    assert 'id="trial"' in page
    assert "decisions would be otherwise" not in page


async def test_a_trial_tells_no_product_s_cost(person: Any, shop: Any, decided: Any) -> None:
    _, page = await tried(await person("merchant"), QUIET)
    assert COST not in page


async def test_only_merchants_try(person: Any, shop: Any) -> None:
    someone = await person("support")
    assert (await someone.post("/shop/policy", policy=QUIET, days="7")).status_code == 403
