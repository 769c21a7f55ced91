"""Trust: tokens with a scope and an end, who signed in when, keys of links, and erasing by right."""

from datetime import timedelta

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import ERASING_A_REQUEST, INSERT_ONLY, REMOVABLE, guard

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

A_YEAR = timedelta(days=365)
EPOCH = sa.text("'1970-01-01 00:00:00+00:00'")
SCOPES = {"secretariat": "write", "coordinator": "read"}
TOKENS = sa.table(
    "api_token",
    sa.column("token_hash", sa.String),
    sa.column("role", sa.String),
    sa.column("scope", sa.String),
    sa.column("created_at", sa.DateTime(timezone=True)),
    sa.column("expires_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("staff_id", sa.Integer(), sa.ForeignKey("staff.id")),
    )
    op.create_index("ix_sign_in_attempt_at", "sign_in_attempt", ["at"])
    op.create_index("ix_sign_in_attempt_staff_id", "sign_in_attempt", ["staff_id"])
    op.create_table(
        "link_key",
        sa.Column("fingerprint", sa.String(64), primary_key=True),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
    )
    # nobody knows when they began; whoever is signed in does so once more
    op.execute("DELETE FROM staff_session")
    op.add_column(
        "staff_session", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False, server_default=EPOCH)
    )
    op.add_column("request", sa.Column("erased_at", sa.DateTime(timezone=True)))
    op.add_column("document", sa.Column("stored_at", sa.DateTime(timezone=True)))
    _give_tokens_a_scope()
    guard(op.get_bind(), "request", ERASING_A_REQUEST)
    guard(op.get_bind(), "document", REMOVABLE)


def downgrade() -> None:
    guard(op.get_bind(), "document", INSERT_ONLY)
    guard(op.get_bind(), "request", INSERT_ONLY)
    op.add_column("api_token", sa.Column("role", sa.String(40), nullable=False, server_default="coordinator"))
    for role, scope in SCOPES.items():
        op.execute(sa.update(TOKENS).where(TOKENS.c.scope == scope).values(role=role))
    for table, column in (
        *(("api_token", "expires_at"), ("api_token", "scope"), ("document", "stored_at")),
        *(("request", "erased_at"), ("staff_session", "begun_at")),
    ):
        op.drop_column(table, column)
    op.drop_table("link_key")
    op.drop_table("sign_in_attempt")


def _give_tokens_a_scope() -> None:
    op.add_column("api_token", sa.Column("scope", sa.String(40), nullable=False, server_default="read"))
    op.add_column(
        "api_token", sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False, server_default=EPOCH)
    )
    for role, scope in SCOPES.items():
        op.execute(sa.update(TOKENS).where(TOKENS.c.role == role).values(scope=scope))
    connection = op.get_bind()
    for token, created_at in connection.execute(sa.select(TOKENS.c.token_hash, TOKENS.c.created_at)).all():
        end = sa.update(TOKENS).where(TOKENS.c.token_hash == token).values(expires_at=created_at + A_YEAR)
        connection.execute(end)
    op.drop_column("api_token", "role")
