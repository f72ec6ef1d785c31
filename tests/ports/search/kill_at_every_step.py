"""A program, not a test: kills a writer at each step that it takes in the index's folder, one after the other.

Says how many steps each kind of change took, or fails with what was wrong after which step.
"""

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from marketplace.adapters.whoosh.engine import WhooshSearchEngine
from marketplace.ports.search import SearchQuery
from tests.ports.search.valley import in_french, make_listing

STEPS = {
    "open",
    "os.link",
    "os.listdir",
    "os.mkdir",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.scandir",
    "shutil.rmtree",
}
# Within our own files, also between opening and having written: the system reports no such step by itself.
CALLS = {"write", "flush", "fsync", "close", "__exit__"}
MOST_STEPS = 500

BEFORE = [make_listing(n, version=1, texts=in_french("Avant")) for n in range(8)]
AFTER = [make_listing(n, version=2, texts=in_french("Ensuite")) for n in range(8)]


def apply(engine: WhooshSearchEngine) -> None:
    """Replaces half the documents and takes out the others."""
    engine.apply(AFTER[:4], [document.id for document in AFTER[4:]], 2)


def rebuild(engine: WhooshSearchEngine) -> None:
    """Leaves what `apply` leaves."""
    engine.rebuild(AFTER[:4], 2)


def main(scratch: Path) -> None:
    """Kills both kinds of change at every step."""
    start = scratch / "start"
    engine = WhooshSearchEngine(start)
    engine.rebuild(BEFORE[:5], 0)
    engine.apply(BEFORE[5:], [], 1)
    steps = {change.__name__: kill_everywhere(change, start, scratch) for change in (apply, rebuild)}
    sys.stdout.write(json.dumps(steps))


def kill_everywhere(change: Callable[[WhooshSearchEngine], None], start: Path, scratch: Path) -> int:
    """The number of steps after which the change was complete."""
    for step in range(1, MOST_STEPS):
        folder = scratch / f"{change.__name__}-{step}"
        shutil.copytree(start, folder)
        survived = not killed(change, folder, step)
        check(change, folder, step, survived)
        if survived:
            return step - 1
    raise AssertionError("the change never ends")


def killed(change: Callable[[WhooshSearchEngine], None], folder: Path, step: int) -> bool:
    """Whether a process doing the change was killed before its step with this number."""
    child = os.fork()
    if child == 0:
        engine = WhooshSearchEngine(folder)
        engine.refresh()
        die_at(step, folder)
        change(engine)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert status == 0 or os.WTERMSIG(status) == signal.SIGKILL, f"step {step} ended with {status}"
    return status != 0


def die_at(step: int, folder: Path) -> None:
    """From now on counts steps, and ends this process as `kill -9` does just before the one with this number."""
    left = step

    def count() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def on_event(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and str(folder) in str(arguments):
            count()

    def on_call(frame: FrameType, event: str, called: object) -> None:
        ours = "site-packages" not in frame.f_code.co_filename
        if event == "c_call" and ours and getattr(called, "__name__", "") in CALLS:
            count()

    sys.addaudithook(on_event)
    sys.setprofile(on_call)


def check(change: Callable[[WhooshSearchEngine], None], folder: Path, step: int, survived: bool) -> None:
    """The index is as before or as after, with the watermark that belongs to it, and can be changed again."""
    engine = WhooshSearchEngine(folder)
    seen = look(engine)
    assert seen == (2, 4, 0, 4) or (seen == (1, 8, 8, 0) and not survived), f"{change.__name__}, step {step}: {seen}"
    change(engine)
    seen = look(engine)
    assert seen == (2, 4, 0, 4), f"{change.__name__} again after step {step}: {seen}"


def look(engine: WhooshSearchEngine) -> tuple[int, int, int, int]:
    """Watermark, documents, and how many have the words of before and of after."""
    status = engine.status()
    assert status.usable, status
    before, after = (engine.search(SearchQuery(language="fr", text=word)) for word in ("avant", "ensuite"))
    exact = [0 if page.correction or page.degraded else page.total for page in (before, after)]
    return status.watermark, status.documents, exact[0], exact[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
