"""`flask users`: what an operator of the server does about accounts."""

import click
from flask.cli import AppGroup

from marketplace.accounts.operations import make_operator
from marketplace.accounts.queries import user_by_email
from marketplace.facts.transaction import transaction

users = AppGroup("users", help="Look after accounts.")


@users.command()
@click.argument("email")
def operator(email: str) -> None:
    """Make a member an operator of the platform; the first one is made here, the others on the site."""
    with transaction():
        user = user_by_email(email.strip().lower())
        if user is None:
            raise click.ClickException("nobody has an account with this address")
        make_operator(user)
    click.echo(f"{email} is an operator")
