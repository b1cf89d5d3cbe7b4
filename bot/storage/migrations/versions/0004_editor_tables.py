"""Ratings, questions without an answer, counts of danger; and the index that reads a conversation in its order."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables and the index."""
    op.create_index("ix_events_order", "events", ["sender_id", "id"])
    op.create_table(
        "beoordelingen",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_hash", sa.String(64), nullable=False, index=True),
        sa.Column("topic", sa.String(100), nullable=False),
        sa.Column("audience", sa.String(20)),
        sa.Column("thumb", sa.String(4), nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "onbeantwoorde_vragen",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("sender_hash", sa.String(64), nullable=False, index=True),
        sa.Column("audience", sa.String(20)),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False, index=True),
    )
    op.create_table(
        "tellingen",
        sa.Column("hour", sa.DateTime, primary_key=True),
        sa.Column("level", sa.String(20), primary_key=True),
        sa.Column("theme", sa.String(40), primary_key=True),
        sa.Column("channel", sa.String(20), primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
    )


def downgrade() -> None:
    """Drop the tables with everything in them, and the index."""
    for table in ("tellingen", "onbeantwoorde_vragen", "beoordelingen"):
        op.drop_table(table)
    op.drop_index("ix_events_order", "events")
