"""The titles of the documents, by their words."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.adapters.whoosh.records import Record
from marketplace.adapters.whoosh.words import normal, plain, spans

# Two letters begin so many words that looking at more would be felt.
MAX_LOOKED_AT = 2000


@dataclass(frozen=True)
class Titles:
    """The words of all titles without accents, in alphabetical order, each with the document's number and language."""

    entries: list[tuple[str, int, str]]

    @classmethod
    def of(cls, numbered: Iterable[tuple[int, Record]]) -> "Titles":
        """The titles of the documents."""
        entries = {
            (plain(word), number, language)
            for number, record in numbered
            for language, title in record.titles.items()
            for word, _, _ in spans(normal(title))
        }
        return cls(sorted(entries))

    def with_word(self, beginning: str) -> list[tuple[int, str]]:
        """Documents and languages in whose titles a word begins so."""
        start = bisect_left(self.entries, (beginning,))
        end = bisect_left(self.entries, (beginning + chr(0x10FFFF),))
        return [(number, language) for _, number, language in self.entries[start : min(end, start + MAX_LOOKED_AT)]]
