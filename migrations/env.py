"""Runs the migrations on the application's own database, one transaction for each run."""

from alembic import context
from flask import current_app
from sqlalchemy import TypeDecorator

database = current_app.extensions["migrate"].db


def skip_empty(_context, _revision, directives) -> None:
    """Writes no revision when nothing changed."""
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def plain_type(kind, item, _autogen_context):
    """Writes a column type of our own as what the database sees, so that a migration outlives the code."""
    return f"sa.{item.impl!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


with database.engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        process_revision_directives=skip_empty,
        render_item=plain_type,
        **current_app.extensions["migrate"].configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
