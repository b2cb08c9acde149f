"""Every price a product ever had, append-only: a reduction is announced against the lowest of 30 days (L.112-1-1)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select

from bot.storage.database import Database
from bot.storage.tables import price_history
from catalog_index.product import Money

_OF = select(price_history).where(price_history.c.item_id == bindparam("item")).order_by(price_history.c.id)

_FIRST = select(func.min(price_history.c.at)).where(price_history.c.item_id == bindparam("item"))
_OPENING = select(price_history.c.at).order_by(price_history.c.id).limit(1)

PriceChange = tuple[str, Money, Money | None, datetime]
"""(item id, list price, sale price or None, since when)."""


@dataclass(frozen=True, slots=True)
class PricePoint:
    item_id: str
    price: Money
    sale_price: Money | None
    at: datetime

    @property
    def charged(self) -> Money:
        return self.sale_price or self.price


class SqlPriceHistory:
    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, changes: Sequence[PriceChange]) -> int:
        """Append the prices that differ from the item's last one, all in one transaction; how many were new."""
        with self._database.write_log() as connection:
            return sum(_append(connection, PricePoint(*change)) for change in changes)

    def points(self, item_id: str, since: datetime | None = None) -> list[PricePoint]:
        """Oldest first: the prices valid at some time since `since`, the one that already held then included."""
        return valid_since([_point(row) for row in self._database.fetch(_OF, item=item_id)], since)

    def lowest(self, item_id: str, since: datetime) -> Money | None:
        """The lowest price charged at any time since `since`; None without a record (then nothing may be claimed)."""
        return lowest_of(self.points(item_id, since))

    def first(self, item_id: str) -> datetime | None:
        """Since when the item has had a price here; None without a record."""
        found: datetime | None = self._database.fetch(_FIRST, item=item_id)[0][0]
        return found

    def opening(self) -> datetime | None:
        """When the first price of all was recorded; None before."""
        found = self._database.fetch(_OPENING)
        return found[0].at if found else None


def valid_since(points: Sequence[PricePoint], since: datetime | None) -> list[PricePoint]:
    if since is None:
        return list(points)
    before = [point for point in points if point.at <= since]
    return before[-1:] + [point for point in points if point.at > since]


def lowest_of(points: Sequence[PricePoint]) -> Money | None:
    """Only prices in today's currency can be compared."""
    if not points:
        return None
    currency = points[-1].charged.currency
    return min((p.charged for p in points if p.charged.currency == currency), key=lambda money: money.amount)


def _append(connection: Connection, point: PricePoint) -> int:
    newest = select(func.max(price_history.c.id)).where(price_history.c.item_id == point.item_id).scalar_subquery()
    last = connection.execute(select(price_history).where(price_history.c.id == newest)).first()
    if last is not None and (_point(last).price, _point(last).sale_price) == (point.price, point.sale_price):
        return 0
    sale: Decimal | None = point.sale_price.amount if point.sale_price else None
    row = {"item_id": point.item_id, "amount": point.price.amount, "sale_amount": sale, "at": point.at}
    connection.execute(insert(price_history).values(row | {"currency": point.price.currency}))
    return 1


def _point(row: Row[Any]) -> PricePoint:
    sale = None if row.sale_amount is None else Money(row.sale_amount, row.currency)
    return PricePoint(row.item_id, Money(row.amount, row.currency), sale, row.at)
