"""Values made from rows, kept in the process under keys that hold row versions; `fragments` keeps rendered pieces so.

A changed row has a new version and so a new key; nothing is thrown away for being old.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from threading import Lock
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most `most` values, the least recently used go first; safe between threads."""

    _all: list["Kept[Hashable, object]"] = []

    def __init__(self, most: int = 20_000) -> None:
        self._values: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()
        self._most = most
        Kept._all.append(self)  # type: ignore[arg-type]  # only to be emptied

    def get_many(self, keys: Iterable[K], load: Callable[[list[K]], Mapping[K, V]]) -> dict[K, V]:
        """The values under `keys`; `load` is asked once for all that are not here, and may leave some out."""
        found: dict[K, V] = {}
        absent: list[K] = []
        with self._lock:
            for key in keys:
                if key in self._values:
                    self._values.move_to_end(key)
                    found[key] = self._values[key]
                else:
                    absent.append(key)
        if absent:
            loaded = load(absent)
            found.update(loaded)
            self._add(loaded)
        return found

    def _add(self, loaded: Mapping[K, V]) -> None:
        with self._lock:
            self._values.update(loaded)
            while len(self._values) > self._most:
                self._values.popitem(last=False)

    @staticmethod
    def forget_all() -> None:
        """Empties every store, for tests and for measuring."""
        for store in Kept._all:
            with store._lock:
                store._values.clear()
