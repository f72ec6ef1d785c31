"""One state of the index in memory. It needs no file any more, so nothing that happens on disk can disturb it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from threading import Lock

import numpy as np
import numpy.typing as npt

from marketplace.adapters.whoosh.columns import Columns
from marketplace.adapters.whoosh.files import State
from marketplace.adapters.whoosh.library import OpenIndex, Postings, Segment
from marketplace.adapters.whoosh.records import Record, unpacked
from marketplace.adapters.whoosh.spelling import Lexicon
from marketplace.adapters.whoosh.titles import Titles

# Postings kept in memory for a state: about 8 MB, more than 3,100 documents hold.
MAX_CACHED_POSTINGS = 1_000_000


@dataclass
class KeptSegment:
    """What was read from a segment; segments live through many states."""

    records: list[Record]
    word_counts: dict[str, int] | None = None


@dataclass
class Snapshot:
    """Documents are numbered from 0 through all segments, deleted ones too.

    `state` may be replaced by one that differs in its watermark alone.
    """

    state: State
    files: Mapping[str, bytes]
    index: OpenIndex
    segments: dict[str, KeptSegment]
    records: list[Record]
    alive: npt.NDArray[np.bool_]
    _postings: dict[tuple[str, str], Postings] = field(default_factory=dict)
    _cached: int = 0
    _lock: Lock = field(default_factory=Lock)

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each document that is not deleted, by its id."""
        return {self.records[number].id: number for number in np.flatnonzero(self.alive).tolist()}

    @cached_property
    def columns(self) -> Columns:
        """What documents are filtered, counted and sorted by."""
        return Columns.of(self.records)

    @cached_property
    def lexicon(self) -> Lexicon:
        """Every word in the index, without accents."""
        return Lexicon.of([self._word_counts(segment) for segment in self.index.segments])

    @cached_property
    def titles(self) -> Titles:
        """Every title in the index."""
        return Titles.of((number, self.records[number]) for number in self.numbers.values())

    def postings(self, field_name: str, term: str) -> Postings:
        """The numbers of the documents that hold a term in a field, with their scores; all above 0."""
        key = (field_name, term)
        found = self._postings.get(key)
        if found is None:
            found = self.index.postings(field_name, term)
            self._keep(key, found)
        return found

    def bodies(self, number: int) -> dict[str, str]:
        """Summary and text of a document by language."""
        return unpacked(self.index.texts(number))

    def _keep(self, key: tuple[str, str], found: Postings) -> None:
        # Terms that nothing holds are what hostile visitors can ask for without end, so they are not kept.
        size = len(found[0])
        with self._lock:
            if size and key not in self._postings:
                if self._cached + size > MAX_CACHED_POSTINGS:
                    self._postings.clear()
                    self._cached = 0
                self._postings[key] = found
                self._cached += size

    def _word_counts(self, segment: Segment) -> dict[str, int]:
        kept = self.segments[segment.name]
        if kept.word_counts is None:
            kept.word_counts = self.index.word_counts(segment)
        return kept.word_counts


def load(state: State, files: Mapping[str, bytes], before: Snapshot | None) -> Snapshot:
    """A state from its files, taking over from `before` what did not change."""
    index = OpenIndex(files)
    known = before.segments if before else {}
    segments = {segment.name: known.get(segment.name) or _read(index, segment) for segment in index.segments}
    records = [record for segment in index.segments for record in segments[segment.name].records]
    alive = np.ones(len(records), bool)
    start = 0
    for segment in index.segments:
        alive[[start + number for number in segment.deleted]] = False
        start += segment.size
    return Snapshot(state, files, index, segments, records, alive)


def _read(index: OpenIndex, segment: Segment) -> KeptSegment:
    return KeptSegment([Record(*record) for record in index.records(segment)])
