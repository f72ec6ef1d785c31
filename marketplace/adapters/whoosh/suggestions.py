"""Titles that go on from what was typed."""

from typing import TypeAlias

from marketplace.adapters.whoosh.matching import MIN_BEGINNING, parse
from marketplace.adapters.whoosh.records import Record
from marketplace.adapters.whoosh.snapshot import Snapshot
from marketplace.adapters.whoosh.words import normal, plain, spans
from marketplace.ports.search import Suggestion

# Other language, not at the beginning, length, title, id: the least is the likeliest.
Rank: TypeAlias = tuple[bool, bool, int, str, str]


def suggest(snapshot: Snapshot, prefix: str, language: str, limit: int) -> tuple[Suggestion, ...]:
    """At most `limit` suggestions, the likeliest first."""
    words = [plain(word.typed) for word in parse(prefix)]
    # One letter begins nearly everything, so the word before it does the looking up.
    long_enough = [word for word in words[-2:] if len(word) >= MIN_BEGINNING]
    if not long_enough:
        return ()
    best: dict[str, tuple[Rank, Suggestion]] = {}
    for number, other in snapshot.titles.with_word(long_enough[-1]):
        record = snapshot.records[number]
        ranked = _ranked(record, other, words, language)
        if ranked and (record.id not in best or ranked[0] < best[record.id][0]):
            best[record.id] = ranked
    ordered = sorted(best.values(), key=lambda ranked: ranked[0])
    return tuple(suggestion for _, suggestion in ordered[: max(limit, 0)])


def _ranked(record: Record, title_language: str, words: list[str], language: str) -> tuple[Rank, Suggestion] | None:
    """The suggestion with what it is sorted by, if the title holds all the words."""
    title = normal(record.titles[title_language])
    found = [(plain(word), start, end) for word, start, end in spans(title)]
    if not {word for word, _, _ in found}.issuperset(words[:-1]):
        return None
    for place, (word, start, end) in enumerate(found):
        if word.startswith(words[-1]):
            match = (start, min(start + len(words[-1]), end))
            order = (title_language != language, place > 0, len(title), title, record.id)
            return order, Suggestion(record.id, record.document_kind, title, title_language, match)
    return None
