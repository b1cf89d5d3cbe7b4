"""Network maps: encrypted, with an end date, found by a keyed hash of their owner."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the table of network maps."""
    op.create_table(
        "network_maps",
        sa.Column("map_id", sa.String(32), primary_key=True),
        sa.Column("owner_hash", sa.String(64), nullable=False),
        sa.Column("resume_code_hash", sa.String(64)),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("keep_days", sa.Integer, nullable=False),
        sa.Column("created_at", sa.DateTime, nullable=False),
        sa.Column("changed_at", sa.DateTime, nullable=False),
        sa.Column("expires_at", sa.DateTime, nullable=False),
    )
    op.create_index("ix_network_maps_owner_hash", "network_maps", ["owner_hash"])
    op.create_index("ix_network_maps_expires_at", "network_maps", ["expires_at"])
    op.create_index("ix_network_maps_resume_code_hash", "network_maps", ["resume_code_hash"], unique=True)


def downgrade() -> None:
    """Drop the table with every map in it."""
    op.drop_table("network_maps")
