"""The real application on a real database: SQLite always, PostgreSQL too where one answers.

Tests that ask for `app` (or anything built on it) under tests/integration run once on each; elsewhere on SQLite.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from marketplace.accounts.models import User
from marketplace.app import create_app
from marketplace.config import Config
from marketplace.extensions import db
from marketplace.web.fragments import fragments
from marketplace.web.kept import Kept
from tests.databases import POSTGRESQL, empty_all_tables, postgresql_answers, temporary_postgresql
from tests.fakes.wiring import fake_services
from tools.compile_catalogues import compile_stale

BOTH = ("integration",)  # folders whose tests run on both databases


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Chooses the databases for each test that needs one."""
    if "database" not in metafunc.fixturenames:
        return
    both = any(folder in metafunc.definition.path.parts for folder in BOTH) and postgresql_answers()
    metafunc.parametrize("database", ["sqlite", "postgresql"] if both else ["sqlite"], indirect=True, scope="session")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Compiles changed catalogues first. On CI a missing PostgreSQL is a failure, not a skip."""
    compile_stale()
    if os.environ.get("CI") and not postgresql_answers():
        pytest.exit(f"PostgreSQL does not answer at {POSTGRESQL}, and CI must test on it", returncode=1)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says at the end what was not run."""
    if not postgresql_answers():
        terminalreporter.section("not run")
        terminalreporter.write_line(f"data tests on PostgreSQL: nothing answers at {POSTGRESQL}")


@pytest.fixture(scope="session")
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an empty database, one a test process."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'test.sqlite'}"
    else:
        with temporary_postgresql() as url:
            yield url


@pytest.fixture(scope="session")
def shared_app(database: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application with its tables; tests use `app`, which empties them afterwards."""
    app = create_app(test_config(database, tmp_path_factory.mktemp("data")))
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def test_config(database_url: str, data_dir: Path, **overrides: object) -> Config:
    """Settings for a test, without the environment."""
    env = {"DATABASE_URL": database_url, "DATA_DIR": str(data_dir), "RATE_LIMITS": "off"}
    env["SECRET_KEY"] = "only for tests, long enough to be one"
    return Config.from_env({**env, **{name: str(value) for name, value in overrides.items()}})


test_config.__test__ = False  # type: ignore[attr-defined]  # a helper, whatever its name


@pytest.fixture
def app(shared_app: Flask) -> Iterator[Flask]:
    """The application, with fresh fakes around it and empty tables after it."""
    shared_app.extensions["services"] = fake_services()
    fragments.clear()
    Kept.forget_all()
    yield shared_app
    with shared_app.app_context():
        empty_all_tables()


@pytest.fixture
def session(app: Flask) -> Iterator[None]:
    """An application context, for tests that call operations and queries directly."""
    with app.test_request_context("/en/"):
        yield
        db.session.rollback()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """An anonymous visitor."""
    return app.test_client()


@pytest.fixture
def login(app: Flask) -> Callable[..., FlaskClient]:
    """Signs a user in: `login(user)` gives a client of theirs."""

    def sign_in(user: User) -> FlaskClient:
        visitor = app.test_client()
        with visitor.session_transaction() as session:
            session["_user_id"] = user.get_id()
            session["_fresh"] = True
        return visitor

    return sign_in
