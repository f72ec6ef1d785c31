"""Whoever dies, is in the way or runs out of room leaves an index that works."""

import errno
import fcntl
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import IndexNotWritten, SearchQuery
from tests.ports.search.valley import make_listing

ROOT = Path(__file__).parents[3]

WRITE_WITHOUT_ROOM = """
import resource, signal, sys
from pathlib import Path
from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import IndexNotWritten
from tests.ports.search.valley import in_french, make_listing

engine = WhooshSearchEngine(Path(sys.argv[1]))
engine.refresh()
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
text = " ".join(f"mot{n}" for n in range(4000))
for change in (lambda d: engine.apply(d, [], 2), lambda d: engine.rebuild(d, 2)):
    try:
        change([make_listing(9, version=2, texts=in_french("Trop", text))])
    except IndexNotWritten as refused:
        print(refused.retryable, engine.status().watermark)
"""


def run(*arguments: str, **more: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def count(engine: WhooshSearchEngine) -> int:
    page = engine.search(SearchQuery(language="fr"))
    assert not page.degraded
    return page.total


def test_a_writer_may_be_killed_anywhere(tmp_path: Path) -> None:
    steps = json.loads(run(str(Path(__file__).with_name("kill_at_every_step.py")), str(tmp_path)))
    assert steps["apply"] > 20
    assert steps["rebuild"] > 20


def test_a_full_disk_leaves_the_index_as_it_was(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(n) for n in range(3)], 1)
    assert run("-c", WRITE_WITHOUT_ROOM, str(folder)).split() == ["True", "1", "True", "1"]
    fresh = WhooshSearchEngine(folder)
    assert count(fresh) == 3
    assert len([entry for entry in folder.iterdir() if entry.is_dir()]) == 1
    fresh.apply([make_listing(9)], [], 2)
    assert count(fresh) == 4


def test_a_writer_waits_and_then_says_so(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(1)], 1)
    second = WhooshSearchEngine(folder, lock_timeout=0.05)
    with (folder / "LOCK").open("rb") as busy:
        fcntl.flock(busy, fcntl.LOCK_EX)
        for change in (lambda: second.apply([make_listing(2)], [], 2), lambda: second.rebuild([], 2)):
            with pytest.raises(IndexNotWritten) as refused:
                change()
            assert refused.value.retryable
        assert count(second) == 1
    assert second.apply([make_listing(2)], [], 2).documents == 2


def test_a_lock_left_behind_is_no_lock(folder: Path, whoosh: WhooshSearchEngine) -> None:
    folder.mkdir()
    (folder / "LOCK").write_text("4711")
    assert whoosh.rebuild([make_listing(1)], 1).documents == 1


def test_what_dead_writers_left_is_thrown_away(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(1)], 1)
    abandoned = folder / "state-000000041-00000000"
    abandoned.mkdir()
    (abandoned / "MAIN_x.seg").write_bytes(b"half")
    (folder / "tmp4711").write_bytes(b"half")
    assert whoosh.apply([make_listing(2)], [], 2).generation == 42
    assert not abandoned.exists()
    assert not (folder / "tmp4711").exists()


def test_old_states_do_not_pile_up(folder: Path, whoosh: WhooshSearchEngine) -> None:
    whoosh.rebuild([make_listing(n) for n in range(20)], 0)
    for day in range(60):
        whoosh.apply([make_listing(day % 20, version=day + 2)], [], day)
    assert len([entry for entry in folder.iterdir() if entry.is_dir()]) == 2
    assert len(list(folder.glob("*/*.seg"))) < 20
    assert count(whoosh) == 20


def test_does_without_hard_links(folder: Path, whoosh: WhooshSearchEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", refuse)
    whoosh.rebuild([make_listing(1)], 1)
    whoosh.apply([make_listing(2)], [], 2)
    assert count(WhooshSearchEngine(folder)) == 2


def test_a_folder_that_cannot_be_is_not_worth_a_retry(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    engine = WhooshSearchEngine(tmp_path / "file" / "index")
    with pytest.raises(IndexNotWritten) as refused:
        engine.rebuild([], 0)
    assert not refused.value.retryable
    assert engine.search(SearchQuery(language="fr")).degraded
    assert not engine.status().usable


def test_no_warning_comes_from_whoosh(tmp_path: Path) -> None:
    program = """
import sys
from pathlib import Path
from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import SearchQuery
from tests.ports.search.valley import make_listing
engine = WhooshSearchEngine(Path(sys.argv[1]))
engine.rebuild([make_listing(1)], 1)
engine.apply([make_listing(2)], ["listing:1"], 2)
print(engine.search(SearchQuery(language="it", text="panier")).total)
import warnings
warnings.warn("but others are heard", DeprecationWarning)
"""
    with pytest.raises(AssertionError, match="but others are heard"):
        run("-W", "error", "-c", program, str(tmp_path / "index"), PYTHONPYCACHEPREFIX=str(tmp_path / "compiled"))
