"""`flask search`: looking after the index."""

import click
from flask.cli import AppGroup

from marketplace.facts.services import services
from marketplace.search.operations import rebuild

search = AppGroup("search", help="Look after the search index.")


@search.command()
def status() -> None:
    """Say what is on disk."""
    found = services().search.status()
    click.echo(
        f"{found.state}: {found.documents} documents, generation {found.generation}, watermark {found.watermark}"
        + (f" ({found.detail})" if found.detail else "")
    )


@search.command("rebuild")
def rebuild_command() -> None:
    """Make the index anew from the database; searches go on meanwhile."""
    commit = rebuild()
    click.echo(f"rebuilt: {commit.documents} documents, generation {commit.generation}")
