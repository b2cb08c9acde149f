from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from bot.errors import InvalidInput
from bot.nudge.document import parse, to_document
from bot.nudge.policy import Policy

LINES = {
    "holdout": 1,
    "ladder": 3,
    "ladder.1": 3,
    "kinds": 7,
    "kinds.0": 8,
    "facts": 10,
    "facts.returns": 11,
    "pressure": 9,
}


def test_an_empty_document_is_the_contract_s_defaults() -> None:
    policy = parse({})
    assert (policy.holdout, policy.explore, policy.ladder) == (Decimal("0.20"), Decimal("0.20"), (5, 10, 15))
    assert (policy.margin_floor, policy.max_per_visit, policy.cooldown_seconds) == (Decimal("0.10"), 2, 60)
    assert (policy.once_per_customer_days, policy.offer_valid_minutes) == (90, 30)
    assert (policy.monthly_budget, policy.free_shipping_from, policy.facts) == (None, None, {})
    assert policy.kinds == (
        "reassurance", "social_proof", "decision_help", "bundle", "free_shipping", "promotion",
    )  # fmt: skip


def test_a_budget_in_yen_may_have_seven_figures() -> None:
    assert parse({"monthly_budget": 5_000_000}).monthly_budget == 5_000_000


@pytest.mark.parametrize(
    ("document", "line", "field"),
    [
        ({"holdout": 20}, 1, "holdout"),
        ({"holdout": "a fifth"}, 1, "holdout"),
        ({"holdout": True}, 1, "holdout"),
        ({"holdout": float("nan")}, 1, "holdout"),
        ({"margin_floor": 1}, None, "margin_floor"),
        ({"ladder": 5}, 3, "ladder"),
        ({"ladder": [10, 5]}, 3, "ladder.1"),
        ({"ladder": [5, 5]}, 3, "ladder.1"),
        ({"ladder": [0]}, 3, "ladder.0"),
        ({"ladder": [95]}, 3, "ladder.0"),
        ({"ladder": [7.5]}, 3, "ladder.0"),
        ({"max_per_visit": -1}, None, "max_per_visit"),
        ({"offer_valid_minutes": 0}, None, "offer_valid_minutes"),
        ({"monthly_budget": -5}, None, "monthly_budget"),
        ({"monthly_budget": 10**9 + 1}, None, "monthly_budget"),
        ({"max_per_visit": 10**6 + 1}, None, "max_per_visit"),
        ({"kinds": ["timer"]}, 8, "kinds.0"),
        ({"kinds": ["promotion", "promotion"]}, 7, "kinds.1"),
        ({"kinds": "promotion"}, 7, "kinds"),
        ({"facts": {"returns": {"text": {"fr": "60 jours"}}}}, 11, "facts.returns"),
        ({"facts": {"returns": {"source": " "}}}, 11, "facts.returns"),
        ({"facts": {"returns": {"source": "CGV", "until": "soon"}}}, 11, "facts.returns.until"),
        ({"facts": [{"source": "CGV"}]}, 10, "facts.0"),
        ({"facts": [{"key": "a", "source": "x"}, {"key": "a", "source": "x"}]}, 10, "facts.1"),
        ({"pressure": "high"}, 9, "pressure"),
        (["holdout"], 1, None),
    ],
)
def test_a_mistake_is_named_with_its_line(document: Any, line: int | None, field: str | None) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse(document, LINES)
    assert (caught.value.extra["line"], caught.value.extra["field"]) == (line, field)
    assert caught.value.extra["reason"]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"ladder": []},
        {"holdout": 0, "explore": 0, "monthly_budget": 250.5, "free_shipping_from": "60.00"},
        {"facts": {"returns": {"source": "CGV", "until": "2027-01-01T00:00:00Z", "value": {"days": 60}}}},
        {"facts": {"returns": "facts.yml"}},
    ],
)
def test_what_is_written_back_reads_as_the_same_policy(document: dict[str, Any]) -> None:
    policy = parse(document)
    again = parse(to_document(policy))
    assert again == policy
    assert again.version == policy.version


def test_a_policy_is_named_by_its_content() -> None:
    assert parse({"holdout": 0.2}).version == Policy().version
    assert parse({"holdout": 0.1}).version != Policy().version
