"""Moments to decide about: a pair of shoes at 100 euros, whoever looks at them, and strategies for all the others."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

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


def seen_at(pieces: Iterable[tuple[str, float]]) -> tuple[Evidence, ...]:
    """Evidence by code and minutes ago."""
    found = [
        Evidence(code, NOW - timedelta(minutes=ago), f"event:{n}")  # type: ignore[arg-type]
        for n, (code, ago) in enumerate(pieces)
    ]
    return tuple(sorted(found, key=lambda piece: (piece.at, piece.code)))


def demand(ago: int = 0) -> Evidence:
    """A reduction asked for, and nothing said of the price."""
    return Evidence("price_objection", NOW - timedelta(minutes=ago), f"message:{ago}", {"intent": "ask_discount"})


def returned(ago: int, away: int) -> Evidence:
    """A return to a page, `away` seconds after another was opened."""
    return Evidence("revisit", NOW - timedelta(minutes=ago), f"view:{ago}", {"item": "a", "away": away})


class Digits:
    """Reads choices off one whole number: hypothesis takes far longer over a draw than `decide` over a decision, so a
    product, a ledger or a policy is one draw each. Zero is the plainest of each, where counterexamples shrink to.
    """

    def __init__(self, number: int) -> None:
        self.left = number

    def below(self, count: int) -> int:
        self.left, digit = divmod(self.left, count)
        return digit

    def one_of(self, choices: Sequence[Any]) -> Any:
        return choices[self.below(len(choices))]

    def share(self, percents: int = 101) -> Decimal:
        return Decimal(self.below(percents)) / 100

    def ago(self, days: int = 0, minutes: int = 0) -> datetime:
        return NOW - timedelta(seconds=self.below(days * 86_400 + minutes * 60 + 1))

    def amount(self) -> Decimal:
        """1 to 500 euros, to the cent."""
        return Decimal(100 + self.below(49_901)) / 100

    def perhaps(self, of: int = 2) -> bool:
        """True once in `of`, never at zero."""
        return self.below(of) == of - 1


# Bytes, because a large whole number is mostly drawn small, which leaves its higher digits at zero.
digits = st.binary(min_size=12, max_size=12).map(lambda drawn: Digits(int.from_bytes(drawn, "big")))


def drawn(read: Callable[[Digits], Any]) -> st.SearchStrategy[Any]:
    return digits.map(read)


ALL_CODES = get_args(Code)
OPINIONS: tuple[tuple[float | None, int], ...] = ((4.5, 50), (None, 0), (4.5, 19), (4.0, 20), (3.9, 200), (1.0, 20))
LADDERS = ((5, 10, 15), (), (3,), (5, 50))


def read_product(digits: Digits) -> Hesitated:
    """Its list price, cost, lowest price of 30 days and legal floor lie near its price, on either side, or unknown."""
    name, price, opinion = digits.one_of("abcde"), digits.amount(), digits.one_of(OPINIONS)
    cost, low, floor = (_part(price, usual, digits) for usual in (50, 90, 40))
    listed = price * (100 + digits.below(40)) / 100
    stock = not digits.perhaps(8)
    return Hesitated(name, price, listed, name, digits.one_of(SHELVES), cost, low, floor, *opinion, stock)


SHELVES = ("Shoes", "Watches")


def _part(price: Decimal, usual: int, digits: Digits) -> Decimal | None:
    """Around its usual percent of the price, up to 30 more; seldom anything, or unknown."""
    percent = usual + digits.below(31)
    if digits.perhaps(6):
        percent = digits.below(150)
    return None if percent > 125 else (price * percent / 100).quantize(Decimal("0.01"))


def read_piece(digits: Digits) -> tuple[str, int]:
    return digits.one_of(ALL_CODES), digits.below(30)


def read_shown(digits: Digits) -> Shown:
    return Shown(digits.one_of(KINDS), digits.ago(minutes=40))


def read_ledger(digits: Digits, shown: list[Shown]) -> Ledger:
    dismissed = digits.ago(days=60) if digits.perhaps(8) else None
    used = digits.ago(days=120) if digits.perhaps(4) else None
    left = digits.amount() / 10 if digits.perhaps(4) else None
    answered = digits.ago(minutes=40) if digits.perhaps() else None
    return Ledger(tuple(shown), digits.one_of((0, 5, 7, 10, 15)), dismissed, used, left, answered)


def read_policy(digits: Digits) -> Policy:
    holdout, explore = digits.share() if digits.perhaps() else Decimal(0), digits.share()
    left_out = digits.one_of((*KINDS, *[None] * 6)) if digits.perhaps() else None
    kinds = tuple(kind for kind in KINDS if kind != left_out)
    ladder, floor = digits.one_of(LADDERS), digits.share(51)
    return Policy(holdout, explore, ladder, floor, digits.one_of((2, 3, 4, 1, 0)), digits.below(601), kinds=kinds)


def read_fact(digits: Digits) -> TrueFact:
    until = NOW + timedelta(days=digits.below(60) - 30) if digits.perhaps() else None
    topic, source = digits.one_of(("returns", "delivery", "x")), digits.one_of(("terms", ""))
    return TrueFact(digits.one_of("abcde"), topic, source, until)


def read_situation(
    digits: Digits,
    seen: list[tuple[str, int]],
    made: list[Hesitated],
    facts: list[TrueFact],
    bundles: list[Hesitated],
) -> Situation:
    who, visit, number = digits.one_of("abcde"), digits.one_of("abcde"), digits.below(10)
    basket, threshold = (digits.amount() if digits.perhaps() else None for _ in range(2))
    consent, opted_out, would_buy = not digits.perhaps(4), digits.perhaps(8), digits.perhaps(4)
    return Situation(
        *(who, visit, number, NOW, seen_at(seen), tuple(made), consent, opted_out, would_buy, basket, threshold),
        facts=tuple(facts),
        bundles=tuple(bundles),
    )


def some(read: Callable[[Digits], Any], most: int) -> st.SearchStrategy[list[Any]]:
    return st.lists(drawn(read), max_size=most)


def by_id(product: Hesitated) -> str:
    """What is hesitated over is there once."""
    return product.item_id


products, policies = drawn(read_product), drawn(read_policy)
shares = drawn(Digits.share)
ledgers = st.builds(read_ledger, digits, some(read_shown, 3))
situations = st.builds(
    read_situation,
    digits,
    some(read_piece, 6),
    st.lists(products, max_size=4, unique_by=by_id),
    some(read_fact, 3),
    some(read_product, 2),
)


def likely_offers() -> st.SearchStrategy[tuple[Situation, Ledger, Policy]]:
    """Situations in which a promotion is close: the properties about money would seldom be reached otherwise."""
    many = st.lists(products, min_size=1, max_size=4, unique_by=by_id).map(tuple)
    objected = st.lists(st.sampled_from(["price_objection", "pause"]), max_size=2)
    offered = st.builds(lambda seen, made: at("price_objection", *seen, products=made), objected, many)
    return st.tuples(offered, st.sampled_from([0, 5, 10, 15]).map(lambda rung: helped(rung=rung)), st.just(OPEN))


anything = st.tuples(situations, ledgers, policies) | likely_offers()


DEAR = (
    "price_objection",
    "price_objection",
    "price_objection",
    "exit_intent",
    "pause",
    "undecided_words",
    "delivery_q",
)
CLICKS = ("pause", "exit_intent", "revisit", "similar_views", "basket_back_and_forth", "reviews_read")


def read_moment(digits: Digits) -> tuple[Situation, Ledger, Policy]:
    """A moment at which something may just be said, or just not: each limit is met, or missed by a little."""
    signs = digits.one_of((DEAR, DEAR, CLICKS))
    pieces = [(digits.one_of(signs), digits.below(8)) for _ in range(1 + digits.below(4))]
    asked = (demand(digits.below(8)),) if digits.perhaps(4) else ()
    shown = tuple(
        Shown(digits.one_of((*KINDS, "promotion")), NOW - timedelta(seconds=30 * digits.below(20)))
        for _ in range(digits.one_of((0, 1, 1, 2)))
    )
    fact = replace(RETURNS, source=digits.one_of(("terms", "")), until=digits.one_of((None, NOW, NOW + timedelta(1))))
    made = tuple(near_shoe(name, digits) for name in "abc"[: 1 + digits.below(3)])
    situation = at(
        evidence=(*seen_at(pieces), *asked),
        products=made,
        consent=not digits.perhaps(9),
        would_buy=digits.perhaps(9),
        opted_out=digits.perhaps(40),
        basket_total=digits.one_of((Decimal(50), Decimal(50), None, Decimal(60), Decimal(20))),
        shipping_threshold=digits.one_of((Decimal(60), Decimal(60), Decimal(60), None)),
        facts=(fact,),
        bundles=tuple(near_shoe(name, digits) for name in "xy"[: 1 + digits.below(2)]),
        sequence=digits.below(1000),
    )
    ledger = Ledger(
        shown,
        digits.one_of((0, 0, 5, 10, 15)),
        promotion_used_at=digits.one_of((None, None, None, None, NOW - timedelta(89), NOW - timedelta(90))),
        budget_left=digits.one_of((None, None, None, Decimal(5), Decimal("4.99"))),
        answered_at=digits.one_of((NOW - timedelta(minutes=6), NOW - timedelta(minutes=4), None)),
    )
    left_out = digits.one_of((*KINDS, *[None] * 8))
    policy = replace(
        OPEN,
        explore=digits.one_of((Decimal(0), Decimal("0.3"), Decimal(1))),
        max_per_visit=digits.one_of((3, 3, 2)),
        cooldown_seconds=digits.one_of((0, 60, 120)),
        kinds=tuple(kind for kind in KINDS if kind != left_out),
    )
    return situation, ledger, policy


def near_shoe(name: str, digits: Digits) -> Hesitated:
    """The pair of `shoe`, with one thing about it that is not as it should be, as often as not."""
    odd: dict[str, Any] = digits.one_of(
        (
            *({},) * 9,
            {"cost": Decimal(86)},
            {"legal_floor": Decimal(96)},
            {"low_30d": Decimal(90)},
            {"low_30d": None},
            {"in_stock": False},
            {"reviews": 19},
            {"rating": 3.9},
            {"category": "Watches"},
            {"price": Decimal(130), "list_price": Decimal(130), "low_30d": Decimal(130)},
            {
                "price": Decimal(8),
                "list_price": Decimal(8),
                "low_30d": Decimal(8),
                "cost": Decimal(2),
                "legal_floor": None,
            },
            {"looked_at": False, "cost": Decimal(10)},
        )
    )
    return shoe(name, **odd)


# Enough bytes for every choice above.
moments = st.binary(min_size=24, max_size=24).map(lambda drawn: read_moment(Digits(int.from_bytes(drawn, "big"))))
