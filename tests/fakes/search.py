"""A search engine in memory, simple enough to be read: a word matches when its letters without endings do."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from difflib import get_close_matches

from marketplace.ports.search import (
    MAX_PER_PAGE,
    MAX_QUERY_CHARACTERS,
    MAX_QUERY_WORDS,
    Commit,
    Facet,
    IndexState,
    IndexStatus,
    RebuildNeeded,
    SearchDocument,
    SearchPage,
    SearchQuery,
    SearchText,
    Snippet,
    Sort,
    Suggestion,
)

_COMMON = "a al alla and con da de del dell della des di du e en et il in la le les of on per pour the un une"
COMMON = set(_COMMON.split())
SNIPPET_LENGTH = 180

_FACETS: dict[Facet, Callable[[SearchDocument], Iterable[str]]] = {
    Facet.TERRITORY: lambda document: [document.territory],
    Facet.COMMUNE: lambda document: [document.commune],
    Facet.CATEGORY: lambda document: document.categories,
    Facet.LABEL: lambda document: document.labels,
    Facet.KIND: lambda document: [document.kind],
}


class MemorySearch:
    """SearchEngine port: `documents` by id. Empty and ready from the start, as after a first rebuild.

    Set `state` to make it as if the index on disk were gone or damaged.
    """

    def __init__(self) -> None:
        self.documents: dict[str, SearchDocument] = {}
        self.state = IndexState.READY
        self.watermark = 0
        self.generation = 0

    def apply(self, upserts: Iterable[SearchDocument], deletes: Iterable[str], watermark: int) -> Commit:
        if self.state is not IndexState.READY:
            raise RebuildNeeded(self.state)
        before = dict(self.documents)
        for document in upserts:
            held = self.documents.get(document.id)
            if held is None or document.version > held.version:
                self.documents[document.id] = document
        for id in deletes:
            self.documents.pop(id, None)
        self.generation += self.documents != before
        self.watermark = max(self.watermark, watermark)
        return self._commit()

    def rebuild(self, documents: Iterable[SearchDocument], watermark: int) -> Commit:
        fresh: dict[str, SearchDocument] = {}
        for document in documents:
            fresh.setdefault(document.id, document)
        self.documents, self.watermark, self.state = fresh, watermark, IndexState.READY
        self.generation += 1
        return self._commit()

    def search(self, query: SearchQuery) -> SearchPage:
        if self.state is not IndexState.READY:
            return SearchPage(degraded=True)
        words = _words(query.text[:MAX_QUERY_CHARACTERS])[:MAX_QUERY_WORDS]
        needed = [word for word in words if word not in COMMON] or words
        hits, correction, relaxed = self._hits(query, needed)
        hits = [document for document in hits if _passes(document, query)]
        facets = {facet: _counts(facet, hits, query) for facet in Facet}
        hits = sorted((hit for hit in hits if _chosen(hit, query)), key=lambda hit: _order(hit, query, needed))
        per_page = min(max(query.per_page, 1), MAX_PER_PAGE)
        start = (max(query.page, 1) - 1) * per_page
        shown = hits[start : start + per_page]
        snippets = {hit.id: _snippet(hit, query.language, [*needed, *_words(correction or "")]) for hit in shown}
        return SearchPage(
            ids=tuple(hit.id for hit in shown),
            total=len(hits),
            facets=facets,
            snippets={id: snippet for id, snippet in snippets.items() if snippet.text},
            correction=correction,
            relaxed=relaxed,
            generation=self.generation,
        )

    def suggest(self, prefix: str, language: str, limit: int) -> tuple[Suggestion, ...]:
        words = _words(prefix[:MAX_QUERY_CHARACTERS])
        if self.state is not IndexState.READY or not words or len(words[-1]) < 2:
            return ()
        found = []
        for document in self.documents.values():
            for name in sorted(document.texts, key=lambda name: name != language):
                title = unicodedata.normalize("NFC", document.texts[name].title)
                spans = [(_fold(m.group()), m.start()) for m in re.finditer(r"[^\W_]+", title)]
                start = next((start for word, start in spans if word.startswith(words[-1])), None)
                if start is not None and {word for word, _ in spans}.issuperset(words[:-1]):
                    match = (start, start + len(words[-1]))
                    found.append(Suggestion(document.id, document.kind, title, name, match))
                    break
        found.sort(key=lambda one: (one.language != language, one.match[0] > 0, len(one.title), one.title))
        return tuple(found[: max(limit, 0)])

    def refresh(self) -> bool:
        return False

    def status(self) -> IndexStatus:
        if self.state is not IndexState.READY:
            return IndexStatus(self.state)
        return IndexStatus(self.state, self.watermark, self.generation, len(self.documents))

    def _commit(self) -> Commit:
        return Commit(self.watermark, self.generation, len(self.documents))

    def _hits(self, query: SearchQuery, words: list[str]) -> tuple[list[SearchDocument], str | None, bool]:
        """The documents with all the words; else with the last one unfinished, else corrected, else with any."""
        documents = list(self.documents.values())
        if not query.text.strip():
            return documents, None, False
        if not words:
            return [], None, False
        known = {word for document in documents for word in _words(_all_text(document))}
        stems = {_stem(word) for word in known}
        unfinished = _stem(words[-1]) not in stems and len(words[-1]) > 1
        begun = [word for word in known if unfinished and word.startswith(words[-1])]
        corrected = [word if _stem(word) in stems else _near(word, known) or word for word in words]
        for attempt in [words, *([*words[:-1], word] for word in sorted(begun)), corrected]:
            hits = [document for document in documents if _held(document, attempt) == len(attempt)]
            if hits:
                return hits, _replaced(query.text, words, corrected) if attempt is corrected else None, False
        hits = [document for document in documents if _held(document, corrected)]
        return hits, None, bool(hits)


def _replaced(text: str, words: Sequence[str], others: Sequence[str]) -> str:
    new = {word: other for word, other in zip(words, others, strict=True) if word != other}
    return re.sub(r"[^\W_]+", lambda match: new.get(_fold(match.group()), match.group()), text)


def _near(word: str, known: Collection[str]) -> str | None:
    return next(iter(get_close_matches(word, known, 1, 0.8)), None)


def _order(document: SearchDocument, query: SearchQuery, words: list[str]) -> tuple[float, float, str]:
    first = 0.0
    if query.sort is Sort.PRICE:
        first = float("inf") if document.price is None else document.price
    elif query.sort is Sort.RELEVANCE and words:
        first = -sum(_score(document, word, query.language) for word in words)
    return first, -document.created_at.timestamp(), document.id


def _score(document: SearchDocument, word: str, language: str) -> float:
    scores = [0.5 * (_stem(word) in _stems(document.maker))]
    for name, text in document.texts.items():
        score = 4 * (_stem(word) in _stems(text.title)) + (_stem(word) in _stems(_body(text)))
        scores.append(score if name == language else 0.8 * score)
    return max(scores) + 10 * (_stem(word) in _stems(_all_text(document)))


def _passes(document: SearchDocument, query: SearchQuery) -> bool:
    return query.listing_kind in (None, document.listing_kind) and (
        query.business_ids is None or document.business_id in query.business_ids
    )


def _chosen(document: SearchDocument, query: SearchQuery, but: Facet | None = None) -> bool:
    return all(
        facet is but or not chosen or not set(chosen).isdisjoint(_FACETS[facet](document))
        for facet, chosen in query.chosen().items()
    )


def _counts(facet: Facet, hits: Iterable[SearchDocument], query: SearchQuery) -> dict[str, int]:
    counts = Counter(value for hit in hits if _chosen(hit, query, but=facet) for value in _FACETS[facet](hit))
    return {**dict.fromkeys(query.chosen()[facet], 0), **counts}


def _snippet(document: SearchDocument, language: str, words: Sequence[str]) -> Snippet:
    stems = {_stem(word) for word in words}
    snippets = []
    for name in sorted(document.texts, key=lambda name: name != language):
        text = document.texts[name]
        body = " ".join(unicodedata.normalize("NFC", f"{text.summary}\n{text.text}").split())
        found = [match.span() for match in re.finditer(r"[^\W_]+", body) if _stem(_fold(match.group())) in stems]
        start = max(found[0][0] - 40, 0) if found else 0
        inside = tuple((a - start, b - start) for a, b in found if b <= start + SNIPPET_LENGTH)
        snippets.append(Snippet(name, body[start : start + SNIPPET_LENGTH], inside))
    return next((one for one in snippets if one.matches), next((one for one in snippets if one.text), snippets[0]))


def _held(document: SearchDocument, words: Iterable[str]) -> int:
    stems = _stems(_all_text(document))
    return sum(_stem(word) in stems for word in words)


def _all_text(document: SearchDocument) -> str:
    texts = [f"{text.title}\n{_body(text)}" for text in document.texts.values()]
    return "\n".join([*texts, document.maker, document.place])


def _body(text: SearchText) -> str:
    return f"{text.summary}\n{text.text}\n{text.keywords}"


def _stems(text: str) -> set[str]:
    return {_stem(word) for word in _words(text)}


def _words(text: str) -> list[str]:
    """The words without accents, lone letters left out."""
    words = [_fold(word) for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text))]
    return [{"st": "saint", "ste": "sainte"}.get(word, word) for word in words if len(word) > 1 or word.isdigit()]


def _stem(word: str) -> str:
    return re.sub(r"(hi|[aeiosx]+)$", "", word) or word


def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().replace("œ", "oe"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
