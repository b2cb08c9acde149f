"""What the shop makes of what a shopper does on the pages; the composition root fills it in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.dialogue.reply import Reply
from bot.shopper.session import Session
from catalog_index.product import Product

Infer = Callable[[Session], Mapping[str, Any]]
Accompany = Callable[[Session, Product, "tuple[str, ...]"], "Reply | None"]

OPENED = "opened"
LOOKING = frozenset({OPENED, "view_item", "view_item_list", "search", "page_view"})
"""What tells where a visitor is, and where from: the page the chat was opened on, and these events."""


def _nothing(session: Session) -> Mapping[str, Any]:
    return {}


def _no_one(session: Session, product: Product, recent: tuple[str, ...]) -> Reply | None:
    return None


@dataclass(slots=True)
class Behaviour:
    """`infer`: the change to the needs that the pages looked at or landed on suggest ({}: none). `accompany`: how a
    product that landed in the basket is confirmed together with one that goes with it (None: the plain one)."""

    infer: Infer = _nothing
    accompany: Accompany = _no_one
