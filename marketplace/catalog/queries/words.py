"""What a listing says to one reader: in the reader's language, else as it was written, and then honestly marked."""

from collections.abc import Iterable, Mapping
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
    return choose({text.language: getattr(text, field) for text in listing.texts}, language, listing.language)


def choose(texts: Mapping[str, str], language: str, source: str) -> Said:
    """Of texts by language the reader's, then the source's, then any; empty where none."""
    for code in dict.fromkeys((language, source, *LANGUAGES)):
        if text := texts.get(code):
            return Said(text, code, None if code == language else code)
    return Said("", language, None)


def title_of(listing: Listing, language: str) -> Said:
    """What a listing is called."""
    return said(listing, "title", language)


def name_of(variant: Variant, listing: Listing, language: str) -> Said:
    """What a variant is called; empty where its quantity says it all."""
    return choose(variant.names, language, listing.language)


def is_stale(text: ListingText, texts: Iterable[ListingText], source: str) -> bool:
    """Whether what a translation was made from has changed since."""
    if text.language == source:
        return False
    original = next((each for each in texts if each.language == source), None)
    return original is not None and text.source_version < original.version
