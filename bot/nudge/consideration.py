"""From a session and the catalogue to a decision: builds the situation and the ledger, and asks the policy."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timezone
from decimal import Decimal
from hashlib import sha256

from bot.nudge.explanation import Words, sentence
from bot.nudge.policy import Policy, decide
from bot.nudge.situation import Decision, Hesitated, Ledger, Shown, Situation, TrueFact
from bot.ports import ShopFact
from bot.shopper.circumstances import Novelty, circumstances, unknown
from bot.shopper.session import Session
from bot.shopper.signals import Likeness, Lookup, Similar, evidence_of, same_category
from catalog_index.currency import smallest
from catalog_index.product import Product

MOST_PRODUCTS = 5
"""Products one can be said to hesitate over; the last ones looked at."""

TOPIC_OF: Mapping[str, str] = {
    "delivery_time": "delivery",
    "delivery_cost": "delivery",
    "returns": "returns",
    "return_days": "returns",
    "warranty": "warranty",
    "payment": "payment",
    "authenticity": "authenticity",
}
"""What a shop fact of this key is about; a key not listed reassures about nothing."""

ANSWERED = frozenset({"price_objection", "ask_discount", "hesitate"})
"""Intents whose answer is itself help: what costs less, what speaks for and against, how to choose."""

LowestPrice = Callable[[str], "Decimal | None"]
Complements = Callable[[str], Iterable[Product]]


@dataclass(frozen=True, slots=True)
class Customer:
    """What is known beyond this conversation (consent given): empty for a stranger. `shown`: this visit's nudges in
    other conversations, so that a new tab begins no new count.
    """

    rung: int = 0
    dismissed_at: datetime | None = None
    promotion_used_at: datetime | None = None
    bought: tuple[str, ...] = ()
    """Item ids bought lately, in any conversation: whoever sees cheaper what they just bought buys less."""
    shown: tuple[Shown, ...] = ()


@dataclass(frozen=True, slots=True)
class Shelf:
    """How to look at the catalogue. `low_30d`: an item's lowest price over the last 30 days, None when not known;
    `new`: whether it came into the catalogue lately, None when that is not known.
    """

    product: Lookup
    similar: Similar = same_category
    low_30d: LowestPrice = lambda item_id: None
    complements: Complements = lambda item_id: ()
    likeness: Likeness | None = None
    new: Novelty = unknown


@dataclass(frozen=True, slots=True)
class Nudger:
    """Ready to be asked after each event and message. `words` are data/explanations/decisions.yml's."""

    shelf: Shelf
    facts: Sequence[ShopFact]
    policy: Policy
    salt: bytes
    words: Words = field(default_factory=dict)

    def consider(
        self,
        session: Session,
        now: datetime,
        trigger: str,
        customer: Customer | None = None,
        budget_left: Decimal | None = None,
    ) -> Decision:
        """Decide for this session now. `trigger` names what happened: "message" or the page event's name."""
        return consider(session, self.shelf, self.facts, self.policy, self.salt, now, trigger, customer, budget_left)

    def dismissed(self, session: Session, now: datetime) -> None:
        """A nudge was sent away. The conversation remembers it; what remembers beyond it overrides this."""

    def sentence(self, decision: Decision) -> dict[str, str]:
        """The decision's reason in words, by language."""
        return sentence(decision, self.words)


def consider(
    session: Session,
    shelf: Shelf,
    facts: Iterable[ShopFact],
    policy: Policy,
    salt: bytes,
    now: datetime,
    trigger: str,
    customer: Customer | None = None,
    budget_left: Decimal | None = None,
) -> Decision:
    """The decision for `session` at `now`. Pure: what the world knows is in the arguments."""
    known = customer or Customer()
    situation = situation_of(session, shelf, facts, policy, salt, now, trigger, known.bought)
    return decide(situation, ledger_of(session, known, policy, budget_left), policy, salt)


def situation_of(
    session: Session,
    shelf: Shelf,
    facts: Iterable[ShopFact],
    policy: Policy,
    salt: bytes,
    now: datetime,
    trigger: str,
    bought: Iterable[str] = (),
) -> Situation:
    """What `decide` looks at. A hand-over to a person closes the gate as an opt-out does: the person speaks now."""
    return Situation(
        subject=pseudonym(session.visitor_id or session.conversation_id, salt),
        visit=f"{session.conversation_id}:{session.visit}",
        sequence=session.decisions,
        at=now,
        evidence=evidence_of(session, shelf.product, shelf.similar, shelf.likeness),
        products=hesitated_over(session, shelf, bought),
        consent=session.consent.personalisation,
        opted_out=session.dismissed or "handed_over" in session.flags,
        would_buy=_buying(session),
        basket_total=_basket_total(session, shelf),
        shipping_threshold=policy.free_shipping_from,
        facts=true_facts(facts, policy),
        bundles=_bundles(session, shelf),
        trigger=trigger,
        circumstances=circumstances(session, shelf.product, now, shelf.new),
    )


def ledger_of(session: Session, customer: Customer, policy: Policy, budget_left: Decimal | None = None) -> Ledger:
    """What this visit and, as far as it is known, this customer were already given."""
    nudges = session.nudges
    refused = [*filter(None, [customer.dismissed_at, session.refused_at])]
    return Ledger(
        shown=(*customer.shown, *(Shown(nudge.kind, nudge.at) for nudge in nudges if nudge.visit == session.visit)),
        rung=max([customer.rung, *(nudge.rung for nudge in nudges)]),
        dismissed_at=max(refused, default=None),
        promotion_used_at=customer.promotion_used_at,
        budget_left=policy.monthly_budget if budget_left is None else budget_left,
        answered_at=_answered_at(session),
    )


def _answered_at(session: Session) -> datetime | None:
    """When a doubt was first voiced in this visit: every message is answered at once, that one with help."""
    began = session.visit_started_at or session.started_at
    return next((s.at for s in session.said if s.intent.partition("/")[0] in ANSWERED and s.at >= began), None)


def hesitated_over(session: Session, shelf: Shelf, bought: Iterable[str] = ()) -> tuple[Hesitated, ...]:
    """One product per parent, the last looked at or spoken of first: pages, what was compared, what was only shown.

    What lies in the basket, was bought or rejected is no longer hesitated over.
    """
    ids = [*_looked_at(session), *session.compared]
    settled = {*session.basket, *session.bought, *session.rejected, *bought}
    gone = {product.group for item in settled if (product := shelf.product(item))}
    found: dict[str, Hesitated] = {}
    for number, item in enumerate([*ids, *session.shown]):
        product = shelf.product(item)
        if product and product.group not in gone | found.keys() and len(found) < MOST_PRODUCTS:
            seen = as_hesitated(product, shelf.low_30d(product.id))
            found[product.group] = replace(seen, looked_at=number < len(ids))
    return tuple(found.values())


def _looked_at(session: Session) -> list[str]:
    """What the shopper opened or pointed at, the last first; the page they came in on last."""
    seen = [(view.at, view.item_id) for view in session.viewed]
    seen += [(said.at, item) for said in session.said for item in said.refers]
    came_to = [session.focus] if session.focus and session.focus not in session.shown else []
    return [item for _, item in sorted(seen, key=lambda one: one[0], reverse=True)] + came_to


def true_facts(facts: Iterable[ShopFact], policy: Policy) -> tuple[TrueFact, ...]:
    """What may be claimed: the shop's facts with a source, as far as the policy's `facts` allows them (all when
    empty).
    """
    allowed = policy.facts
    found = []
    for fact in facts:
        topic = TOPIC_OF.get(fact.key)
        if topic and fact.source and (not allowed or fact.key in allowed):
            until = _time(allowed.get(fact.key, {}).get("until") or fact.extra.get("until"))
            found.append(TrueFact(fact.key, topic, fact.source, until))
    return tuple(found)


def pseudonym(subject: str, salt: bytes) -> str:
    """A name for `subject` that says nothing without the salt: 16 hex digits."""
    return hmac.new(salt, f"subject|{subject}".encode(), sha256).hexdigest()[:16]


def as_hesitated(product: Product, low_30d: Decimal | None) -> Hesitated:
    """What the rules look at of a catalogue's product; `low_30d` is its lowest price of 30 days, None: not known."""
    cost = product.cost_of_goods_sold.amount if product.cost_of_goods_sold else None
    return Hesitated(
        item_id=product.id,
        price=product.current_price.amount,
        list_price=product.price.amount,
        group=product.group,
        category=product.product_type,
        cost=cost,
        low_30d=low_30d,
        legal_floor=cost,
        rating=product.average_rating,
        reviews=product.review_count or 0,
        in_stock=product.buyable,
        unit=smallest(product.price.currency),
    )


def _buying(session: Session) -> bool:
    """Checkout begun and not left again for a product page."""
    last = next((e.name for e in reversed(session.events) if e.name in ("begin_checkout", "view_item")), None)
    return last == "begin_checkout"


def _basket_total(session: Session, shelf: Shelf) -> Decimal | None:
    total = Decimal(0)
    for item, quantity in session.basket.items():
        product = shelf.product(item)
        if product is None:
            return None  # an unknown price: what is missing can't be said truthfully
        total += product.current_price.amount * quantity
    return total if session.basket else None


def _bundles(session: Session, shelf: Shelf) -> tuple[Hesitated, ...]:
    """What goes with the basket; no reduction is made on it, so its price history is not looked up."""
    found = {p.group: p for item in session.basket for p in shelf.complements(item) if p.id not in session.basket}
    return tuple(as_hesitated(product, None) for product in found.values())


def _time(value: object) -> datetime | None:
    try:
        at = datetime.fromisoformat(str(value).replace("Z", "+00:00"))
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)
