"""From a query to a page of results."""

import numpy as np

from marketplace.adapters.whoosh.matching import Answer, Word, answer, cut
from marketplace.adapters.whoosh.snapshot import Snapshot
from marketplace.adapters.whoosh.snippets import Marker, snippet_of, surface
from marketplace.ports.search import MAX_PER_PAGE, SearchPage, SearchQuery, Snippet


def page_of(snapshot: Snapshot, query: SearchQuery) -> SearchPage:
    """The page that the query asks for."""
    result = answer(snapshot, query.text, query.language)
    columns = snapshot.columns
    kept, facets = columns.choose(columns.narrowed(result.found, query), query)
    ordered = columns.ordered(kept, result.scores, query.sort)
    per_page = min(max(query.per_page, 1), MAX_PER_PAGE)
    start = (max(query.page, 1) - 1) * per_page
    shown = ordered[start : start + per_page].tolist()
    return SearchPage(
        ids=tuple(snapshot.records[number].id for number in shown),
        total=len(ordered),
        facets=facets,
        snippets=_snippets(snapshot, shown, result, query.language),
        correction=_correction(snapshot, result, query) if result.corrected else None,
        relaxed=result.relaxed,
        generation=snapshot.state.generation,
    )


def _snippets(snapshot: Snapshot, shown: list[int], result: Answer, language: str) -> dict[str, Snippet]:
    marker = Marker(result.words)
    passages = {number: snippet_of(snapshot.bodies(number), marker, language) for number in shown}
    return {snapshot.records[number].id: passage for number, passage in passages.items() if passage}


def _correction(snapshot: Snapshot, result: Answer, query: SearchQuery) -> str:
    """The text as typed, with the words that were taken for others replaced by those."""
    text = cut(query.text)
    for word in sorted(result.corrected, key=lambda word: word.start, reverse=True):
        text = text[: word.start] + _spelt(snapshot, result, query.language, word) + text[word.end :]
    return text


def _spelt(snapshot: Snapshot, result: Answer, language: str, word: Word) -> str:
    """The word with its accents, as the best result writes it."""
    best = int(np.argmax(np.where(result.found, result.scores, -1)))
    titles, bodies = snapshot.records[best].titles, snapshot.bodies(best)
    texts = [f"{titles[name]}\n{bodies[name]}" for name in sorted(titles, key=lambda name: name != language)]
    return surface(texts, word.typed) or word.typed
