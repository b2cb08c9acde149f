"""From what was said and clicked to evidence of hesitation. Pure, works from the first event, and forgets what is
settled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from bot.shopper.events import PageEvent
from bot.shopper.pages import Read, delivery_read, price_filters, reviews_read
from bot.shopper.said import Said
from bot.shopper.session import Session, View
from catalog_index.product import Product

Code = Literal[
    "price_objection",
    "undecided_words",
    "similar_views",
    "revisit",
    "pause",
    "exit_intent",
    "delivery_q",
    "returns_q",
    "compare_stuck",
    "basket_back_and_forth",
    "price_filter",
    "reviews_read",
    "delivery_read",
]

Lookup = Callable[[str], "Product | None"]
Similar = Callable[[Product, Product], bool]
Likeness = Callable[[str, str], float]
"""How alike two items are by the index: a cosine, 1 for the same."""

SIMILAR_VIEWS = 3
"""Similar product pages that make a choice hard: two are a look around, three are a shortlist."""

RELOAD = timedelta(seconds=10)
"""The same page again within this time is a reload or a size picked, not a return."""

SAME_MOVE = timedelta(seconds=15)
"""A pause or a move to leave told again within this time is the same: a mouse goes out twice, two scripts tell it."""

AT_THE_BASKET = frozenset({"view_cart", "add_to_cart"})
AWAY_FROM_IT = frozenset(
    {"view_item", "select_item", "view_item_list", "search", "remove_from_cart", "begin_checkout", "purchase"}
)
"""Events that tell where a shopper is: a pause before one's basket is another than a pause before a page."""

COMPARISONS = 2
"""Comparisons asked for without choosing: one is how people shop, a second says the first did not settle it."""

REMOVALS = 2
"""Removals from the basket that make a to-and-fro; one alone is an ordinary change of mind."""

PRICE_FILTERS = 3
"""Price filters, or orders by the cheapest, that make a bargain hunter (Zoovu's threshold); one narrows a list."""

REVIEWS_READ = 2
"""Products whose reviews were opened before it means doubt: everybody reads those of the one they want."""

ACCEPTED = "accept_product"
"""The intent of who takes something: « j'ai longtemps hésité, mais c'est décidé » tells of a doubt that is over."""

DEMAND = "ask_discount"
"""The intent of who asks for less, and does not say that it is dear."""

OF_INTENT: Mapping[str, Code] = {
    "price_objection": "price_objection",
    DEMAND: "price_objection",
    "hesitate": "undecided_words",
    "ask_delivery": "delivery_q",
    "ask_returns": "returns_q",
}
"""What an intent says about hesitating; a demand is a price objection politely put."""

QUESTIONS = frozenset({"delivery_q", "returns_q", "delivery_read"})
"""Evidence only of someone who has not chosen yet; from a buyer these are questions about their order."""

ELSEWHERE = frozenset({"goodbye", "ask_human", "complain", "order_status", "privacy"})
"""Intents of someone whose mind is on something else: what they hesitated over before is let go. Whoever takes leave,
waits for a person, or asks after an order or their data is sold nothing in the same breath."""

SURE_ENOUGH = 0.5
"""Confidence below which an intent read from free words is not evidence: a nudge on a misreading is worse than none."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to believe the shopper hesitates. `source` is "message:ID" or "event:ID"; `detail` holds its
    numbers.
    """

    code: Code
    at: datetime
    source: str
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def demanded(self) -> bool:
        """Whether a reduction was asked for, and nothing said of the price."""
        return str(self.detail.get("intent", "")).partition("/")[0] == DEMAND


def same_category(first: Product, second: Product) -> bool:
    """The default idea of similar: the same product_type, to its last part."""
    return bool(first.product_type) and first.product_type == second.product_type


def evidence_of(
    session: Session, lookup: Lookup, similar: Similar = same_category, likeness: Likeness | None = None
) -> tuple[Evidence, ...]:
    """The evidence of this visit that nothing has settled since, oldest first. `lookup` finds a product by item id;
    `likeness` puts a number to how alike the viewed ones are.
    """
    visit = _Visit.of(session)
    found = [
        *_from_words(visit),
        *_similar_views(visit, lookup, similar, likeness),
        *_revisits(visit.views, lookup),
        *_of_event(visit, "idle", "pause"),
        *_of_event(visit, "exit_intent", "exit_intent"),
        *_compare_stuck(visit, lookup),
        *_basket(visit),
        *_pages_read(visit),
    ]
    settled, left = settled_at(session), _left_at(visit.said)
    still = (e for e in found if _still_open(e, settled) and (left is None or e.at > left))
    return tuple(sorted(still, key=lambda e: (e.at, e.code)))


def settled_at(session: Session) -> datetime | None:
    """When the shopper last made up their mind: put something in the basket that is still there, accepted, paid."""
    times = [s.at for s in session.said if s.intent == "accept_product" and session.accepted]
    for event in session.events:
        kept = event.name == "add_to_cart" and any(item.item_id in session.basket for item in event.items)
        if kept or event.name in ("begin_checkout", "purchase"):
            times.append(event.at)
    return max(times, default=None)


def _left_at(said: Iterable[Said]) -> datetime | None:
    """When the shopper last spoke of something else than what to choose."""
    return max((one.at for one in said if _intent(one) in ELSEWHERE and _is_sure(one)), default=None)


def _intent(said: Said) -> str:
    return _plain(said.intent)


def _plain(intent: str) -> str:
    return intent.partition("/")[0]


def _is_sure(said: Said) -> bool:
    """By the confidence in what was said; what wavers between two doubts is a doubt for sure."""
    second, share = said.second
    of_both = share if {_plain(said.intent), _plain(second)} <= OF_INTENT.keys() else 0.0
    return said.source != "words" or said.confidence + of_both >= SURE_ENOUGH


def _still_open(evidence: Evidence, settled: datetime | None) -> bool:
    if settled is None:
        return True
    if evidence.code in QUESTIONS:
        return False  # who has chosen asks how it gets here, not whether
    if evidence.at > settled:
        return True  # the last "add" of a to-and-fro is itself the evidence, and settles nothing
    return evidence.code == "basket_back_and_forth" and evidence.at == settled


@dataclass(frozen=True, slots=True)
class _Visit:
    said: tuple[Said, ...]
    events: tuple[PageEvent, ...]
    views: tuple[View, ...]
    settled: frozenset[str]
    interested: datetime | None
    """Since when there is something to hesitate over; None: nothing yet."""

    def interested_by(self, at: datetime) -> bool:
        return self.interested is not None and at >= self.interested

    @classmethod
    def of(cls, session: Session) -> _Visit:
        began = session.visit_started_at or session.started_at
        first = session.visit == 1  # events queued before the chat opened belong to the first visit
        events = tuple(e for e in session.events if first or e.at >= began)
        views = tuple(v for v in session.viewed if first or v.at >= began)
        return cls(
            said=tuple(s for s in session.said if first or s.at >= began),
            events=events,
            views=views,
            settled=frozenset(session.basket) | frozenset(session.bought),
            interested=_interested(session, views, events),
        )


def _interested(session: Session, views: Sequence[View], events: Sequence[PageEvent]) -> datetime | None:
    """When the first product was looked at, or told of by an event; the assistant's cards, and the product of the page
    the talk is on, count from the beginning."""
    seen = [view.at for view in views] + [event.at for event in events if event.items]
    there = session.shown or (session.page or {}).get("item_id")
    return min([session.started_at, *seen]) if there else min(seen, default=None)


def _from_words(visit: _Visit) -> list[Evidence]:
    """One piece for each doubt of a message, those beside its first intent included; of one code, once, and an
    objection before a demand. Who takes something in the same breath is undecided no more; who asks for a reduction
    before anything was looked at has nothing to find dear."""
    found = []
    for one in visit.said:
        said_so = (*((one.intent,) if _is_sure(one) else ()), *one.also)
        doubts: dict[Code, str] = {}
        for intent in sorted(said_so, key=lambda intent: _plain(intent) == DEMAND):
            if code := OF_INTENT.get(_plain(intent)):
                doubts.setdefault(code, intent)
        if ACCEPTED in map(_plain, said_so):
            doubts.pop("undecided_words", None)
        if _plain(doubts.get("price_objection", "")) == DEMAND and not visit.interested_by(one.at):
            doubts.pop("price_objection")
        source = f"message:{one.message_id or one.entry_id}"
        found += [Evidence(code, one.at, source, {"intent": intent}) for code, intent in doubts.items()]
    return found


def _similar_views(visit: _Visit, lookup: Lookup, similar: Similar, likeness: Likeness | None) -> list[Evidence]:
    """One piece at the third similar product, another at every third more; variants of one product count once."""
    seen: list[Product] = []
    found = []
    for view in visit.views:
        product = lookup(view.item_id)
        if product is None or product.id in visit.settled or any(p.group == product.group for p in seen):
            continue
        seen.append(product)
        like = [p for p in seen if p is product or similar(p, product)]
        if len(like) >= SIMILAR_VIEWS and len(like) % SIMILAR_VIEWS == 0:
            detail: dict[str, Any] = {"count": len(like), "items": [p.id for p in like]}
            if likeness is not None:
                others = [float(likeness(p.id, product.id)) for p in like if p is not product]
                detail["similarity"] = round(sum(others) / len(others), 2)
            found.append(Evidence("similar_views", view.at, f"view:{view.item_id}", detail))
    return found


def _revisits(views: Sequence[View], lookup: Lookup) -> list[Evidence]:
    """Returns to a product after another; `away`: seconds since the page looked at just before was opened."""
    found = []
    last: dict[str, datetime] = {}
    previous: tuple[str, datetime] | None = None
    for view in views:
        group = _group(view.item_id, lookup)
        if previous is not None and group in last and group != previous[0] and view.at - last[group] > RELOAD:
            detail = {"item": view.item_id, "away": round((view.at - previous[1]).total_seconds(), 1)}
            found.append(Evidence("revisit", view.at, f"view:{view.item_id}", detail))
        last[group], previous = view.at, (group, view.at)
    return found


def _of_event(visit: _Visit, name: str, code: Code) -> list[Evidence]:
    """One piece for each that came after something was looked at: leaving before that is not hesitating."""
    found: list[Evidence] = []
    for event in visit.events:
        told = event.name == name and visit.interested_by(event.at)
        if told and not (found and event.at - found[-1].at < SAME_MOVE):
            place = {"place": "basket"} if _at_the_basket(visit, event.at) else {}
            found.append(Evidence(code, event.at, f"event:{event.event_id}", place))
    return found


def _at_the_basket(visit: _Visit, at: datetime) -> bool:
    """Whether the shopper stood before their basket then: what they did last was to open it, or to fill it."""
    last = ""
    for event in visit.events:
        if event.at <= at and event.name in AT_THE_BASKET | AWAY_FROM_IT:
            last = event.name
    return last in AT_THE_BASKET


def _compare_stuck(visit: _Visit, lookup: Lookup) -> list[Evidence]:
    asked = [s for s in visit.said if s.intent == "compare"]
    found = [
        Evidence("compare_stuck", one.at, f"message:{one.message_id or one.entry_id}", {"comparisons": n})
        for n, one in enumerate(asked, 1)
        if n >= COMPARISONS
    ]
    return found + _ping_pong(visit.views, lookup)


def _ping_pong(views: Sequence[View], lookup: Lookup) -> list[Evidence]:
    """A, B, A, B: the same two pages, back and forth."""
    path: list[tuple[str, View]] = []
    for view in views:
        group = _group(view.item_id, lookup)
        if not path or path[-1][0] != group:
            path.append((group, view))
    for a, b, c, d in zip(path, path[1:], path[2:], path[3:], strict=False):
        if a[0] == c[0] and b[0] == d[0]:
            items = [c[1].item_id, d[1].item_id]
            return [Evidence("compare_stuck", d[1].at, f"view:{d[1].item_id}", {"items": items})]
    return []


def _basket(visit: _Visit) -> list[Evidence]:
    removed: list[str] = []
    for event in visit.events:
        ids = [item.item_id for item in event.items]
        if event.name == "remove_from_cart":
            removed += ids
            again = len(removed) >= REMOVALS
        else:
            again = event.name == "add_to_cart" and any(item in removed for item in ids)
        if again:
            detail = {"removed": len(removed), "items": ids}
            return [Evidence("basket_back_and_forth", event.at, f"event:{event.event_id}", detail)]
    return []


def _pages_read(visit: _Visit) -> list[Evidence]:
    """Prices filtered by, reviews and terms of delivery opened, by someone who looked at something as well."""
    if visit.interested is None:
        return []
    return [
        *_counted("price_filter", price_filters(visit.events), PRICE_FILTERS),
        *_counted("reviews_read", reviews_read(visit.events), REVIEWS_READ),
        *_counted("delivery_read", delivery_read(visit.events), 1),
    ]


def _counted(code: Code, reads: Sequence[Read], every: int) -> list[Evidence]:
    """One piece at each `every`-th page of its sort."""
    return [
        Evidence(code, read.at, f"event:{read.event_id}", {"count": n})
        for n, read in enumerate(reads, 1)
        if n % every == 0
    ]


def _group(item_id: str, lookup: Lookup) -> str:
    product = lookup(item_id)
    return product.group if product else item_id
