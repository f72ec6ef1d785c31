"""Which documents answer what was typed, and how well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from marketplace.adapters.whoosh.columns import Mask
from marketplace.adapters.whoosh.snapshot import Snapshot
from marketplace.adapters.whoosh.words import is_common, normal, plain, singular, spans, stems
from marketplace.kernel.texts import LANGUAGES
from marketplace.ports.search import MAX_QUERY_CHARACTERS, MAX_QUERY_WORDS

Scores: TypeAlias = npt.NDArray[np.float32]

# A word of the title weighs more than one of the text, and that more than the maker's name. `EXACT` puts the very
# form that was typed before its relatives; `OTHER_LANGUAGE` puts the reader's language before the others.
TITLE, TEXT, NAME, EXACT, BEGINNING = 4.0, 1.0, 0.5, 0.25, 0.5
OTHER_LANGUAGE = 0.8

MIN_BEGINNING = 2
MAX_COMPLETIONS = 12
# Each takes some milliseconds in a large index, and a text with more strange words than this is not a slip.
MAX_CORRECTED_WORDS = 3
MAX_CANDIDATES = 5
# More than any word scores, so that the number of words held decides first.
EACH_WORD = 1000.0


@dataclass(frozen=True)
class Word:
    """A word of the query: as typed in lower case, where, and the forms without accents under which it was sought."""

    typed: str
    start: int
    end: int
    forms: frozenset[str]

    def matches(self, word: str, language: str) -> bool:
        """Whether a word of a text, in lower case, is one that this word was looking for."""
        if plain(word) in self.forms:
            return True
        return language in LANGUAGES and not stems(language, word).isdisjoint(stems(language, self.typed))


@dataclass(frozen=True)
class Answer:
    """Documents found, with their scores. `words`: what to point out in them. `corrected`: words taken for others."""

    found: Mask
    scores: Scores
    words: Sequence[Word] = ()
    corrected: Sequence[Word] = ()
    relaxed: bool = False


def parse(text: str) -> list[Word]:
    """The words of a query, no more than the port promises to read."""
    words = (Word(word, start, end, frozenset({plain(word)})) for word, start, end in spans(cut(text)))
    return list(islice(words, MAX_QUERY_WORDS))


def cut(text: str) -> str:
    """The part of the text that is read; the places of `Word` refer to it."""
    return normal(text[:MAX_QUERY_CHARACTERS])


def answer(snapshot: Snapshot, text: str, language: str) -> Answer:
    """The documents that hold all the words of the text, or failing that some of them; all of them if it is blank."""
    nothing = np.zeros(len(snapshot.records), np.float32)
    if not text.strip():
        return Answer(snapshot.alive, nothing)
    words = parse(text)
    needed = [word for word in words if not is_common(word.typed)] or list(words)
    if not needed:
        return Answer(np.zeros(len(nothing), bool), nothing)
    scores = [score(snapshot, word.typed, language) for word in needed]
    corrected: list[Word] = []
    if not _all(scores).any():
        _complete_last(snapshot, needed, scores, words[-1])
    if not _all(scores).any():
        corrected = _correct(snapshot, needed, scores, language)
    return _combined(snapshot, words, needed, scores, corrected, language)


def score(snapshot: Snapshot, word: str, language: str) -> Scores:
    """How well each document answers one word; 0 where it does not."""
    best = np.zeros(len(snapshot.records), np.float32)
    for name in ("maker", "place"):
        np.maximum(best, NAME * _best(snapshot, name, [singular(word)]), out=best)
    for other in LANGUAGES:
        terms = stems(other, word)
        found = TITLE * _best(snapshot, f"title_{other}", terms) + TEXT * _best(snapshot, f"text_{other}", terms)
        np.maximum(best, found if other == language else OTHER_LANGUAGE * found, out=best)
    return best + EXACT * _best(snapshot, "words", [plain(word)])


def _best(snapshot: Snapshot, field: str, terms: Iterable[str]) -> Scores:
    best = np.zeros(len(snapshot.records), np.float32)
    for term in terms:
        numbers, scores = snapshot.postings(field, term)
        best[numbers] = np.maximum(best[numbers], scores)
    return best


def _all(scores: Sequence[Scores]) -> Mask:
    mask: Mask = np.logical_and.reduce([one > 0 for one in scores])
    return mask


def _complete_last(snapshot: Snapshot, needed: list[Word], scores: list[Scores], last: Word) -> None:
    """Takes the last word for the beginning of words, if nothing holds it as it is."""
    beginning = plain(last.typed)
    if needed[-1] is not last or scores[-1].any() or len(beginning) < MIN_BEGINNING:
        return
    whole = snapshot.lexicon.beginning_with(beginning, MAX_COMPLETIONS)
    scores[-1] = BEGINNING * _best(snapshot, "words", whole)
    needed[-1] = replace(last, forms=last.forms.union(whole))


def _correct(snapshot: Snapshot, needed: list[Word], scores: list[Scores], language: str) -> list[Word]:
    """Takes words that nothing holds for near ones that something holds; the words so changed, in their new form."""
    corrected = []
    strange = [place for place, one in enumerate(scores) if not one.any()]
    for place in strange[:MAX_CORRECTED_WORDS]:
        for other in snapshot.lexicon.near(plain(needed[place].typed), MAX_CANDIDATES):
            found = score(snapshot, other, language)
            if found.any():
                scores[place] = found
                needed[place] = replace(needed[place], typed=other, forms=frozenset({other}))
                corrected.append(needed[place])
                break
    return corrected


def _combined(
    snapshot: Snapshot,
    words: Sequence[Word],
    needed: Sequence[Word],
    scores: Sequence[Scores],
    corrected: Sequence[Word],
    language: str,
) -> Answer:
    total: Scores = np.add.reduce(scores)
    found = _all(scores)
    relaxed = not found.any()
    if relaxed:
        held = np.sum([one > 0 for one in scores], axis=0)
        total += (EACH_WORD * held).astype(np.float32)
        found = held > 0
    if len(needed) < len(words):
        # Common words are not asked for, but "en or" is better answered by what is of gold.
        common = [word for word in words if is_common(word.typed)]
        total += np.add.reduce([score(snapshot, word.typed, language) for word in common])
    return Answer(found, total, needed, corrected, relaxed=relaxed and bool(found.any()))
