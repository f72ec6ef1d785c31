"""Files in a folder of this machine."""

import errno
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from marketplace.adapters.atomic_file import write_atomically
from marketplace.ports.storage import FileMissing, StorageUnavailable, checked_key, checked_media_type, checked_prefix

# A dot keeps it out of reach of every key.
SCRATCH = ".incoming"
ABANDONED_SECONDS = 3600

# What passes by itself, or once somebody made room; anything else (permission, read-only disk) needs an operator.
_RETRYABLE = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EIO,
    errno.EMFILE,
    errno.ENFILE,
    errno.EAGAIN,
    errno.EINTR,
    errno.ENOMEM,
    errno.ESTALE,
    errno.ETIMEDOUT,
}


class LocalStorage:
    """Storage port: one file per key under `root`, which is made if absent. Raises StorageUnavailable."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._scratch = root / SCRATCH
        with _unavailable():
            self._scratch.mkdir(parents=True, exist_ok=True)
            self._sweep()

    def put(self, key: str, content: bytes, media_type: str) -> None:
        path = self._path(key)
        checked_media_type(media_type)
        with _unavailable():
            write_atomically(path, content, self._scratch)

    def read(self, key: str) -> bytes:
        with self.open(key) as file, _unavailable():
            return file.read()

    def open(self, key: str) -> BinaryIO:
        path = self._path(key)
        with _unavailable():
            try:
                return path.open("rb")
            except (FileNotFoundError, NotADirectoryError):
                raise FileMissing(key) from None

    def exists(self, key: str) -> bool:
        with _unavailable():
            return self._path(key).is_file()

    def delete(self, key: str) -> None:
        with _unavailable():
            self._path(key).unlink(missing_ok=True)

    def list(self, prefix: str = "") -> list[str]:
        folder = self._root / checked_prefix(prefix)
        with _unavailable():
            files = (path for path in folder.rglob("*") if self._scratch not in path.parents and path.is_file())
            return sorted(path.relative_to(self._root).as_posix() for path in files)

    def _path(self, key: str) -> Path:
        return self._root / checked_key(key)

    def _sweep(self) -> None:
        """Removes what a killed process left half written; younger files may be in another process's hands."""
        for draft in self._scratch.iterdir():
            with suppress(FileNotFoundError):
                if time.time() - draft.stat().st_mtime > ABANDONED_SECONDS:
                    draft.unlink()


@contextmanager
def _unavailable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        # The number's own text: the exception's would carry the path, which names whose file it is.
        number = error.errno or 0
        reason = errno.errorcode.get(number, type(error).__name__)
        raise StorageUnavailable(reason, retryable=number in _RETRYABLE) from error
