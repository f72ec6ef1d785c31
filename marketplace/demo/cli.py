"""`flask demo`."""

import click
from flask.cli import AppGroup

from marketplace.demo.operations import is_empty, load_demo, load_rows

demo = AppGroup("demo", help="A fictional market to look at and to measure with.")


@demo.command()
@click.option("--businesses", type=click.IntRange(0, 100_000), help="Exactly so many, numbered, instead of the demo.")
@click.option("--listings", type=click.IntRange(0, 1_000_000), default=0)
@click.option("--users", type=click.IntRange(0, 1_000_000), default=0)
def load(businesses: int | None, listings: int, users: int) -> None:
    """Fill an empty database with the demo, or with any number of rows to measure with."""
    if not is_empty():
        raise click.ClickException("the database is not empty; the demo only goes into an empty one")
    if businesses is None:
        load_demo()
    else:
        load_rows(businesses, listings, users)
    click.echo("demo loaded")
