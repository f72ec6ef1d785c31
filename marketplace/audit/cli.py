"""`flask audit`."""

import sys

import click
from flask.cli import with_appcontext

from marketplace.audit.queries import CHECKS, differences


@click.command()
@with_appcontext
def audit() -> None:
    """Prove that stock, orders, slots and outbox add up; exit 1 with each difference where they do not."""
    found = list(differences())
    for difference in found:
        click.echo(str(difference), err=True)
    if found:
        sys.exit(1)
    click.echo(f"audit: {len(CHECKS)} checks, no difference")
