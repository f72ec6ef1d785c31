"""An index that is gone, damaged or from another version: said, survived, made again."""

import json
import logging
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import IndexState, RebuildNeeded, SearchQuery
from tests.ports.search.valley import in_french, make_listing

LISTINGS = [make_listing(n, texts=in_french(f"Fromage {n}", "Tendre et doux.")) for n in range(50)]


def the(folder: Path, pattern: str) -> Path:
    (path,) = folder.glob(pattern)
    return path


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def from_another_version(folder: Path) -> None:
    content = json.loads((folder / "CURRENT").read_text())
    (folder / "CURRENT").write_text(json.dumps({**content, "format": 0}))


DAMAGES: dict[str, tuple[Callable[[Path], object], IndexState]] = {
    "folder gone": (shutil.rmtree, IndexState.MISSING),
    "pointer gone": (lambda folder: (folder / "CURRENT").unlink(), IndexState.MISSING),
    "pointer empty": (lambda folder: (folder / "CURRENT").write_bytes(b""), IndexState.CORRUPT),
    "pointer garbled": (lambda folder: (folder / "CURRENT").write_bytes(b"\xff\x00{"), IndexState.CORRUPT),
    "pointer a list": (lambda folder: (folder / "CURRENT").write_text("[1, 2]"), IndexState.CORRUPT),
    "pointer short": (lambda folder: (folder / "CURRENT").write_text('{"format": 1}'), IndexState.CORRUPT),
    "other version": (from_another_version, IndexState.OUTDATED),
    "state gone": (lambda folder: shutil.rmtree(the(folder, "state-*")), IndexState.CORRUPT),
    "segment gone": (lambda folder: the(folder, "*/*.seg").unlink(), IndexState.CORRUPT),
    "segment cut short": (lambda folder: cut_short(the(folder, "*/*.seg")), IndexState.CORRUPT),
    "segment empty": (lambda folder: the(folder, "*/*.seg").write_bytes(b""), IndexState.CORRUPT),
    "segment altered": (lambda folder: turn_a_bit(the(folder, "*/*.seg")), IndexState.CORRUPT),
    "contents gone": (lambda folder: the(folder, "*/*.toc").unlink(), IndexState.CORRUPT),
    "contents altered": (lambda folder: turn_a_bit(the(folder, "*/*.toc")), IndexState.CORRUPT),
}


@pytest.fixture
def built(folder: Path) -> Path:
    WhooshSearchEngine(folder).rebuild(LISTINGS, 5)
    return folder


@pytest.mark.parametrize("damage", DAMAGES)
def test_says_so_and_answers_nothing_until_it_is_rebuilt(built: Path, damage: str) -> None:
    harm, state = DAMAGES[damage]
    harm(built)
    engine = WhooshSearchEngine(built)
    page = engine.search(SearchQuery(language="fr", text="fromage"))
    assert (page.degraded, page.ids, page.total) == (True, (), 0)
    assert engine.suggest("from", "fr", 5) == ()
    assert engine.refresh() is False
    assert (engine.status().state, engine.status().watermark) == (state, 0)
    with pytest.raises(RebuildNeeded) as refused:
        engine.apply(LISTINGS, [], 6)
    assert refused.value.state is state

    assert engine.rebuild(LISTINGS, 4).documents == 50
    assert engine.status().usable
    assert engine.search(SearchQuery(language="fr", text="fromage")).total == 50
    assert engine.apply([make_listing(60)], [], 6).documents == 51
    assert WhooshSearchEngine(built).search(SearchQuery(language="fr")).total == 51


@pytest.mark.parametrize("damage", [damage for damage in DAMAGES if "altered" not in damage])
def test_who_has_it_in_memory_goes_on(built: Path, damage: str) -> None:
    harm, state = DAMAGES[damage]
    engine = WhooshSearchEngine(built)
    assert engine.refresh() is True
    harm(built)
    assert engine.refresh() is False
    assert engine.status().state is state
    assert engine.search(SearchQuery(language="fr", text="fromages")).total == 50
    assert engine.search(SearchQuery(language="fr")).snippets["listing:49"].text == "Tendre et doux."
    with pytest.raises(RebuildNeeded):
        engine.apply([make_listing(60)], [], 6)
    assert engine.rebuild(LISTINGS[:3], 4).documents == 3
    assert engine.search(SearchQuery(language="fr")).total == 3


def test_a_damaged_change_is_not_taken_over(built: Path) -> None:
    reader, writer = WhooshSearchEngine(built), WhooshSearchEngine(built)
    reader.refresh()
    writer.apply([make_listing(60)], [], 6)
    for segment in built.glob("*/*.seg"):
        cut_short(segment)
    assert reader.refresh() is False
    assert reader.search(SearchQuery(language="fr")).total == 50
    assert reader.status().state is IndexState.CORRUPT


def test_looking_makes_nothing(folder: Path, whoosh: WhooshSearchEngine) -> None:
    assert whoosh.status().state is IndexState.MISSING
    assert whoosh.search(SearchQuery(language="fr")).degraded
    assert whoosh.refresh() is False
    assert not folder.exists()


def test_complains_once(built: Path, caplog: pytest.LogCaptureFixture) -> None:
    DAMAGES["segment altered"][0](built)
    engine = WhooshSearchEngine(built)
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            engine.search(SearchQuery(language="fr", text="secret"))
    assert len(caplog.records) == 1
    assert "checksum" in caplog.text
    assert "secret" not in caplog.text


def test_a_fault_of_ours_is_an_empty_page_and_a_log_entry(
    built: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = WhooshSearchEngine(built)
    engine.refresh()
    monkeypatch.setattr("marketplace.adapters.whoosh.engine.page_of", lambda *_: 1 / 0)
    assert engine.search(SearchQuery(language="fr")).degraded
    assert "ZeroDivisionError" in caplog.text
