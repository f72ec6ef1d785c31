"""Words that exist in the three languages of the site, for reference data that ships with the code."""

from dataclasses import dataclass

LANGUAGES = ("fr", "it", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One meaning in French, Italian and English, all three always present."""

    fr: str
    it: str
    en: str

    def within(self, language: str) -> str:
        """The words in `language`: fr, it or en. Raises KeyError for any other."""
        if language not in LANGUAGES:
            raise KeyError(language)
        words: str = getattr(self, language)
        return words
