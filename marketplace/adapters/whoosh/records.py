"""How a document is kept in the index."""

import json
import zlib
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from marketplace.adapters.whoosh.words import plain, singular, stems, words_in
from marketplace.kernel.texts import LANGUAGES
from marketplace.ports.search import DocumentKind, SearchDocument, SearchText

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Record(NamedTuple):
    """What every search needs of a document; `created_at` in microseconds since 1970 UTC."""

    id: str
    version: int
    kind: str
    business_id: int
    territory: str
    commune: str
    categories: tuple[str, ...]
    labels: tuple[str, ...]
    listing_kind: str
    price: int | None
    created_at: int
    titles: dict[str, str]

    @property
    def document_kind(self) -> DocumentKind:
        """What the document is about."""
        return DocumentKind(self.kind)


def row_of(document: SearchDocument) -> dict[str, Any]:
    """The document as values for the fields of `library.schema`."""
    texts = document.texts
    row: dict[str, Any] = {"record": tuple(_record(document)), "texts": _packed(document)}
    for language in LANGUAGES:
        if language in texts:
            text = texts[language]
            row[f"title_{language}"] = _stemmed(language, text.title)
            row[f"text_{language}"] = _stemmed(language, f"{text.summary}\n{text.text}\n{text.keywords}")
    row["maker"] = _name(document.maker)
    row["place"] = _name(document.place)
    spoken = [word for language, text in texts.items() for word in _plain(_all(text), language)]
    row["words"] = spoken + _plain(document.maker, None) + _plain(document.place, None)
    return row


def unpacked(texts: bytes) -> dict[str, str]:
    """Summary and text together, by language, as `row_of` kept them."""
    bodies: dict[str, str] = json.loads(zlib.decompress(texts))
    return bodies


def _record(document: SearchDocument) -> Record:
    return Record(
        id=document.id,
        version=document.version,
        kind=document.kind.value,
        business_id=document.business_id,
        territory=document.territory,
        commune=document.commune,
        categories=tuple(document.categories),
        labels=tuple(document.labels),
        listing_kind=document.listing_kind.value if document.listing_kind else "",
        price=document.price,
        created_at=(document.created_at - _EPOCH) // timedelta(microseconds=1),
        titles={language: text.title for language, text in document.texts.items()},
    )


def _packed(document: SearchDocument) -> bytes:
    bodies = {language: f"{text.summary}\n{text.text}".strip() for language, text in document.texts.items()}
    return zlib.compress(json.dumps(bodies).encode(), level=1)


def _all(text: SearchText) -> str:
    return f"{text.title}\n{text.summary}\n{text.text}\n{text.keywords}"


def _stemmed(language: str, text: str) -> list[str]:
    return [stem for word in words_in(text, language) for stem in stems(language, word)]


def _name(text: str) -> list[str]:
    return [singular(word) for word in words_in(text, None)]


def _plain(text: str, language: str | None) -> list[str]:
    return [plain(word) for word in words_in(text, language)]
