"""What a card says in the reader's language, or honestly in another one."""

from collections.abc import Iterable

from marketplace.businesses.models import Business, BusinessText
from marketplace.kernel.texts import LANGUAGES


def text_in(texts: Iterable[BusinessText], language: str, source: str) -> tuple[BusinessText | None, str]:
    """The text to show and the language it is in: the reader's, otherwise the source's, otherwise any.

    Rows in which nothing was written do not count. Without any, (None, source).
    """
    written = {row.language: row for row in texts if row.tagline or row.story}
    for candidate in (language, source, *LANGUAGES):
        if candidate in written:
            return written[candidate], candidate
    return None, source


def words_in(texts: Iterable[BusinessText], field: str, language: str, source: str) -> tuple[str, str]:
    """One field, "tagline" or "story", and its language, by the same order; ("", source) where nobody wrote it."""
    written = {row.language: str(getattr(row, field)) for row in texts if getattr(row, field)}
    for candidate in (language, source, *LANGUAGES):
        if candidate in written:
            return written[candidate], candidate
    return "", source


def is_stale(business: Business, text: BusinessText) -> bool:
    """Whether the source was changed after this translation was made."""
    source = next((row for row in business.texts if row.language == business.language), None)
    return (
        source is not None
        and text.language != business.language
        and bool(text.tagline or text.story)
        and text.source_version < source.version
    )
