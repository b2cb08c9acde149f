"""Offers, the ledger of their redemptions and the month's budget: one transaction per redemption, safe in a race."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from bot.errors import Conflict, NotFound
from bot.nudge.offers import (
    MINOR,
    Offer,
    Order,
    Redemption,
    Terms,
    answered_before,
    ensure_allowed,
    given,
    minor,
    month_of,
    refusal,
)
from bot.storage.database import Database
from bot.storage.tables import nudge_customers, offer_budget, offer_redemptions, offers

FORGOTTEN = ""
"""The visitor of a redeemed offer whose person asked to be forgotten: the order stays the shop's."""


class SqlOffers:
    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, offer: Offer) -> Offer:
        """Keep a new offer; the one that stands when this decision already has one (a retry)."""
        with self._database.write() as connection:
            connection.execute(_insert(connection, offers).values(_row(offer)).on_conflict_do_nothing())
            found = connection.execute(select(offers).where(offers.c.decision_id == offer.decision_id)).one()
        return _offer(found)

    def get(self, code: str) -> Offer | None:
        with self._database.read() as connection:
            return _find(connection, code)

    def of_visitor(self, visitor_id: str) -> list[Offer]:
        """This visitor's offers, oldest first."""
        query = select(offers).where(offers.c.visitor_id == visitor_id).order_by(offers.c.made_at, offers.c.code)
        with self._database.read() as connection:
            return [_offer(row) for row in connection.execute(query)]

    def apply(self, code: str, at: datetime | None) -> None:
        """The offer lies in a basket since `at`; None: it was taken out again."""
        with self._database.write() as connection:
            connection.execute(update(offers).where(offers.c.code == code).values(applied_at=at))

    def redeem(self, code: str, order: Order, now: datetime, terms: Terms) -> Redemption:
        """Use the code for this order, once; the same order again gets the same answer.

        Raises NotFound, Conflict (another order has it, or this order another code), OfferRefused with its reason.
        """
        try:
            with self._database.write() as connection:
                offer = _known(connection, code)
                before = answered_before(offer, _line(connection, order.order_id), order)
                if before is not None:
                    return before
                ensure_allowed(refusal(offer, order, now, terms.variants))
                if not _claim(connection, code, order.order_id):  # a racer was faster: perhaps with this very order
                    return _after_race(connection, code, order)
                return _book(connection, offer, order, now, terms)
        except IntegrityError:
            raise Conflict(
                "This order already used another offer, and offers do not add up", reason="stacked"
            ) from None

    def cancel(self, code: str, order_id: str, now: datetime) -> Redemption:
        """The order will not be: its code, its part of the budget and the customer's turn are given back, once.

        Raises NotFound for an unknown code, Conflict for an order that did not use it. A repetition changes nothing.
        """
        with self._database.write() as connection:
            offer, line = _known(connection, code), _line(connection, order_id)
            if line is None or line.code != code:
                raise Conflict("This order did not use this offer", reason="not_redeemed")
            ledger = offer_redemptions.c
            open_line = (ledger.order_id == order_id, ledger.cancelled_at.is_(None))
            ends = update(offer_redemptions).where(*open_line).values(cancelled_at=now, gave_back=not offer.given_back)
            if connection.execute(ends).rowcount == 1:
                _give_back(connection, offer, order_id)
            found = _line(connection, order_id)
        assert found is not None
        return found

    def spent(self, month: str) -> Decimal:
        """What redeemed offers cost in that month (« 2026-11 »)."""
        with self._database.read() as connection:
            found = connection.execute(select(offer_budget.c.spent).where(offer_budget.c.month == month)).scalar()
        return (found or 0) * MINOR

    def promised(self, now: datetime) -> Decimal:
        """What the offers that may still be used would cost."""
        query = select(offers.c.price, offers.c.final).where(offers.c.order_id.is_(None), offers.c.expires_at > now)
        with self._database.read() as connection:
            return sum((row.price - row.final for row in connection.execute(query)), Decimal(0))


def erase_offers(connection: Connection, visitor_id: str) -> None:
    """The visitor is forgotten: open offers are gone, an order's offer no longer says whose it was."""
    of_theirs = offers.c.visitor_id == visitor_id
    used = select(offer_redemptions.c.code)
    connection.execute(delete(offers).where(of_theirs, offers.c.code.not_in(used)))
    connection.execute(update(offers).where(of_theirs).values(visitor_id=FORGOTTEN))
    connection.execute(delete(nudge_customers).where(nudge_customers.c.visitor_id == visitor_id))


def _claim(connection: Connection, code: str, order_id: str) -> bool:
    free = (offers.c.code == code, offers.c.order_id.is_(None))
    return connection.execute(update(offers).where(*free).values(order_id=order_id)).rowcount == 1


def _after_race(connection: Connection, code: str, order: Order) -> Redemption:
    before = answered_before(_known(connection, code), _line(connection, order.order_id), order)
    if before is None:
        raise Conflict("This offer is being used by another order", reason="used")
    return before


def _book(connection: Connection, offer: Offer, order: Order, now: datetime, terms: Terms) -> Redemption:
    """The ledger's line, the customer's turn and the budget, with the claim or not at all."""
    discount, used_before = given(offer, order, terms.variants), _used_at(connection, offer.visitor_id)
    line = Redemption(offer.code, order.order_id, now, discount, order.currency, order.digest)
    row = {name: getattr(line, name) for name in line.__dataclass_fields__}
    more = {"month": month_of(now), "used_before": used_before}
    connection.execute(insert(offer_redemptions).values(row | more))
    if not _take_turn(connection, offer.visitor_id, now, terms.once_per_customer_days):
        ensure_allowed("once_per_customer")
    if not _spend(connection, month_of(now), minor(discount), terms.monthly_budget):
        ensure_allowed("budget")
    return line


def _take_turn(connection: Connection, visitor_id: str, now: datetime, days: int) -> bool:
    """Note the promotion used, unless one was within `days`: atomically, so that two codes of one person are one."""
    own = nudge_customers.c
    empty = {"visitor_id": visitor_id, "rung": 0, "bought": {}}
    connection.execute(_insert(connection, nudge_customers).values(empty).on_conflict_do_nothing())
    long_ago = or_(own.promotion_used_at.is_(None), own.promotion_used_at <= now - timedelta(days=days))
    turn = update(nudge_customers).where(own.visitor_id == visitor_id, long_ago).values(promotion_used_at=now)
    return connection.execute(turn).rowcount == 1


def _spend(connection: Connection, month: str, amount: int, budget: Decimal | None) -> bool:
    own = offer_budget.c
    connection.execute(_insert(connection, offer_budget).values(month=month, spent=0).on_conflict_do_nothing())
    left = [] if budget is None else [own.spent + amount <= minor(budget)]
    spend = update(offer_budget).where(own.month == month, *left).values(spent=own.spent + amount)
    return connection.execute(spend).rowcount == 1


def _give_back(connection: Connection, offer: Offer, order_id: str) -> None:
    """The budget in any case (nothing was given); the code and the turn the first time only."""
    line = connection.execute(select(offer_redemptions).where(offer_redemptions.c.order_id == order_id)).one()
    budget = offer_budget.c
    less = update(offer_budget).where(budget.month == line.month)
    connection.execute(less.values(spent=budget.spent - minor(line.discount)))
    if offer.given_back:
        return
    freed = update(offers).where(offers.c.code == offer.code, offers.c.order_id == order_id)
    connection.execute(freed.values(order_id=None, applied_at=None, given_back=True))
    own = nudge_customers.c
    turn = update(nudge_customers).where(own.visitor_id == offer.visitor_id, own.promotion_used_at == line.at)
    connection.execute(turn.values(promotion_used_at=line.used_before))


def _used_at(connection: Connection, visitor_id: str) -> datetime | None:
    own = nudge_customers.c
    return connection.execute(select(own.promotion_used_at).where(own.visitor_id == visitor_id)).scalar()


def _known(connection: Connection, code: str) -> Offer:
    offer = _find(connection, code)
    if offer is None:
        raise NotFound("There is no such offer")
    return offer


def _find(connection: Connection, code: str) -> Offer | None:
    row = connection.execute(select(offers).where(offers.c.code == code)).first()
    return None if row is None else _offer(row)


def _line(connection: Connection, order_id: str) -> Redemption | None:
    row = connection.execute(select(offer_redemptions).where(offer_redemptions.c.order_id == order_id)).first()
    return None if row is None else Redemption(**{f: getattr(row, f) for f in Redemption.__dataclass_fields__})


def _row(offer: Offer) -> dict[str, Any]:
    return {name: getattr(offer, name) for name in Offer.__dataclass_fields__}


def _offer(row: Row[Any]) -> Offer:
    return Offer(**{name: getattr(row, name) for name in Offer.__dataclass_fields__})


def _is_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def _insert(connection: Connection, table: Any) -> Any:
    return (sqlite if _is_sqlite(connection) else postgresql).insert(table)
