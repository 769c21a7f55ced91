"""Four years: inquiries, the authority, initiatives; rounds in stages, kinds that say so."""

import sqlalchemy as sa
from alembic import op

from models.migrations.definitions import in_one_step, in_stages, rewrite_definitions
from models.migrations.guards import guard
from models.migrations.sundhedsaftale import renew_sundhedsaftale

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


ADDED = (
    ("body", "successor_code"),
    ("cycle", "adoption_on"),
    ("cycle", "chosen_parties"),
    ("cycle", "predecessor_id"),
    ("cycle", "unreachable_reason"),
    *((table, "inquiry") for table in ("desk_task", "invitation", "letter", "request")),
    *((table, "stage") for table in ("round", "round_party")),
    ("round", "stage_opened_on"),
)


def upgrade() -> None:
    op.create_table(
        "inquiry",
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_inquiry_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", "slug", name=op.f("pk_inquiry")),
    )
    op.create_table(
        "authority_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=10000), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_authority_event_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["request.id"], name=op.f("fk_authority_event_request_id_request")
        ),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_authority_event_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_authority_event")),
        sa.UniqueConstraint("request_id", name=op.f("uq_authority_event_request_id")),
    )
    op.create_index(op.f("ix_authority_event_cycle_id"), "authority_event", ["cycle_id"], unique=False)

    op.create_table(
        "evaluation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("text", sa.String(length=10000), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_evaluation_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_evaluation_request_id_request")),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_evaluation_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
        sa.UniqueConstraint("request_id", name=op.f("uq_evaluation_request_id")),
    )
    op.create_index(op.f("ix_evaluation_cycle_id"), "evaluation", ["cycle_id"], unique=False)

    op.create_table(
        "hearing_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("party", sa.String(length=64), nullable=False),
        sa.Column("respondent", sa.String(length=200), nullable=False),
        sa.Column("on_behalf_of", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(length=10000), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("has_remarks", sa.Boolean(), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_hearing_answer_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_hearing_answer_request_id_request")),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_hearing_answer_sha256_document")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hearing_answer")),
        sa.UniqueConstraint("request_id", name=op.f("uq_hearing_answer_request_id")),
    )
    op.create_index(op.f("ix_hearing_answer_cycle_id"), "hearing_answer", ["cycle_id"], unique=False)

    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("goal", sa.String(length=2000), nullable=False),
        sa.Column("owner_code", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=40), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("carried_from", sa.Integer(), nullable=True),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_from"], ["initiative.id"], name=op.f("fk_initiative_carried_from_initiative")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_initiative_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["owner_code"], ["body.code"], name=op.f("fk_initiative_owner_code_body")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_initiative_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
    )
    op.create_index(op.f("ix_initiative_cycle_id"), "initiative", ["cycle_id"], unique=False)

    op.create_table(
        "inquiry_party",
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("body_code", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"], ["request.id"], name=op.f("fk_inquiry_party_answered_by_request")
        ),
        sa.ForeignKeyConstraint(["body_code"], ["body.code"], name=op.f("fk_inquiry_party_body_code_body")),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_inquiry_party_cycle_id_cycle")),
        sa.PrimaryKeyConstraint("cycle_id", "slug", "code", name=op.f("pk_inquiry_party")),
    )
    op.create_table(
        "version_part",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("filename", sa.String(length=200), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["document.sha256"], name=op.f("fk_version_part_sha256_document")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_version_part_version_id_version")),
        sa.PrimaryKeyConstraint("version_id", "position", name=op.f("pk_version_part")),
    )
    op.create_table(
        "initiative_milestone",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_initiative_milestone_initiative_id_initiative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_milestone")),
    )
    op.create_index(
        op.f("ix_initiative_milestone_initiative_id"), "initiative_milestone", ["initiative_id"], unique=False
    )

    op.create_table(
        "remark",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("paragraph", sa.String(length=200), nullable=False),
        sa.Column("text", sa.String(length=10000), nullable=False),
        sa.Column("verdict", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["hearing_answer.id"], name=op.f("fk_remark_answer_id_hearing_answer")
        ),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_remark_cycle_id_cycle")),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_remark_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_remark")),
    )
    op.create_index(op.f("ix_remark_answer_id"), "remark", ["answer_id"], unique=False)
    op.create_index(op.f("ix_remark_cycle_id"), "remark", ["cycle_id"], unique=False)

    op.create_table(
        "status_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("cycle_id", sa.String(length=120), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("owner_code", sa.String(length=64), nullable=False),
        sa.Column("progress", sa.String(length=40), nullable=False),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("reported_by", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["cycle_id"], ["cycle.id"], name=op.f("fk_status_report_cycle_id_cycle")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_status_report_initiative_id_initiative")
        ),
        sa.ForeignKeyConstraint(["request_id"], ["request.id"], name=op.f("fk_status_report_request_id_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_report")),
    )
    op.create_index(op.f("ix_status_report_cycle_id"), "status_report", ["cycle_id"], unique=False)
    op.create_index(op.f("ix_status_report_request_id"), "status_report", ["request_id"], unique=False)

    op.add_column("body", sa.Column("successor_code", sa.String(length=64), nullable=True))
    op.add_column("cycle", sa.Column("adoption_on", sa.Date(), nullable=True))
    op.add_column("cycle", sa.Column("chosen_parties", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("cycle", sa.Column("predecessor_id", sa.String(length=120), nullable=True))
    op.add_column(
        "cycle", sa.Column("unreachable_reason", sa.String(length=2000), nullable=False, server_default="")
    )
    for table in ("desk_task", "invitation", "letter", "request"):
        op.add_column(table, sa.Column("inquiry", sa.String(length=40), nullable=False, server_default=""))
    for table in ("round", "round_party"):
        op.add_column(table, sa.Column("stage", sa.Integer(), nullable=False, server_default="0"))
    _start_first_stages()
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_constraint(op.f("uq_invitation_cycle_id_round_party_mailbox"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_invitation_cycle_id_round_inquiry_party_mailbox"),
            ["cycle_id", "round", "inquiry", "party", "mailbox"],
        )
    renew_sundhedsaftale(op.get_bind())
    rewrite_definitions(op.get_bind(), in_stages)
    guard(op.get_bind(), "version_part")


def _start_first_stages() -> None:
    op.add_column("round", sa.Column("stage_opened_on", sa.Date(), nullable=True))
    op.execute("UPDATE round SET stage_opened_on = opened_on")
    with op.batch_alter_table("round") as batch_op:
        batch_op.alter_column("stage_opened_on", nullable=False)


def downgrade() -> None:
    rewrite_definitions(op.get_bind(), in_one_step)
    with op.batch_alter_table("invitation") as batch_op:
        batch_op.drop_constraint(op.f("uq_invitation_cycle_id_round_inquiry_party_mailbox"), type_="unique")
        batch_op.create_unique_constraint(
            op.f("uq_invitation_cycle_id_round_party_mailbox"), ["cycle_id", "round", "party", "mailbox"]
        )
    for table, column in reversed(ADDED):
        op.drop_column(table, column)
    op.drop_table("status_report")
    op.drop_table("remark")
    op.drop_table("initiative_milestone")
    op.drop_table("version_part")
    op.drop_table("inquiry_party")
    op.drop_table("initiative")
    op.drop_table("hearing_answer")
    op.drop_table("evaluation")
    op.drop_table("authority_event")
    op.drop_table("inquiry")
