"""The way in: keeps the present state in memory, and makes the next one on disk."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Lock
from typing import TypeVar

from marketplace.adapters.whoosh import library
from marketplace.adapters.whoosh.changes import Changes
from marketplace.adapters.whoosh.files import IndexFiles, IndexUnusable, State
from marketplace.adapters.whoosh.pages import page_of
from marketplace.adapters.whoosh.records import row_of
from marketplace.adapters.whoosh.snapshot import Snapshot, load
from marketplace.adapters.whoosh.suggestions import suggest
from marketplace.ports.search import (
    Commit,
    IndexState,
    IndexStatus,
    RebuildNeeded,
    SearchDocument,
    SearchPage,
    SearchQuery,
    Suggestion,
)

_log = logging.getLogger(__name__)
T = TypeVar("T")

# A writer may throw away a state between our reading its name and its files; it cannot do so for ever.
_ATTEMPTS = 5


class WhooshSearchEngine:
    """SearchEngine port over the index in one folder of this machine, shared by its processes."""

    def __init__(self, folder: Path, *, lock_timeout: float = 30.0) -> None:
        """Touches nothing on disk yet. `lock_timeout` in seconds: how long a writer waits for another."""
        self._files = IndexFiles(folder, lock_timeout)
        self._snapshot: Snapshot | None = None
        self._loading = Lock()
        self._complaint = ""

    def apply(self, upserts: Iterable[SearchDocument], deletes: Iterable[str], watermark: int) -> Commit:
        """See the port."""
        with self._files.writing():
            snapshot = self._present()
            state = snapshot.state
            changes = Changes.between(snapshot, upserts, deletes)
            watermark = max(watermark, state.watermark)
            if changes:
                documents = state.documents - len(changes.outdated) + len(changes.documents)
                with self._files.draft(state) as draft:
                    library.amend(draft, changes.outdated, map(row_of, changes.documents))
                    state = self._files.publish(draft, state, watermark, documents)
            elif watermark > state.watermark:
                state = replace(state, watermark=watermark)
                self._files.point_to(state)
        return self._commit(state)

    def rebuild(self, documents: Iterable[SearchDocument], watermark: int) -> Commit:
        """See the port."""
        with self._files.writing(), self._files.draft(None) as draft:
            count = library.create(draft, map(row_of, _first_of_each(documents)))
            state = self._files.publish(draft, None, watermark, count)
        return self._commit(state)

    def search(self, query: SearchQuery) -> SearchPage:
        """See the port."""
        return self._answered(lambda snapshot: page_of(snapshot, query), SearchPage(degraded=True))

    def suggest(self, prefix: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        """See the port."""
        return self._answered(lambda snapshot: suggest(snapshot, prefix, language, limit), ())

    def refresh(self) -> bool:
        """See the port."""
        with self._loading:
            before = self._snapshot
            try:
                self._snapshot = self._latest(before)
                self._complaint = ""
            except IndexUnusable as unusable:
                self._complain(f"{unusable.state}: {unusable.detail}")
            return self._snapshot is not before

    def status(self) -> IndexStatus:
        """See the port."""
        self.refresh()
        try:
            state = self._files.current()
            self._files.check(state)
        except IndexUnusable as unusable:
            return IndexStatus(unusable.state, detail=unusable.detail)
        if self._complaint:
            return IndexStatus(IndexState.CORRUPT, detail=self._complaint)
        return IndexStatus(IndexState.READY, state.watermark, state.generation, state.documents)

    def _answered(self, ask: Callable[[Snapshot], T], otherwise: T) -> T:
        if self._snapshot is None:
            self.refresh()
        snapshot = self._snapshot
        if snapshot is None:
            return otherwise
        try:
            return ask(snapshot)
        except Exception:  # noqa: BLE001  # a visitor gets an empty page that says so, the operator the reason
            _log.exception("a search failed")
            return otherwise

    def _present(self) -> Snapshot:
        """The state on disk, to be changed. Raises RebuildNeeded."""
        with self._loading:
            try:
                self._snapshot = snapshot = self._latest(self._snapshot)
                self._files.check(snapshot.state)
            except IndexUnusable as unusable:
                raise RebuildNeeded(unusable.state) from unusable
            return snapshot

    def _latest(self, before: Snapshot | None) -> Snapshot:
        """The state on disk, which is `before` if nothing but the watermark changed. Raises IndexUnusable."""
        for _ in range(_ATTEMPTS):
            state = self._files.current()
            if before and before.state.folder == state.folder:
                before.state = state
                return before
            try:
                files = self._files.read(state, before.state if before else None, before.files if before else {})
                return _opened(state, files, before)
            except IndexUnusable:
                if self._files.current() == state:
                    raise
        raise IndexUnusable(IndexState.CORRUPT, "changed too often to be read")

    def _commit(self, state: State) -> Commit:
        self.refresh()
        return Commit(state.watermark, state.generation, state.documents)

    def _complain(self, complaint: str) -> None:
        """Says it once, not at every request."""
        if complaint != self._complaint:
            _log.warning("the search index cannot be used: %s", complaint)
        self._complaint = complaint


def _opened(state: State, files: dict[str, bytes], before: Snapshot | None) -> Snapshot:
    try:
        return load(state, files, before)
    except Exception as error:  # noqa: BLE001  # Whoosh says in many ways that it cannot make sense of its files
        raise IndexUnusable(IndexState.CORRUPT, f"Whoosh cannot read it: {type(error).__name__}") from error


def _first_of_each(documents: Iterable[SearchDocument]) -> Iterator[SearchDocument]:
    seen = set()
    for document in documents:
        if document.id not in seen:
            seen.add(document.id)
            yield document
