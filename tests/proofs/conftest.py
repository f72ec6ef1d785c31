"""Databases and sizes of the proofs."""

from collections.abc import Iterator

import pytest

from tests.databases import postgresql_answers, temporary_postgresql
from tests.proofs.stack import Stack, stack, wait_until

BOTH = [
    pytest.param(name, marks=pytest.mark.xdist_group(f"stack-{name}")) for name in ("sqlite", "postgresql")
]  # one stack at a time a database


@pytest.fixture(params=BOTH, scope="session")
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('database') / 'proof.sqlite'}"
    elif postgresql_answers():
        with temporary_postgresql() as address:
            yield address
    else:
        pytest.skip("no PostgreSQL; said at the end of the run")


@pytest.fixture(scope="session")
def market(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """A migrated market over it, web and worker running: one a database, so every proof sets up a stall of its own."""
    with stack(database_url, tmp_path_factory.mktemp("market")) as running:
        running.start()
        wait_until(running.ready, "ready", patience=180)  # a start is no bar, and the machine may be busy
        yield running
