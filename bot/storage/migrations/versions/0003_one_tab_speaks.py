"""When and where a customer was last spoken to: of several tabs at the same instant, one speaks."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("nudge_customers", sa.Column("spoke_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("nudge_customers", sa.Column("spoke_in", sa.String(length=64), nullable=True))


def downgrade() -> None:
    op.drop_column("nudge_customers", "spoke_in")
    op.drop_column("nudge_customers", "spoke_at")
