"""Conversations: the table that Rasa's tracker store writes to, with the index that reading a session needs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the events table unless an earlier Rasa made it."""
    if "events" not in sa.inspect(op.get_bind()).get_table_names():
        op.create_table(
            "events",
            sa.Column("id", sa.Integer, sa.Sequence("events_seq", optional=True), primary_key=True),
            sa.Column("sender_id", sa.String(255), nullable=False, index=True),
            sa.Column("type_name", sa.String(255), nullable=False),
            sa.Column("timestamp", sa.Float),
            sa.Column("intent_name", sa.String(255)),
            sa.Column("action_name", sa.String(255)),
            sa.Column("data", sa.Text),
        )
    op.create_index("ix_events_session", "events", ["sender_id", "type_name", "timestamp"])


def downgrade() -> None:
    """Drop the table with everything in it."""
    op.drop_table("events")
