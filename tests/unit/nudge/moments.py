"""Moments to decide about: a pair of shoes at 100 euros, whoever looks at them, and strategies for all the others."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import get_args

from hypothesis import strategies as st

from bot.nudge.policy import Policy, decide
from bot.nudge.situation import KINDS, Decision, Hesitated, Ledger, Shown, Situation, TrueFact
from bot.shopper.entry import Entry
from bot.shopper.signals import Code, Evidence

NOW = datetime(2026, 5, 4, 10, 0, tzinfo=timezone.utc)
SALT = b"a shop's secret"
OPEN = Policy(holdout=Decimal(0), explore=Decimal(0))
RETURNS = TrueFact("returns", "returns", "terms of sale, article 6")


def evidence(*codes: str) -> tuple[Evidence, ...]:
    return tuple(Evidence(code, NOW, f"event:{n}") for n, code in enumerate(codes))  # type: ignore[arg-type]


def shoe(name: str = "a", **changes: object) -> Hesitated:
    """100 euros, bought for 60, never cheaper, 4.5 stars of 50 buyers."""
    made = Hesitated(
        name, Decimal(100), Decimal(100), name, "Shoes > Trail", Decimal(60), Decimal(100), Decimal(60), 4.5, 50
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def at(*codes: str, **changes: object) -> Situation:
    made = Situation("s", "c:1", 0, NOW, evidence(*codes), (shoe("a"), shoe("b")), True, facts=(RETURNS,))
    return replace(made, **changes)  # type: ignore[arg-type]


def helped(minutes: int = 5, **changes: object) -> Ledger:
    """Help was shown `minutes` ago."""
    return replace(Ledger(shown=(Shown("decision_help", NOW - timedelta(minutes=minutes)),)), **changes)  # type: ignore[arg-type]


def whys(decision: Decision, kind: str) -> set[str]:
    return {refusal.why for refusal in decision.refused if refusal.kind == kind}


def logged(number: int, situation: Situation, ledger: Ledger, policy: Policy = OPEN, conversation: str = "c") -> Entry:
    """The decision as a database gives it back."""
    data = json.loads(json.dumps(decide(situation, ledger, policy, SALT).to_entry({"fr": "parce que"})))
    return Entry(number, conversation, situation.at, "decision", data)


def seen_at(pieces: Iterable[tuple[str, int]]) -> tuple[Evidence, ...]:
    """Evidence by code and minutes ago."""
    found = [
        Evidence(code, NOW - timedelta(minutes=ago), f"event:{n}")  # type: ignore[arg-type]
        for n, (code, ago) in enumerate(pieces)
    ]
    return tuple(sorted(found, key=lambda piece: (piece.at, piece.code)))


money = st.decimals(min_value=1, max_value=500, places=2)
names = st.sampled_from("abcde")
times = st.integers(0, 90 * 86400).map(lambda seconds: NOW - timedelta(seconds=seconds))
codes = st.sampled_from(get_args(Code))
minutes = st.integers(0, 30)
products = st.builds(
    Hesitated,
    names,
    money,
    money,
    names,
    st.sampled_from(["Shoes", "Watches"]),
    st.none() | money,
    st.none() | money,
    st.none() | money,
    st.none() | st.floats(1, 5),
    st.integers(0, 100),
    st.booleans(),
)
facts = st.builds(
    TrueFact, names, st.sampled_from(["returns", "delivery", "x"]), st.sampled_from(["", "terms"]), st.none() | times
)
situations = st.builds(
    Situation,
    names,
    names,
    st.integers(0, 9),
    st.just(NOW),
    st.lists(st.tuples(codes, minutes), max_size=6).map(seen_at),
    st.lists(products, max_size=4).map(tuple),
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.none() | money,
    st.none() | money,
    st.lists(facts, max_size=3).map(tuple),
    st.lists(products, max_size=2).map(tuple),
)
ledgers = st.builds(
    Ledger,
    st.lists(st.builds(Shown, st.sampled_from(KINDS), times), max_size=3).map(tuple),
    st.sampled_from([0, 5, 7, 10, 15]),
    st.none() | times,
    st.none() | times,
    st.none() | money,
    st.none() | times,
)
shares = st.decimals(min_value=0, max_value=1, places=2)
policies = st.builds(
    Policy,
    shares,
    shares,
    st.sampled_from([(5, 10, 15), (), (3,)]),
    st.decimals(min_value=0, max_value="0.5", places=2),
    st.integers(0, 4),
    st.integers(0, 600),
    kinds=st.lists(st.sampled_from(KINDS), unique=True).map(tuple),
)


def likely_offers() -> st.SearchStrategy[tuple[Situation, Ledger, Policy]]:
    """Situations in which a promotion is close: the properties about money would seldom be reached otherwise."""
    many = st.lists(products, min_size=1, max_size=4).map(tuple)
    objected = st.lists(st.sampled_from(["price_objection", "pause"]), max_size=2)
    offered = st.builds(lambda seen, made: at("price_objection", *seen, products=made), objected, many)
    return st.tuples(offered, st.sampled_from([0, 5, 10, 15]).map(lambda rung: helped(rung=rung)), st.just(OPEN))


anything = st.tuples(situations, ledgers, policies) | likely_offers()
