"""The words of the index, and which of them somebody may have meant."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest

# Shorter words have too many neighbours to guess from.
MIN_CORRECTED = 4
TWO_EDITS_FROM = 8


@dataclass(frozen=True)
class Lexicon:
    """`counts`: in how many documents each word is. `by_length`: the words with their letters as bits."""

    counts: Mapping[str, int]
    ordered: list[str]
    by_length: Mapping[int, list[tuple[str, int]]]

    @classmethod
    def of(cls, parts: Iterable[Mapping[str, int]]) -> "Lexicon":
        """The words of all parts together."""
        counts: Counter[str] = Counter()
        for part in parts:
            counts.update(part)
        by_length: dict[int, list[tuple[str, int]]] = {}
        for word in counts:
            by_length.setdefault(len(word), []).append((word, _letters(word)))
        return cls(counts, sorted(counts), by_length)

    def beginning_with(self, prefix: str, limit: int) -> list[str]:
        """The most frequent words that begin so."""
        start = bisect_left(self.ordered, prefix)
        end = bisect_left(self.ordered, prefix + chr(0x10FFFF))
        return nlargest(limit, self.ordered[start:end], key=self.counts.__getitem__)

    def near(self, word: str, limit: int) -> list[str]:
        """The nearest words at one typing error, or two in a long word; the likeliest first."""
        if len(word) < MIN_CORRECTED or not word.isalpha():  # one postal code is not another's slip
            return []
        edits = 2 if len(word) >= TWO_EDITS_FROM else 1
        letters = _letters(word)
        found = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            for other, others in self.by_length.get(length, ()):
                # An error changes at most two letters of the set; this spares nearly all the counting below.
                if (letters ^ others).bit_count() <= 2 * edits:
                    distance = typing_errors(word, other, edits)
                    if distance <= edits:
                        found.append((distance, other[0] != word[0], -self.counts[other], other))
        return [other for *_, other in sorted(found)[:limit]]


def typing_errors(word: str, other: str, most: int) -> int:
    """How many letters are missing, too many, wrong or swapped with their neighbour; `most` + 1 if more than that.

    Optimal string alignment distance.
    """
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(word, start=1):
        twice_before, before = before, row
        row = [i]
        for j, against in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and word[i - 2] == against:
                cost = min(cost, twice_before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def _letters(word: str) -> int:
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) % 64)
    return bits
