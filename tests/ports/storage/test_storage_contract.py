"""What every Storage promises, asked of the one for real use and of its fake."""

from pathlib import Path

import pytest

from marketplace.adapters.local_storage import LocalStorage
from marketplace.ports.storage import FileMissing, InvalidKey, Storage
from tests.fakes.storage import MemoryStorage

WEBP = "image/webp"


@pytest.fixture(params=["local", "memory"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return LocalStorage(tmp_path / "files") if request.param == "local" else MemoryStorage()


def test_gives_back_what_was_put(storage: Storage) -> None:
    content = bytes(range(256)) * 1000
    storage.put("media/k3f9/small.webp", content, WEBP)
    assert storage.read("media/k3f9/small.webp") == content
    assert storage.exists("media/k3f9/small.webp")


def test_keeps_an_empty_file(storage: Storage) -> None:
    storage.put("empty.txt", b"", "text/plain")
    assert storage.exists("empty.txt")
    assert storage.read("empty.txt") == b""


def test_replaces(storage: Storage) -> None:
    storage.put("a.webp", b"a longer first version", WEBP)
    storage.put("a.webp", b"second", WEBP)
    assert storage.read("a.webp") == b"second"
    assert storage.list() == ["a.webp"]


def test_opens_for_reading_in_parts(storage: Storage) -> None:
    storage.put("a.webp", b"0123456789", WEBP)
    with storage.open("a.webp") as file:
        assert file.read(4) == b"0123"
        file.seek(8)
        assert file.read() == b"89"


@pytest.mark.parametrize("change", ["replace", "delete"])
def test_an_open_file_stays_as_it_was(storage: Storage, change: str) -> None:
    storage.put("a.webp", b"old", WEBP)
    with storage.open("a.webp") as file:
        if change == "replace":
            storage.put("a.webp", b"new", WEBP)
        else:
            storage.delete("a.webp")
        assert file.read() == b"old"


@pytest.mark.parametrize("key", ["nothing.webp", "no/such/folder/nothing.webp"])
def test_says_what_is_missing(storage: Storage, key: str) -> None:
    assert not storage.exists(key)
    with pytest.raises(FileMissing) as refused:
        storage.read(key)
    assert refused.value.key == key
    with pytest.raises(FileMissing):
        storage.open(key)


def test_deletes_and_may_delete_again(storage: Storage) -> None:
    storage.put("media/k3f9/small.webp", b"x", WEBP)
    storage.put("media/k3f9/large.webp", b"y", WEBP)
    for _ in range(2):
        storage.delete("media/k3f9/small.webp")
    assert not storage.exists("media/k3f9/small.webp")
    assert storage.list() == ["media/k3f9/large.webp"]


def test_lists_whole_folders_in_order(storage: Storage) -> None:
    for key in ("media/b/1.webp", "media/a/2.webp", "media/a/1.webp", "media/ab/1.webp", "sheet.csv"):
        storage.put(key, b"x", "application/octet-stream")
    assert storage.list("media/a/") == ["media/a/1.webp", "media/a/2.webp"]
    assert storage.list() == ["media/a/1.webp", "media/a/2.webp", "media/ab/1.webp", "media/b/1.webp", "sheet.csv"]
    assert storage.list("nothing/here/") == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/etc/passwd",
        "../secret_key.txt",
        "media/../../secret_key.txt",
        "media/./a.webp",
        "media//a.webp",
        "media/a.webp/",
        "media",
        ".incoming/a.webp",
        ".hidden",
        "a..webp",
        "a.tar.gz",
        "a.webp/b.webp",
        "Media/A.webp",
        "media\\a.webp",
        "media/a\x00.webp",
        "media/a.webp\n",
        "media/é.webp",
        "media/%2e%2e/a.webp",
        "C:/a.webp",
        "-rf.webp",
        "a/" * 100 + "a.webp",
    ],
)
def test_refuses_a_key_that_could_mean_something_else(storage: Storage, key: str) -> None:
    with pytest.raises(InvalidKey):
        storage.put(key, b"x", WEBP)
    with pytest.raises(InvalidKey):
        storage.read(key)
    with pytest.raises(InvalidKey):
        storage.open(key)
    with pytest.raises(InvalidKey):
        storage.exists(key)
    with pytest.raises(InvalidKey):
        storage.delete(key)
    assert storage.list() == []


@pytest.mark.parametrize("prefix", ["../", "/", "media", "media/../", ".incoming/", "a.webp/", "media//"])
def test_refuses_a_prefix_that_is_not_whole_folders(storage: Storage, prefix: str) -> None:
    with pytest.raises(InvalidKey):
        storage.list(prefix)


@pytest.mark.parametrize("media_type", ["", "webp", "image/webp\r\nX: y", "text/html; charset=utf-8", "IMAGE/WEBP"])
def test_refuses_a_malformed_media_type(storage: Storage, media_type: str) -> None:
    with pytest.raises(InvalidKey):
        storage.put("a.webp", b"x", media_type)
    assert not storage.exists("a.webp")
