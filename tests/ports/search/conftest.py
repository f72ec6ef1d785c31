from pathlib import Path

import pytest

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import SearchEngine
from tests.fakes.search import MemorySearch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the Whoosh engine keeps its index; not there yet."""
    return tmp_path / "index"


@pytest.fixture(params=["whoosh", "memory"])
def engine(request: pytest.FixtureRequest, folder: Path) -> SearchEngine:
    """Each engine, ready and empty at watermark 0."""
    engine: SearchEngine = WhooshSearchEngine(folder) if request.param == "whoosh" else MemorySearch()
    engine.rebuild([], 0)
    return engine


@pytest.fixture
def whoosh(folder: Path) -> WhooshSearchEngine:
    """The Whoosh engine, over a folder that is not there yet."""
    return WhooshSearchEngine(folder)
