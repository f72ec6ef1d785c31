"""The passage of a document to show for a query."""

from collections.abc import Iterable, Mapping, Sequence

from marketplace.adapters.whoosh.matching import Word
from marketplace.adapters.whoosh.words import normal, plain, spans
from marketplace.kernel.texts import LANGUAGES
from marketplace.ports.search import Snippet

LENGTH = 180
# How much comes before the first match, so that it can be understood.
LEAD = 40
MAX_READ = 6000


class Marker:
    """Finds in texts what the words of a query were looking for; remembers, since texts repeat their words."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._words = words
        self._known: dict[tuple[str, str], bool] = {}

    def places(self, text: str, language: str) -> list[tuple[int, int]]:
        """[start, end) of each word of a normal text that answers the query."""
        if not self._words:
            return []
        return [(start, end) for word, start, end in spans(text) if self._answers(word, language)]

    def _answers(self, word: str, language: str) -> bool:
        known = self._known.get((word, language))
        if known is None:
            known = any(one.matches(word, language) for one in self._words)
            self._known[word, language] = known
        return known


def snippet_of(bodies: Mapping[str, str], marker: Marker, language: str) -> Snippet | None:
    """A passage with as many of the words as possible: in the reader's language if it holds any there, else in one
    where it does, else the beginning in the reader's or the first language there is. None if there is no text."""
    first = None
    for other in sorted(bodies, key=lambda name: (name != language, name not in LANGUAGES, name)):
        text = normal(bodies[other][:MAX_READ])
        if not text:
            continue
        matches = marker.places(text, other)
        passage = _passage(other, text, matches)
        if matches:
            return passage
        first = first or passage
    return first


def surface(texts: Iterable[str], word: str) -> str | None:
    """How the first of the texts that holds it writes a word that is known without accents; None if none does."""
    for text in texts:
        for found, _, _ in spans(normal(text[:MAX_READ])):
            if plain(found) == word:
                return found
    return None


def _passage(language: str, text: str, matches: list[tuple[int, int]]) -> Snippet:
    if len(text) <= LENGTH:
        return Snippet(language, text, tuple(matches))
    start = _word_start(text, _best_start(matches) - LEAD)
    end = _word_end(text, start + LENGTH)
    before, after = ("… " if start else ""), ("…" if end < len(text) else "")
    shift = len(before) - start
    kept = tuple((first + shift, last + shift) for first, last in matches if start <= first and last <= end)
    return Snippet(language, before + text[start:end] + after, kept)


def _best_start(matches: list[tuple[int, int]]) -> int:
    """Where the passage that holds most matches begins; the first of equals."""
    reach = LENGTH - LEAD
    starts = [start for start, _ in matches]
    return max(starts, key=lambda start: sum(start <= other < start + reach for other in starts), default=0)


def _word_start(text: str, wanted: int) -> int:
    if wanted <= 0:
        return 0
    space = text.find(" ", wanted, wanted + LEAD)
    return space + 1 if space >= 0 else wanted


def _word_end(text: str, wanted: int) -> int:
    if wanted >= len(text):
        return len(text)
    space = text.rfind(" ", wanted - LEAD, wanted)
    return space if space >= 0 else wanted
