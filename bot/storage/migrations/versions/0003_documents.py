"""Imported documents with their passages, and the stamp that changes with them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Make the tables of documents."""
    op.create_table(
        "documents",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("file_name", sa.String(255), nullable=False, unique=True),
        sa.Column("content_hash", sa.String(64), nullable=False, unique=True),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("title", sa.String(300), nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("url", sa.Text),
        sa.Column("audience", sa.String(20)),
        sa.Column("reviewed_on", sa.Date),
        sa.Column("pages", sa.Integer),
        sa.Column("imported_at", sa.DateTime, nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "passages",
        sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("section", sa.String(200)),
        sa.Column("page", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
    )
    stamp = op.create_table(
        "document_stamp",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("value", sa.String(32), nullable=False),
    )
    op.bulk_insert(stamp, [{"id": 1, "value": "-"}])


def downgrade() -> None:
    """Drop the tables with every document in them."""
    op.drop_table("passages")
    op.drop_table("documents")
    op.drop_table("document_stamp")
