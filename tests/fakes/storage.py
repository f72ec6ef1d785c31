"""A store in memory."""

from io import BytesIO
from typing import BinaryIO

from marketplace.ports.storage import FileMissing, StorageUnavailable, checked_key, checked_media_type, checked_prefix


class MemoryStorage:
    """Storage port: `files` holds what was stored, `media_types` what it was said to be.

    Set `broken` to make every call raise it.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.media_types: dict[str, str] = {}
        self.broken: StorageUnavailable | None = None

    def put(self, key: str, content: bytes, media_type: str) -> None:
        self._key(key)
        self.media_types[key] = checked_media_type(media_type)
        self.files[key] = bytes(content)

    def read(self, key: str) -> bytes:
        try:
            return self.files[self._key(key)]
        except KeyError:
            raise FileMissing(key) from None

    def open(self, key: str) -> BinaryIO:
        return BytesIO(self.read(key))

    def exists(self, key: str) -> bool:
        return self._key(key) in self.files

    def delete(self, key: str) -> None:
        self.files.pop(self._key(key), None)
        self.media_types.pop(key, None)

    def list(self, prefix: str = "") -> list[str]:
        checked_prefix(prefix)
        self._answer()
        return sorted(key for key in self.files if key.startswith(prefix))

    def _key(self, key: str) -> str:
        checked_key(key)
        self._answer()
        return key

    def _answer(self) -> None:
        if self.broken:
            raise self.broken
