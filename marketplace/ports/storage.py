"""Where files are kept: photos, their renditions, imported and exported sheets."""

import re
from typing import BinaryIO, Protocol

MAX_KEY_LENGTH = 200

# Folders carry no dot and files exactly one, so no file can stand where another key needs a folder, no segment can be
# "..", and nothing depends on whether the disk tells upper case from lower.
_FOLDER = r"[a-z0-9][a-z0-9_-]*"
_KEY = re.compile(rf"(?:{_FOLDER}/)*{_FOLDER}\.[a-z0-9]+")
_PREFIX = re.compile(rf"(?:{_FOLDER}/)*")
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9.+-]*")


class InvalidKey(ValueError):
    """The key, prefix or media type is not of the agreed form: a programmer's mistake, never worth a retry."""


class FileMissing(LookupError):
    """Nothing is stored under this key, or no longer. Trying again does not help."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class StorageUnavailable(Exception):
    """The store cannot do it. `retryable` says whether the same call may succeed later with nothing changed here
    (full disk, lost connection), or needs an operator first (no permission)."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


def checked_key(key: str) -> str:
    """The key itself, if it is like `media/k3f9/small.webp`: lower-case letters, digits, "-" and "_", folders
    without a dot, one ending, at most 200 characters.

    Raises InvalidKey otherwise.
    """
    if len(key) > MAX_KEY_LENGTH or not _KEY.fullmatch(key):
        raise InvalidKey(f"not a storage key: {key[:MAX_KEY_LENGTH]!r}")
    return key


def checked_prefix(prefix: str) -> str:
    """The prefix itself, if it is empty or whole folders like `media/k3f9/`. Raises InvalidKey otherwise."""
    if len(prefix) > MAX_KEY_LENGTH or not _PREFIX.fullmatch(prefix):
        raise InvalidKey(f"not a storage prefix: {prefix[:MAX_KEY_LENGTH]!r}")
    return prefix


def checked_media_type(media_type: str) -> str:
    """The media type itself, if it is like `image/webp`, without parameters. Raises InvalidKey otherwise."""
    if not _MEDIA_TYPE.fullmatch(media_type):
        raise InvalidKey(f"not a media type: {media_type[:MAX_KEY_LENGTH]!r}")
    return media_type


class Storage(Protocol):
    """Keeps whole files under keys (`checked_key` says what a key looks like).

    Every call raises InvalidKey for a malformed key and StorageUnavailable when the store cannot answer.
    Several processes may use one store at once.
    """

    def put(self, key: str, content: bytes, media_type: str) -> None:
        """Stores the file, replacing what was there. When it returns, the file survives a power cut; when it raises
        or the process dies, the key holds either the old file or the new one, whole. Readers never see a part.

        `media_type` travels with the file where the store can serve it straight; it is not given back, so keep it
        beside the key if you need it.
        """
        ...

    def read(self, key: str) -> bytes:
        """The whole file. Raises FileMissing."""
        ...

    def open(self, key: str) -> BinaryIO:
        """The file opened for reading, for answers that stream; the caller closes it. It goes on giving the file as
        it was when opened, even if the key is replaced or deleted meanwhile. Raises FileMissing."""
        ...

    def exists(self, key: str) -> bool:
        """Whether a file is stored under the key."""
        ...

    def delete(self, key: str) -> None:
        """Removes the file. Removing what is not there is no error, so a job may repeat it."""
        ...

    def list(self, prefix: str = "") -> list[str]:
        """The keys under whole folders such as `media/k3f9/` ("" for all), in alphabetical order."""
        ...
