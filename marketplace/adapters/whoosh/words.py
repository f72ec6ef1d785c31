"""What counts as the same word: accents, case, plurals and a few abbreviations forgiven."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from marketplace.adapters.whoosh.library import stemmer
from marketplace.adapters.whoosh.stopwords import STOP_WORDS
from marketplace.kernel.texts import LANGUAGES

# A longer "word" is a pasted address or an attack; index and query cut it alike.
MAX_WORD = 40
MIN_PLURAL = 4

# Letters and digits: apostrophes and hyphens part words, so that l'abeille holds abeille.
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"})
_ABBREVIATIONS = {"st": "saint", "ste": "sainte"}
_STEMMERS = {language: stemmer(language) for language in LANGUAGES}


def normal(text: str) -> str:
    """The text with each accented letter as one character, as `spans` needs it, and white space as single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """The words of a normal text in lower case, each with its start and end."""
    for match in _WORD.finditer(text):
        yield match.group().casefold(), match.start(), match.end()


def words_in(text: str, language: str | None) -> list[str]:
    """The words of a text in lower case that say something in its language (None: unknown)."""
    ignored = STOP_WORDS.get(language or "", frozenset())
    return [word for word, _, _ in spans(normal(text)) if word not in ignored and not is_lone_letter(word)]


def is_lone_letter(word: str) -> bool:
    """Whether an apostrophe left it standing alone (l'abeille, baker's)."""
    return len(word) == 1 and word.isalpha()


def is_common(word: str) -> bool:
    """Whether the word says nothing in one of the languages."""
    return is_lone_letter(word) or any(word in words for words in STOP_WORDS.values())


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word without accents: génépi, genepì and genepi are one."""
    folded = _fold(word)[:MAX_WORD]
    return _ABBREVIATIONS.get(folded, folded)


@lru_cache(maxsize=65536)
def stems(language: str, word: str) -> frozenset[str]:
    """What is left of a word without its ending, in one of LANGUAGES.

    Two forms, because a stemmer takes fermière and fermiere apart differently: words are the same if they share one.
    """
    stem = _STEMMERS[language]
    return frozenset({_fold(stem(word[:MAX_WORD])), stem(plain(word))} - {""})


def singular(word: str) -> str:
    """The word without accents and without the French and English mark of the plural: for names, whose language nobody
    knows and which a stemmer would confuse (Ferme, fermière)."""
    bare = plain(word)
    return bare[:-1] if len(bare) > MIN_PLURAL and bare[-1] in "sx" else bare


def _fold(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.casefold().translate(_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
