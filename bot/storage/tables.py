"""The tables, once, for SQLite and PostgreSQL. Migrations create them; tests compare both descriptions."""

from __future__ import annotations

from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)
from sqlalchemy.types import TypeDecorator


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC times on both databases; SQLite itself would forget the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        utc = value.astimezone(timezone.utc)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=timezone.utc) if value.tzinfo is None else value.astimezone(timezone.utc)


class ExactAmount(TypeDecorator[Decimal]):
    """A Decimal kept as text: SQLite's numbers are floats, and money is never one."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

GrowingId = BigInteger().with_variant(Integer, "sqlite")
"""SQLite grows only INTEGER keys by itself."""

visitors = Table(
    "visitors",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("personalisation", Boolean, nullable=False),
    Column("analytics", Boolean, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("seen_at", UtcTime, nullable=False),
    Column("profile", JSON, nullable=False),
)

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("language", String(8), nullable=False),
    Column("started_at", UtcTime, nullable=False),
    Column("visitor_id", String(64), ForeignKey("visitors.id", ondelete="SET NULL"), index=True),
    Column("personalisation", Boolean, nullable=False),
    Column("analytics", Boolean, nullable=False),
    Column("page", JSON(none_as_null=True)),
    # Kept up to date by the log as it appends: what the support list shows without folding every conversation.
    Column("last_at", UtcTime, nullable=False),
    Column("messages", Integer, nullable=False),
    Index(None, "started_at", "id"),
)

conversation_flags = Table(
    "conversation_flags",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversations.id", ondelete="CASCADE"), primary_key=True),
    Column("flag", String(32), primary_key=True),
    Index(None, "flag"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", GrowingId, primary_key=True, autoincrement=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("data", JSON, nullable=False),
    Index(None, "conversation_id", "id"),
    sqlite_autoincrement=True,
)

entry_keys = Table(
    "entry_keys",
    metadata,
    Column("conversation_id", String(64), ForeignKey("conversations.id"), primary_key=True),
    Column("key", String(200), primary_key=True),
    Column("entry_id", GrowingId, ForeignKey("entries.id"), nullable=False),
)

unanswered = Table(
    "unanswered",
    metadata,
    # A shopper message is put here with it and taken out with its final answer: after a crash, these are what is owed.
    Column("entry_id", GrowingId, ForeignKey("entries.id"), primary_key=True, autoincrement=False),
)

users = Table(
    "users",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("email", String(320), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("password_hash", String(255)),
    Column("language", String(8), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("session_epoch", Integer, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("last_login_at", UtcTime),
)

login_links = Table(
    "login_links",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(16), nullable=False),
    Column("user_id", Integer, ForeignKey("users.id", ondelete="CASCADE")),
    Column("created_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False),
    Column("used_at", UtcTime),
)

ended_sessions = Table(
    "ended_sessions",
    metadata,
    Column("nonce", String(64), primary_key=True),
    # After it the cookie is too old anyway, and the row has done its work.
    Column("expires_at", UtcTime, nullable=False, index=True),
)

api_tokens = Table(
    "api_tokens",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("role", String(16), nullable=False),
    Column("label", String(200), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("revoked_at", UtcTime),
)

price_history = Table(
    "price_history",
    metadata,
    Column("id", GrowingId, primary_key=True, autoincrement=True),
    Column("item_id", String(200), nullable=False),
    Column("amount", ExactAmount, nullable=False),
    Column("sale_amount", ExactAmount),
    Column("currency", String(3), nullable=False),
    Column("at", UtcTime, nullable=False),
    Index(None, "item_id", "at"),
    sqlite_autoincrement=True,
)

policy_versions = Table(
    "policy_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", String(64), nullable=False),
    Column("document", Text, nullable=False),
    Column("author", String(320), nullable=False),
    Column("created_at", UtcTime, nullable=False),
)

settings_kv = Table(
    "settings_kv",
    metadata,
    Column("key", String(100), primary_key=True),
    Column("value", Text, nullable=False),
)

training_examples = Table(
    "training_examples",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    Column("language", String(8), nullable=False),
    Column("intent", String(64), nullable=False),
    Column("state", String(16), nullable=False),
    Column("author", String(320), nullable=False),
    Column("source_entry_id", GrowingId, ForeignKey("entries.id"), index=True),
    Column("created_at", UtcTime, nullable=False),
)

training_runs = Table(
    "training_runs",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("state", String(16), nullable=False),
    Column("progress", Float, nullable=False),
    Column("message", Text, nullable=False),
    Column("author", String(320), nullable=False),
    Column("model_id", Integer, ForeignKey("model_versions.id")),
    Column("comparison", JSON(none_as_null=True)),
    Column("started_at", UtcTime, nullable=False),
    Column("finished_at", UtcTime),
)

model_versions = Table(
    "model_versions",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("fingerprint", String(64), nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("state", String(16), nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("published_at", UtcTime),
    Column("published_by", String(320)),
    Column("scores", JSON, nullable=False),
)

offers = Table(
    "offers",
    metadata,
    Column("code", String(16), primary_key=True),
    Column("decision_id", String(64), nullable=False, unique=True),
    Column("conversation_id", String(64), ForeignKey("conversations.id"), nullable=False),
    # Empty once its person asked to be forgotten: what is left is the shop's own order.
    Column("visitor_id", String(64), nullable=False, index=True),
    Column("item_id", String(200), nullable=False),
    Column("percent", Integer, nullable=False),
    Column("price", ExactAmount, nullable=False),
    Column("prior", ExactAmount, nullable=False),
    Column("final", ExactAmount, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("made_at", UtcTime, nullable=False),
    Column("expires_at", UtcTime, nullable=False, index=True),
    Column("applied_at", UtcTime),
    # The order that holds the code now: set by one conditional UPDATE, emptied by its cancellation.
    Column("order_id", String(200)),
    Column("given_back", Boolean, nullable=False),
)

offer_redemptions = Table(
    "offer_redemptions",
    metadata,
    # The ledger: an order has one line ever, so that no order uses two codes and no code pays an order twice.
    Column("order_id", String(200), primary_key=True),
    Column("code", String(16), ForeignKey("offers.code"), nullable=False, index=True),
    Column("at", UtcTime, nullable=False),
    Column("discount", ExactAmount, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("content", String(64), nullable=False),
    Column("month", String(7), nullable=False),
    Column("used_before", UtcTime),
    Column("cancelled_at", UtcTime),
    Column("gave_back", Boolean, nullable=False),
)

offer_budget = Table(
    "offer_budget",
    metadata,
    Column("month", String(7), primary_key=True),
    # In ten-thousandths, so that the database itself adds up exactly.
    Column("spent", BigInteger, nullable=False),
)

nudge_customers = Table(
    "nudge_customers",
    metadata,
    Column("visitor_id", String(64), ForeignKey("visitors.id", ondelete="CASCADE"), primary_key=True),
    Column("rung", Integer, nullable=False),
    Column("dismissed_at", UtcTime),
    Column("promotion_used_at", UtcTime),
    Column("bought", JSON, nullable=False),
    # When a nudge was last decided on, and in which conversation: two tabs may ask at the same instant.
    Column("spoke_at", UtcTime),
    Column("spoke_in", String(64)),
)
