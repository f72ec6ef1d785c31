"""The index's folder: one folder for each state of the index, and a file CURRENT that names the one that counts.

A state is never changed. The next one begins as hard links to its files, is written beside it and becomes the
present one when CURRENT is replaced. Whoever dies before that leaves a folder that the next writer throws away.
"""

import errno
import fcntl
import json
import os
import re
import secrets
import shutil
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from marketplace.adapters.atomic_file import write_atomically
from marketplace.ports.search import IndexNotWritten, IndexState

# Raise it with every change of the schema, the records or what counts as a word: older indexes are then made anew.
FORMAT = 1

CURRENT = "CURRENT"
LOCK = "LOCK"
_SUFFIXES = {".toc", ".seg"}
_FOLDER = re.compile(r"state-(\d{9,})-[0-9a-f]{8}")
# No amount of waiting helps against these.
_LASTING = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.ENOTSUP}
_RETRY_SECONDS = 0.02


class IndexUnusable(Exception):
    """There is no index here that can be read."""

    def __init__(self, state: IndexState, detail: str) -> None:
        super().__init__(detail)
        self.state = state
        self.detail = detail


@dataclass(frozen=True, slots=True)
class State:
    """What CURRENT says. `files`: size in bytes and CRC-32 of each file of the folder."""

    generation: int
    watermark: int
    documents: int
    folder: str
    files: dict[str, tuple[int, int]]


class IndexFiles:
    """The folder `root`, made when something is written."""

    def __init__(self, root: Path, lock_timeout: float) -> None:
        """`lock_timeout` in seconds: how long a writer waits for another."""
        self.root = root
        self._lock_timeout = lock_timeout

    def current(self) -> State:
        """The present state. Raises IndexUnusable."""
        try:
            content = json.loads((self.root / CURRENT).read_bytes())
            if content.pop("format") != FORMAT:
                raise IndexUnusable(IndexState.OUTDATED, "written by another version of the program")
            files = {name: (int(size), int(crc)) for name, (size, crc) in content.pop("files").items()}
            return State(**content, files=files)
        except FileNotFoundError:
            raise IndexUnusable(IndexState.MISSING, "nothing was built here yet") from None
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise IndexUnusable(IndexState.CORRUPT, f"{CURRENT} cannot be read: {type(error).__name__}") from error

    def read(self, state: State, before: State | None, known: Mapping[str, bytes]) -> dict[str, bytes]:
        """The files of a state, checked; what is the same as in `before`, whose files are `known`, is not read again.

        Raises IndexUnusable.
        """
        same = {name for name, mark in state.files.items() if before and before.files.get(name) == mark}
        return {name: known[name] if name in same else self._checked(state, name) for name in state.files}

    def check(self, state: State) -> None:
        """Whether the files are there in full length, without reading them. Raises IndexUnusable."""
        for name, (size, _) in state.files.items():
            try:
                found = (self.root / state.folder / name).stat().st_size
            except OSError as error:
                raise _damaged(name, f"cannot be read: {type(error).__name__}") from error
            if found != size:
                raise _damaged(name, f"has {found} bytes instead of {size}")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """For the block, nobody else writes here; the system ends the lock of a process that dies.

        Raises IndexNotWritten if another is still writing after `lock_timeout`, or if an OSError leaves the block.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.root / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
            try:
                self._lock(handle)
                yield
            finally:
                os.close(handle)
        except OSError as error:
            raise IndexNotWritten(error.strerror or "no reason given", retryable=error.errno not in _LASTING) from error

    @contextmanager
    def draft(self, start: State | None) -> Iterator[Path]:
        """A new folder to write the next state in, holding the files of `start`; gone if the block raises.

        Only within `writing`.
        """
        folder = self.root / f"state-{self._next_generation():09d}-{secrets.token_hex(4)}"
        folder.mkdir()
        try:
            if start:
                for name in start.files:
                    _link(self.root / start.folder / name, folder / name)
            yield folder
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def publish(self, draft: Path, start: State | None, watermark: int, documents: int) -> State:
        """Makes a draft, begun from `start`, the present state, surviving a power cut. Only within `writing`."""
        names = sorted(path.name for path in draft.iterdir() if path.suffix in _SUFFIXES)
        files = {name: self._linked(draft / name, start) or _settled(draft / name) for name in names}
        _sync_folder(draft)
        match = _FOLDER.fullmatch(draft.name)
        state = State(int(match.group(1)) if match else 0, watermark, documents, draft.name, files)
        with suppress(IndexUnusable):
            # Kept for readers who read CURRENT a moment ago.
            self._prune({draft.name, self.current().folder})
        self.point_to(state)
        return state

    def point_to(self, state: State) -> None:
        """Replaces CURRENT. Only within `writing`."""
        content = json.dumps({"format": FORMAT, **asdict(state)}).encode()
        write_atomically(self.root / CURRENT, content, self.root)

    def _checked(self, state: State, name: str) -> bytes:
        size, crc = state.files[name]
        try:
            content = (self.root / state.folder / name).read_bytes()
        except OSError as error:
            raise _damaged(name, f"cannot be read: {type(error).__name__}") from error
        if len(content) != size:
            raise _damaged(name, f"has {len(content)} bytes instead of {size}")
        if zlib.crc32(content) != crc:
            raise _damaged(name, "does not have the checksum it was written with")
        return content

    def _linked(self, path: Path, start: State | None) -> tuple[int, int] | None:
        """Size and checksum of a file shared with `start`; a mere copy has yet to reach the disk."""
        if start and path.name in start.files and path.samefile(self.root / start.folder / path.name):
            return start.files[path.name]
        return None

    def _next_generation(self) -> int:
        numbers = [int(match.group(1)) for match in map(_FOLDER.fullmatch, os.listdir(self.root)) if match]
        return max(numbers, default=0) + 1

    def _lock(self, handle: int) -> None:
        deadline = time.monotonic() + self._lock_timeout
        while True:
            try:
                return fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() >= deadline:
                    raise IndexNotWritten("another process is writing", retryable=True) from None
                time.sleep(_RETRY_SECONDS)

    def _prune(self, kept: set[str]) -> None:
        for entry in os.scandir(self.root):
            if entry.name in kept or entry.name in {CURRENT, LOCK}:
                continue
            if entry.is_dir(follow_symlinks=False):
                shutil.rmtree(entry.path, ignore_errors=True)
            else:
                with suppress(OSError):
                    os.unlink(entry.path)


def _damaged(name: str, what: str) -> IndexUnusable:
    return IndexUnusable(IndexState.CORRUPT, f"{name} {what}")


def _link(source: Path, target: Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        # Some file systems, such as folders shared into a virtual machine, have no hard links.
        shutil.copyfile(source, target)


def _settled(path: Path) -> tuple[int, int]:
    """Size and checksum of a new file that will survive a power cut."""
    with path.open("rb") as file:
        content = file.read()
        os.fsync(file.fileno())
    return len(content), zlib.crc32(content)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
