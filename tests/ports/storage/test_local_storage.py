"""What only a real disk can do wrong: fill up, fall over, be written by several at once."""

import errno
import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from marketplace.adapters import atomic_file
from marketplace.adapters.local_storage import ABANDONED_SECONDS, SCRATCH, LocalStorage
from marketplace.ports.storage import StorageUnavailable

WEBP = "image/webp"


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path)


def files_under(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("number", "retryable"), [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EROFS, False), (errno.EACCES, False)]
)
def test_a_disk_that_refuses_leaves_the_old_file(
    storage: LocalStorage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, retryable: bool
) -> None:
    storage.put("media/a.webp", b"old", WEBP)

    def refuse(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic_file.os, "fsync", refuse)
    with pytest.raises(StorageUnavailable) as refused:
        storage.put("media/a.webp", b"new", WEBP)
    assert refused.value.retryable is retryable
    assert refused.value.reason == errno.errorcode[number]
    assert files_under(tmp_path) == ["media/a.webp"]
    assert storage.read("media/a.webp") == b"old"


def test_a_disk_that_takes_only_the_beginning_leaves_the_old_file(storage: LocalStorage, tmp_path: Path) -> None:
    storage.put("media/a.webp", b"old", WEBP)
    script = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from marketplace.adapters.local_storage import LocalStorage\n"
        "storage = LocalStorage(Path(sys.argv[1]))\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "storage.put('media/a.webp', b'new' * 1000, 'image/webp')\n"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False, capture_output=True, text=True)
    assert "StorageUnavailable: EFBIG" in run.stderr
    assert storage.read("media/a.webp") == b"old"
    assert files_under(tmp_path) == ["media/a.webp"]


def test_a_writer_killed_half_way_leaves_no_part_and_is_swept(storage: LocalStorage, tmp_path: Path) -> None:
    storage.put("media/a.webp", b"old", WEBP)
    script = (
        "import os, signal, sys; from pathlib import Path; from marketplace.adapters import atomic_file\n"
        "atomic_file.os.fsync = lambda handle: os.kill(os.getpid(), signal.SIGKILL)\n"
        "root = Path(sys.argv[1]); atomic_file.write_atomically(root / 'media/a.webp', b'new', root / '.incoming')\n"
    )
    died = subprocess.run([sys.executable, "-c", script, str(tmp_path)], check=False)
    assert died.returncode == -9
    assert storage.read("media/a.webp") == b"old"
    assert storage.list() == ["media/a.webp"]

    (draft,) = (tmp_path / SCRATCH).iterdir()
    LocalStorage(tmp_path)
    assert draft.exists(), "it may still be somebody's"
    long_ago = time.time() - ABANDONED_SECONDS - 1
    os.utime(draft, (long_ago, long_ago))
    LocalStorage(tmp_path)
    assert not draft.exists()


def test_readers_see_whole_files_while_others_write(storage: LocalStorage) -> None:
    versions = [bytes([letter]) * 200_000 for letter in b"abcd"]
    storage.put("media/a.webp", versions[0], WEBP)

    def write(number: int) -> None:
        storage.put("media/a.webp", versions[number % 4], WEBP)

    def read(_number: int) -> bytes:
        return storage.read("media/a.webp")

    with ThreadPoolExecutor(8) as pool:
        writes = [pool.submit(write, number) for number in range(40)]
        reads = [pool.submit(read, number) for number in range(200)]
    assert all(done.result() is None for done in writes)
    assert all(done.result() in versions for done in reads)


def test_many_may_make_the_same_folder_at_once(storage: LocalStorage) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: storage.put(f"a/b/c/d/{number}.webp", b"x", WEBP), range(40)))
    assert len(storage.list("a/b/c/d/")) == 40


def test_what_it_says_of_a_failure_names_no_file(storage: LocalStorage, tmp_path: Path) -> None:
    (tmp_path / "media").mkdir()
    (tmp_path / "media/rossi.webp").mkdir()
    with pytest.raises(StorageUnavailable) as refused:
        storage.read("media/rossi.webp")
    assert "rossi" not in str(refused.value)
