"""Foundation: all tables of the first version, and the guards of history."""

import sqlalchemy as sa
from alembic import op

from models.migrations.guards import ERASING_A_TEXT, guard

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "api_token",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_api_token")),
        sa.UniqueConstraint("name", name=op.f("uq_api_token_name")),
    )
    op.create_table(
        "body",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("short_name", sa.String(length=100), nullable=False),
        sa.Column("sort_key", sa.String(length=200), nullable=False),
        sa.Column("region_code", sa.String(length=8), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_body")),
    )
    op.create_index(op.f("ix_body_kind"), "body", ["kind"], unique=False)
    op.create_index(op.f("ix_body_region_code"), "body", ["region_code"], unique=False)

    op.create_table(
        "document",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_document")),
    )
    op.create_table(
        "kind",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_kind")),
    )
    op.create_table(
        "register_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prev", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("canonical", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_register_entry")),
        sa.UniqueConstraint("hash", name=op.f("uq_register_entry_hash")),
        sa.UniqueConstraint("prev", name=op.f("uq_register_entry_prev")),
    )
    op.create_index(op.f("ix_register_entry_cycle_id"), "register_entry", ["cycle_id"], unique=False)

    op.create_table(
        "staff",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("role", sa.String(length=40), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "contact",
        sa.Column("body_code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("mailbox", sa.String(length=254), nullable=False),
        sa.Column("main_mailbox", sa.String(length=254), nullable=False),
        sa.Column("second_mailbox", sa.String(length=254), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("website", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_contact_body_code_body")),
        sa.PrimaryKeyConstraint("body_code", name=op.f("pk_contact")),
    )
    op.create_table(
        "cycle",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("kind_code", sa.String(length=64), nullable=False),
        sa.Column("region_code", sa.String(length=64), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("start_phase", sa.String(length=40), nullable=False),
        sa.Column("phase", sa.String(length=40), nullable=False),
        sa.Column("approval_deadline", sa.Date(), nullable=True),
        sa.Column("approval_opened_on", sa.Date(), nullable=True),
        sa.Column("out_of_basis_reason", sa.String(length=2000), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        sa.Column("start_fingerprint", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kind_code"], ["kind.code"], name=op.f("fk_cycle_kind_code_kind")),
        sa.ForeignKeyConstraint(["region_code"], ["body.code"], name=op.f("fk_cycle_region_code_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cycle")),
    )
    op.create_index(op.f("ix_cycle_phase"), "cycle", ["phase"], unique=False)

    op.create_table(
        "meeting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("body_code", sa.String(length=64), nullable=False),
        sa.Column("level", sa.String(length=20), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("agenda_closes_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_meeting_body_code_body")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_meeting")),
    )
    op.create_index(op.f("ix_meeting_body_code"), "meeting", ["body_code"], unique=False)

    op.create_table(
        "membership",
        sa.Column("body_code", sa.String(length=64), nullable=False),
        sa.Column("member_code", sa.String(length=64), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("is_sure", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_membership_body_code_body")),
        sa.ForeignKeyConstraint(["member_code"], ["body.code"], name=op.f("fk_membership_member_code_body")),
        sa.PrimaryKeyConstraint("body_code", "member_code", "valid_from", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_member_code"), "membership", ["member_code"], unique=False)

    op.create_table(
        "sealed_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.String(length=64), nullable=True),
        sa.Column("text", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entry"], ["register_entry.seq"], name=op.f("fk_sealed_text_entry_register_entry")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_sealed_text")),
    )
    op.create_index(op.f("ix_sealed_text_entry"), "sealed_text", ["entry"], unique=False)

    op.create_table(
        "sign_in_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_sign_in_link_staff_id_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in_link")),
    )
    op.create_index(op.f("ix_sign_in_link_staff_id"), "sign_in_link", ["staff_id"], unique=False)

    op.create_table(
        "staff_session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_session_staff_id_staff")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_session")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"], unique=False)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("mailbox", sa.String(length=254), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_invitation_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint(
            "cycle_id", "round", "party", "mailbox", name=op.f("uq_invitation_cycle_id_round_party_mailbox")
        ),
    )
    op.create_index(op.f("ix_invitation_cycle_id"), "invitation", ["cycle_id"], unique=False)

    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("made_by", sa.String(length=120), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_request_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request")),
        sa.UniqueConstraint("key", name=op.f("uq_request_key")),
    )
    op.create_index(op.f("ix_request_cycle_id"), "request", ["cycle_id"], unique=False)

    op.create_table(
        "round",
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_reason", sa.String(length=2000), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_round_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", "number", name=op.f("pk_round")),
    )
    op.create_table(
        "round_party",
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("body_code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("clusters", sa.JSON(), nullable=False),
        sa.Column("contact_confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_round_party_body_code_body")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_round_party_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", "round", "code", name=op.f("pk_round_party")),
    )
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(length=200), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("is_editorial", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_version_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_version_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("cycle_id", "number", name=op.f("uq_version_cycle_id_number")),
    )
    op.create_index(op.f("ix_version_cycle_id"), "version", ["cycle_id"], unique=False)

    op.create_table(
        "deadline_move",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("old_deadline", sa.Date(), nullable=False),
        sa.Column("new_deadline", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_deadline_move_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_deadline_move_request_id_request")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_deadline_move")),
    )
    op.create_index(op.f("ix_deadline_move_cycle_id"), "deadline_move", ["cycle_id"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("reported_outcome", sa.String(length=40), nullable=False),
        sa.Column("decided_by", sa.String(length=40), nullable=False),
        sa.Column("meeting_date", sa.Date(), nullable=False),
        sa.Column("agenda_item", sa.String(length=50), nullable=False),
        sa.Column("case_number", sa.String(length=100), nullable=False),
        sa.Column("decision_text", sa.String(length=10000), nullable=False),
        sa.Column("remarks", sa.String(length=10000), nullable=False),
        sa.Column("next_meeting_date", sa.Date(), nullable=True),
        sa.Column("minutes_url", sa.String(length=1000), nullable=False),
        sa.Column("minutes_sha256", sa.String(length=64), nullable=True),
        sa.Column("is_closed_item", sa.Boolean(), nullable=False),
        sa.Column("corrects", sa.Integer(), nullable=True),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("on_behalf", sa.Boolean(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["corrects"], ["decision.id"], name=op.f("fk_decision_corrects_decision")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_decision_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["minutes_sha256"], ["document.sha256"], name=op.f("fk_decision_minutes_sha256_document")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_decision_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("request_id", name=op.f("uq_decision_request_id")),
    )
    op.create_index(op.f("ix_decision_cycle_id"), "decision", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_decision_party"), "decision", ["party"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("recipient", sa.String(length=40), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.String(length=300), nullable=False),
        sa.Column("message_id", sa.String(length=200), nullable=False),
        sa.Column("problem", sa.String(length=500), nullable=False),
        sa.Column("ordered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_letter_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_letter_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    op.create_index(op.f("ix_letter_cycle_id"), "letter", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_letter_state"), "letter", ["state"], unique=False)

    op.create_table(
        "request_delivery",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_request_delivery_request_id_request")
        ),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_delivery")),
    )
    op.create_table(
        "request_result",
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("is_recorded", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_request_result_request_id_request")),
        sa.PrimaryKeyConstraint("request_id", name=op.f("pk_request_result")),
    )
    op.create_table(
        "case_fact",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("counts", sa.Boolean(), nullable=True),
        sa.Column("meeting", sa.Date(), nullable=True),
        sa.Column("committee_on", sa.Date(), nullable=True),
        sa.Column("finance_committee_on", sa.Date(), nullable=True),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_case_fact_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_case_fact_decision_id_decision")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_case_fact_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_fact")),
    )
    op.create_index(op.f("ix_case_fact_cycle_id"), "case_fact", ["cycle_id"], unique=False)

    op.create_table(
        "desk_task",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("decision_id", sa.Integer(), nullable=True),
        sa.Column("letter_key", sa.String(length=300), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_request", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_desk_task_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_desk_task_decision_id_decision")),
        sa.ForeignKeyConstraint(
            ["done_by_request"], ["request.id"], name=op.f("fk_desk_task_done_by_request_request")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_task")),
        sa.UniqueConstraint("key", name=op.f("uq_desk_task_key")),
    )
    op.create_index(op.f("ix_desk_task_cycle_id"), "desk_task", ["cycle_id"], unique=False)

    op.create_table(
        "minutes_check",
        sa.Column("decision_id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_minutes_check_decision_id_decision")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_minutes_check_request_id_request")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_minutes_check")),
    )
    for table in ("register_entry", "request", "document", "version"):
        guard(op.get_bind(), table)
    guard(op.get_bind(), "sealed_text", ERASING_A_TEXT)


def downgrade() -> None:
    op.drop_table("minutes_check")
    op.drop_table("desk_task")
    op.drop_table("case_fact")
    op.drop_table("request_result")
    op.drop_table("request_delivery")
    op.drop_table("letter")
    op.drop_table("decision")
    op.drop_table("deadline_move")
    op.drop_table("version")
    op.drop_table("round_party")
    op.drop_table("round")
    op.drop_table("request")
    op.drop_table("invitation")
    op.drop_table("staff_session")
    op.drop_table("sign_in_link")
    op.drop_table("sealed_text")
    op.drop_table("membership")
    op.drop_table("meeting")
    op.drop_table("cycle")
    op.drop_table("contact")
    op.drop_table("staff")
    op.drop_table("register_entry")
    op.drop_table("kind")
    op.drop_table("document")
    op.drop_table("body")
    op.drop_table("api_token")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
