"""The tables of imported documents; the migrations make them, and a test compares the two."""

from __future__ import annotations

import sqlalchemy as sa

from bot.storage.map_table import UtcDateTime

metadata = sa.MetaData()
documents = sa.Table(
    "documents",
    metadata,
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
    sa.Column("imported_at", UtcDateTime, nullable=False),
    # The number of a removed document is never given again: an older conversation may still name it.
    sqlite_autoincrement=True,
)
passages = sa.Table(
    "passages",
    metadata,
    sa.Column("document_id", sa.Integer, sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("section", sa.String(200)),
    sa.Column("page", sa.Integer),
    sa.Column("text", sa.Text, nullable=False),
)
# One row with a value that every change replaces, so that a running assistant sees at once that its index is old.
document_stamp = sa.Table(
    "document_stamp",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.String(32), nullable=False),
)
