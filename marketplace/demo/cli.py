"""`flask demo`."""

import click
from flask.cli import AppGroup

from marketplace.demo.operations import is_empty, load_demo

demo = AppGroup("demo", help="A fictional market to look at and to measure with.")


@demo.command()
def load() -> None:
    """Fill an empty database with the demo."""
    if not is_empty():
        raise click.ClickException("the database is not empty; the demo only goes into an empty one")
    load_demo()
    click.echo("demo loaded")
