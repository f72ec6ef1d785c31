"""Writing a file so that it is there whole, or not at all, whenever the power fails."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path


def write_atomically(path: Path, content: bytes, scratch: Path) -> None:
    """Puts `content` at `path`, replacing what is there; durable on return.

    `scratch` is a folder on the same file system for the unfinished file. Raises OSError, leaving `path` as it was.
    """
    _make_durable_folder(path.parent)
    handle, draft = tempfile.mkstemp(dir=scratch)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(draft, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(draft)
        raise
    _sync_folder(path.parent)


def _make_durable_folder(folder: Path) -> None:
    """A folder that exists only in memory would take its files with it in a power cut."""
    missing = [folder, *folder.parents]
    missing = missing[: next(number for number, parent in enumerate(missing) if parent.is_dir())]
    for new in reversed(missing):
        new.mkdir(exist_ok=True)  # another process may be faster
        _sync_folder(new.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
