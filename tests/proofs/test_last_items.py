"""Two hundred buyers, ten units, four processes: exactly ten are sold. Small by default, in full under `make prove`."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import postgresql_answers, temporary_postgresql
from tests.proofs.last_items import Race, run

FULL = os.environ.get("PROOF_SCALE") == "full"
BUYERS, PROCESSES = (200, 4) if FULL else (24, 2)
STOCK = 10


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'race.sqlite'}"
    elif postgresql_answers():
        with temporary_postgresql() as address:
            yield address
    else:
        pytest.skip("no PostgreSQL; said at the end of the run")


@pytest.mark.proof
def test_exactly_the_stock_is_sold(url: str, tmp_path: Path) -> None:
    outcome = run(Race(url, str(tmp_path), BUYERS, STOCK, PROCESSES, control=False))
    assert outcome == {
        "bought": STOCK,
        "sold_out": BUYERS - STOCK,
        "failures": 0,
        "purchases": STOCK,
        "movements": STOCK,
        "left": 0,
    }


@pytest.mark.proof
def test_control_oversells(url: str, tmp_path: Path) -> None:
    outcome = run(Race(url, str(tmp_path), BUYERS, STOCK, PROCESSES, control=True))
    assert outcome["bought"] > STOCK
