"""What changes promise, asked of every search engine."""

from collections.abc import Iterator

import pytest

from marketplace.ports.search import Commit, IndexState, SearchDocument, SearchEngine, SearchQuery
from tests.ports.search.valley import in_french, make_listing


def everything(engine: SearchEngine) -> set[str]:
    page = engine.search(SearchQuery(language="fr", per_page=100))
    assert not page.degraded
    return set(page.ids)


def finds(engine: SearchEngine, text: str) -> bool:
    return engine.search(SearchQuery(language="fr", text=text)).total > 0


def test_begins_empty_and_ready(engine: SearchEngine) -> None:
    assert everything(engine) == set()
    assert engine.search(SearchQuery(language="fr", text="miel")).ids == ()
    assert engine.suggest("miel", "fr", 5) == ()
    status = engine.status()
    assert (status.state, status.watermark, status.documents) == (IndexState.READY, 0, 0)


def test_a_change_is_there_when_the_call_returns(engine: SearchEngine) -> None:
    before = engine.status().generation
    commit = engine.apply([make_listing(1), make_listing(2)], [], 7)
    assert commit == Commit(watermark=7, generation=before + 1, documents=2)
    assert everything(engine) == {"listing:1", "listing:2"}
    status = engine.status()
    assert (status.watermark, status.generation, status.documents) == (7, before + 1, 2)
    assert engine.search(SearchQuery(language="fr")).generation == before + 1


def test_a_higher_version_replaces(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Ancien"))], [], 1)
    commit = engine.apply([make_listing(1, version=2, texts=in_french("Nouveau"), price=5)], [], 2)
    assert commit.documents == 1
    assert finds(engine, "nouveau")
    assert not finds(engine, "ancien")


@pytest.mark.parametrize("version", [1, 2])
def test_an_older_or_equal_version_is_passed_over(engine: SearchEngine, version: int) -> None:
    engine.apply([make_listing(1, version=2, texts=in_french("Nouveau"))], [], 5)
    before = engine.status()
    commit = engine.apply([make_listing(1, version=version, texts=in_french("Ancien"))], [], 5)
    assert commit == Commit(5, before.generation, 1)
    assert not finds(engine, "ancien")


def test_the_highest_of_two_versions_in_one_call_counts(engine: SearchEngine) -> None:
    versions = [make_listing(1, version=n, texts=in_french(f"Version{n}")) for n in (2, 3, 1)]
    assert engine.apply(versions, [], 1).documents == 1
    assert finds(engine, "version3")


def test_takes_out(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, texts=in_french("Miel")), make_listing(2)], [], 1)
    commit = engine.apply([], ["listing:1", "listing:99"], 2)
    assert (commit.documents, everything(engine)) == (1, {"listing:2"})
    assert not finds(engine, "miel")
    assert engine.suggest("mie", "fr", 5) == ()


def test_taking_out_wins_over_putting_in(engine: SearchEngine) -> None:
    assert engine.apply([make_listing(1)], ["listing:1"], 1).documents == 0


def test_what_was_taken_out_may_come_back(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, version=4)], [], 1)
    engine.apply([], ["listing:1"], 2)
    engine.apply([make_listing(1, version=5)], [], 3)
    assert everything(engine) == {"listing:1"}


def test_takes_out_everything(engine: SearchEngine) -> None:
    engine.apply([make_listing(n) for n in range(5)], [], 1)
    engine.apply([], [f"listing:{n}" for n in range(5)], 2)
    assert everything(engine) == set()
    assert engine.apply([make_listing(7)], [], 3).documents == 1
    assert everything(engine) == {"listing:7"}


def test_repeating_changes_nothing(engine: SearchEngine) -> None:
    engine.apply([make_listing(0)], [], 1)
    first = engine.apply([make_listing(1)], ["listing:0"], 3)
    assert engine.apply([make_listing(1)], ["listing:0"], 3) == first


def test_the_watermark_rises_without_documents_and_never_falls(engine: SearchEngine) -> None:
    generation = engine.status().generation
    assert engine.apply([], [], 10) == Commit(10, generation, 0)
    assert engine.status().watermark == 10
    assert engine.apply([make_listing(1)], [], 4).watermark == 10
    assert engine.status().watermark == 10


def test_takes_documents_as_they_come(engine: SearchEngine) -> None:
    engine.apply((make_listing(n) for n in range(3)), (id for id in ["listing:0"]), 1)
    assert everything(engine) == {"listing:1", "listing:2"}


def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    engine.apply([make_listing(1, version=9), make_listing(2)], [], 20)
    generation = engine.status().generation
    commit = engine.rebuild((make_listing(n) for n in (1, 3)), 15)
    assert commit == Commit(watermark=15, generation=generation + 1, documents=2)
    assert everything(engine) == {"listing:1", "listing:3"}
    assert engine.apply([make_listing(1, version=2, texts=in_french("Miel"))], [], 16).documents == 2
    assert finds(engine, "miel")


def test_a_rebuild_takes_the_first_of_two_documents_with_one_id(engine: SearchEngine) -> None:
    twice = [make_listing(1, texts=in_french("Premier")), make_listing(1, version=3, texts=in_french("Second"))]
    assert engine.rebuild(twice, 1).documents == 1
    assert finds(engine, "premier")
    assert not finds(engine, "second")


def test_a_rebuild_that_fails_leaves_the_old_index(engine: SearchEngine) -> None:
    engine.apply([make_listing(1)], [], 1)
    before = engine.status()

    def broken() -> Iterator[SearchDocument]:
        yield make_listing(2)
        raise LookupError("no more")

    with pytest.raises(LookupError):
        engine.rebuild(broken(), 9)
    assert everything(engine) == {"listing:1"}
    assert engine.status() == before
    engine.apply([make_listing(3)], [], 2)
    assert everything(engine) == {"listing:1", "listing:3"}


def test_nothing_new_is_nothing_to_refresh(engine: SearchEngine) -> None:
    engine.apply([make_listing(1)], [], 1)
    assert engine.refresh() is False


def test_many_small_changes_leave_what_one_big_one_would(engine: SearchEngine) -> None:
    expected: dict[int, int] = {}
    for day in range(40):
        engine.apply([make_listing(day % 13, version=day + 1, texts=in_french(f"Jour{day:02}"))], [], day)
        engine.apply([], [f"listing:{day % 5}"], day)
        expected[day % 13] = day
        expected.pop(day % 5, None)
    assert everything(engine) == {f"listing:{number}" for number in expected}
    assert engine.status().documents == len(expected)
    for day in range(40):
        page = engine.search(SearchQuery(language="fr", text=f"jour{day:02}"))
        exact = page.ids if page.correction is None else ()
        assert exact == tuple(f"listing:{number}" for number, last in expected.items() if last == day)
