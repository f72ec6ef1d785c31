"""Businesses from a spreadsheet and back."""

from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from marketplace.businesses.models import Business, Membership
from marketplace.extensions import db
from marketplace.facts.transaction import transaction
from tests.factories import make_business, make_user

HEADS = "Référence;Nom;Commune;Catégorie;Téléphone;Lundi;Mardi;SIRET;TVA non applicable"
GOOD = "A1;Ferme du Col;73480 Bessans;Fromages;04 79 05 00 00;9-12, 14h30-18h;fermé;732 829 320 00074;oui"


def run(app: Flask, tmp_path: Path, text: str, *options: str, encoding: str = "utf-8") -> Result:
    path = tmp_path / "sheet.csv"
    path.write_bytes(text.encode(encoding))
    return app.test_cli_runner().invoke(args=["import", "businesses", str(path), "--language", "en", *options])


def names(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Business.name).order_by(Business.id)))


def test_a_dry_run_writes_nothing(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path, f"{HEADS}\n{GOOD}\n")
    assert result.exit_code == 0, result.output
    assert "1 business is new." in result.output
    assert names(app) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_encodings_and_separators(app: Flask, tmp_path: Path, encoding: str, separator: str) -> None:
    text = f"{HEADS}\n{GOOD}\n".replace(";", separator)
    assert run(app, tmp_path, text, "--write", encoding=encoding).exit_code == 0
    with app.app_context():
        business = db.session.scalars(db.select(Business)).one()
        assert (business.commune, business.category, business.phone) == ("73040", "cheese", "+33479050000")
        assert [(row.weekday, row.opens.hour) for row in business.hours] == [(0, 9), (0, 14)]
        assert business.identities[0].register_number == "73282932000074"


def test_the_same_file_again_updates_instead_of_doubling(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), transaction():
        make_user(email="anna@example.org")
    owned = ("--write", "--owner", "anna@example.org")
    run(app, tmp_path, f"{HEADS}\n{GOOD}\n", *owned)
    assert "1 business is unchanged." in run(app, tmp_path, f"{HEADS}\n{GOOD}\n", *owned).output
    renamed = GOOD.replace("Ferme du Col", "Ferme du Petit Col")
    assert "1 business changes." in run(app, tmp_path, f"{HEADS}\n{renamed}\n", *owned).output
    assert names(app) == ["Ferme du Petit Col"]
    with app.app_context():
        assert len(db.session.scalars(db.select(Membership)).all()) == 1


def test_bad_rows_are_named_with_their_column_and_nothing_is_written(app: Flask, tmp_path: Path) -> None:
    rows = [GOOD] + [f"B{n};Ferme {n};Atlantide;Fromages;;9-25;;123;peut-être" for n in range(37)]
    text = "\n".join([HEADS, *rows])
    result = run(app, tmp_path, text, "--write")
    assert result.exit_code == 1
    for number in range(3, 40):
        assert f'Row {number}, column "Commune"' in result.output
        assert f'Row {number}, column "Lundi"' in result.output
        assert f'Row {number}, column "SIRET"' in result.output
        assert f'Row {number}, column "TVA non applicable"' in result.output
    assert "Row 2," not in result.output
    assert names(app) == []
    assert run(app, tmp_path, text, "--write", "--skip-bad-rows").exit_code == 0
    assert names(app) == ["Ferme du Col"]


def test_what_is_exported_comes_in_unchanged(app: Flask, tmp_path: Path) -> None:
    with app.app_context(), transaction():
        make_business(by_appointment=True)
        make_business(name='Chalet; "Haut"\n, l’Été', address="1, rue\nHaute")
        make_business(name="=HYPERLINK(1)", contact_name="@Anna", spoken=["it"])
    path = tmp_path / "out.csv"
    assert app.test_cli_runner().invoke(args=["export", "businesses", str(path)]).exit_code == 0
    assert "'=HYPERLINK" in path.read_text()
    result = run(app, tmp_path, path.read_text("utf-8-sig"), "--write")
    assert result.exit_code == 0, result.output
    assert "3 businesses are unchanged." in result.output


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "empty"),
        ("Nom;Siret\nx;y\n", 'There is no column "commune"'),
        ("Nom;Nome;Commune\n", "there twice"),
        ('Nom;Commune\n"Ferme;Bessans\n', "quotation mark"),
        ("Nom;Commune;Catégorie\n" + "x" * 300_000 + ";Bessans;Fromages\n", "huge cell"),
        ("Nom;Commune;Catégorie\nFerme;Bessans;Fromages\n\x00", "cannot be read"),
    ],
)
def test_files_that_are_no_sheet(app: Flask, tmp_path: Path, data: str, message: str) -> None:
    result = run(app, tmp_path, data)
    assert result.exit_code == 1
    assert message in result.output


def test_unknown_columns_and_rows_twice(app: Flask, tmp_path: Path) -> None:
    result = run(app, tmp_path, f"{HEADS};Humeur\n{GOOD};bonne\n{GOOD};bonne\n")
    assert 'The column "Humeur" is not known' in result.output
    assert "in row 2" in result.output
