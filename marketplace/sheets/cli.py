"""`flask import` and `flask export`."""

import csv
import io
from pathlib import Path

import click
from flask.cli import AppGroup

from marketplace.accounts.models import User
from marketplace.accounts.queries import user_by_email
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from marketplace.kernel.errors import Invalid
from marketplace.kernel.identity import normalise_email
from marketplace.kernel.sheets import safe_cell
from marketplace.sheets.exports import report, sentence
from marketplace.sheets.operations import bring_in
from marketplace.sheets.queries import all_businesses, sheet_rows
from marketplace.sheets.rules import read_table
from marketplace.web.i18n import LANGUAGES, in_language

bring = AppGroup("import", help="Bring spreadsheets in.")
give = AppGroup("export", help="Give spreadsheets out.")


class _DryRun(Exception):
    """Takes back what was tried."""


@bring.command("businesses")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--write", is_flag=True, help="Do it. Without this, only the report is shown.")
@click.option("--skip-bad-rows", is_flag=True, help="Bring in the good rows though others are wrong.")
@click.option("--owner", help="E-mail of the member to whom new businesses belong.")
@click.option("--language", type=click.Choice(list(LANGUAGES)), default="fr", help="Language of the report.")
def import_businesses(file: Path, write: bool, skip_bad_rows: bool, owner: str | None, language: str) -> None:
    """Bring in businesses from a CSV file; see docs/import.md."""
    with in_language(language):
        try:
            table = read_table(file.read_bytes())
        except Invalid as problem:
            raise click.ClickException(sentence(problem)) from None
        try:
            with transaction(), click.progressbar(length=len(table.rows)) as bar:
                outcome = bring_in(table, _owner(owner), lambda: bar.update(1))
                kept = write and (skip_bad_rows or not outcome.problems)
                if not kept:
                    raise _DryRun
        except _DryRun:
            pass
        for line in report(table, outcome):
            click.echo(line)
        if outcome.problems and not (write and skip_bad_rows):
            raise click.ClickException("nothing was written")
        click.echo("written" if kept else "nothing was written; add --write to do it")


def _owner(email: str | None) -> User | None:
    if email is None:
        return None
    user = user_by_email(normalise_email(email))
    if user is None:
        raise click.ClickException(f"no account has the address {email}")
    return user


@give.command("businesses")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export_businesses(file: Path) -> None:
    """Write every business into a CSV file that `flask import businesses` reads again without a change."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    count = -1
    for cells in sheet_rows(all_businesses()):
        writer.writerow([safe_cell(cell) for cell in cells])
        count += 1
    db.session.rollback()
    file.write_bytes(b"\xef\xbb\xbf" + text.getvalue().encode())
    click.echo(f"{count} businesses written to {file}")
