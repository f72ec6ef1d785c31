"""Every call of Whoosh, public and private, is in this module."""

# mypy: disable-error-code="import-untyped, misc, unused-ignore"

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from marketplace.kernel.texts import LANGUAGES

# Whoosh's sources hold escapes that newer Pythons warn about when they compile them. All that it would import while
# running is imported here, so that nothing else has to be silenced.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import whoosh.codec.whoosh3
    import whoosh.filedb.compound
    import whoosh.lang.snowball
    import whoosh.legacy
    import whoosh.matching
    import whoosh.searching
    import whoosh.writing  # noqa: F401
    from whoosh import fields, index, lang, reading, scoring
    from whoosh.filedb import filestore

Postings: TypeAlias = tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]

# A segment up to this many documents is cheap to merge, and this many segments are cheap to read.
SMALL_SEGMENT = 500
MAX_SEGMENTS = 8
WRITER_MEGABYTES = 64
# How much a word counts less for standing in a long field: from 0, not at all, to 1.
LENGTH_WEIGHT = 0.5


def stemmer(language: str) -> Callable[[str], str]:
    """Whoosh's Snowball stemmer for fr, it or en; it expects lower case."""
    stem: Callable[[str], str] = lang.stemmer_for_language(language)
    return stem


def schema() -> Any:
    """The fields of a document. Terms come ready made, as lists; `record` and `texts` are kept, not searched."""
    terms = fields.TEXT(phrase=False)
    names = [f"{part}_{language}" for language in LANGUAGES for part in ("title", "text")]
    searched = dict.fromkeys([*names, "words", "maker", "place"], terms)
    return fields.Schema(**searched, record=fields.STORED, texts=fields.STORED)


def create(folder: Path, rows: Iterable[Mapping[str, Any]]) -> int:
    """Writes a new index of the rows into an empty folder; how many there were. Raises OSError."""
    return _write(index.create_in(str(folder), schema()), (), rows)


def amend(folder: Path, deleted: Iterable[int], rows: Iterable[Mapping[str, Any]]) -> int:
    """Takes documents out by number and adds rows to the index in the folder; how many rows. Raises OSError."""
    return _write(index.open_dir(str(folder)), deleted, rows)


def _write(target: Any, deleted: Iterable[int], rows: Iterable[Mapping[str, Any]]) -> int:
    writer = target.writer(limitmb=WRITER_MEGABYTES)
    count = 0
    try:
        for number in deleted:
            writer.delete_document(number)
        for row in rows:
            writer.add_document(**row)
            count += 1
        writer.commit(mergetype=_tidy)
    except BaseException:
        # The folder is thrown away; this only closes its files, which may fail for the reason the commit did.
        with suppress(Exception):
            writer.cancel()
        raise
    return count


def _tidy(writer: Any, segments: list[Any]) -> list[Any]:
    """Whoosh's merge policy: the segments to keep, after copying the others' documents into the new one."""
    live = [segment for segment in segments if segment.doc_count()]
    stale = [segment for segment in live if segment.deleted_count() * 3 > segment.doc_count_all()]
    if len(live) - len(stale) >= MAX_SEGMENTS:
        small = [segment for segment in live if segment.doc_count_all() <= SMALL_SEGMENT]
        stale = stale + [segment for segment in (small or live) if segment not in stale]
    for segment in stale:
        reader = reading.SegmentReader(writer.storage, writer.schema, segment)
        writer.add_reader(reader)
        reader.close()
    return [segment for segment in live if segment not in stale]


class _Weighting(scoring.BM25F):
    """Whoosh's BM25, but a field's average length is over the documents that have the field at all: otherwise a text
    in a language that few write in would pass for a very long one."""

    def __init__(self, **settings: float) -> None:
        super().__init__(**settings)
        self._averages: dict[str, float] = {}

    def scorer(self, searcher: Any, fieldname: str, text: Any, qf: int = 1) -> Any:
        scorer = super().scorer(searcher, fieldname, text, qf)
        scorer.avgfl = self._average(searcher.get_parent(), fieldname)
        return scorer

    def _average(self, searcher: Any, fieldname: str) -> float:
        if fieldname not in self._averages:
            lengths = [searcher.doc_field_length(number, fieldname) or 0 for number in range(searcher.doc_count_all())]
            self._averages[fieldname] = sum(lengths) / max(1, sum(length > 0 for length in lengths)) or 1.0
        return self._averages[fieldname]


@dataclass(frozen=True, slots=True)
class Segment:
    """An unchanging part of an index: its documents keep their order, only `deleted` grows."""

    name: str
    size: int
    deleted: frozenset[int]
    reader: Any


class OpenIndex:
    """An index read from memory. Whoosh's readers are not made for threads, so each call takes its turn."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        storage = filestore.RamStorage()
        storage.files = dict(files)
        self._lock = Lock()
        self._searcher = index.FileIndex(storage).searcher(weighting=_Weighting(B=LENGTH_WEIGHT))
        leaves = [reader for reader, _ in self._searcher.reader().leaf_readers() if reader.doc_count_all()]
        self.segments = [_segment(reader) for reader in leaves]

    def records(self, segment: Segment) -> list[tuple[Any, ...]]:
        """What was kept as `record` for each document of the segment, deleted ones too, in order."""
        with self._lock:
            return [segment.reader.stored_fields(number)["record"] for number in range(segment.size)]

    def texts(self, number: int) -> bytes:
        """What was kept as `texts` for one document of the index."""
        with self._lock:
            texts: bytes = self._searcher.stored_fields(number)["texts"]
            return texts

    def word_counts(self, segment: Segment) -> dict[str, int]:
        """The terms of the field `words` in a segment, each with the number of its documents, deleted ones too."""
        with self._lock:
            entries = segment.reader.iter_field("words")
            return {term.decode("utf-8"): info.doc_frequency() for term, info in entries}

    def postings(self, field: str, term: str) -> Postings:
        """The documents, not deleted, that hold a term in a field, with Whoosh's BM25 scores; all above 0."""
        with self._lock:
            if (field, term) not in self._searcher.reader():
                return np.empty(0, np.int32), np.empty(0, np.float32)
            pairs = list(_walk(self._searcher.postings(field, term)))
        numbers, scores = zip(*pairs, strict=True) if pairs else ((), ())
        return np.array(numbers, np.int32), np.array(scores, np.float32)


def _segment(reader: Any) -> Segment:
    size = reader.doc_count_all()
    deleted = frozenset(number for number in range(size) if reader.is_deleted(number))
    return Segment(reader.segment().segment_id(), size, deleted, reader)


def _walk(matcher: Any) -> Iterator[tuple[int, float]]:
    while matcher.is_active():
        yield matcher.id(), matcher.score()
        matcher.next()
