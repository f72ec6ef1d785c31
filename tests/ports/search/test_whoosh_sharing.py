"""Threads and processes over one index."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.adapters.whoosh.files import IndexFiles
from marketplace.ports.search import Facet, SearchDocument, SearchQuery
from tests.ports.search.valley import in_french, make_listing

COUNT = 40


def batch(number: int) -> list[SearchDocument]:
    """The whole market as of a change: all documents carry its number."""
    texts = in_french("Fromage de brebis", f"Tendre, doux, {number}.")
    return [make_listing(n, version=number + 1, texts=texts, labels=(str(number),)) for n in range(COUNT)]


def look(engine: WhooshSearchEngine) -> int:
    """The number of the change that a search sees; it must see all of it and nothing else."""
    page = engine.search(SearchQuery(language="fr", text="fromages", per_page=COUNT))
    assert not page.degraded
    assert page.total == len(set(page.ids)) == COUNT
    ((number, count),) = page.facets[Facet.LABEL].items()
    assert count == COUNT
    assert {snippet.text for snippet in page.snippets.values()} == {f"Tendre, doux, {number}."}
    return int(number)


@contextmanager
def meanwhile(*works: Callable[[], object]) -> Iterator[threading.Event]:
    """Repeats the works in threads of their own until the block ends; their failures are the test's."""
    over, failures = threading.Event(), []

    def repeat(work: Callable[[], object]) -> None:
        try:
            while not over.is_set():
                work()
        except BaseException as failure:  # noqa: BLE001  # raised again below, in the test's thread
            failures.append(failure)

    threads = [threading.Thread(target=repeat, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    try:
        yield over
    finally:
        over.set()
        for thread in threads:
            thread.join()
    for failure in failures:
        raise failure


def test_another_process_sees_a_change_at_its_next_refresh(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(1)], 1)
    other = WhooshSearchEngine(folder)
    assert other.refresh() is True
    whoosh.apply([make_listing(2)], [], 2)
    assert other.search(SearchQuery(language="fr")).total == 1
    assert other.refresh() is True
    assert other.refresh() is False
    page = other.search(SearchQuery(language="fr"))
    assert (page.total, page.generation) == (2, 2)


def test_a_state_thrown_away_while_it_is_read(
    folder: Path, whoosh: WhooshSearchEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    whoosh.rebuild([make_listing(0)], 0)
    numbers, read = iter(range(1, 4)), IndexFiles.read

    def overtaken(files: IndexFiles, *arguments: Any) -> dict[str, bytes]:
        # Between the name of the state and its files, others replace it so often that nothing is left of it.
        monkeypatch.setattr(IndexFiles, "read", read)
        for number in numbers:
            whoosh.apply([make_listing(number)], [], number)
        return read(files, *arguments)

    monkeypatch.setattr(IndexFiles, "read", overtaken)
    assert WhooshSearchEngine(folder).search(SearchQuery(language="fr")).total == 4


def test_a_new_watermark_alone_is_no_change(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(1)], 1)
    other = WhooshSearchEngine(folder)
    other.refresh()
    whoosh.apply([], [], 9)
    assert other.refresh() is False
    assert other.status().watermark == 9


def test_writers_take_turns_and_build_on_each_other(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([], 0)

    def write(first: int) -> None:
        engine = WhooshSearchEngine(folder)
        for number in range(first, first + 8):
            engine.apply([make_listing(number)], [], number)

    threads = [threading.Thread(target=write, args=(first,)) for first in (0, 8, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whoosh.refresh()
    page = whoosh.search(SearchQuery(language="fr", per_page=100))
    assert set(page.ids) == {f"listing:{number}" for number in range(24)}
    status = whoosh.status()
    assert (status.documents, status.watermark, status.generation) == (24, 23, 25)


def test_searches_go_on_while_the_index_is_rebuilt(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild(batch(0), 0)
    reader = WhooshSearchEngine(folder)

    def read() -> None:
        reader.refresh()
        look(reader)

    with meanwhile(read, read, lambda: look(whoosh)):
        for number in range(1, 16):
            whoosh.rebuild(batch(number), number)
            assert look(whoosh) == number
    reader.refresh()
    assert look(reader) == 15


def test_searches_see_a_whole_change_or_nothing_of_it(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild(batch(0), 0)
    reader, seen = WhooshSearchEngine(folder), [0]

    def read() -> None:
        reader.refresh()
        seen.append(look(reader))

    with meanwhile(read):
        for number in range(1, 31):
            whoosh.apply(batch(number), [], number)
    reader.refresh()
    assert look(reader) == 30
    assert seen == sorted(seen)


def test_a_rebuild_keeps_the_old_index_in_use_until_the_end(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild(batch(0), 0)
    reader = WhooshSearchEngine(folder)

    def documents() -> Iterator[SearchDocument]:
        for document in batch(1):
            reader.refresh()
            assert look(reader) == 0
            yield document

    whoosh.rebuild(documents(), 1)
    reader.refresh()
    assert look(reader) == 1
