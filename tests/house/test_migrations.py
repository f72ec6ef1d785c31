"""The migrations make the very tables that the models describe, on both databases, also over data."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade

from marketplace.app import create_app
from marketplace.extensions import db
from tests.conftest import test_config as config_for
from tests.databases import postgresql_answers, temporary_postgresql
from tests.factories import cast


def check(url: str, tmp_path: Path) -> None:
    app = create_app(config_for(url, tmp_path))
    with app.app_context():
        upgrade()
        with db.engine.connect() as connection:
            options = {"compare_type": True, "render_as_batch": True}
            differences = compare_metadata(MigrationContext.configure(connection, opts=options), db.metadata)
        assert differences == []
        cast()  # the tables hold real rows
        db.session.remove()
        upgrade()
        downgrade(revision="base")
        upgrade()
        db.session.remove()
        db.engine.dispose()


def test_on_sqlite(tmp_path: Path) -> None:
    check(f"sqlite:///{tmp_path / 'migrated.sqlite'}", tmp_path)


@pytest.mark.skipif(not postgresql_answers(), reason="no PostgreSQL; said at the end of the run")
def test_on_postgresql(tmp_path: Path) -> None:
    with temporary_postgresql() as url:
        check(url, tmp_path)
