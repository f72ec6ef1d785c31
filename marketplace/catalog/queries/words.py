"""What a listing says to one reader: in the reader's language, else as it was written, and then honestly marked."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.catalog.models import Listing, ListingText, Variant
from marketplace.kernel.texts import LANGUAGES


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the language it is in; `foreign` is that language where it is not the reader's, else None."""

    text: str
    language: str
    foreign: str | None


def said(listing: Listing, field: str, language: str) -> Said:
    """One field of the texts: the reader's language, then the one it was written in, then any; empty where none."""
    by_language = {text.language: text for text in listing.texts}
    for code in dict.fromkeys((language, listing.language, *LANGUAGES)):
        text = getattr(by_language.get(code), field, "")
        if text:
            return Said(text, code, None if code == language else code)
    return Said("", language, None)


def title_of(listing: Listing, language: str) -> Said:
    """What a listing is called."""
    return said(listing, "title", language)


def name_of(variant: Variant, listing: Listing, language: str) -> Said:
    """What a variant is called; empty where its quantity says it all."""
    for code in dict.fromkeys((language, listing.language, *LANGUAGES)):
        if name := variant.names.get(code):
            return Said(name, code, None if code == language else code)
    return Said("", language, None)


def is_stale(text: ListingText, texts: Iterable[ListingText], source: str) -> bool:
    """Whether what a translation was made from has changed since."""
    if text.language == source:
        return False
    original = next((each for each in texts if each.language == source), None)
    return original is not None and text.source_version < original.version
