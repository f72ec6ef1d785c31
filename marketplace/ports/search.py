"""Finding businesses and listings by words, places and marks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

# What lies beyond is not read: nobody types so much on purpose.
MAX_QUERY_CHARACTERS = 200
MAX_QUERY_WORDS = 12
MAX_PER_PAGE = 100


class DocumentKind(StrEnum):
    """What a document is about."""

    BUSINESS = "business"
    LISTING = "listing"


class ListingKind(StrEnum):
    """What a listing offers."""

    PRODUCT = "product"
    SERVICE = "service"


class Sort(StrEnum):
    """Order of the results; equals are put newest first, then by id."""

    RELEVANCE = "relevance"
    NEWEST = "newest"
    PRICE = "price"  # cheapest first, what has no price last


class Facet(StrEnum):
    """What results are counted by."""

    TERRITORY = "territory"
    COMMUNE = "commune"
    CATEGORY = "category"
    LABEL = "label"
    KIND = "kind"


class IndexState(StrEnum):
    """Whether the index on disk can be used; for anything but READY the remedy is `rebuild`."""

    READY = "ready"
    MISSING = "missing"
    CORRUPT = "corrupt"
    OUTDATED = "outdated"  # written by another version of the program


class RebuildNeeded(Exception):
    """There is no usable index to change. Trying again does not help; `rebuild` does."""

    def __init__(self, state: IndexState) -> None:
        super().__init__(f"the search index is {state}")
        self.state = state


class IndexNotWritten(Exception):
    """Nothing was written and the live index is as before: another process was writing, the disk was full or
    refused. `retryable` says whether the same call may succeed later without anybody's help."""

    def __init__(self, reason: str, *, retryable: bool) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class SearchText:
    """What a document says in one language, as plain text without markup.

    `keywords` are words that find the document without being shown: names of its categories and labels.
    """

    title: str
    summary: str = ""
    text: str = ""
    keywords: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchDocument:
    """One business or listing as a visitor may see it.

    id: like "business:12" or "listing:34". version: grows with every change of the document. business_id: the
    business itself, or the one that sells the listing. texts: by language, at least one. maker: the business's name.
    place: the commune's name, so that people may type it; `commune` is its code. categories and labels: slugs, of
    categories the ancestors too. price: minor units, None where there is none. created_at: aware.
    """

    id: str
    version: int
    kind: DocumentKind
    business_id: int
    texts: Mapping[str, SearchText]
    maker: str
    place: str
    commune: str
    territory: str
    categories: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()
    listing_kind: ListingKind | None = None
    price: int | None = None
    created_at: datetime

    def __post_init__(self) -> None:
        if not self.texts:
            raise ValueError(f"{self.id} has no text")
        if self.created_at.tzinfo is None:
            raise ValueError(f"{self.id} was created at an instant without a zone")


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """What a visitor asks for.

    text: as typed, anything at all; blank means everything. language: the reader's; its words are tried first. Each
    filter keeps the documents that carry any of its values, an empty one keeps all. business_ids: only these
    businesses and their listings; "open now" is asked this way, by whoever knows the hours. page: from 1, empty
    beyond the last. per_page: 1 to MAX_PER_PAGE; impossible values of both are brought to the nearest possible one.
    """

    text: str = ""
    language: str
    kinds: Collection[str] = ()
    territories: Collection[str] = ()
    communes: Collection[str] = ()
    categories: Collection[str] = ()
    labels: Collection[str] = ()
    listing_kind: ListingKind | None = None
    business_ids: Collection[int] | None = None
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    per_page: int = 24

    def chosen(self) -> dict[Facet, Collection[str]]:
        """The values chosen in each facet."""
        return {
            Facet.TERRITORY: self.territories,
            Facet.COMMUNE: self.communes,
            Facet.CATEGORY: self.categories,
            Facet.LABEL: self.labels,
            Facet.KIND: self.kinds,
        }


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a document, plain text to be escaped like any other. `language`: the passage's own, which may
    differ from the reader's. `matches`: [start, end) of the words that answer the query, in order, apart."""

    language: str
    text: str
    matches: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """One page of results.

    ids: in order. total: over all pages. facets: for each, how many results each value would give with this facet's
    own choice taken away; chosen values are always there, others only above zero. snippets: by id, for the ids shown
    whose document has a text or summary. correction: what was searched for instead of what was typed, else None.
    relaxed: nothing holds all the words, so these hold some of them. degraded: there is no usable index; the page is
    empty and says nothing about what exists. generation: of the index that answered.
    """

    ids: tuple[str, ...] = ()
    total: int = 0
    facets: Mapping[Facet, Mapping[str, int]] = field(default_factory=lambda: {facet: {} for facet in Facet})
    snippets: Mapping[str, Snippet] = field(default_factory=dict)
    correction: str | None = None
    relaxed: bool = False
    degraded: bool = False
    generation: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that goes on from what was typed. `language`: the title's own. `match`: [start, end) of the words or
    beginnings typed last."""

    document_id: str
    kind: DocumentKind
    title: str
    language: str
    match: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Commit:
    """What the index holds after a change. `generation` grows with every change of the documents."""

    watermark: int
    generation: int
    documents: int


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What the index on disk is like now. Figures are 0 unless the state is READY; `detail` is for the operator."""

    state: IndexState
    watermark: int = 0
    generation: int = 0
    documents: int = 0
    detail: str = ""

    @property
    def usable(self) -> bool:
        """Whether searches are answered from what is on disk."""
        return self.state is IndexState.READY


class SearchEngine(Protocol):
    """An index of documents, kept apart from the database and always able to be made again from it.

    Any number of threads and processes may read while one writes; writers wait for each other. A change is there
    whole or not at all, however the writer ends, and its watermark with it. The process that makes a change sees it
    at once, the others at their next `refresh`.
    """

    def apply(self, upserts: Iterable[SearchDocument], deletes: Iterable[str], watermark: int) -> Commit:
        """Puts documents in or replaces them, then takes out those whose ids are in `deletes`.

        A document whose version is not above the one held is passed over and an unknown id is nothing to take out,
        so repeating a call is harmless. Of two documents with one id the higher version counts. `watermark`: how far
        in the outbox this goes; it never falls here. When the call returns, the change survives a power cut.

        Raises RebuildNeeded, IndexNotWritten.
        """
        ...

    def rebuild(self, documents: Iterable[SearchDocument], watermark: int) -> Commit:
        """Makes the index anew from all the documents and puts it in place of the old one in a single step; until
        then searches are answered by the old one. Works whatever state the index is in.

        Read the watermark before the documents: it is taken as given, even below the present one, so that what
        changed meanwhile is applied again. Of two documents with one id the first counts.

        Raises IndexNotWritten, also for an OSError of `documents`; what else that raises passes through. Either way the
        old index stays in place.
        """
        ...

    def search(self, query: SearchQuery) -> SearchPage:
        """The documents that hold all the words, each in any language, accents and plurals forgiven.

        A last word that nothing holds may be the beginning of one. Words that nothing holds are corrected where a
        near one exists (`correction`); if still nothing holds all the words, documents with any of them answer, those
        with most of them first (`relaxed`). Never raises, whatever the text; without a usable index the page is
        `degraded`.
        """
        ...

    def suggest(self, prefix: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        """At most `limit` titles that hold the words of `prefix`, the last perhaps unfinished, the reader's language
        first; one for each document. A single letter suggests nothing. Empty without a usable index; never raises."""
        ...

    def refresh(self) -> bool:
        """Notices what other processes changed; True if there was something. Cheap enough for every request. An
        index that cannot be used is left aside, and searches go on from the one in memory. Never raises."""
        ...

    def status(self) -> IndexStatus:
        """What is on disk, looked at afresh. Never raises."""
        ...
