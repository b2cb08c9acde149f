"""Personal offers: their codes, the ledger of redemptions, the month's budget, and what is remembered of a customer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _offers()
    _offer_redemptions()
    op.create_table(
        "offer_budget",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("spent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_offer_budget")),
    )
    _nudge_customers()


def _offers() -> None:
    op.create_table(
        "offers",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("decision_id", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=64), nullable=False),
        sa.Column("visitor_id", sa.String(length=64), nullable=False),
        sa.Column("item_id", sa.String(length=200), nullable=False),
        sa.Column("percent", sa.Integer(), nullable=False),
        sa.Column("price", sa.String(length=40), nullable=False),
        sa.Column("prior", sa.String(length=40), nullable=False),
        sa.Column("final", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("order_id", sa.String(length=200), nullable=True),
        sa.Column("given_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["conversation_id"], ["conversations.id"], name=op.f("fk_offers_conversation_id")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_offers")),
        sa.UniqueConstraint("decision_id", name=op.f("uq_offers_decision_id")),
    )
    op.create_index(op.f("ix_offers_visitor_id"), "offers", ["visitor_id"], unique=False)
    op.create_index(op.f("ix_offers_expires_at"), "offers", ["expires_at"], unique=False)


def _offer_redemptions() -> None:
    op.create_table(
        "offer_redemptions",
        sa.Column("order_id", sa.String(length=200), nullable=False),
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("discount", sa.String(length=40), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("used_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("gave_back", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["code"], ["offers.code"], name=op.f("fk_offer_redemptions_code")),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_offer_redemptions")),
    )
    op.create_index(op.f("ix_offer_redemptions_code"), "offer_redemptions", ["code"], unique=False)


def _nudge_customers() -> None:
    op.create_table(
        "nudge_customers",
        sa.Column("visitor_id", sa.String(length=64), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("dismissed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("promotion_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("bought", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visitor_id"], ["visitors.id"], name=op.f("fk_nudge_customers_visitor_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("visitor_id", name=op.f("pk_nudge_customers")),
    )
