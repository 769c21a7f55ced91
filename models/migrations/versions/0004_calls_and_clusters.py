"""Talks on the phone that hold reminders back, and the cluster that a coordinator looks after."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("request_id", sa.Integer(), sa.ForeignKey("request.id"), primary_key=True),
        sa.Column("cycle_id", sa.String(120), sa.ForeignKey("cycle.id"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(64), nullable=False),
        sa.Column("quiet_until", sa.Date()),
        sa.Column("called_on", sa.Date(), nullable=False),
    )
    op.create_index("ix_call_cycle_id", "call", ["cycle_id"])
    op.add_column("staff", sa.Column("cluster", sa.String(100), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("staff", "cluster")
    op.drop_table("call")
